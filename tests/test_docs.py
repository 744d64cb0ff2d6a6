"""The paper tells the truth: commands, messages and examples are compared with the program."""

from __future__ import annotations

import ast
import dataclasses
import re
import shlex
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import get_args, get_type_hints

import click
import pytest
from packaging.requirements import Requirement

from conftest import Golden
from segue import front_matter, profiles, settings
from segue.episode_keys import EpisodeKeys
from segue.fields import Reader, default_of, key_of
from segue.main import cli

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "cli" / "segue"
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "benchmarks").glob("*.md")])
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
GENERATED = "<!-- From here on written"


def commands(
    command: click.Command, name: str, parent: click.Context | None = None
) -> Iterator[click.Context]:
    """A command and all that stand below it, each in the context of its call."""
    context = click.Context(
        command,
        info_name=name,
        parent=parent,
        terminal_width=100,
        **command.context_settings,
    )
    yield context
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            assert found is not None
            yield from commands(found, below, context)


def reference() -> str:
    """The page of all commands: its hand-written head, then what `--help` tells."""
    page = (DOCS / "cli.md").read_text(encoding="utf-8")
    head, mark, rest = page.partition(GENERATED)
    pages = [
        f"## `{context.command_path}`\n\n```text\n{context.get_help().rstrip()}\n```\n"
        for context in commands(cli, "segue")
    ]
    return "\n".join([head + mark + rest.partition("\n")[0] + "\n", *pages])


def problem_codes() -> set[str]:
    """Every code that a finding can carry, as the source spells them."""
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in sorted(SOURCE.rglob("*.py"))]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    places = {
        node.name: place - (node.args.args[0].arg in {"self", "cls"})
        for node in nodes
        if isinstance(node, ast.FunctionDef)
        for place, parameter in enumerate(node.args.args)
        if parameter.arg == "code"
    }
    called = [
        value for node in nodes if isinstance(node, ast.Call) for value in code_values(node, places)
    ]
    yielded = [
        node.value.elts[0]
        for node in nodes
        if isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple)
    ]
    texts = {one.value for one in (*called, *yielded) if isinstance(one, ast.Constant)}
    whole = {text for text in texts if isinstance(text, str) and re.fullmatch(r"[a-z-]+", text)}
    gapped = [code for one in called if isinstance(one, ast.JoinedStr) for code in completed(one)]
    return whole.union(gapped)


def completed(code: ast.JoinedStr) -> set[str]:
    """The codes on paper that a code with a gap in it may become; itself if there is none."""
    parts = [
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[\w-]+"
        for part in code.values
    ]
    found = {known for known in documented_codes() if re.fullmatch("".join(parts), known)}
    return found or {ast.unparse(code)}


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


def canonical(name: str) -> str:
    """A package's name as pip compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def installed(requirements: Iterable[str]) -> Iterator[Distribution]:
    """What is installed here and now because of some requirements, all the way down."""
    for text in requirements:
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            package = distribution(requirement.name)
            yield package
            yield from installed(package.requires or ())


def everything_installed() -> set[str]:
    """The packages that segue and its tests stand on."""
    wanted = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
    return {canonical(package.name) for package in installed(wanted)}


def declared_licence(package: Distribution) -> str:
    """What a package says its licence is."""
    told = package.metadata.json
    classifiers = [text for text in told.get("classifier", ()) if text.startswith("License ::")]
    return " ".join([str(told.get("license_expression", told.get("license", ""))), *classifiers])


def pinned() -> set[str]:
    """Every package that constraints.txt pins."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return {canonical(line.partition("==")[0]) for line in lines if "==" in line}


def licence_rows() -> dict[str, str]:
    """Each package that licences.md lists, with its licence there."""
    text = (DOCS / "licences.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^\| ([a-z][\w-]*) \| ([^|]+) \|", text, re.MULTILINE))


def episode_keys(table: type, above: str = "") -> Iterator[str]:
    """Each key that front matter may hold, as `chapters.time`; of a table the keys inside."""
    hints = get_type_hints(table)
    for field in dataclasses.fields(table):
        kind = next(iter(get_args(hints[field.name])), hints[field.name])
        path = f"{above}{key_of(field)}"
        if isinstance(kind, type) and dataclasses.is_dataclass(kind):
            yield from episode_keys(kind, f"{path}.")
        else:
            yield path


def writing_page() -> str:
    """The page for authors."""
    return (DOCS / "writing.md").read_text(encoding="utf-8")


def writing_rows() -> dict[str, list[str]]:
    """The rows of that page's tables, by the name in code that each begins with."""
    rows = re.findall(r"^\| `([\w.]+)` \|(.*)\|$", writing_page(), re.MULTILINE)
    return {name: [cell.strip() for cell in rest.split(" | ")] for name, rest in rows}


