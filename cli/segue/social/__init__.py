"""Posts to paste as they are: within each network's limit, each with the sentences it stands on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from segue import templating
from segue.errors import Problem, SegueError, did_you_mean
from segue.model import Episode
from segue.release import Job, Output, Picks, Post, Shared
from segue.social.writing import TEMPLATES, write

__all__ = ["plan", "render"]

_PARTED = "\n---\n"


@dataclass(frozen=True, slots=True)
class _Posting:
    """The posts to write for one episode."""

    episode: Episode
    picks: Picks
    platforms: tuple[str, ...]


def plan(episode: Episode, shared: Shared) -> Sequence[Job]:
    """One job for all networks of the episode; SegueError names a network without a template."""
    known = _known(episode)
    wanted = [name for name in episode.show.social.platforms if name not in episode.skip_platforms]
    unknown = [name for name in wanted if name not in known]
    if unknown:
        raise SegueError(*(_unknown(name, known, episode) for name in unknown))
    return [_Posting(episode, shared.picks, tuple(dict.fromkeys(wanted)))]


def render(job: Job) -> Sequence[Output]:
    """A file to paste from for each network, and `posts.json` with the source of every post."""
    assert isinstance(job, _Posting)
    folder = PurePosixPath(job.episode.slug, "social")
    posts = write(job.episode, job.picks, job.platforms)
    outputs = []
    for platform in job.platforms:
        text = _PARTED.join(post.text for post in posts if post.platform == platform)
        outputs.append(Output(folder / f"{platform}.txt", f"{text}\n".encode()))
    listing = json.dumps([_as_json(post) for post in posts], ensure_ascii=False, indent=2)
    return [*outputs, Output(folder / "posts.json", f"{listing}\n".encode())]


def _known(episode: Episode) -> tuple[str, ...]:
    """The networks that have a template, the show's own or a packaged one."""
    suffix = TEMPLATES.format("")
    _, ending = TEMPLATES.split("{}")
    found = templating.matching(episode.show.root, TEMPLATES.format("*"))
    return tuple(PurePosixPath(name).name.removesuffix(ending) for name in found if name != suffix)


def _unknown(name: str, known: Sequence[str], episode: Episode) -> Problem:
    listed = ", ".join(known)
    return Problem(
        code="platform",
        message=f'[social] platforms: segue has no template for "{name}"',
        file=episode.show.root / "segue.toml",
        hint=did_you_mean(name, known) or f"one of {listed}; or add {TEMPLATES.format(name)}",
    )


def _as_json(post: Post) -> dict[str, object]:
    """A post with the keys that posts.json promises."""
    return {
        "platform": post.platform,
        "id": post.id,
        "kind": post.kind,
        "part": post.part,
        "parts": post.parts,
        "text": post.text,
        "count": post.count,
        "limit": post.limit,
        "unit": post.unit,
        "source": [{"text": sentence.text, "line": sentence.line} for sentence in post.source],
        "hashtags": list(post.hashtags),
        "link": post.link,
        "image": post.image,
        "alt": post.alt,
    }
