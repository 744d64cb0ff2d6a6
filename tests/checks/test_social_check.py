"""Checks of posts: what a network would refuse, what no source says."""

from __future__ import annotations

import json
from pathlib import PurePosixPath

import pytest

from samples import ROOT, an_episode, shared
from segue import drafts, picking, social
from segue.checks import social as social_check
from segue.checks import social_grounding as grounding
from segue.errors import Problem
from segue.model import Episode
from segue.release import Bundle, Output, Release

ARTICLE = """\
Most kettles waste half of their heat before the tea is poured. A new kettle from a small workshop
in Exampletown keeps nearly all of its heat with a coat of cork.

## What does the cork do?

In tests, the cork kettle lost 4 degrees in an hour while a steel kettle lost 1,021 degrees. “Nobody
in town drinks cold tea,” says Wren Tallowby, who built the kettle.
"""


def release(episode: Episode, **changes: object) -> Release:
    """An episode with one post as the room writes it, but for the changes."""
    handed = shared(episode)
    picks = picking.pick(episode.article, "en")
    [job] = social.plan(episode, type(handed)(picks, None, handed.issued, handed.workspace))
    listing = next(one for one in social.render(job) if one.path.name == "posts.json")
    assert isinstance(listing.body, bytes)
    post = json.loads(listing.body)[0] | changes
    path = PurePosixPath(episode.slug, "social", "posts.json")
    return Release(episode, handed, (Output(path, json.dumps([post]).encode()),))


def found(made: Release) -> list[Problem]:
    """What both checks say."""
    bundle = Bundle(made.episode.show, (made,))
    return [*social_check.check(bundle), *grounding.check(bundle)]


def codes(text: str) -> list[tuple[str, str]]:
    """The findings for a post that says `text`, each with its severity."""
    return [(one.code, one.severity) for one in found(release(an_episode(ARTICLE), text=text))]


def test_suggested_posts_have_no_findings() -> None:
    """What the room writes stands on the article alone."""
    episode = an_episode(ARTICLE, tags=("cork kettle",))
    handed = shared(episode)
    picks = picking.pick(episode.article, "en")
    [job] = social.plan(episode, type(handed)(picks, None, handed.issued, handed.workspace))
    made = Release(episode, handed, tuple(social.render(job)))
    assert found(made) == []


def test_a_post_that_is_too_long_is_an_error() -> None:
    """X takes 280, and the message says how many there are."""
    problems = found(release(an_episode(ARTICLE), text="kettle " * 50))
    assert [(one.code, one.severity) for one in problems] == [("post-too-long", "error")]
    assert "349" in problems[0].message or "350" in problems[0].message


def test_a_part_of_a_thread_that_is_too_long_is_refused_where_it_stands() -> None:
    """Nobody's words are broken anew: its line in `social.md` is named, and how to part it."""
    sheet = drafts.parse("---\nplatform: x\n---\n\nOne.\n\n---\n\nTwo.\n", ROOT / "social.md")
    episode = an_episode(ARTICLE, drafts=sheet)
    made = release(episode, text="kettle " * 50, line=9, edited=True, part=2, parts=2)
    [problem] = found(made)
    assert (problem.code, problem.file, problem.line) == ("post-too-long", ROOT / "social.md", 9)
    assert problem.hint
    assert "a line ---" in problem.hint


def test_too_many_hashtags_are_told() -> None:
    """X bears two."""
    assert codes("Kettles. #Cork #Steel #Tea") == [("post-hashtags", "warning")]


def test_too_many_links_are_an_error_where_the_network_counts_them() -> None:
    """Threads takes five."""
    text = " ".join(f"https://example.org/{number}" for number in range(6))
    made = release(an_episode(ARTICLE), text=text, platform="threads")
    assert [one.code for one in found(made)] == ["post-links"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The kettle lost 5 degrees in an hour.", ("post-ungrounded", "error")),
        ("The kettle lost 1,022 degrees in an hour.", ("post-ungrounded", "error")),
        ("The kettle lost seven degrees in an hour.", ("post-ungrounded", "warning")),
        ("A kettle by Jack Nobody keeps its heat.", ("post-ungrounded", "warning")),
        ("A kettle by @nobody keeps its heat.", ("post-ungrounded", "warning")),
        ("A kettle keeps its heat. #CoffeeMaker", ("post-ungrounded", "warning")),
        ("As he says: “Everybody in town drinks cold tea.”", ("post-ungrounded", "warning")),
    ],
)
def test_what_no_source_says_is_told(text: str, code: tuple[str, str]) -> None:
    """Numbers are errors; words, names, handles, hashtags and quotations are warnings."""
    assert code in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "The kettle lost 4 degrees in an hour, not 1021 degrees.",
        "A kettle by Wren Tallowby keeps its heat in Exampletown.",
        "“Nobody in town drinks cold tea,” they say. #CorkKettle",
        "Half of the heat is wasted. https://example.org/99",
    ],
)
def test_what_the_article_says_in_other_words_is_left_alone(text: str) -> None:
    """Another order, another thousands mark, a tag of the article's words, a link's digits."""
    assert codes(text) == []


def test_only_a_thread_may_count_its_parts() -> None:
    """A 1 in a single post is a claim like any other number."""
    ungrounded = ("post-ungrounded", "error")
    assert ungrounded in codes("The kettle lost 1 degree in an hour.")
    made = release(an_episode(ARTICLE), text="Kettles of cork. (1/3)", part=1, parts=3)
    assert found(made) == []