def shown(default: object) -> str:
    """A setting's default as the page writes it."""
    if default in (None, "", (), {}):
        return "–"
    text = ", ".join(default) if isinstance(default, tuple) else str(default)
    return f"`{text.lower() if isinstance(default, bool) else text}`"


def service_page(profile: profiles.Profile) -> str:
    """What services.md says of one service."""
    tags, verified = profile.tags.named, profile.verified.named
    rows = [
        f"| {name.replace('_', ' ')} | `{tag.replace('|', chr(92) + '|')}` |"
        f" {verified.get(name, 'unverified')} |"
        for name, tag in tags.items()
    ]
    parts = {"unsubscribe": "unsubscribe link", "postal_address": "postal address"}
    given = [
        f"{label} {'added' if part in profile.adds else 'tag' if part in tags else 'yours'}"
        for part, label in parts.items()
    ]
    longer = f"links up to {profile.tracked_link_bytes} bytes"
    facts = [*given, longer] if profile.tracked_link_bytes else given
    lines = [
        f"## {profile.title}\n",
        f'`profile = "{profile.name}"` · paste `{profile.file}` · {", ".join(facts)}\n',
        *(f"{number}. {step}" for number, step in enumerate(profile.paste, 1)),
        "",
    ]
    table = ["| tag | written | seen in |", "|---|---|---|", *rows, ""] if rows else []
    return "\n".join([*lines, *table])


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
        f"{context.command_path} {parameter.name}"
        for context in commands(cli, "segue")
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


def test_every_front_matter_key_is_explained_to_authors() -> None:
    """writing.md has a row for each key that an episode may hold."""
    keys = set(episode_keys(EpisodeKeys))
    assert "audio.segments.in" in keys
    assert sorted(keys - set(writing_rows())) == []


def test_every_setting_is_explained_to_authors_with_its_default() -> None:
    """writing.md has a row for each setting, and its default is the program's."""
    rows, known = writing_rows(), settings.keys()
    told = {key: rows[key][-1] if key in rows else "no row" for key in known}
    assert told == {key: shown(default_of(field)) for key, (_, field) in known.items()}


def test_every_email_service_is_explained_to_authors(golden: Golden) -> None:
    """services.md tells for each profile what to paste where, and how far its tags are known."""
    head, mark, rest = (DOCS / "services.md").read_text(encoding="utf-8").partition(GENERATED)
    pages = [service_page(profiles.load(name)) for name in profiles.names()]
    golden(DOCS / "services.md", "\n".join([head + mark + rest.partition("\n")[0] + "\n", *pages]))


def test_the_front_matter_shown_to_authors_is_read_without_a_complaint() -> None:
    """The example in writing.md can be copied as it is."""
    example = re.search(r"^```markdown\n(---\n.*?)^```", writing_page(), re.MULTILINE | re.DOTALL)
    assert example
    matter = front_matter.split(example[1], DOCS / "writing.md")
    reader = Reader(DOCS / "writing.md", matter.lines, Path)
    assert reader.fields(EpisodeKeys, matter.data)["title"]
    assert reader.problems == []


@pytest.mark.parametrize("block", console_blocks(), ids=lambda block: block.splitlines()[0])
def test_the_readme_can_be_followed_line_by_line(
    block: str, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the README tells a show's author to type works, in the order it is told."""
    monkeypatch.chdir(example)
    for line in block.splitlines():
        run_line(line, monkeypatch)


def test_every_dependency_has_its_licence_on_paper() -> None:
    """Whoever ships segue finds the licence of everything that comes with it."""
    assert everything_installed() - set(licence_rows()) == set()


def test_every_dependency_is_pinned_for_the_tests() -> None:
    """The tests run with the same versions everywhere; Windows and 3.13 add what only they need."""
    assert everything_installed() - pinned() == set()


def test_no_strict_licence_comes_in_unseen() -> None:
    """A package under any GPL is one that the page names as such."""
    strict = {
        canonical(package.name)
        for package in installed(PROJECT["dependencies"])
        if re.search(r"GPL|GNU", declared_licence(package))
    }
    assert {name for name in strict if "GPL" not in licence_rows()[name]} == set()
    # pyphen may be taken under the MPL instead.
    assert strict <= {"lameenc", "mutagen", "pyphen"}


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    """A link to a file of the repository names one that is there."""
    text = re.sub(r"`[^`\n]*`", "", page.read_text(encoding="utf-8"))
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", text)
    assert [link for link in links if not (page.parent / link).exists()] == []
