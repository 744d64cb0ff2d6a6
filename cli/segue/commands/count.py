"""`segue count`: how long a text is on a network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from segue.commands import Session, verb
from segue.errors import Problem, SegueError, did_you_mean
from segue.report import Answer

if TYPE_CHECKING:
    from segue.social.counting import Count
    from segue.social.limits import Limits


@verb(
    ("segue count --platform x post.txt", "how long a text is on X, and what it may be"),
    ("pbpaste | segue count --platform bluesky -", "what a Mac's clipboard holds"),
    ("segue count --platform x thread.txt", "each post of a thread, parted by lines of ---"),
    ("""echo '["one", "two"]' | segue count --platform x --json -""", "many texts, for a program"),
)
@click.option("--platform", "-p", required=True, metavar="NAME", help="The network, as x.")
@click.argument("file")
def command(session: Session, platform: str, file: str) -> Answer:
    """Say how long a text is, as its network counts it.

    FILE is a text, or - for standard input; a line break at its very end does not count. It ends
    with 1 when the network would refuse the text. With --json, FILE holds a JSON list of texts,
    each counted to the last character, and the answer is a list of {length, limit, unit, valid};
    it ends with 0, since `valid` tells what would be refused.
    """
    from segue import files
    from segue.social.breaking import PARTED
    from segue.social.counting import measure

    row = _row(platform, session)
    text = files.read_input(file)
    if session.as_json:
        return Answer(data=[_record(measure(each, row)) for each in _texts(text)])
    posts = text.removesuffix("\n").split(PARTED)
    counts = [measure(post, row) for post in posts]
    return Answer(
        result=[f"{each.length} of {each.limit} {each.unit}" for each in counts],
        problems=[
            _refusal(each, posts[at], row, f"post {at + 1}" if len(posts) > 1 else "the text")
            for at, each in enumerate(counts)
            if not each.valid
        ],
        made=True,
    )


def _row(platform: str, session: Session) -> Limits:
    """The limits of a network, as the show here has them, if this is a show."""
    from segue.social.limits import table

    rows = table(session.manner.root)
    if platform not in rows:
        raise SegueError(
            Problem(
                code="platform",
                message=f'segue knows no network "{platform}"',
                hint=did_you_mean(platform.lower(), rows) or f"there are: {', '.join(rows)}",
                unreadable=True,
            )
        )
    return rows[platform]


def _texts(listed: str) -> Sequence[str]:
    """The texts in a JSON list of strings."""
    import json

    try:
        texts = json.loads(listed)
    except (ValueError, RecursionError):
        texts = None
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise SegueError(
            Problem(
                code="count-input",
                message="with --json the input is a JSON list of texts",
                hint='as ["one text", "another"]',
                unreadable=True,
            )
        )
    return texts


def _record(counted: Count) -> Mapping[str, str | int | bool]:
    return {
        "length": counted.length,
        "limit": counted.limit,
        "unit": counted.unit,
        "valid": counted.valid,
    }


def _refusal(counted: Count, text: str, row: Limits, name: str) -> Problem:
    """Why the network would not take a text."""
    if not text:
        reason, hint = "is empty", None
    elif counted.length > counted.limit:
        over = counted.length - counted.limit
        reason, hint = f"is {over} {counted.unit} too long for {row.platform}", "shorten it"
    elif row.bytes and len(text.encode(errors="surrogatepass")) > row.bytes:
        reason, hint = f"has more than {row.bytes} bytes", "use fewer emoji"
    else:
        reason = f"holds a character that {row.platform} refuses"
        hint = f"take out any of {' '.join(row.forbidden)}" if row.forbidden else None
    return Problem(code="count-refused", message=f"{name} {reason}", hint=hint)
