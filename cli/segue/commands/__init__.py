"""The verbs, one file each; here what all of them share: options, help with examples, answers."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from segue import report
from segue.errors import SegueError
from segue.report import Answer, Manner

if TYPE_CHECKING:
    from segue.request import Request

Example = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What the options that all verbs share say about this run."""

    command: str
    folder: Path = Path()
    as_json: bool = False
    quiet: bool = False
    verbose: bool = False
    dry_run: bool = False
    overrides: Mapping[str, str] = field(default_factory=dict)

    @property
    def root(self) -> Path:
        """The folder of the show that this is about; SegueError when there is none."""
        from segue.settings import find_root

        return find_root(self.folder)

    def request(self, *episodes: str, only: Collection[str] = (), dry_run: bool = True) -> Request:
        """A request for episodes and rooms of this show; one that writes nothing, unless told."""
        import datetime as dt

        from segue import clock
        from segue.request import Request

        return Request(
            root=self.root,
            episodes=episodes,
            only=frozenset(only),
            overrides=self.overrides,
            environ=self.environ,
            dry_run=dry_run,
            now=clock.epoch(self.environ, otherwise=dt.datetime.now(dt.UTC)),
        )

    @property
    def environ(self) -> Mapping[str, str]:
        """The environment, for the settings' SEGUE_… layer."""
        return dict(os.environ)

    @property
    def manner(self) -> Manner:
        """How to answer; outside of a show, files are named in full."""
        try:
            root = self.root
        except SegueError:
            root = None
        return Manner(
            command=self.command,
            as_json=self.as_json,
            quiet=self.quiet,
            verbose=self.verbose,
            root=root,
        )


class Verb(click.Command):
    """A command that calls a function with a Session and prints the Answer that it gives."""

    examples: Sequence[Example] = ()

    def invoke(self, ctx: click.Context) -> int:
        """Run it; gives the exit code."""
        shared = {name: ctx.params.pop(name) for name in _SHARED if name in ctx.params}
        session = Session(command=ctx.info_name or "", **shared)
        assert self.callback is not None
        try:
            answer: Answer = ctx.invoke(self.callback, session, **ctx.params)
        except SegueError as error:
            answer = Answer(problems=error.problems)
        return report.give(answer, session.manner)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does, and before all options how it is used."""
        super().format_help_text(ctx, formatter)
        show_examples(self.examples, formatter)


def verb(
    *examples: Example, writes: bool = False, settings: bool = False, show: bool = True
) -> Callable[[Callable[..., Answer]], Verb]:
    """Make a command, named like its file, of a function that takes a Session.

    `writes` gives it --dry-run, `settings` gives it --set, `show` gives it --show.
    """

    def decorate(function: Callable[..., Answer]) -> Verb:
        command = click.command(function.__module__.rpartition(".")[2], cls=Verb)(function)
        command.params += shared_options(writes=writes, settings=settings, show=show)
        command.examples = examples
        return command

    return decorate


def episode_argument(
    *, many: bool = False
) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """The argument EPISODE, or EPISODES when it takes any number of them."""
    return click.argument(
        "episodes" if many else "episode",
        nargs=-1 if many else 1,
        metavar="[EPISODE]..." if many else "EPISODE",
        shell_complete=_slugs,
    )


def show_examples(examples: Sequence[Example], formatter: click.HelpFormatter) -> None:
    """Write examples into a help page, each with what it does."""
    with formatter.section("Examples"):
        formatter.write_dl(list(examples), col_max=46)


_SHARED = ("folder", "as_json", "quiet", "verbose", "dry_run", "overrides")


def shared_options(
    *, writes: bool = True, settings: bool = True, show: bool = True
) -> list[click.Parameter]:
    """The options of every verb; `writes`, `settings` and `show` bring those of some."""
    options = [
        click.Option(["--json", "as_json"], is_flag=True, help="Answer with one JSON object."),
        click.Option(["-q", "--quiet"], is_flag=True, help="Only the result and the errors."),
        click.Option(["-v", "--verbose"], is_flag=True, help="Tell each step."),
    ]
    if show:
        options.insert(
            0,
            click.Option(
                ["-C", "--show", "folder"],
                type=click.Path(exists=True, file_okay=False, resolve_path=True, path_type=Path),
                default=".",
                metavar="DIR",
                help="The show's folder, or one inside it.  [default: this one]",
            ),
        )
    if writes:
        options.insert(
            0, click.Option(["-n", "--dry-run"], is_flag=True, help="Say what would be written.")
        )
    if settings:
        options.insert(
            0,
            click.Option(
                ["--set", "overrides"],
                multiple=True,
                metavar="KEY=VALUE",
                callback=_pairs,
                help="Another value for a setting, as audio.loudness_lufs=-14; may be repeated.",
            ),
        )
    return list(options)


def _slugs(ctx: click.Context, option: click.Parameter, typed: str) -> list[str]:
    """The episodes whose names begin as typed, for a shell that completes."""
    del option
    from segue.settings import find_root

    try:
        episodes = find_root(ctx.params.get("folder") or Path()) / "episodes"
    except SegueError:
        return []
    return sorted(
        file.parent.name
        for file in episodes.glob("*/episode.md")
        if file.parent.name.startswith(typed)
    )


def _pairs(ctx: click.Context, option: click.Parameter, typed: Sequence[str]) -> dict[str, str]:
    """Each KEY=VALUE as typed."""
    pairs = {}
    for pair in typed:
        key, equals, value = pair.partition("=")
        if not (key.strip() and equals):
            raise click.BadParameter(
                f"{pair!r} is not KEY=VALUE, as audio.loudness_lufs=-14", ctx, option
            )
        pairs[key.strip()] = value.strip()
    return pairs
