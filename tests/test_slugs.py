"""The short names of episodes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue import slugs


@given(st.text())
def test_any_text_has_a_slug(text: str) -> None:
    """What is suggested is always accepted, and suggests itself."""
    nearest = slugs.nearest(text, "my-episode")
    assert slugs.is_slug(nearest)
    assert slugs.nearest(nearest, "my-episode") == nearest


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Why we sleep?", "why-we-sleep"),
        ("Who's a Candidate?", "whos-a-candidate"),
        ("Größe & Maß", "grosse-mass"),
        ("睡眠", "my-episode"),
        ("one " * 40, "one-one-one-one-one-one-one-one-one-one-one-one-one-one-one"),
        ("a" * 200, "a" * 60),
    ],
)
def test_a_slug_is_the_words_in_plain_letters(text: str, slug: str) -> None:
    """Accents go, an apostrophe parts no word, and a long title ends after a whole word."""
    assert slugs.nearest(text, "my-episode") == slug


@pytest.mark.parametrize("text", ["", "Two", "a b", "-a", "a-", "a--b", "ä", "a" * 101])
def test_other_names_are_none(text: str) -> None:
    """Capital letters, blanks, stray hyphens and endless names are not taken."""
    assert not slugs.is_slug(text)
