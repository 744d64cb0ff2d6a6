"""Links of an article that nobody but its author could follow."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import ShowMaker
from segue.build import build
from segue.errors import Problem
from segue.request import Request


def found(root: Path) -> list[Problem]:
    """The findings about dead links."""
    report = build(Request(root=root, only=frozenset({"notes"}), dry_run=True))
    return [problem for problem in report.problems if problem.code == "link-dead"]


@pytest.mark.parametrize(
    ("link", "message"),
    [
        ("files/sheet.pdf", "no web address and no file of the show"),
        ("episode.md", "episode.md is a file on this computer"),
        ("/download", "no web address and no file of the show"),
        ("../../../etc/passwd", "no web address and no file of the show"),
        ("#nowhere", "leads to no heading"),
        ("my%20file.pdf", "no web address and no file of the show"),
    ],
)
def test_a_link_that_readers_cannot_follow_is_told(
    link: str, message: str, make_show: ShowMaker
) -> None:
    """With its line, and whether the file is there."""
    (problem,) = found(make_show(article=f"Words of it.\n\nSee [this]({link}) now.\n"))
    assert message in problem.message
    assert problem.line == 8
    assert problem.severity == "warning"


@pytest.mark.parametrize(
    "link",
    [
        "https://e.example/a b",
        "mailto:a@e.example",
        "#a-heading",
        "#own",
        "#",
        "*|ARCHIVE|*",
        "{{ link }}",
        "%link%",
        "tel:123",
    ],
)
def test_a_link_that_leads_somewhere_is_not_told(link: str, make_show: ShowMaker) -> None:
    """Headings of the article, the web, mail, and merge tags."""
    text = f"See [this]({link}) now.\n\n## A heading\n\nWords.\n\n## Other {{#own}}\n\nWords.\n"
    assert found(make_show(article=text)) == []
