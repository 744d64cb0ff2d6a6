"""Theme colours that the newsletter had to move."""

from __future__ import annotations

import editions
from segue.checks import newsletter_look
from segue.errors import Problem
from segue.release import Bundle, Release
from segue.show import Look


def findings(look: Look) -> list[Problem]:
    """What is found of a show with that look, in a run with two episodes."""
    episodes = [editions.an_episode(show={"look": look}, slug=slug) for slug in ("one", "two")]
    releases = tuple(
        Release(episode, editions.handed(episode), editions.outputs(episode))
        for episode in episodes
    )
    return list(newsletter_look.check(Bundle(episodes[0].show, releases)))


def test_a_pale_accent_is_told_once_with_the_colour_used_instead() -> None:
    """The hint's colour needs no moving."""
    [found] = findings(Look(accent="#ffcc00"))
    assert (found.severity, found.code) == ("warning", "newsletter-contrast")
    assert '[look] accent = "#ffcc00"' in found.message
    assert found.hint is not None
    better = found.hint.split('"')[1]
    assert findings(Look(accent=better)) == []


def test_text_as_pale_as_its_ground_is_told() -> None:
    """White on white is readable nowhere."""
    assert [each.message[:13] for each in findings(Look(text="#ffffff"))] == ["[look] text ="]


def test_colours_that_can_be_read_are_no_finding() -> None:
    """The packaged look is one."""
    assert findings(Look()) == []
