"""Handles: two spellings of one are told with both places, other people's are left alone."""

from __future__ import annotations

import json
from pathlib import PurePosixPath

import pytest
from click.testing import CliRunner

from conftest import ShowMaker
from samples import ROOT, a_show, an_episode, shared
from segue import drafts
from segue.checks import social_handles
from segue.errors import Problem
from segue.main import cli
from segue.model import Call, Episode, Guest, Link
from segue.release import Bundle, Output, Release

TWO = "Write to @dr.kettle today.\n\nOr ask @doctor.kettle instead.\n"
PLAIN = "The cork kettle lost four degrees in an hour.\n"


def found(
    episode: Episode, *texts: str, platform: str = "x", line: int | None = None
) -> list[Problem]:
    """What is found in an episode with these posts."""
    rows = [
        {
            "platform": platform, "id": f"{platform}-{at}", "kind": "own", "part": 1, "parts": 1,
            "text": text, "count": 1, "limit": 280, "unit": "characters", "source": [],
            "hashtags": [], **({"edited": True, "line": line} if line else {}),
        }
        for at, text in enumerate(texts, 1)
    ]  # fmt: skip
    path = PurePosixPath(episode.slug, "social", "posts.json")
    release = Release(episode, shared(episode), (Output(path, json.dumps(rows).encode()),))
    return list(social_handles.check(Bundle(episode.show, (release,))))


def told(text: str, **handles: str) -> list[str]:
    """The messages for an article with these `[handles]`."""
    return [one.message for one in found(an_episode(text, show=a_show(handles=handles)))]


def test_a_handle_spelled_unlike_the_settings_is_told_with_both_places() -> None:
    """The message names the setting, the finding its line in the article."""
    episode = an_episode(TWO, show=a_show(handles={"instagram": "@dr.kettle"}))
    [problem] = found(episode)
    assert (problem.code, problem.line) == ("handle-spelling", 3)
    assert '"@doctor.kettle"' in problem.message
    assert "[handles] instagram" in problem.message


def test_two_spellings_in_one_article_are_told_with_both_lines() -> None:
    """Without settings, the first spelling is taken for the true one."""
    [problem] = found(an_episode(TWO))
    assert (problem.line, '"@dr.kettle" on line 1' in problem.message) == (3, True)


@pytest.mark.parametrize("listed", ["@dr.kettle", "dr.kettle", "https://example.org/@dr.kettle"])
def test_settings_may_name_a_handle_in_several_ways(listed: str) -> None:
    """With its @, without, or as an address."""
    [message] = told(TWO, instagram=listed)
    assert 'looks much like "@dr.kettle" in segue.toml' in message


def test_every_place_of_a_wrong_spelling_is_told_at_once() -> None:
    """Nobody has to mend one, check, and find the next."""
    [message] = told("Ask @drkettle.\n\nAsk @dr_kettle.\n\nOr @dr_kettle!\n", x="@drkettle")
    assert message == (
        '"@dr_kettle" is spelled "@drkettle" in segue.toml, [handles] x (also on line 5)'
    )


@pytest.mark.parametrize(
    "text",
    [
        "## Ask @dr_kettle\n\nToday.",
        "- Ask @dr_kettle",
        "Ask **@dr_kettle**.",
        "Ask @dr\\_kettle.",
        "| who |\n|---|\n| @dr_kettle |",
        "Ask[^1].\n\n[^1]: Or @dr_kettle.",
        "Ask [@dr_kettle](https://example.org/a).",
        "Ask [@drkettle](https://social.example/dr_kettle).",
        "/// call | Ask @dr_kettle\nNow: [Go](https://example.org/)\n///",
    ],
)
def test_a_handle_is_found_wherever_an_article_has_it(text: str) -> None:
    """Headings, lists, tables, footnotes, links and what they lead to, calls to action."""
    assert len(told(text, x="@drkettle")) == 1


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"title": "Tea with @dr_kettle"}, "title"),
        ({"description": "Tea with @dr_kettle"}, "description"),
        ({"guests": (Guest("Wren", "@dr_kettle"),)}, "guests.0"),
        ({"links": (Link("@dr_kettle", "https://example.org", 9),)}, "links.0"),
        ({"calls": (Call("Tea", "Ask @dr_kettle", "Go", "", 7),)}, "calls.0"),
    ],
)
def test_a_handle_in_the_front_matter_is_told_on_its_line(
    changes: dict[str, object], key: str
) -> None:
    """Title, description, guests, links and calls to action."""
    show = a_show(handles={"x": "@drkettle"})
    [problem] = found(an_episode(PLAIN, show=show, lines={key: 8}, **changes))
    assert (problem.line, problem.file) == (8, ROOT / "episodes" / "pilot" / "episode.md")


