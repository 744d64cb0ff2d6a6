"""What no person meant to post: leftovers of web pages, repeats, half sentences."""

from __future__ import annotations

import json
from pathlib import PurePosixPath

import pytest

from samples import an_episode, shared
from segue.checks import social_junk
from segue.release import Bundle, Output, Release

ARTICLE = "The cork kettle lost four degrees in an hour while a steel kettle lost many more.\n"


def found(text: str, platform: str = "x") -> list[str]:
    """The codes of what is found in a post that says `text`."""
    episode = an_episode(ARTICLE)
    row = {
        "platform": platform, "id": "x-own-1", "kind": "own", "part": 1, "parts": 1, "text": text,
        "count": 1, "limit": 280, "unit": "characters", "source": [], "hashtags": [],
    }  # fmt: skip
    path = PurePosixPath(episode.slug, "social", "posts.json")
    release = Release(episode, shared(episode), (Output(path, json.dumps([row]).encode()),))
    return [one.code for one in social_junk.check(Bundle(episode.show, (release,)))]


@pytest.mark.parametrize(
    "text",
    [
        "Kettles of cork.\n\nShare",
        "Subscribe now!",
        "5 min read\n\nKettles of cork.",
        "This site uses cookies to be better.",
        "Kettles of cork stay warm.\n\nKettles of cork stay warm.",
        "The cork kettle lost four degrees",
        "while a steel kettle lost many more.",
    ],
)
def test_junk_and_half_sentences_are_found(text: str) -> None:
    """Each is one warning, also where a person pasted it."""
    assert found(text) == ["post-junk"]


@pytest.mark.parametrize(
    "text",
    [
        ARTICLE,
        "Share the warmth of a cork kettle with your friends.",
        "The cork kettle\n\nhttps://example.org/a #Cork",
        "What does the cork do?\n\nIt keeps tea warm.",
    ],
)
def test_what_a_person_means_is_left_alone(text: str) -> None:
    """A whole sentence, a title, a question, a word that only looks like junk."""
    assert found(text) == []
