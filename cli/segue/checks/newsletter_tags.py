"""Merge tags that the email service would send to readers as they stand."""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Iterator, Mapping

from segue import profiles
from segue.errors import Problem
from segue.model import Episode
from segue.newsletter import reading
from segue.profiles import SYNTAXES, Profile, pattern
from segue.release import Bundle

_CLOSE = 0.8
_FILTER = re.compile(r"\s*(?:[|,]|\bdefault\b).*", re.DOTALL)


def check(bundle: Bundle) -> Iterator[Problem]:
    """Every merge tag of another service, and every one that looks like a slip."""
    for release, html in reading.sent(bundle):
        profile = profiles.of(release.episode.show)
        for tag, line in _tags(release.episode, html):
            yield from _tag(release.episode, profile, tag, line)


def _tags(episode: Episode, html: str) -> Iterator[tuple[str, int | None]]:
    """Each tag once, as it was typed in the article with its line, or as it stands in the mail.

    Typed first: what is no tag of the service has been through Markdown like any other text.
    """
    read, typed = reading.read(html), episode.article.markdown
    sent = "\n".join([*read.blocks, *(anchor.url for anchor in read.anchors)])
    seen = set()
    for text, first_line in ((typed, episode.article.line), (sent, None)):
        for match in _any().finditer(text):
            bare = _bare(match[0])
            if bare in seen or bare.strip("{}%*|$") not in sent:
                continue
            seen.add(bare)
            yield match[0], first_line and first_line + text.count("\n", 0, match.start())


@functools.cache
def _any() -> re.Pattern[str]:
    """A merge tag in any service's syntax; plain braces are too common in texts to count."""
    return pattern(tuple(name for name in SYNTAXES if name != "brace"))


def _tag(episode: Episode, profile: Profile, tag: str, line: int | None) -> Iterator[Problem]:
    known = {_bare(own): own for own in profile.known_tags}
    if _bare(tag) in known:
        return
    others = [other for other in _services().get(_bare(tag), ()) if other is not profile]
    near = difflib.get_close_matches(_bare(tag), known, n=1, cutoff=_CLOSE)
    if others:
        names = " and ".join(sorted({other.title for other in others})[:2])
        message = f"{tag} is a merge tag of {names}; {profile.title} sends it as it stands"
        hint = _replacement(profile, others[0], tag)
    elif near:
        message = f"{tag} is no merge tag that {profile.title} is known to replace"
        hint = f"did you mean {known[near[0]]}?"
    else:
        return
    yield Problem(
        severity="warning",
        code="newsletter-unknown-tag",
        message=message,
        file=episode.source,
        line=line,
        hint=hint,
    )


@functools.cache
def _services() -> Mapping[str, tuple[Profile, ...]]:
    """Which services know a tag, by the tag without its spaces and filters."""
    found: dict[str, tuple[Profile, ...]] = {}
    for profile in map(profiles.load, profiles.names()):
        for tag in map(_bare, profile.known_tags):
            found[tag] = (*found.get(tag, ()), profile)
    return found


def _bare(tag: str) -> str:
    """A tag without spaces and filters: `{{ a | default: 'b' }}` is `{{a}}`."""
    opening, closing = re.match(r"[{%*|$]*", tag), re.search(r"[}%*|]*$", tag)
    inner = tag.strip("{}%*|$ ")
    start, end = (opening[0] if opening else "", closing[0] if closing else "")
    return f"{start}{_FILTER.sub('', inner).strip()}{end}"


def _replacement(profile: Profile, other: Profile, tag: str) -> str:
    """What this service writes instead, where both have a tag for it."""
    for name, theirs in other.tags.named.items():
        ours = profile.tags.named.get(name)
        if _bare(theirs) == _bare(tag) and ours:
            return f"write {ours}"
    return f'take it out, or set [newsletter] profile = "{other.name}"'
