"""Marks that an author left open or misspelt are told; good ones are not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from segue.build import build
from segue.request import Request

ShowMaker = Callable[..., Path]


def found(root: Path) -> list[tuple[str, int | None]]:
    """What the check of the article finds."""
    codes = {"unknown-mark", "open-mark", "link-address", "article-empty"}
    report = build(Request(root=root, only=frozenset({"notes"}), dry_run=True))
    return [(each.code, each.line) for each in report.problems if each.code in codes]


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("==Open highlight.\n", [("open-mark", 6)]),
        ("One.\n\n/// button | Get it\nText.\n///\n", [("unknown-mark", 8)]),
        ("/// call | Get it\nText [a](https://e.org).\n", [("open-mark", 6)]),
        ("/// call | A\nText.\n\n/// only | notes\nText.\n///\n", [("open-mark", 6)]),
        ("A.\n\n/// only | notes, newsleter\nB.\n///\n", [("unknown-mark", 8)]),
        ("See [a](www.example.org) now.\n", [("link-address", 6)]),
        ("", [("article-empty", 1)]),
        ("==Good.== a == b\n\n/// only | notes\nText.\n///\n", []),
        ("```\n/// button\n==open\n[a](www.example.org)\n```\n\nText and `[a](www.b.c)`.\n", []),
    ],
)
def test_a_mark_is_told_where_it_stands(
    make_show: ShowMaker, article: str, expected: list[tuple[str, int | None]]
) -> None:
    """Open, misspelt or fine."""
    assert found(make_show(article=article)) == expected
