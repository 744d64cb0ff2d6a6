"""A long archive on several pages, as RFC 5005 has them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import PurePosixPath

import pytest
from feeds import attributes, channel_of, text_of
from hypothesis import given
from hypothesis import strategies as st

from samples import a_release, a_show, an_episode, feed_pages
from segue.hosting import feed_page_url
from segue.manifest import room_of
from segue.release import Release
from segue.show import FeedSettings

NEWEST = datetime(2026, 3, 1, tzinfo=UTC)


def weekly(count: int) -> list[Release]:
    """So many episodes, each a week older than the one before; `e0` is the newest."""
    one = a_release(an_episode("One line.", guests=(), marks=()))
    return [
        replace(
            one,
            episode=replace(one.episode, slug=f"e{at}", guid=f"g{at}"),
            shared=replace(one.shared, issued=NEWEST - timedelta(weeks=at)),
        )
        for at in range(count)
    ]


def guids(page: bytes) -> list[str | None]:
    """The guids of a page, in its order."""
    return [item.findtext("guid") for item in channel_of(page).iterfind("item")]


def links(page: bytes) -> dict[str, str]:
    """What a page refers to, by relation."""
    return {link["rel"]: link["href"] for link in attributes(channel_of(page), "atom:link")}


def test_the_archive_is_told_on_pages_that_lead_to_each_other() -> None:
    """Newest first on feed.xml; each page names itself, its neighbours, the first and last."""
    pages = feed_pages(*weekly(5), show=a_show(feed=FeedSettings(limit=2)))
    assert list(pages) == ["feed.xml", "feed-2.xml", "feed-3.xml"]
    assert [guids(page) for page in pages.values()] == [["g0", "g1"], ["g2", "g3"], ["g4"]]
    at = "https://example.org/feed"
    assert [links(page) for page in pages.values()] == [
        {
            "self": f"{at}.xml",
            "first": f"{at}.xml",
            "next": f"{at}-2.xml",
            "last": f"{at}-3.xml",
        },
        {
            "self": f"{at}-2.xml",
            "first": f"{at}.xml",
            "previous": f"{at}.xml",
            "next": f"{at}-3.xml",
            "last": f"{at}-3.xml",
        },
        {
            "self": f"{at}-3.xml",
            "first": f"{at}.xml",
            "previous": f"{at}-2.xml",
            "last": f"{at}-3.xml",
        },
    ]


def test_every_page_is_the_same_show() -> None:
    """Its id, its date and its trailer are those of the whole, wherever an app begins."""
    old = weekly(3)
    old[2] = replace(old[2], episode=replace(old[2].episode, type="trailer", title="Soon"))
    pages = feed_pages(*old, show=a_show(feed=FeedSettings(limit=1)))
    for path in ("podcast:guid", "lastBuildDate", "podcast:trailer"):
        assert len({text_of(channel_of(page), path) for page in pages.values()}) == 1
    assert text_of(channel_of(pages["feed-2.xml"]), "podcast:trailer") == "Soon"


def test_without_paging_the_older_ones_are_left_out() -> None:
    """Some hosts take one file only."""
    pages = feed_pages(*weekly(5), show=a_show(feed=FeedSettings(limit=2, paging=False)))
    assert [guids(page) for page in pages.values()] == [["g0", "g1"]]
    assert list(links(pages["feed.xml"])) == ["self"]


@given(count=st.integers(0, 12), limit=st.integers(0, 5))
def test_no_episode_is_lost_or_told_twice(count: int, limit: int) -> None:
    """Whatever the limit: all pages together are the archive, in order."""
    pages = feed_pages(*weekly(count), show=a_show(feed=FeedSettings(limit=limit)))
    assert [guid for page in pages.values() for guid in guids(page)] == [
        f"g{at}" for at in range(count)
    ]
    assert all(len(guids(page)) <= (limit or count) for page in pages.values())


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("https://e.example/feed.xml", "https://e.example/feed-2.xml"),
        ("https://e.example/feed", "https://e.example/feed-2.xml"),
        ("https://e.example/pod/", "https://e.example/pod/feed-2.xml"),
        ("https://e.example", "https://e.example/feed-2.xml"),
        ("https://e.example/rss.php?a=1", "https://e.example/rss-2.php?a=1"),
    ],
)
def test_a_page_lies_beside_the_first(first: str, second: str) -> None:
    """Whatever the feed's address looks like."""
    assert feed_page_url(first, 1) == first
    assert feed_page_url(first, 2) == second


def test_pages_are_the_feeds_own_outputs() -> None:
    """A page that is needed no more is removed with the next build."""
    names = feed_pages(*weekly(3), show=a_show(feed=FeedSettings(limit=2)))
    assert [room_of(PurePosixPath(name)) for name in names] == ["feed", "feed"]
