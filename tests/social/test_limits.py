"""Limits: one row a network, and a show's own rows beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from segue.errors import SegueError
from segue.social.limits import OWN, row_for, table


def own_rows(root: Path, text: str) -> Path:
    """A show's folder with a limits file of its own."""
    (root / OWN).parent.mkdir(parents=True)
    (root / OWN).write_text(text, encoding="utf-8")
    return root


def test_a_show_may_add_a_network(tmp_path: Path) -> None:
    """Limit and unit are enough; the others stay what they are."""
    rows = table(own_rows(tmp_path, '[podnet]\nlimit = 42\nunit = "characters"\n'))
    assert rows["podnet"].limit == 42
    assert rows["x"] == table()["x"]


def test_a_show_may_know_better(tmp_path: Path) -> None:
    """A Mastodon server with longer posts changes one column and keeps the rest."""
    own = table(own_rows(tmp_path, "[mastodon]\nlimit = 5000\n"))["mastodon"]
    assert (own.limit, own.counter) == (5000, "mastodon")
    assert table()["mastodon"].limit == 500


def test_a_file_that_changes_is_read_again(tmp_path: Path) -> None:
    """A preview that runs all day sees what its author writes."""
    root = own_rows(tmp_path, "[mastodon]\nlimit = 5000\n")
    assert table(root)["mastodon"].limit == 5000
    (root / OWN).write_text("[mastodon]\nlimit = 11000\n", encoding="utf-8")
    assert table(root)["mastodon"].limit == 11000


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[x]\nlimt = 5\n", 'did you mean "limit"?'),
        ('[x]\ncounter = "words"\n', "counter"),
        ("[new]\nlimit = 5\n", "needs unit"),
        ("x = 5\n", "x"),
        ("[x\n", "TOML"),
    ],
)
def test_a_fault_in_it_is_told_with_its_file(tmp_path: Path, text: str, said: str) -> None:
    """Nobody should wonder why a limit does not hold."""
    with pytest.raises(SegueError) as caught:
        table(own_rows(tmp_path, text))
    assert said in str(caught.value)
    assert caught.value.problems[0].file == tmp_path / OWN


def test_a_kind_may_have_limits_of_its_own() -> None:
    """A YouTube title is shorter than its description."""
    assert row_for("youtube", "title", table()).limit == 100
    assert row_for("youtube", "description", table()).limit == 5000
