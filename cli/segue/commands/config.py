"""`segue config`: each setting with its source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from segue.commands import Session, verb
from segue.errors import Problem, SegueError, did_you_mean
from segue.report import Answer

if TYPE_CHECKING:
    from segue.settings import Value


@verb(
    ("segue config", "every setting"),
    ("segue config audio", "those of one table"),
    ("segue config audio.loudness_lufs", "one of them"),
    ("SEGUE_AUDIO_BITRATE=96k segue config audio", "with the environment's say"),
    settings=True,
)
@click.argument("key", required=False)
def command(session: Session, key: str | None) -> Answer:
    """Print each setting with its value and who gave it.

    A flag wins over the environment (SEGUE_…), that over segue.toml, that over the default. An
    episode's front matter, which comes before segue.toml, is that episode's alone.
    """
    from segue import settings

    loaded = settings.load(session.root, session.environ, session.overrides)
    _, values, problems = loaded.settle()
    if key is not None:
        values = _chosen(key, values)
    return Answer(
        result=_aligned(values),
        data=[{"key": value.key, "value": value.value, "source": value.source} for value in values],
        problems=(*loaded.problems, *problems),
        made=True,
    )


def _chosen(key: str, values: Sequence[Value]) -> tuple[Value, ...]:
    """The setting, or the table of settings, that was asked for."""
    chosen = tuple(value for value in values if f"{value.key}.".startswith(f"{key}."))
    if not chosen:
        known = {value.key for value in values}
        tables = {name.partition(".")[0] for name in known}
        raise SegueError(
            Problem(
                code="unknown-key",
                message=f'there is no setting "{key}"',
                hint=did_you_mean(key, known | tables) or "`segue config` lists them all",
                unreadable=True,
            )
        )
    return chosen


def _aligned(values: Sequence[Value]) -> list[str]:
    """`key = value  (source)`, in columns."""
    keys = max(len(value.key) for value in values)
    texts = min(max(len(value.value) for value in values), 40)
    return [f"{value.key:{keys}} = {value.value:{texts}}  ({value.source})" for value in values]
