"""Links: words that don't say where they lead, bare addresses, and calls without a link."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from segue.checks import warning
from segue.errors import Problem
from segue.model import Episode, Link
from segue.phrases import Phrases, phrases
from segue.release import Bundle

# What people can read and remember; a longer address is read out letter by letter.
_LONGEST_ADDRESS = 40


def check(bundle: Bundle) -> Iterator[Problem]:
    """Every link that tells its reader nothing, and every call that leads nowhere."""
    for release in bundle.releases:
        yield from _links(release.episode)
        yield from _calls(release.episode)


def _links(episode: Episode) -> Iterator[Problem]:
    words = phrases(episode.show.language)
    empty = words.empty_links
    sources = _lists_of_sources(episode, words)
    for link in episode.article.links:
        if link.text.casefold().strip(" .!:→»>«‹›[]()") in empty:
            message = f"the link “{link.text}” does not say where it leads"
            hint = f"put the link on words that do, as [the name of the page]({link.url})"
            yield warning(episode, "link-text", message, link.line, hint)
        elif _is_bare(link) and not any(link.line in lines for lines in sources):
            message = f"a link shows its address, {link.text}"
            hint = f"write [where it leads]({link.url})"
            yield warning(episode, "link-bare", message, link.line, hint)


def _is_bare(link: Link) -> bool:
    return link.text.startswith(("http://", "https://")) and len(link.text) > _LONGEST_ADDRESS


def _lists_of_sources(episode: Episode, words: Phrases) -> list[range]:
    """The lines of sections that list sources, where addresses are in their place."""
    sections = episode.article.sections
    ends = [*(section.line for section in sections[1:]), sys.maxsize]
    return [
        range(section.line, end)
        for section, end in zip(sections, ends, strict=False)  # one end too many without any
        if section.heading and words.sources.search(section.heading)
    ]


def _calls(episode: Episode) -> Iterator[Problem]:
    for call in episode.calls:
        if not call.url:
            name = call.title or call.button or call.text
            message = f"the call “{name}” has no link, so that nobody can follow it"
            hint = "write [the words of its button](https://…) into it"
            if call not in episode.article.calls:
                hint = 'add url: "https://…" to it'
            yield warning(episode, "call-link", message, call.line, hint)
