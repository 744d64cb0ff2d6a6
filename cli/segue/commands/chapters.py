"""`segue chapters`: the chapters as they landed, and others that the transcript offers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from segue.commands import Session, episode_argument, verb
from segue.errors import Problem
from segue.progress import watching
from segue.report import Answer, Json, plural
from segue.timecode import format_clock

if TYPE_CHECKING:
    from segue.model import Episode
    from segue.release import Chapter, Timeline
    from segue.transcripts.headings import Found

# A heading that a chapter begins at already, give or take a sentence.
_NEAR_SECONDS = 5.0


@verb(
    ("segue chapters pilot", "each chapter with its time in the finished episode"),
    ("segue chapters pilot | pbcopy", "the same, into a Mac's clipboard"),
    (
        "segue chapters pilot --suggest",
        "the headings that are heard, as lines for the front matter",
    ),
    settings=True,
)
@episode_argument()
@click.option(
    "--suggest",
    is_flag=True,
    help="Look for the article's headings in the transcript, and print those as chapters.",
)
def command(session: Session, episode: str, *, suggest: bool) -> Answer:
    """Print the chapters of an episode as listeners get them.

    They come from `chapters` in the front matter, from timestamps in the article, from titled
    segments and from the recordings themselves; intro, cuts and crossfades have moved them. With
    --suggest the article must be what was read aloud: its headings are looked for in the
    transcript, also where words were added or misheard.
    """
    from segue.build import load

    with watching(session.manner) as watch:
        watch(f"reading {episode}")
        loaded = load(session.request(episode))
        problems = [each for each in loaded.problems if each.severity == "error"]
        if not loaded.episodes:
            return Answer(problems=problems)
        (found,) = loaded.episodes
        watch("laying out the audio")
        return _suggested(found, problems) if suggest else _landed(found, problems)


def _landed(episode: Episode, problems: Sequence[Problem]) -> Answer:
    from segue.audio import timeline
    from segue.errors import SegueError

    try:
        laid = timeline(episode)
    except SegueError as error:
        return Answer(problems=[*problems, *error.problems])
    chapters = laid.chapters if laid else ()
    return Answer(
        result=[_line(each) for each in chapters],
        talk=[_summary(episode, laid)],
        data={
            "episode": episode.slug,
            "seconds": round(laid.seconds, 3) if laid else None,
            "chapters": [_record(each) for each in chapters],
        },
        problems=problems,
        made=True,
    )


def _line(chapter: Chapter) -> str:
    link = f" {chapter.url}" if chapter.url else ""
    return f"{format_clock(chapter.seconds)} {chapter.title}{link}"


def _summary(episode: Episode, laid: Timeline | None) -> str:
    if laid is None:
        return f"{episode.slug} has no recordings, so it has no chapters"
    if not laid.chapters:
        return f"{episode.slug} has no chapters; add some under `chapters` in the front matter"
    return f"{plural(len(laid.chapters), 'chapter')} in {format_clock(laid.seconds)}"


def _record(chapter: Chapter) -> Json:
    return {
        "seconds": chapter.seconds,
        "clock": format_clock(chapter.seconds),
        "title": chapter.title,
        "url": chapter.url,
        "image": chapter.image.as_posix() if chapter.image else None,
        "typed": not chapter.is_opening,
    }


def _suggested(episode: Episode, problems: Sequence[Problem]) -> Answer:
    from segue.transcripts import headings

    known = [mark.seconds for mark in episode.marks]
    heard = headings.find(episode.article, episode.segments)
    fresh = [each for each in heard if not any(_is_near(each.seconds, at) for at in known)]
    return Answer(
        result=list(_to_paste(fresh, is_first="chapters" not in episode.lines)),
        talk=list(_told(episode, heard, fresh)),
        data={
            "episode": episode.slug,
            "suggested": [
                {"time": _clock(each.seconds), "seconds": each.seconds, "title": each.title}
                for each in fresh
            ],
        },
        problems=problems,
        made=True,
    )


def _is_near(one: float, other: float) -> bool:
    return abs(one - other) < _NEAR_SECONDS


def _to_paste(found: Sequence[Found], *, is_first: bool) -> Iterator[str]:
    """The lines for the front matter; where chapters stand in it, those that come under them."""
    import json

    if found and is_first:
        yield "chapters:"
    for each in found:
        title = json.dumps(each.title, ensure_ascii=False)
        yield f'  - {{time: "{_clock(each.seconds)}", title: {title}}}'


def _clock(seconds: float) -> str:
    """A time of the recordings to the tenth of a second, rounded down, so that no word is lost."""
    tenths = int(seconds * 10 + 1e-6)
    return f"{format_clock(tenths / 10)}.{tenths % 10}"


def _told(episode: Episode, heard: Sequence[Found], fresh: Sequence[Found]) -> Iterator[str]:
    headings = sum(1 for section in episode.article.sections if section.heading)
    if not any(segment.transcript for segment in episode.segments):
        yield "there is no transcript to look in: put one into transcripts/, named as its recording"
        return
    yield f"{len(heard)} of {plural(headings, 'heading')} heard"
    if len(fresh) < len(heard):
        yield f"{len(heard) - len(fresh)} of them begin a chapter already"
    if fresh:
        yield f"paste the lines into the front matter of {episode.slug}, and look at each time"
