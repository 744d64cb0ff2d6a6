"""The check of newsletters: weight, what the law asks for, and who sends them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

import letters
import pytest

import samples
from segue.checks.newsletter import CLIPPED_BYTES, HEAVY_BYTES, check
from segue.release import Bundle, Output, Release


def test_a_good_newsletter_has_nothing_to_find() -> None:
    """No finding without a fault."""
    assert letters.codes(letters.an_episode()) == []


def test_an_episode_without_a_newsletter_is_left_alone() -> None:
    """Where the room was not asked for, there is nothing to check."""
    episode = letters.an_episode()
    release = Release(episode, samples.shared(episode), ())
    assert list(check(Bundle(episode.show, (release,)))) == []


@pytest.mark.parametrize(
    ("size", "severity"),
    [
        (HEAVY_BYTES, None),
        (HEAVY_BYTES + 1, "warning"),
        (CLIPPED_BYTES, "warning"),
        (CLIPPED_BYTES + 1, "error"),
    ],
)
def test_weight_is_counted_in_bytes(size: int, severity: str | None) -> None:
    """Gmail counts bytes after encoding: an umlaut is two."""
    html = "ü" * (size // 2) + " " * (size % 2)
    problems = [
        problem
        for problem in letters.with_html(letters.an_episode(), html)
        if problem.code == "newsletter-weight"
    ]
    assert [problem.severity for problem in problems] == ([severity] if severity else [])


def test_the_service_s_own_links_weigh_too() -> None:
    """A hundred short links are long ones when SendGrid counts their clicks."""
    html = '<p><a href="https://example.org/">Read</a></p>' * 100 + "x" * (70 * 1024)
    own = letters.with_html(letters.an_episode(), html)
    assert [problem.code for problem in own] == []
    grown = letters.with_html(letters.with_settings(profile="sendgrid"), html + "{{{unsubscribe}}}")
    [problem] = [problem for problem in grown if problem.code == "newsletter-weight"]
    assert problem.severity == "error"
    assert "with the links of SendGrid" in problem.message


def test_the_heaviest_parts_are_named_with_the_line_to_shorten() -> None:
    """An author sees what to take out."""
    long = "It only opens different pages. " * 4000
    text = f"A beginning.\n\n## Short\n\nLittle.\n\n## The whole story\n\n{long}\n"
    problems = letters.found(letters.an_episode(text))
    [problem] = [problem for problem in problems if problem.code == "newsletter-weight"]
    assert problem.severity == "error"
    assert "heaviest: “The whole story” (12" in problem.message
    assert problem.line == 7


def test_what_the_law_asks_for_is_missed() -> None:
    """Unsubscribe link and postal address."""
    assert "newsletter-unsubscribe" in letters.codes(letters.with_settings(unsubscribe_url=None))
    episode = letters.an_episode()
    without = replace(episode, show=replace(episode.show, postal_address=None))
    assert letters.codes(without) == ["newsletter-postal-address"]


@pytest.mark.parametrize("written", ["", "   "])
def test_an_address_without_letters_is_none(written: str) -> None:
    """An empty setting is no better than a missing one."""
    episode = letters.an_episode()
    empty = replace(episode, show=replace(episode.show, postal_address=written))
    assert letters.codes(empty) == ["newsletter-postal-address"]


def test_the_show_s_own_that_a_template_lost_is_missed() -> None:
    """Both are set, and stand in the letter nowhere; a line broken within is no difference."""
    episode = letters.an_episode()
    lost = letters.found(episode, replaced={"newsletter.html": "<p>Hello</p>"})
    assert [(one.code, one.hint) for one in lost if "law" in one.message] == [
        ("newsletter-unsubscribe", "put letter.unsubscribe back into the template"),
        ("newsletter-postal-address", "put letter.postal_address back into the template"),
    ]
    html = '<p><a href="https://example.org/unsubscribe">Out</a> 1 Test<br>Street</p>'
    said = letters.found(episode, replaced={"newsletter.html": html})
    assert not [one for one in said if "law" in one.message]


def test_a_service_s_tag_that_a_template_lost_is_an_error() -> None:
    """The service would refuse the mail, or send it without a way out."""
    episode = letters.with_settings(profile="mailchimp", unsubscribe_url=None)
    assert letters.codes(episode) == []
    problems = letters.with_html(episode, "<p>nothing</p>")
    assert [problem.code for problem in problems] == ["newsletter-merge-tag"] * 2
    assert "*|UNSUB|*" in problems[0].message


def test_every_finding_names_a_file() -> None:
    """Settings are mended in segue.toml, the rest in the episode."""
    settings = replace(letters.SETTINGS, sender=None, unsubscribe_url=None)
    episode = letters.an_episode(show=samples.a_show(newsletter=settings, email=None))
    html = '<img src="https://example.org/x.png">'
    problems = letters.found(episode, replaced={"newsletter.html": html})
    files = {problem.code: problem.file and problem.file.name for problem in problems}
    assert files == {
        "newsletter-unsubscribe": "segue.toml",
        "newsletter-postal-address": "segue.toml",
        "newsletter-sender": "segue.toml",
        "newsletter-image-alt": "episode.md",
        "newsletter-forms-differ": "episode.md",
    }
    mailchimp = letters.with_settings(profile="mailchimp", unsubscribe_url=None)
    assert all(problem.file for problem in letters.with_html(mailchimp, "<p>nothing</p>"))


def test_a_newsletter_that_nobody_sends_is_told() -> None:
    """The message was not made; the reason is."""
    episode = letters.with_settings(sender=None)
    unsent = replace(episode, show=replace(episode.show, email=None))
    assert letters.codes(unsent) == ["newsletter-sender"]


def test_checks_read_what_would_be_sent() -> None:
    """A body that lies in a file is no newsletter of ours and is passed over."""
    episode = letters.an_episode()
    output = Output(PurePosixPath("pilot/newsletter/newsletter.html"), samples.ROOT)
    release = Release(episode, samples.shared(episode), (output,))
    assert list(check(Bundle(episode.show, (release,)))) == []
