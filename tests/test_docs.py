"""The paper tells the truth: commands, messages and examples are compared with the program."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import pytest

from conftest import Golden
from segue.main import cli

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "cli" / "segue"
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "benchmarks").glob("*.md")])
HEAD = """\
# The commands

Written from `--help` by `pytest tests/test_docs.py --update`.
"""


def commands(command: click.Command, path: Sequence[str]) -> Iterator[tuple[str, click.Context]]:
    """A command and all that stand below it, each with its name as typed."""
    context = click.Context(
        command, info_name=" ".join(path), terminal_width=100, max_content_width=100
    )
    yield " ".join(path), context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from commands(below, [*path, name])


def reference() -> str:
    """The page of all commands, as `--help` tells them."""
    pages = [
        f"## `{name}`\n\n```text\n{context.get_help().rstrip()}\n```\n"
        for name, context in commands(cli, ["segue"])
    ]
    return "\n".join([HEAD, *pages])


def problem_codes() -> set[str]:
    """Every code that a finding can carry, as the source spells them."""
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in sorted(SOURCE.rglob("*.py"))]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    places = {
        node.name: place
        for node in nodes
        if isinstance(node, ast.FunctionDef)
        for place, parameter in enumerate(node.args.args)
        if parameter.arg == "code"
    }
    return {
        value.value
        for node in nodes
        if isinstance(node, ast.Call)
        for value in code_values(node, places)
        if isinstance(value, ast.Constant) and isinstance(value.value, str)
    }


def code_values(call: ast.Call, places: dict[str, int]) -> Iterator[ast.expr]:
    """What a call passes as `code`, by name or by place."""
    given = [keyword.value for keyword in call.keywords if keyword.arg == "code"]
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    place = places.get(name)
    if place is not None and place < len(call.args):
        given.append(call.args[place])
    for value in given:
        yield from (value.body, value.orelse) if isinstance(value, ast.IfExp) else (value,)


def documented_codes() -> list[str]:
    """The codes that problems.md explains, in its order."""
    text = (DOCS / "problems.md").read_text(encoding="utf-8")
    return re.findall(r"^\| `([\w-]+)` \|", text, re.MULTILINE)


def console_blocks() -> list[str]:
    """The README's blocks of commands for a show's author."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def run_line(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Do what a line of the README says, in this process; a failing command fails the test."""
    program, *arguments = shlex.split(line.removeprefix("$ "))
    if program == "cd":
        monkeypatch.chdir(arguments[0])
        return
    assert program == "segue"
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == 0, line


def test_every_command_is_documented_as_its_help_says(golden: Golden) -> None:
    """docs/cli.md is what `--help` prints, for every command."""
    golden(DOCS / "cli.md", reference())


def test_every_option_and_argument_is_explained() -> None:
    """Nobody has to guess what an option does."""
    silent = [
        f"{name} {parameter.name}"
        for name, context in commands(cli, ["segue"])
        for parameter in context.command.params
        if isinstance(parameter, click.Option) and not parameter.help
    ]
    assert silent == []


def test_every_message_has_its_remedy_on_paper() -> None:
    """problems.md explains each code that a finding can carry, and none that can't come up."""
    explained = documented_codes()
    assert sorted(problem_codes() - set(explained)) == []
    assert sorted(set(explained) - problem_codes()) == []


def test_messages_are_listed_once_and_in_order() -> None:
    """A reader finds a code by the alphabet."""
    assert documented_codes() == sorted(set(documented_codes()))


@pytest.mark.parametrize("block", console_blocks(), ids=lambda block: block.splitlines()[0])
def test_the_readme_can_be_followed_line_by_line(
    block: str, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the README tells a show's author to type works, in the order it is told."""
    monkeypatch.chdir(example)
    for line in block.splitlines():
        run_line(line, monkeypatch)


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    """A link to a file of the repository names one that is there."""
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
