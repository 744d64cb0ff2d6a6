"""`segue config`: each setting with its source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from segue.commands import Session, verb
from segue.errors import Problem, SegueError, did_you_mean
from segue.report import Answer

if TYPE_CHECKING:
    from segue.settings import Layer, Value


_HANDLES = "handles"  # a table whose keys are the show's own, and may be none


@verb(
    ("segue config", "every setting"),
    ("segue config audio", "those of one table"),
    ("segue config audio.loudness_lufs", "one of them"),
    ("segue config audio --episode pilot", "as the front matter has them"),
    ("SEGUE_AUDIO_BITRATE=96k segue config audio", "with the environment's say"),
    settings=True,
)
@click.argument("key", required=False)
@click.option("--episode", metavar="EPISODE", help="As they stand for one episode.")
def command(session: Session, key: str | None, episode: str | None) -> Answer:
    """Print each setting with its value and who gave it.

    A flag wins over the environment (SEGUE_…), that over an episode's front matter, that over
    segue.toml, that over the default.
    """
    from segue import settings

    loaded = settings.load(session.root, session.environ, session.overrides)
    _, values, problems = loaded.settle(None if episode is None else _layer(session, episode))
    if key is not None:
        values = _chosen(key, values)
    return Answer(
        result=_aligned(values),
        data=[{"key": value.key, "value": value.value, "source": value.source} for value in values],
        problems=(*loaded.problems, *problems),
        made=True,
    )


def _layer(session: Session, name: str) -> Layer:
    """What an episode's front matter says about the settings."""
    from segue import episode, library

    (file,) = library.find(session.root, (name,))
    return episode.layer(file, session.root)


def _chosen(key: str, values: Sequence[Value]) -> tuple[Value, ...]:
    """The setting, or the table of settings, that was asked for."""
    chosen = tuple(value for value in values if f"{value.key}.".startswith(f"{key}."))
    if not chosen and key != _HANDLES:
        known = {value.key for value in values}
        tables = {name.partition(".")[0] for name in known}
        raise SegueError(
            Problem(
                code="unknown-key",
                message=f'there is no setting "{key}"',
                hint=did_you_mean(key, known | tables | {_HANDLES})
                or "`segue config` lists them all",
                unreadable=True,
            )
        )
    return chosen


def _aligned(values: Sequence[Value]) -> list[str]:
    """`key = value  (source)`, in columns."""
    keys = max((len(value.key) for value in values), default=0)
    texts = min(max((len(value.value) for value in values), default=0), 40)
    return [f"{value.key:{keys}} = {value.value:{texts}}  ({value.source})" for value in values]
