"""`segue draft`: the suggested posts in a file for people to edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from segue.commands import Session, episode_argument, verb
from segue.progress import watching
from segue.report import Answer, Json, plural

if TYPE_CHECKING:
    from segue.errors import Problem
    from segue.model import Episode
    from segue.release import Post, Timeline
    from segue.social.drafting import Drafted

_FATES = {
    "new": "{}: new",
    "restored": "{}: brought back",
    "updated": "{}: nobody had touched it, so it was updated",
    "kept": "{}: kept, a person edited it",
    "removed": "{}: removed, it is suggested no more and nobody had touched it",
    "deleted": "{}: stays deleted, --restore brings it back",
}


@verb(
    ("segue draft pilot", "the posts into episodes/pilot/social.md, to be edited"),
    ("segue draft pilot -n", "say which posts would be new or updated"),
    ("segue draft pilot --restore", "bring back the posts that you deleted"),
    writes=True,
    settings=True,
)
@episode_argument()
@click.option("--restore", is_flag=True, help="Bring back suggestions that somebody deleted.")
@click.option(
    "--model", "asks", is_flag=True, help="Let the model of [social] reword them (network)."
)
def command(session: Session, episode: str, *, restore: bool, asks: bool) -> Answer:
    """Write the suggested posts into social.md, for you to edit.

    From then on `segue build` takes the posts from there. Run it again after the article has
    changed: only posts that nobody touched are updated, and every word that you wrote stays.
    """
    from segue import files
    from segue.social import drafting

    with watching(session.manner) as watch:
        watch(f"writing posts for {episode}")
        loaded = _loaded(session, episode)
        handed = replace(drafting.shared(loaded, session.root), timeline=_timeline(loaded))
        posts = drafting.suggestions(loaded, handed)
        refused: tuple[Problem, ...] = ()
        if asks:
            posts, refused = _reworded(posts, loaded, session)
        drafted = drafting.draft(loaded, posts, restore=restore)
    body = drafted.text.encode()
    is_new = not files.exists(drafted.file) or files.read_bytes(drafted.file) != body
    if is_new and not session.dry_run:
        files.write(drafted.file, body)
    return replace(_answer(session, loaded, drafted, is_new=is_new), problems=refused)


def _timeline(episode: Episode) -> Timeline | None:
    """Where the chapters land, which some posts list."""
    from segue.releasing import room

    is_heard = episode.segments and not episode.audio_faulty
    timeline: Timeline | None = room("audio").timeline(episode) if is_heard else None
    return timeline


def _reworded(
    posts: tuple[Post, ...], episode: Episode, session: Session
) -> tuple[tuple[Post, ...], tuple[Problem, ...]]:
    """The posts in the model's words, and what of these was refused."""
    from segue.errors import Problem, SegueError
    from segue.social.language_model import OpenAICompatible, rewritten

    social = episode.show.social
    if not social.model or not social.model_url:
        message = "no language model is set"
        hint = "set model and model_url under [social] in segue.toml"
        raise SegueError(Problem(code="model-silent", message=message, hint=hint, unreadable=True))
    key = session.environ.get("SEGUE_MODEL_KEY", "")
    return rewritten(posts, episode, OpenAICompatible(social.model_url, social.model, key))


def _loaded(session: Session, name: str) -> Episode:
    """The one episode of that name; SegueError with what is wrong where it can't be read."""
    from segue.build import load
    from segue.errors import SegueError

    asked = session.request(name, only={"social"})
    loaded = load(replace(asked, overrides={**asked.overrides, "social.cards": "false"}))
    if not loaded.episodes:
        raise SegueError(*loaded.problems)
    return loaded.episodes[0]


def _answer(session: Session, episode: Episode, drafted: Drafted, *, is_new: bool) -> Answer:
    path = episode.show.relative(drafted.file).as_posix()
    status = ("planned" if session.dry_run else "written") if is_new else "unchanged"
    return Answer(
        result=[path] if is_new else [],
        talk=[*_told(drafted.fates), *_next(path, episode.slug, status)],
        data=_data(path, status, drafted.fates),
    )


def _told(fates: Mapping[str, str]) -> list[str]:
    told = [_FATES[fate].format(name) for name, fate in fates.items() if fate in _FATES]
    unchanged = sum(fate == "unchanged" for fate in fates.values())
    return [*told, *([f"{plural(unchanged, 'post')} unchanged"] if unchanged else [])]


def _next(path: str, slug: str, status: str) -> list[str]:
    if status == "planned":
        return [f"next: segue draft {slug}"]
    return [f"next: edit {path}, then segue build {slug}"]


def _data(path: str, status: str, fates: Mapping[str, str]) -> Json:
    posts: list[Json] = [{"id": name, "status": fate} for name, fate in fates.items()]
    return {"path": path, "status": status, "posts": posts}
