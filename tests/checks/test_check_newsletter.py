"""The check of newsletters: what is found before anyone sends one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

import pytest

import samples
from segue import newsletter
from segue.checks.newsletter import CLIPPED_BYTES, HEAVY_BYTES, check
from segue.errors import Problem
from segue.model import Episode
from segue.release import Bundle, Output, Release
from segue.show import NewsletterSettings

SETTINGS = NewsletterSettings(
    layout="full",
    sender="Small Talk <letters@example.org>",
    image_url="https://media.example.org/",
    unsubscribe_url="https://example.org/unsubscribe",
)


def an_episode(text: str = samples.TEXT, **changes: object) -> Episode:
    """An episode whose newsletter has no fault."""
    show = samples.a_show(newsletter=SETTINGS, postal_address="1 Test Street")
    values = {"show": show, "subject": "What cells read", "preheader": "And what they skip."}
    return samples.an_episode(text, **{**values, **changes})


def found(episode: Episode, html: bytes | None = None) -> list[Problem]:
    """What the check says of an episode, or of the HTML put in its newsletter's place."""
    handed = samples.shared(episode)
    outputs = [o for job in newsletter.plan(episode, handed) for o in newsletter.render(job)]
    if html is not None:
        path = PurePosixPath(episode.slug, "newsletter/newsletter.html")
        outputs = [replace(o, body=html) if o.path == path else o for o in outputs]
    release = Release(episode, handed, tuple(outputs))
    return list(check(Bundle(episode.show, (release,))))


def codes(episode: Episode, html: bytes | None = None) -> list[str]:
    """The codes of what the check says."""
    return [problem.code for problem in found(episode, html)]


def with_settings(**changes: object) -> Episode:
    """An episode of a show with other newsletter settings."""
    episode = an_episode()
    settings = replace(SETTINGS, **changes)  # type: ignore[arg-type]
    return replace(episode, show=replace(episode.show, newsletter=settings))


def test_a_good_newsletter_has_nothing_to_find() -> None:
    """No finding without a fault."""
    assert codes(an_episode()) == []


def test_an_episode_without_a_newsletter_is_left_alone() -> None:
    """Where the room was not asked for, there is nothing to check."""
    episode = an_episode()
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
    html = "ü".encode() * (size // 2) + b" " * (size % 2)
    problems = [
        problem for problem in found(an_episode(), html) if problem.code == "newsletter-weight"
    ]
    assert [problem.severity for problem in problems] == ([severity] if severity else [])


def test_what_the_law_asks_for_is_missed() -> None:
    """Unsubscribe link and postal address."""
    assert "newsletter-unsubscribe" in codes(with_settings(unsubscribe_url=None))
    episode = an_episode()
    without = replace(episode, show=replace(episode.show, postal_address=None))
    assert codes(without) == ["newsletter-postal-address"]


def test_a_service_s_tag_that_a_template_lost_is_an_error() -> None:
    """The service would refuse the mail, or send it without a way out."""
    episode = with_settings(profile="mailchimp", unsubscribe_url=None)
    assert codes(episode) == []
    problems = found(episode, b"<p>nothing</p>")
    assert [problem.code for problem in problems] == ["newsletter-merge-tag"] * 2
    assert "*|UNSUB|*" in problems[0].message


def test_a_long_subject_and_a_poor_preheader_are_told() -> None:
    """What the inbox shows before the mail is opened."""
    assert codes(an_episode(subject="x" * 61)) == ["newsletter-subject-long"]
    assert codes(an_episode(preheader=None)) == ["newsletter-preheader"]
    assert codes(an_episode(preheader="what CELLS read!")) == ["newsletter-preheader"]
    assert codes(an_episode(preheader=None, description="Something else.")) == []


def test_pictures_without_words_or_a_home_are_told_with_their_line() -> None:
    """Both are the author's to mend."""
    text = "Hello there.\n\n![](https://example.org/a.png)\n"
    problems = found(an_episode(text))
    assert [(problem.code, problem.line) for problem in problems] == [
        ("newsletter-image-alt", 3)
    ] or [problem.code for problem in problems] == ["newsletter-image-alt"]


def test_a_local_picture_without_a_public_address_is_told() -> None:
    """It was left out of the mail, and nobody would notice otherwise."""
    episode = an_episode("Hello.\n\n![A cell](images/cell.png)\n")
    images = tuple(replace(image, file=samples.ROOT / "x.png") for image in episode.article.images)
    settings = replace(SETTINGS, image_url=None)
    show = replace(episode.show, newsletter=settings, link=None)
    episode = replace(episode, show=show, article=replace(episode.article, images=images))
    assert codes(episode) == ["newsletter-image-left-out"]


def test_a_link_without_words_is_told() -> None:
    """There is nothing to click on, and a screen reader reads out the address."""
    problems = found(an_episode("Hello there.\n\n[](https://example.org/empty) is empty.\n"))
    assert [problem.code for problem in problems] == ["newsletter-link-text"]
    assert "https://example.org/empty" in problems[0].message


def test_a_link_with_parameters_is_found_again() -> None:
    """Its & is &amp; in the letter."""
    text = "Hello there.\n\nAnd [](https://example.org/?a=1&b=2) is empty.\n"
    [problem] = found(an_episode(text))
    assert problem.line == 3
    assert "https://example.org/?a=1&b=2" in problem.message


def test_a_picture_for_the_notes_only_is_not_the_letter_s_to_mend() -> None:
    """It is not in the letter."""
    text = "Hello there.\n\n/// only | notes\n![](https://example.org/a.png)\n///\n"
    assert codes(an_episode(text)) == []


def test_every_finding_names_a_file() -> None:
    """Settings are mended in segue.toml, the rest in the episode."""
    settings = replace(SETTINGS, sender=None, unsubscribe_url=None)
    show = samples.a_show(newsletter=settings, email=None)
    problems = found(an_episode(show=show), b'<img src="https://example.org/x.png">')
    files = {problem.code: problem.file and problem.file.name for problem in problems}
    assert files == {
        "newsletter-unsubscribe": "segue.toml",
        "newsletter-postal-address": "segue.toml",
        "newsletter-sender": "segue.toml",
        "newsletter-image-alt": "episode.md",
    }
    mailchimp = with_settings(profile="mailchimp", unsubscribe_url=None)
    assert all(problem.file for problem in found(mailchimp, b"<p>nothing</p>"))


def test_a_template_s_picture_without_alt_is_told() -> None:
    """A designer's slip."""
    html = b'<img src="https://example.org/x.png"><img src="y" alt="">'
    assert codes(an_episode(), html) == ["newsletter-image-alt"]


def test_a_newsletter_that_nobody_sends_is_told() -> None:
    """The message was not made; the reason is."""
    episode = with_settings(sender=None)
    assert codes(replace(episode, show=replace(episode.show, email=None))) == ["newsletter-sender"]


def test_checks_read_what_would_be_sent() -> None:
    """A body that lies in a file is no newsletter of ours and is passed over."""
    episode = an_episode()
    output = Output(PurePosixPath("pilot/newsletter/newsletter.html"), samples.ROOT)
    release = Release(episode, samples.shared(episode), (output,))
    assert list(check(Bundle(episode.show, (release,)))) == []
