"""Links in the newsletter tell where a click came from, and nothing else of them changes."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import Literal
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

import editions
from segue import links

UTM = {"utm_source": ["newsletter"], "utm_medium": ["email"], "utm_campaign": ["pilot"]}
TEXT = """\
Every cell reads [one book](https://example.org/book?page=3&x=#top),
or [asks](mailto:a@example.org), or [calls](tel:+491),
or [greets](https://example.org/hi?name={{ name }}), or goes [up](#start).

Leave [here](https://example.org/unsubscribe) or by {{ unsubscribe_url }},
[so]({{ unsubscribe_url }}).

/// call | Read
[Get it](https://shop.example/?utm_source=friend)
///
"""


def addresses(layout: Literal["digest", "full"] = "full", *, utm: bool = True) -> list[str]:
    """Every address that the newsletter links to."""
    settings = replace(editions.layout(layout), utm=utm)
    html = editions.texts(editions.an_episode(TEXT, settings=settings))["newsletter.html"]
    return [unescape(found) for found in re.findall(r'<a\b[^>]*\bhref="([^"]*)"', html)]


@pytest.mark.parametrize("layout", ["digest", "full"])
def test_every_web_link_says_that_it_is_the_newsletter_s(
    layout: Literal["digest", "full"],
) -> None:
    """Source, medium and the episode's slug, in both layouts."""
    web = [url for url in addresses(layout) if url.startswith("http")]
    bare = [url for url in web if "utm_source=newsletter" not in url]
    assert len(web) > len(bare) >= 1
    for url in set(web) - set(bare):
        assert parse_qs(urlsplit(url).query).items() >= UTM.items()
    left = {"https://example.org/unsubscribe", "https://example.org/hi?name={{ name }}"}
    assert {url for url in bare if "utm_source=friend" not in url} <= left


def test_parameters_and_the_place_on_the_page_stay() -> None:
    """What the author typed is still there, in its order."""
    utm = "utm_source=newsletter&utm_medium=email&utm_campaign=pilot"
    made = addresses()
    assert f"https://example.org/book?page=3&x=&{utm}#top" in made
    assert f"https://example.org/small-talk/pilot?{utm}#start" in made
    medium = "utm_source=friend&utm_medium=email&utm_campaign=pilot"
    assert f"https://shop.example/?{medium}" in made


def test_ways_out_addresses_for_mail_and_merge_tags_are_left_alone() -> None:
    """A parameter would break them, or count people who leave as readers."""
    made = addresses()
    for url in (
        "https://example.org/unsubscribe",
        "mailto:a@example.org",
        "tel:+491",
        "https://example.org/hi?name={{ name }}",
        "{{ unsubscribe_url }}",
    ):
        assert url in made


def test_a_show_may_do_without() -> None:
    """`utm = false` leaves every address as it was typed."""
    made = addresses(utm=False)
    assert "https://example.org/book?page=3&x=#top" in made
    assert not any("utm_source=newsletter" in url for url in made)


@given(st.text(max_size=60))
def test_no_address_is_too_odd(rest: str) -> None:
    """Whatever follows the scheme, the address comes back, and twice is as good as once."""
    once = links.with_utm(f"https://{rest}", source="a", medium="b", campaign="c")
    assert links.with_utm(once, source="a", medium="b", campaign="c") == once
