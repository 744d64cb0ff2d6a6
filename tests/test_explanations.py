"""Each code is explained, by the page that people read."""

from __future__ import annotations

from segue.explanations import explanations
from test_docs import documented_codes


def test_every_row_of_the_page_is_an_explanation() -> None:
    """No row is lost to a sign in it."""
    assert list(explanations()) == documented_codes()


def test_an_explanation_is_plain_text() -> None:
    """A terminal shows neither the signs of a table nor where a link leads."""
    for each in explanations().values():
        assert "](" not in each.meaning + each.remedy
        assert not each.meaning.startswith("|")
        assert each.meaning.endswith(".")
        assert each.remedy
