"""An episode's posts, planned for the networks that its show names, and written to be pasted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from segue import posts_file, templating
from segue.errors import Problem, SegueError, did_you_mean
from segue.model import Episode
from segue.release import Output, Picks, Shared, Timeline
from segue.settings import FILE_NAME
from segue.social import cards, edited
from segue.social.breaking import PARTED
from segue.social.layout import TEMPLATES
from segue.social.limits import OWN, table
from segue.social.writing import write


@dataclass(frozen=True, slots=True)
class Posting:
    """The posts to write for one episode."""

    episode: Episode
    picks: Picks
    platforms: tuple[str, ...]
    timeline: Timeline | None


def planned(episode: Episode, shared: Shared) -> Sequence[Posting]:
    """One job for all networks of the episode; SegueError names those that nobody knows."""
    known = _known(episode.show.root)
    platforms, skipped = episode.show.social.platforms, episode.skip_platforms
    wanted = [name for name in platforms if name not in skipped]
    problems = [_unknown(name, known, episode) for name in wanted if name not in known]
    problems += [
        _unknown_skip(at, known, episode)
        for at, name in enumerate(skipped)
        if name not in {*known, *platforms}
    ]
    problems += edited.faults(episode)
    if problems:
        raise SegueError(*problems)
    networks = tuple(dict.fromkeys(wanted))
    return [Posting(episode, shared.picks, networks, shared.timeline)]


def posted(job: Posting) -> Sequence[Output]:
    """A file to paste from for each network, and `posts.json` with the source of every post."""
    folder = PurePosixPath(job.episode.slug, "social")
    networks = edited.platforms(job.episode, job.platforms)
    suggested = write(job.episode, job.picks, job.platforms, job.timeline)
    posts = edited.chosen(job.episode, suggested, networks)
    illustrated = cards.illustrate(job.episode, job.picks, posts)
    drafts = job.episode.drafts
    inputs = (job.episode.show.relative(drafts.file),) if drafts else ()
    outputs = []
    for platform in networks:
        text = PARTED.join(post.text for post in posts if post.platform == platform)
        if text:
            outputs.append(Output(folder / f"{platform}.txt", f"{text}\n".encode(), inputs))
    listing = PurePosixPath(job.episode.slug, posts_file.NAME)
    return [
        *outputs,
        Output(listing, posts_file.write(illustrated.posts), inputs),
        *illustrated.outputs,
    ]


def _known(root: Path) -> tuple[str, ...]:
    """The networks that have limits and a template, the show's own or a packaged one."""
    templates = templating.matching(root, TEMPLATES.format("*"))
    return tuple(name for name in table(root) if TEMPLATES.format(name) in templates)


def _unknown(name: str, known: Sequence[str], episode: Episode) -> Problem:
    root = episode.show.root
    template = f"templates/{TEMPLATES.format(name)}"
    message = f'[social] platforms: segue knows no network "{name}"'
    hint = did_you_mean(name, known) or _choice(known)
    if name in table(root):
        message = f'[social] platforms: there is no template for "{name}"'
        hint = f"write one: {template}"
    elif TEMPLATES.format(name) in templating.matching(root, TEMPLATES.format("*")):
        message = f'[social] platforms: nobody says how long a post on "{name}" may be'
        hint = f"add a table [{name}] with limit and unit to {OWN.as_posix()}"
    return Problem(code="platform", message=message, file=root / FILE_NAME, hint=hint)


def _unknown_skip(at: int, known: Sequence[str], episode: Episode) -> Problem:
    name = episode.skip_platforms[at]
    return Problem(
        code="platform",
        message=f'social: skip: segue knows no network "{name}"',
        file=episode.source,
        line=episode.lines.get(f"social.skip.{at}", episode.lines.get("social.skip")),
        hint=did_you_mean(name, known) or _choice(known),
    )


def _choice(known: Sequence[str]) -> str:
    """Every network that there is, in a sentence."""
    own = "templates/" + TEMPLATES.format("<network>")
    return f"choose of {', '.join(known)}; another one needs {own} and a table in {OWN.as_posix()}"
