"""Web addresses in ASCII."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue.addresses import ascii_url, is_absolute, is_address
from segue.characters import one_line, printable


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("https://example.org/a b?q=ü#ö", "https://example.org/a%20b?q=%C3%BC#%C3%B6"),
        ("https://example.org/100%/%20", "https://example.org/100%25/%20"),
        ("https://müller.example/", "https://xn--mller-kva.example/"),
        ("https://straße.example", "https://xn--strae-oqa.example"),
        ("https://user:pw@bücher.example:8080/x", "https://user:pw@xn--bcher-kva.example:8080/x"),
        ("mailto:jürgen@example.org", "mailto:j%C3%BCrgen@example.org"),
        ("https://[::1]/x", "https://[::1]/x"),
        ("https://[broken/ü", "https://[broken/%C3%BC"),
    ],
)
def test_an_address_is_written_in_ascii(typed: str, written: str) -> None:
    """Apps and directories get an address they can fetch, whatever was typed."""
    assert ascii_url(typed) == written


@given(st.text())
def test_any_text_becomes_ascii_and_stays_so(text: str) -> None:
    """Encoding twice changes nothing."""
    once = ascii_url("https://example.org/" + printable(text))
    assert once.isascii()
    assert ascii_url(once) == once


def test_controls_go_and_the_words_around_them_stay_apart() -> None:
    """A bell vanishes; a form feed still parts two words."""
    assert one_line("be\aatle\x0cmania\x92 \ud800 x") == "beatle mania x"
    assert printable("a\r\nb\rc") == "a\nb\nc"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org", True),
        ("HTTP://EXAMPLE.ORG", True),
        ("mailto:hello@example.org", True),
        ("tel:+4930123", True),
        ("#notes", False),
        ("notes.html", False),
        ("javascript:alert(1)", False),
        ("https", False),
        ("", False),
    ],
)
def test_an_address_that_leads_anywhere_from_anywhere_is_absolute(
    url: str, *, expected: bool
) -> None:
    """Every room keeps these links and drops or resolves the others."""
    assert is_absolute(url) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("https://example.org/a.png", True),
        ("data:image/png;base64,AA", True),
        ("//example.org/a.png", True),
        ("C:/a.png", False),
        ("images/a.png", False),
        ("images/a:b.png", False),
    ],
)
def test_an_address_is_told_from_a_files_name(name: str, *, expected: bool) -> None:
    """A drive's letter begins no address."""
    assert is_address(name) is expected
