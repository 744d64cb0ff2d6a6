"""`segue import`: an article from elsewhere as a new episode."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from segue.commands import Session, verb
from segue.errors import Problem, SegueError
from segue.report import Answer, Json, plural

if TYPE_CHECKING:
    from segue.intake import Reading
    from segue.intake.manuscript import Imported, Removed, Value

_KINDS = {
    "heading": "section",
    "paragraph": "paragraph",
    "list": "list",
    "quote": "quotation",
    "table": "table",
    "code": "piece of code",
    "call": "call to action",
}
_MANY = {"piece of code": "pieces of code", "call to action": "calls to action"}
_SHOWN = 70
_FEW = 3
_MANY_EPISODES = 20


@verb(
    ("segue import article.txt", "text copied from a web page or a mail, as a new episode"),
    ("pbpaste | segue import - --slug sleep", "what you have just copied on a Mac"),
    ("segue import notes/sleep.md", "a note from Obsidian or Notion, or a blog's own file"),
    ("segue import feed.xml", "each episode of a podcast's feed: a show that moves in"),
    ("segue import article.txt -o -", "only print the article, to look at it first"),
    writes=True,
)
@click.argument("file", metavar="FILE|-")
@click.option("--slug", help="The new episode's name.  [default: from its title]")
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Choice(["-"]),
    metavar="-",
    help="Print episode.md and write nothing; needs no show.",
)
@click.option(
    "--keep-removed", is_flag=True, help="Keep what was removed, in a comment at the end."
)
def command(
    session: Session, file: str, slug: str | None, target: str | None, *, keep_removed: bool
) -> Answer:
    """Make an episode of an article that you have.

    The article becomes clean Markdown with its front matter; pictures that lie beside it are
    copied. What belongs to the page and not to the article is left out, and all of it is told: what
    it was, and why. An episode that is there is never touched.
    """
    from segue import intake
    from segue.intake import folders
    from segue.intake.episode_text import written
    from segue.intake.source import opened

    root = None if target else session.root
    reading = intake.read(opened(file))
    episodes = folders.named(reading.imported, slug)
    if root is None:
        text = written(_only(episodes), keep_removed=keep_removed)
        told = _told(reading, episodes, session)
        return Answer(
            result=text.encode(),
            talk=told,
            data=_data(reading, episodes, "printed", text),
            problems=_notes(episodes),
            made=True,
        )
    shelving = folders.sorted_out(episodes, root)
    if not session.dry_run:
        folders.write(shelving.new, root, keep_removed=keep_removed)
    return Answer(
        result=[_path(each) for each in shelving.new],
        talk=[*_told(reading, shelving.new, session), *_next(shelving.new, session)],
        data=_data(reading, shelving.new, "planned" if session.dry_run else "written"),
        problems=[*_notes(shelving.new), *shelving.there],
        made=True,
    )


def _only(episodes: Sequence[Imported]) -> Imported:
    if len(episodes) == 1:
        return episodes[0]
    message = f"there are {len(episodes)} episodes in it, which don't fit into one file"
    hint = "leave out -o: each gets a folder of its own"
    raise SegueError(Problem(code="import-several", message=message, hint=hint, unreadable=True))


def _path(episode: Imported) -> str:
    return f"episodes/{episode.slug}/episode.md"


def _notes(episodes: Sequence[Imported]) -> list[Problem]:
    return [note for each in episodes for note in each.notes]


def _next(episodes: Sequence[Imported], session: Session) -> list[str]:
    slug = episodes[0].slug if len(episodes) == 1 else ""
    if session.dry_run:
        return ["nothing was written"]
    return [f"next: segue check {slug}".rstrip()]


def _told(reading: Reading, episodes: Sequence[Imported], session: Session) -> list[str]:
    """What was recognised and what was removed, for people."""
    told = [f"read as {reading.title}"]
    for each in episodes if session.verbose else episodes[:_MANY_EPISODES]:
        told += [f'"{each.title}": {_recognised(each)}', *_front(each)]
        told += _removed(each.removed, everything=session.verbose or len(episodes) == 1)
        told += _settings(each.settings)
    more = 0 if session.verbose else len(episodes) - _MANY_EPISODES
    return [*told, f"and {plural(more, 'episode')} more; -v tells of each"] if more > 0 else told


def _counts(episode: Imported) -> dict[str, int]:
    kinds = [block.kind for block in episode.blocks]
    counts = {name: kinds.count(kind) for kind, name in _KINDS.items() if kind in kinds}
    return counts | ({"picture": len(episode.pictures)} if episode.pictures else {})


def _recognised(episode: Imported) -> str:
    """`7 sections, 30 paragraphs, 2 lists`."""
    parts = [
        f"{number} {_MANY[name]}" if number > 1 and name in _MANY else plural(number, name)
        for name, number in _counts(episode).items()
    ]
    return ", ".join(parts) or "no words"


def _front(episode: Imported) -> Iterator[str]:
    found = [key for key in episode.front if key not in {"title", "guid"}]
    if found:
        yield f"  in its front matter: {', '.join(found)}"


def _removed(removed: Sequence[Removed], *, everything: bool) -> Iterator[str]:
    """What was removed, by its reason; of one line that comes again and again, that line."""
    reasons = dict.fromkeys(each.reason for each in removed)
    for reason in reasons:
        these = [each for each in removed if each.reason == reason]
        yield f"  removed: {reason} ({len(these)})"
        texts = dict.fromkeys((" ".join(each.text.split()), each.line) for each in these)
        same = {text for text, _ in texts}
        shown = list(texts)[:1] if len(same) == 1 else list(texts)
        for text, line in shown if everything else shown[:_FEW]:
            place = "" if line is None else f"{line}: "
            yield f"    {place}{text if len(text) <= _SHOWN else f'{text[:_SHOWN]}…'}"


def _settings(settings: Mapping[str, Value]) -> Iterator[str]:
    """What the source tells of the show, as lines of segue.toml."""
    if settings:
        yield "  about the show, if you want it in segue.toml:"
    table = ""
    for key, value in sorted(settings.items()):
        above, _, name = key.partition(".")
        if above != table:
            yield f"    [{above}]"
            table = above
        yield f"    {name} = {_toml(value)}"


def _toml(value: Value) -> str:
    """A value as TOML writes it on one line."""
    import json

    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key} = {_toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _data(
    reading: Reading, episodes: Sequence[Imported], status: str, text: str | None = None
) -> Json:
    """The same for programs, with each removed text in full."""
    return {
        "format": reading.title,
        "episodes": [
            {
                "slug": each.slug,
                "path": None if status == "printed" else _path(each),
                "status": status,
                "title": each.title,
                "front_matter": each.front,
                "recognised": _counts(each),
                "removed": [
                    {"text": gone.text, "reason": gone.reason, "line": gone.line}
                    for gone in each.removed
                ],
                "settings": each.settings,
                "pictures": [f"images/{picture.name}" for picture in each.pictures],
                **({} if text is None else {"text": text}),
            }
            for each in episodes
        ],
    }
