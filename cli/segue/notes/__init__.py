"""Show notes: one output for each template in `templates/notes/`, within what its host takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from segue import templating
from segue.model import Episode
from segue.notes import content
from segue.notes.content import Content
from segue.notes.finish import escape_markdown, finish
from segue.notes.hosts import host, templates
from segue.release import Job, Output, Shared

_SUFFIX = ".j2"


@dataclass(frozen=True, slots=True)
class NotesJob:
    """One kind of notes to write: `file` is the output's name, from the template of that name."""

    file: str
    episode: Episode
    content: Content


def plan(episode: Episode, shared: Shared) -> Sequence[Job]:
    """One job a template."""
    told = content.tell(episode, shared)
    names = (PurePosixPath(name).name for name in templates(episode.show))
    return [NotesJob(name.removesuffix(_SUFFIX), episode, told) for name in names]


def render(job: Job) -> Sequence[Output]:
    """The notes that a job planned, as UTF-8."""
    assert isinstance(job, NotesJob)
    template = f"notes/{job.file}{_SUFFIX}"
    taker = host(job.episode.show, template)
    told = job.content
    topics = told.long_topics if taker.chapter_seconds else told.topics
    moments = [int(topic.seconds) for topic in topics]
    text = templating.render(
        job.episode.show,
        template,
        episode=job.episode,
        notes=told,
        topics=() if any(taker.faults(moments, told.seconds)) else topics,
        markdown=escape_markdown,
    )
    body = finish(text, taker, is_html=job.file.endswith(".html"), page=told.page)
    return [Output(PurePosixPath(job.episode.slug, "notes", job.file), body.encode())]