def test_a_handle_in_a_post_is_told_on_the_posts_line() -> None:
    """A post that a person wrote in `social.md`; the article's spelling is taken for true."""
    file = ROOT / "social.md"
    sheet = drafts.parse("---\nplatform: x\n---\n\nAsk @dr_kettle.\n", file)
    [problem] = found(an_episode("Ask @drkettle.", drafts=sheet), "Ask @dr_kettle.", line=5)
    assert (problem.file, problem.line) == (file, 5)
    assert (
        problem.message == 'the post "x-1" has "@dr_kettle", which is spelled "@drkettle" on line 1'
    )


def test_a_post_has_the_handle_of_its_own_network() -> None:
    """One of another network counts as wrong where `[handles]` has one for this."""
    show = a_show(handles={"x": "@corkkettle", "instagram": "@cork.kettle"})
    episode = an_episode(PLAIN, show=show)
    assert len(found(episode, "Ask @cork.kettle.")) == 1
    assert found(episode, "Ask @corkkettle.") == []
    assert found(episode, "Ask @cork.kettle.", platform="threads") == []


@pytest.mark.parametrize(
    "text",
    [
        "Ask @teahouse or @dr.kettle today.",
        "Write to hello@doctor.kettle or Doctor.Kettle@example.org, or ask @dr.kettle.",
        "Ask [us](mailto:hello@doctor.kettle) or @dr.kettle.",
        "Ask @dr.kettle; he is @dr.kettle@social.example and @dr.kettle.bsky.social elsewhere.",
        "Ask @dr.kettle, who films at https://video.example/@doctorkettle.",
        "Ask @dr.kettle or run `@doctor.kettle`.\n\n```\n@drkettle\n```\n",
        "Ask @dr.kettle. <!-- once @doctor.kettle -->",
    ],
)
def test_other_peoples_handles_addresses_and_code_are_left_alone(text: str) -> None:
    """An e-mail address is no handle; a server's name is no other spelling."""
    assert told(text) == []
    assert told(text, instagram="@dr.kettle") == []


def test_handles_of_one_person_on_several_networks_are_right_when_they_are_listed() -> None:
    """Both are named under `[handles]`, so nobody mistook one for the other."""
    assert told(TWO, instagram="@dr.kettle", x="@doctor.kettle") == []


@pytest.mark.parametrize(
    ("listed", "line", "near"),
    [
        ("", 8, '"@doctor.example" on line 6'),
        ("@doctor.example", 8, '"@doctor.example" in segue.toml, [handles] instagram'),
        ("@doctorexample", 6, '"@doctorexample" in segue.toml, [handles] instagram'),
    ],
)
def test_check_tells_both_spellings_of_a_made_show(
    make_show: ShowMaker, listed: str, line: int, near: str
) -> None:
    """From settings and an article to what stands on the screen, whichever spelling is listed."""
    settings = f'\n[social]\ncards = false\n\n[handles]\ninstagram = "{listed}"\n'
    text = "Cork keeps tea warm. Ask @doctor.example.\n\nWrite to @doctorexample.\n"
    root = make_show(article=text, settings=settings if listed else "\n[social]\ncards = false\n")
    result = CliRunner().invoke(cli, ["check", "-C", str(root), "pilot"])
    [shown] = [each for each in result.stdout.splitlines() if "[handle-spelling]" in each]
    assert f"episode.md:{line}: " in shown
    assert f"is spelled {near}" in shown
