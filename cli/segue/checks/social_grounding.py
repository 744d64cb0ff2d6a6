"""Posts: figures, names, handles, hashtags, quotations and claims that no source bears out.

What a post may say is what the article, the front matter, the settings and the template's own words
say. Suggested posts can't fail this; a post that somebody rewrote, or a template with a promise in
it, can.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from segue import posts_file
from segue.errors import Problem, Severity
from segue.model import DraftSection, Episode
from segue.release import Bundle, Post
from segue.social.grounding import Finding, findings
from segue.social.grounding.sources import source_of
from segue.timecode import format_clock

_COUNTER = re.compile(r"\s*\(?(\d{1,3})/(\d{1,3})\)?\s*$")


def check(bundle: Bundle) -> Iterator[Problem]:
    """Everything that a post says and no source does."""
    for release in bundle.releases:
        timeline = release.shared.timeline
        chapters = timeline.chapters if timeline else ()
        heard = tuple(f"{format_clock(each.seconds)} {each.title}" for each in chapters)
        for post in posts_file.read(release):
            section = _section(post, release.episode)
            known = (*heard, *(section.known if section else ()))
            source = source_of(release.episode, post.platform, known)
            for finding in findings(_uncounted(post), source):
                yield _problem(finding, post, release.episode)


def _section(post: Post, episode: Episode) -> DraftSection | None:
    """The section of `social.md` that a post was taken from."""
    sections = episode.drafts.sections if episode.drafts and post.line else ()
    return next((one for one in sections if post.line in {part.line for part in one.parts}), None)


def _uncounted(post: Post) -> str:
    """The text of a post without the counter of its thread."""
    match = _COUNTER.search(post.text)
    is_counter = (
        match and post.parts > 1 and (post.part, post.parts) == (int(match[1]), int(match[2]))
    )
    return post.text[: match.start()] if match and is_counter else post.text


def _problem(finding: Finding, post: Post, episode: Episode) -> Problem:
    file, line = posts_file.place(post, episode)
    is_figure = finding.is_certain and any(letter.isdigit() for letter in finding.text)
    severity: Severity = "error" if is_figure else "warning"
    comma = "," if finding.why.startswith("which") else ""
    near = ""
    if finding.near and finding.near.line:
        near = f" ({episode.show.relative(episode.source)}:{finding.near.line})"
    if post.line is not None:
        hint = f"mend the post, or add known: {finding.text} to its head if it is right"
    else:
        hint = f"the template social/{post.platform}.txt.j2 or an edit put it there"
    return Problem(
        severity=severity,
        code="post-ungrounded",
        message=f'the post "{post.id}" has {finding.what} "{finding.text}"'
        f"{comma} {finding.why}{near}",
        file=file,
        line=line,
        hint=hint,
    )
