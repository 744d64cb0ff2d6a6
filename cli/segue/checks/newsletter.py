"""The newsletter: what inboxes cut off, the law asks for, and readers would stumble over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from segue import profiles
from segue.article import meant_for
from segue.errors import Problem
from segue.links import without_utm
from segue.model import Episode
from segue.newsletter import body, letter
from segue.profiles import Profile
from segue.release import Bundle, Release
from segue.settings import FILE_NAME

# Gmail cuts a mail off above 102 KB, its unsubscribe link with it; services make it grow a little.
CLIPPED_BYTES = 102_400
HEAVY_BYTES = 80 * 1024
SUBJECT_CHARACTERS = 60

_PARTS = {"unsubscribe": "unsubscribe link", "postal_address": "postal address"}
_IMAGE_WITHOUT_ALT = re.compile(r"<img\b(?![^>]*\balt=)[^>]*>")
_LINK = re.compile(r'<a\b[^>]*\bhref="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_SEEN = re.compile(r'<img\b[^>]*\balt="[^"]+"')
_TAG = re.compile(r"<[^>]*>")


def check(bundle: Bundle) -> Iterator[Problem]:
    """Everything wrong with the newsletters of a run."""
    for release in bundle.releases:
        html = release.content("newsletter/newsletter.html")
        if html is not None:
            yield from _newsletter(release, html)


def _newsletter(release: Release, html: bytes) -> Iterator[Problem]:
    episode = release.episode
    text = html.decode("utf-8")
    yield from _weight(episode, len(html))
    yield from _required(episode, text)
    yield from _subject(episode)
    yield from _images(episode, text)
    yield from _links(episode, text)
    if release.output("newsletter/newsletter.eml") is None:
        yield Problem(
            severity="warning",
            code="newsletter-sender",
            message="newsletter.eml was not made: nobody is named to send it",
            file=episode.show.root / FILE_NAME,
            hint='set [newsletter] from = "Name <a@example.org>"',
        )


def _weight(episode: Episode, weight_bytes: int) -> Iterator[Problem]:
    if weight_bytes <= HEAVY_BYTES:
        return
    clipped = weight_bytes > CLIPPED_BYTES
    yield Problem(
        severity="error" if clipped else "warning",
        code="newsletter-weight",
        message=f"the newsletter weighs {weight_bytes:,} bytes,"
        f" Gmail cuts it off above {CLIPPED_BYTES:,}",
        file=episode.source,
        hint="use layout: digest, or shorten the article",
    )


def _required(episode: Episode, html: str) -> Iterator[Problem]:
    """What the law and the email service ask for."""
    profile = profiles.of(episode.show)
    own = {
        "unsubscribe": episode.show.newsletter.unsubscribe_url,
        "postal_address": episode.show.postal_address,
    }
    for part, name in _PARTS.items():
        tag = _tag(profile, part)
        if tag is None and own[part] is None and part not in profile.adds:
            setting = (
                "[newsletter] unsubscribe_url" if part == "unsubscribe" else "[show] postal_address"
            )
            yield Problem(
                severity="warning",
                code=f"newsletter-{part.replace('_', '-')}",
                message=f"the newsletter has no {name}, which the law asks for",
                file=episode.show.root / FILE_NAME,
                hint=f"set {setting}",
            )
    for part in profile.required:
        tag = _tag(profile, part)
        if tag is not None and tag not in html:
            yield Problem(
                code="newsletter-merge-tag",
                message=f"the newsletter lacks {tag}, which {profile.title} asks for",
                file=episode.source,
                hint="put letter." + part + " back into the template",
            )


def _tag(profile: Profile, part: str) -> str | None:
    return profile.tags.unsubscribe if part == "unsubscribe" else profile.tags.postal_address


def _subject(episode: Episode) -> Iterator[Problem]:
    subject = letter.subject(episode)
    preheader = episode.preheader or episode.description
    if len(subject) > SUBJECT_CHARACTERS:
        yield _warning(
            episode,
            "newsletter-subject-long",
            f"the subject has {len(subject)} characters; phones show about 50",
            "newsletter.subject" if episode.subject else "title",
            hint="set newsletter: subject: with what matters in its first words",
        )
    if not preheader:
        yield _warning(
            episode,
            "newsletter-preheader",
            "the newsletter has no preheader, the line an inbox shows after the subject",
            "newsletter",
            hint="set newsletter: preheader: in 40 to 100 characters",
        )
    elif _same(preheader, subject):
        yield _warning(
            episode,
            "newsletter-preheader",
            "the preheader repeats the subject",
            "newsletter.preheader" if episode.preheader else "description",
            hint="say what the subject does not say",
        )


def _same(one: str, other: str) -> bool:
    return re.findall(r"\w+", one.casefold()) == re.findall(r"\w+", other.casefold())


def _images(episode: Episode, html: str) -> Iterator[Problem]:
    for image in meant_for(episode.article.images, body.ROOM):
        if not image.alt.strip():
            yield Problem(
                severity="warning",
                code="newsletter-image-alt",
                message=f"the image {image.url} has no description for people who can't see it",
                file=episode.source,
                line=image.line,
                hint=f"write ![what it shows]({image.url})",
            )
        if image.file is not None and body.hosted(episode, image.file) is None:
            yield Problem(
                severity="warning",
                code="newsletter-image-left-out",
                message=f"the newsletter leaves out {image.url}:"
                " nobody said where it will be on the web",
                file=episode.source,
                line=image.line,
                hint='set [newsletter] image_url = "https://…" in segue.toml',
            )
    for image in _IMAGE_WITHOUT_ALT.findall(html):
        yield Problem(
            severity="warning",
            code="newsletter-image-alt",
            message=f"a template's image has no alt: {image}",
            file=episode.source,
            hint='write alt="…", or alt="" where it is only for looks',
        )


def _links(episode: Episode, html: str) -> Iterator[Problem]:
    lines = {without_utm(link.url): link.line for link in episode.article.links}
    for href, inner in _LINK.findall(html):
        url = without_utm(unescape(href))
        if not _TAG.sub("", inner).strip() and not _SEEN.search(inner):
            yield Problem(
                severity="warning",
                code="newsletter-link-text",
                message=f"a link to {url} has no words to click on",
                file=episode.source,
                line=lines.get(url),
                hint=f"write [where it leads]({url})",
            )


def _warning(episode: Episode, code: str, message: str, key: str, *, hint: str) -> Problem:
    line = episode.lines.get(key)
    return Problem(
        severity="warning", code=code, message=message, file=episode.source, line=line, hint=hint
    )
