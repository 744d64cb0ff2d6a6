"""A post's text: its network's template, filled with what the post says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from segue import languages, templating
from segue.model import Episode
from segue.show import Show
from segue.social.angles import Angle

TEMPLATES = "social/{}.txt.j2"
_BLANK_LINES = re.compile(r"\n{3,}")
_TRAILING = re.compile(r"[^\S\n]+\n")

NOTHING = Angle()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a template lays out as one post."""

    kind: str
    angle: Angle = NOTHING
    title: str = ""
    text: str | None = None
    link: str = ""
    hashtags: tuple[str, ...] = ()
    disclaimer: str = ""
    chapters: tuple[str, ...] = ()
    part: int = 1
    parts: int = 1
    has_audio: bool = False


def lay_out(show: Show, platform: str, draft: Draft) -> str:
    """The text of a post, without the holes that empty values leave in a template."""
    said = draft.angle.text if draft.text is None else draft.text
    call = draft.angle.call
    return tidy(
        templating.render(
            show,
            TEMPLATES.format(platform),
            kind=draft.kind,
            part=draft.part,
            parts=draft.parts,
            title=draft.title,
            question=draft.angle.question,
            text=said,
            quoted=quoted(said, show.language),
            voice=draft.angle.voice,
            points=[point.text for point in draft.angle.points],
            topics=draft.angle.topics,
            call={"title": call.title, "text": call.text, "button": call.button} if call else None,
            link=draft.link,
            hashtags=draft.hashtags,
            handle=show.handles.get(platform, ""),
            has_audio=draft.has_audio,
            chapters=draft.chapters,
            disclaimer=draft.disclaimer,
        )
    )


def own_words(show: Show, platform: str, kinds: Sequence[str]) -> str:
    """What a template says by itself: its text when it is given nothing."""
    drafts = [Draft(kind=kind, has_audio=True) for kind in kinds]
    drafts += [Draft(kind=kind, part=part, parts=3) for kind in kinds for part in (1, 2, 3)]
    return "\n".join(lay_out(show, platform, draft) for draft in drafts)


def tidy(text: str) -> str:
    """A text with at most one blank line in a row, and no line of dashes, which parts posts."""
    text = _BLANK_LINES.sub("\n\n", _TRAILING.sub("\n", f"{text}\n")).strip()
    return "\n".join("—" if line == "---" else line for line in text.split("\n"))


def quoted(text: str, language: str) -> str:
    """A text between the quotation marks of its language; none where there is no text."""
    return text.join(languages.quotation_marks(language)) if text else ""


def has_audio(episode: Episode) -> bool:
    """Whether there will be something to listen to."""
    return bool(episode.segments)
