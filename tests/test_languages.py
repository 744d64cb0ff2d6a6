"""Language tags, as people write them."""

from __future__ import annotations

import pytest

from segue import languages


@pytest.mark.parametrize("tag", ["pt", "PT", "pt-BR", "pt_BR", "pt-Latn-BR"])
def test_a_tag_gives_its_language_however_it_is_written(tag: str) -> None:
    """Word lists, quotation marks and ISO codes are looked up by it."""
    assert languages.base(tag) == "pt"


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("ar", "rtl"),
        ("he_IL", "rtl"),
        ("FA-ir", "rtl"),
        ("ku-Arab", "rtl"),
        ("uz-Arab-AF", "rtl"),
        ("ku", "ltr"),
        ("en", "ltr"),
        ("arn", "ltr"),
    ],
)
def test_a_tag_tells_which_way_its_language_is_written(tag: str, expected: str) -> None:
    """A script that is named decides, where a language is written in two."""
    assert languages.direction(tag) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("en-US", "“a”"), ("de", "„a“"), ("fr_CA", "«\u00a0a\u00a0»"), ("ja", "「a」"), ("xx", "“a”")],
)
def test_a_tag_tells_how_its_language_quotes(tag: str, expected: str) -> None:
    """Cards and posts quote alike; a language that nobody knows is quoted as English is."""
    assert "a".join(languages.quotation_marks(tag)) == expected
