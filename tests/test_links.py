"""Addresses that go into outputs."""

from __future__ import annotations

import pytest

from samples import a_show, an_episode
from segue.links import episode_url, show_url, with_utm, without_utm


def test_an_episode_s_page_is_an_address_that_every_app_opens() -> None:
    """Whatever was typed, it is ASCII, in posts and notes as well as in the feed."""
    episode = an_episode(show=a_show(link="https://sö.example/ä b?c=ü#top"))
    address = "https://xn--s-1ga.example/%C3%A4%20b/pilot?c=%C3%BC"
    assert episode_url(episode) == address
    assert episode_url(an_episode(show=a_show(link=None))) is None


@pytest.mark.parametrize(
    ("link", "page", "home"),
    [
        ("https://e.example/{year}/{slug}", "https://e.example/2026/pilot", "https://e.example/"),
        ("https://e.example/?p={number}", "https://e.example/?p=7", "https://e.example/"),
        ("https://e.example/show", "https://e.example/show/pilot", "https://e.example/show"),
    ],
)
def test_a_pattern_says_where_each_episodes_page_is(link: str, page: str, home: str) -> None:
    """The show's own page is what all of them share."""
    show = a_show(link=link)
    assert episode_url(an_episode(show=show)) == page
    assert show_url(show) == home
    assert episode_url(an_episode(show=show, page="https://old.example/é")) == (
        "https://old.example/%C3%A9"
    )


def test_an_address_keeps_what_it_has_when_it_gets_parameters() -> None:
    """Parameters of its own win, and its fragment stays last."""
    told = with_utm(
        "https://e.example/?utm_source=me#part", source="x", medium="social", campaign="pilot"
    )
    assert told == "https://e.example/?utm_source=me&utm_medium=social&utm_campaign=pilot#part"
    assert with_utm("mailto:a@e.example", source="x", medium="y", campaign="z").endswith(".example")


def test_an_address_is_found_again_under_its_parameters() -> None:
    """What with_utm added is taken off, and nothing else."""
    for typed in ("https://e.example/", "https://e.example/?a=1&b=2#part", "https://e.example/#x"):
        told = with_utm(typed, source="newsletter", medium="email", campaign="pilot")
        assert without_utm(told) == typed
