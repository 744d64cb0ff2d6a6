"""Links: words that don't say where they lead, bare addresses, and calls without a link."""

from __future__ import annotations

import re
from collections.abc import Iterator

from segue.checks import warning
from segue.errors import Problem
from segue.model import Episode
from segue.phrases import Phrases, phrases
from segue.release import Bundle

# What people can read and remember; a longer address is read out letter by letter.
_LONGEST = 40
_ADDRESS = re.compile(r"https?://\S*[\w/]")
# What stands in a reference, where an address belongs: a year in brackets, a version, a date.
_REFERENCE = re.compile(
    r"\((?:19|20)\d\d[a-z]?\)|\bdoi\b|\bURL\b|\bet al\b|\b(?:Retrieved|Accessed|Available)\b"
)


def check(bundle: Bundle) -> Iterator[Problem]:
    """Every link that tells its reader nothing, and every call that leads nowhere."""
    for release in bundle.releases:
        yield from _links(release.episode)
        yield from _calls(release.episode)


def _links(episode: Episode) -> Iterator[Problem]:
    words = phrases(episode.show.language)
    bare = set(_bare(episode, words))
    for link in episode.article.links:
        if link.text.casefold().strip(" .!:→»>«‹›[]()") in words.empty_links:
            message = f"the link “{link.text}” does not say where it leads"
            hint = f"put the link on words that do, as [the name of the page]({link.url})"
            yield warning(episode, "link-text", message, link.line, hint)
        elif link.text in bare:
            message = f"a link shows its address, {link.text}"
            hint = f"write [where it leads]({link.url})"
            yield warning(episode, "link-bare", message, link.line, hint)


def _bare(episode: Episode, words: Phrases) -> Iterator[str]:
    """Long addresses in the running text; alone, in lists and in references they may be meant."""
    for section in episode.article.sections:
        if section.heading and words.sources.search(section.heading):
            continue
        for block in section.blocks:
            words_beside = _ADDRESS.sub("", block.text).split()
            is_running = block.kind == "paragraph" and words_beside
            if is_running and not _REFERENCE.search(block.text):
                yield from (one for one in _ADDRESS.findall(block.text) if len(one) > _LONGEST)


def _calls(episode: Episode) -> Iterator[Problem]:
    for call in episode.calls:
        if not call.url:
            name = call.title or call.button or call.text
            message = f"the call “{name}” has no link, so that nobody can follow it"
            hint = "write [the words of its button](https://…) into it"
            if call not in episode.article.calls:
                hint = 'add url: "https://…" to it'
            yield warning(episode, "call-link", message, call.line, hint)
