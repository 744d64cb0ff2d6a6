"""Text freed from what nobody sees and inboxes choke on."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from segue.newsletter.cleaning import clean, clean_line


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    """What is clean stays, and no control is in it."""
    once = clean(text)
    assert clean(once) == once
    assert not any(unicodedata.category(sign) == "Cc" and sign not in "\n\t" for sign in once)


def test_junk_goes_and_writing_stays() -> None:
    """Zero-width spaces and byte order marks go; joiners that scripts and emoji need stay."""
    assert clean("\ufeffa\u200bb\u00adc\u2060d\x92") == "abcd"
    assert clean("👩\u200d👩\u200d👧 می\u200cخواهم") == "👩\u200d👩\u200d👧 می\u200cخواهم"
    assert clean("a\r\nb\rc\u2028d") == "a\nb\nc\nd"
    assert clean("e\u0301") == "é"
    assert clean_line(" a \n\t b ") == "a b"
