"""The program `segue`: finds the verb, runs it, and turns whatever happens into an exit code."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import NoReturn, TypeGuard

import click

from segue import __version__, commands, report
from segue.commands import show_examples
from segue.errors import ExitCode, Problem, did_you_mean
from segue.report import Answer, Manner

_EXAMPLES = (
    ("segue init my-show", "a new show, which builds at once"),
    ("segue new pilot", "a new episode for it"),
    ("segue check pilot", "what is wrong or missing, with file and line"),
    ("segue build pilot", "newsletter, posts, show notes, audio and feed"),
    ("segue show pilot social/x", "one of them, to read or to paste"),
)


class Program(click.Group):
    """`segue`: each module in the folder `commands` is a verb, imported when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all verbs."""
        del ctx
        return sorted(file.stem for file in Path(commands.__path__[0]).glob("[a-z]*.py"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb of that name."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = import_module(f"{commands.__name__}.{cmd_name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb that was typed first; an unknown one brings the nearest to mind."""
        typed = args[0]
        if not typed.startswith("-") and typed not in self.list_commands(ctx):
            error = click.UsageError(f'there is no command "{typed}"', ctx)
            error.add_note(did_you_mean(typed, self.list_commands(ctx)) or "")
            raise error
        return super().resolve_command(ctx, args)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what segue is for, and how a release day goes."""
        super().format_help_text(ctx, formatter)
        show_examples(_EXAMPLES, formatter)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        *_: object,
        **__: object,
    ) -> NoReturn:
        """Run the command line and exit; every way to end is settled here."""
        arguments = sys.argv[1:] if args is None else list(args)
        try:
            _ask_where()
            code = super().main(args, prog_name or "segue", standalone_mode=False)
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            code = ExitCode.USAGE
        except click.ClickException as error:
            code = _fail(_usage_problem(error), arguments, ExitCode.USAGE, _command(error))
        except (click.Abort, KeyboardInterrupt):
            code = _fail(_STOPPED, arguments, ExitCode.INTERRUPTED)
        except SystemExit as end:
            code = end.code
            if _is_stopped(code):
                _fail(_STOPPED, arguments, code)
        except Exception as error:  # noqa: BLE001 (the one place where a bug becomes exit code 3)
            stop = _stop_behind(error)
            code = _fail(_STOPPED, arguments, stop) if stop else _bug(error, arguments)
        sys.exit(code)


@click.group(
    "segue",
    cls=Program,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    subcommand_metavar="COMMAND …",
    options_metavar="",
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def cli() -> None:
    """One Markdown article and its recordings in, a podcast's release day out."""


def run() -> NoReturn:
    """The console script: the program, with this process's streams and signals set right."""
    _settle_streams()
    _settle_signals()
    try:
        cli.main()
    except SystemExit as end:
        if _is_stopped(end.code):
            _leave(end.code)
        raise


def _ask_where() -> None:
    """Refuse to work in a folder that somebody deleted meanwhile: no path means anything there."""
    try:
        Path.cwd()
    except OSError as error:
        raise click.UsageError("the current folder is gone; go to one that is there") from error


_SIGNAL = 128  # a process that signal n ended has the exit code 128 + n
_STOPPED = Problem(code="interrupted", message="stopped; no file was left half-written")


def _fail(problem: Problem, arguments: Sequence[str], code: int, command: str = "") -> int:
    """Tell what ended the run outside of a verb's own answer."""
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    manner = Manner(command=command or _first_word(arguments), as_json="--json" in options)
    return report.give(Answer(problems=(problem,), code=code), manner)


def _stop_behind(error: BaseException) -> int | None:
    """The exit code of a signal that hit while a lock was held, whose release then failed."""
    behind: BaseException | None = error
    while behind is not None:
        if isinstance(behind, KeyboardInterrupt):
            return ExitCode.INTERRUPTED
        if isinstance(behind, SystemExit) and _is_stopped(behind.code):
            return int(behind.code)
        behind = behind.__context__
    return None


def _bug(error: Exception, arguments: Sequence[str]) -> int:
    import traceback

    from segue import bug

    if {"-v", "--verbose"} & set(arguments):
        click.echo("".join(traceback.format_exception(error)), err=True)
    return _fail(bug.report(error, arguments), arguments, ExitCode.BUG)


def _usage_problem(error: click.ClickException) -> Problem:
    """Click's complaint as a finding, with the words that may have been meant as its hint."""
    message = error.format_message()
    hint = next((note for note in getattr(error, "__notes__", ()) if note), None)
    if isinstance(error, click.NoSuchOption):
        message = f'there is no option "{error.option_name}"'
        hint = _option_hint(error)
    path = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "segue"
    return Problem(
        code="usage",
        message=message.rstrip("."),
        hint=hint or f"`{path} --help` shows how it is used",
    )


def _option_hint(error: click.NoSuchOption) -> str | None:
    """The option that may have been meant, or that it stands in the wrong place."""
    if error.ctx is not None and error.ctx.parent is None:
        after = {name for option in commands.shared_options() for name in option.opts}
        if error.option_name in after:
            return f"write it after the command, as segue build {error.option_name}"
    return did_you_mean(error.option_name, error.possibilities or ())


def _command(error: click.ClickException) -> str:
    """The verb whose use was wrong, if it came to that."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    return "" if context is None or context.parent is None else context.info_name or ""


def _first_word(arguments: Sequence[str]) -> str:
    return next((word for word in arguments if not word.startswith("-")), "")


def _settle_streams() -> None:
    """Let no character be one that a stream can't hold: UTF-8 for results, best effort for talk."""
    for stream, encoding in ((sys.stdout, "utf-8"), (sys.stderr, None)):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=encoding, errors="replace")


def _settle_signals() -> None:
    """Make a polite kill, and a closed terminal, unwind as Ctrl-C does, so that all is tidied."""
    for title in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, title, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            with contextlib.suppress(ValueError):  # not in the main thread
                signal.signal(number, _unwind)


def _unwind(number: int, frame: FrameType | None) -> NoReturn:
    del frame
    sys.exit(_SIGNAL + number)


def _is_stopped(code: str | int | None) -> TypeGuard[int]:
    """Whether an exit code says that a signal ended the run."""
    return isinstance(code, int) and code > _SIGNAL


def _leave(code: int) -> NoReturn:
    """Exit without waiting for what other episodes' threads are still at; all is tidied already."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, AttributeError):
            stream.flush()
    os._exit(code)
