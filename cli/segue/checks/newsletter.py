"""The newsletter: what inboxes cut off, and what the law and the email service ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from segue import profiles
from segue.addresses import ascii_url
from segue.article import plain
from segue.errors import Problem
from segue.markdown import parse
from segue.model import Episode
from segue.newsletter import reading
from segue.profiles import Part, Profile
from segue.release import Bundle, Release
from segue.settings import FILE_NAME

# Gmail cuts a mail off above 102 KB, its unsubscribe link with it.
CLIPPED_BYTES = 102_400
HEAVY_BYTES = 80 * 1024

_MOST_PARTS = 3
_HEADING = re.compile(r"(?=<h[1-6]\b)")
_HEADING_WORDS = re.compile(r"<h[1-6]\b[^>]*>.*?</h[1-6]>", re.DOTALL)
_PARTS: dict[Part, tuple[str, str]] = {
    "unsubscribe": ("unsubscribe link", "[newsletter] unsubscribe_url"),
    "postal_address": ("postal address", "[show] postal_address"),
}


def check(bundle: Bundle) -> Iterator[Problem]:
    """Every newsletter that is too heavy, lacks what it must have, or has no sender."""
    for release, html in reading.sent(bundle):
        yield from _weight(release.episode, html)
        yield from _required(release.episode, html)
        yield from _sender(release)


def _weight(episode: Episode, html: str) -> Iterator[Problem]:
    """How heavy the mail will be when its service has put its own links in place."""
    profile = profiles.of(episode.show)
    sent_bytes = len(html.encode("utf-8"))
    grown_bytes = sent_bytes + _growth(html, profile)
    if grown_bytes <= HEAVY_BYTES:
        return
    longer = f" ({grown_bytes:,} with the links of {profile.title})"
    heaviest = sorted(_parts(html), reverse=True)[:_MOST_PARTS]
    told = ", ".join(f"{name} ({weight:,})" for weight, name in heaviest)
    headings = {section.heading: section.line for section in episode.article.sections}
    lines = (headings.get(name.strip("“”")) for _, name in heaviest)
    yield Problem(
        severity="error" if grown_bytes > CLIPPED_BYTES else "warning",
        code="newsletter-weight",
        message=f"the newsletter weighs {sent_bytes:,} bytes"
        f"{longer if grown_bytes > sent_bytes else ''},"
        f" Gmail cuts it off above {CLIPPED_BYTES:,}; heaviest: {told}",
        file=episode.source,
        line=next((line for line in lines if line), None),
        hint="use layout: digest, or shorten the article",
    )


def _growth(html: str, profile: Profile) -> int:
    """How many bytes a service adds that counts clicks: each web link becomes one of its own."""
    urls = (anchor.url for anchor in reading.read(html).anchors)
    web = (url for url in urls if url.startswith(("http://", "https://")))
    return sum(max(0, profile.tracked_link_bytes - len(url.encode())) for url in web)


def _parts(html: str) -> Iterator[tuple[int, str]]:
    """The weight in bytes and the name of each part: the styles, then heading by heading."""
    head, mark, body = html.partition("</head>")
    if mark:
        yield len(head.encode()), "the styles"
    for part in _HEADING.split(body or head):
        heading = _HEADING_WORDS.match(part)
        name = f"“{plain(parse(heading[0]))}”" if heading else "the opening"
        yield len(part.encode()), name


def _required(episode: Episode, html: str) -> Iterator[Problem]:
    """What the law and the email service ask for."""
    profile, said = profiles.of(episode.show), _letters(html)
    for part, (name, setting) in _PARTS.items():
        tag = profile.tags.named.get(part)
        if tag is None and part not in profile.adds:
            own = _own(episode, part)
            if not _letters(own) or _letters(own) not in said:
                yield Problem(
                    severity="warning",
                    code=f"newsletter-{part.replace('_', '-')}",
                    message=f"the newsletter has no {name}, which the law asks for",
                    file=episode.source if own else episode.show.root / FILE_NAME,
                    hint=f"put letter.{part} back into the template" if own else f"set {setting}",
                )
        if tag is not None and tag not in html and part in profile.required:
            yield Problem(
                code="newsletter-merge-tag",
                message=f"the newsletter lacks {tag}, which {profile.title} asks for",
                file=episode.source,
                hint=f"put letter.{part} back into the template",
            )


def _own(episode: Episode, part: Part) -> str:
    """What the show's settings say where a service has no tag; nothing where they say nothing."""
    if part == "unsubscribe":
        return ascii_url(episode.show.newsletter.unsubscribe_url or "")
    return (episode.show.postal_address or "").strip()


def _letters(text: str) -> str:
    """The letters and digits of a text or an HTML, so that a line broken in it is no difference."""
    return re.sub(r"\W|_", "", unescape(re.sub(r"<br[^>]*>", "", text)))


def _sender(release: Release) -> Iterator[Problem]:
    if release.output("newsletter/newsletter.eml") is None:
        yield Problem(
            severity="warning",
            code="newsletter-sender",
            message="newsletter.eml was not made: nobody is named to send it",
            file=release.episode.show.root / FILE_NAME,
            hint='set [newsletter] from = "Name <a@example.org>"',
        )
