"""`segue schema`: what an editor needs to complete and check front matter and settings."""

from __future__ import annotations

import click

from segue.commands import Session, verb
from segue.report import Answer


@verb(
    ("segue schema episode > episode.schema.json", "of the front matter of an episode.md"),
    ("segue schema show > segue.schema.json", "of segue.toml"),
)
@click.argument("kind", metavar="episode|show", type=click.Choice(("episode", "show")))
def command(session: Session, kind: str) -> Answer:
    """Print what lets your editor complete and check as you type.

    That is a JSON Schema of an episode's front matter or of segue.toml: each key with its meaning
    and what it may be. The page on writing tells how an editor is shown it.
    """
    import json

    from segue import schema

    del session
    made = schema.episode() if kind == "episode" else schema.show()
    return Answer(result=[json.dumps(made, indent=2, ensure_ascii=False)], data=made)
