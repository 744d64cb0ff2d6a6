"""Jinja templates: the show's own first, then the packaged ones; every fault with file and line."""

from __future__ import annotations

import functools
import itertools
import json
import re
import sys
import traceback
from collections.abc import Callable, Iterator
from os.path import isfile, normpath
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
from jinja2.bccache import Bucket

from segue import cache, files
from segue.errors import Problem, SegueError, did_you_mean
from segue.show import Show

_LONGEST = 5_000_000
_ESCAPED = (".mjml.j2", ".html.j2")


def packaged() -> Path:
    """The folder of the templates that come with segue.

    In a wheel they lie in the package, in a checkout at the repository's root.
    """
    here = Path(__file__).parent
    installed = here / "templates"
    return installed if installed.is_dir() else here.parents[1] / "templates"


def names() -> tuple[str, ...]:
    """Every packaged template's name, as `newsletter/digest.mjml.j2`."""
    root = packaged()
    return tuple(sorted(path.relative_to(root).as_posix() for path in root.rglob("*.j2")))


def matching(root: Path, pattern: str) -> tuple[str, ...]:
    """The names of the templates, the show's own and packaged, that fit a glob pattern."""
    folders = (root / "templates", packaged())
    found = {
        path.relative_to(folder).as_posix() for folder in folders for path in folder.glob(pattern)
    }
    return tuple(sorted(found))


def render(show: Show, name: str, **values: Any) -> str:  # noqa: ANN401 (a template takes any value)
    """The text that a template gives; SegueError names its file and line when it is at fault."""
    environment = _environment(show.root)
    try:
        return _sent(environment.get_template(name).render(show=show, **values))
    except UnicodeDecodeError as error:
        raise _fault("it is not saved as UTF-8", source_of(show, name), None) from error
    except jinja2.TemplateSyntaxError as error:
        file = Path(error.filename) if error.filename else None
        told = error.message or str(error)
        raise _fault(told + _column(file, error.lineno, "{"), file, error.lineno) from error
    except jinja2.TemplateNotFound as error:
        raise _missing(error, name) from error
    except jinja2.UndefinedError as error:
        raise _undefined(error, {"show", *values}) from error
    except (
        jinja2.TemplateError,
        TypeError,
        ValueError,
        ArithmeticError,
        AttributeError,
        LookupError,
        OSError,
        MemoryError,
    ) as error:
        file, line = _place(error)
        raise _fault(
            str(error) or type(error).__name__, file or source_of(show, name), line
        ) from error
    except RecursionError as error:
        file, line = _place(error)
        raise _fault("templates include each other without end", file, line) from error


def _sent(text: str) -> str:
    """The text, if it can be written and read; raises ValueError."""
    if len(text) > _LONGEST:
        raise ValueError(f"it gives {len(text):,} characters, more than {_LONGEST:,}")
    text.encode()
    return text


def source_of(show: Show, name: str) -> Path:
    """The file that a template's name means for this show."""
    return next(
        (file for folder in _folders(show.root) if files.exists(file := Path(folder, name))),
        Path(name),
    )


def trace(show: Show, name: str, **values: Any) -> tuple[str, list[Origin]]:  # noqa: ANN401
    """The text that a template gives, and which template's line each part of it came from.

    For telling where a fault found in the finished text is to be mended.
    """
    environment = _environment(show.root).overlay(loader=_TracingLoader(_folders(show.root)))
    pieces = _MARK.split(environment.get_template(name).render(show=show, **values))
    text, origins = pieces[0], []
    for file, line, column, moves, piece in zip(
        *(pieces[at::5] for at in range(1, 6)), strict=True
    ):
        origins.append(Origin(len(text), Path(file), int(line), int(column), moves == "1"))
        text += piece
    return text, origins


class Origin(NamedTuple):
    """Where the text from `offset` on came from.

    `moves` where it was typed so; all that an expression gave came from where that begins.
    """

    offset: int
    file: Path
    line: int
    column: int
    moves: bool

    def column_of(self, offset: int) -> int:
        """The column of the template that the text at an offset came from."""
        return self.column + (offset - self.offset if self.moves else 0)


_MARK = re.compile("\ufdd0(.*?)\ufdd1(\\d+)\ufdd1(\\d+)\ufdd1([01])\ufdd2")
# It changes nothing in what it reads, so that each token can be found again in the source.
_LEXER = jinja2.Environment(keep_trailing_newline=True)  # noqa: S701 (nothing is rendered by it)


class _TracingLoader(jinja2.FileSystemLoader):
    """Loads templates with marks that tell file, line and column of what follows."""

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """The template's text, with a mark before each line, each expression and what follows."""
        source, file, is_fresh = super().get_source(environment, template)
        return "".join(_marked(source.replace("\r\n", "\n"), file)), file, is_fresh


def _marked(source: str, file: str) -> Iterator[str]:
    """The source in pieces, with marks between them."""
    at = 0
    for _, kind, value in _LEXER.lex(source):
        at = source.index(value, at)
        if kind == "data":
            start = at
            for line in value.splitlines(keepends=True):
                yield _mark(source, file, start, moves=True) + line
                start += len(line)
        else:
            yield _mark(source, file, at, moves=False) if kind == "variable_begin" else ""
            yield value
        at += len(value)


def _mark(source: str, file: str, at: int, *, moves: bool) -> str:
    line = source.count("\n", 0, at) + 1
    column = at - source.rfind("\n", 0, at)
    return f"\ufdd0{file}\ufdd1{line}\ufdd1{column}\ufdd1{moves:d}\ufdd2"


def _folders(root: Path) -> list[str]:
    return [str(root / "templates"), str(packaged())]


class _Loader(jinja2.FileSystemLoader):
    """Sees at once when a show begins to override a template, or stops doing so."""

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """The template's text and file, and whether both are still those to use."""
        source, file, unchanged = super().get_source(environment, template)
        folders = [Path(folder) for folder in self.searchpath]
        own = [folder for folder in folders if files.is_within(folder, folder.parent)]
        if not any(files.is_within(Path(file), folder) for folder in own):
            raise PermissionError(f"{file} is a link that leads out of templates/")
        # As texts, not as paths: this is asked for every template of every rendering.
        candidates = [normpath(f"{folder}/{template}") for folder in self.searchpath]
        above = list(itertools.takewhile(lambda each: each != normpath(file), candidates))
        return source, file, lambda: unchanged() and not any(map(isfile, above))


class _Compiled(jinja2.BytecodeCache):
    """Keeps compiled templates from one run to the next; compiling takes longer than rendering."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the kept code to Jinja, which checks it against the template's text."""
        kept = cache.read("templates", bucket.key, bucket.checksum)
        if kept is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        cache.write("templates", bucket.bytecode_to_string(), bucket.key, bucket.checksum)


@functools.lru_cache(maxsize=8)
def _environment(root: Path) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=_Loader(_folders(root)),
        bytecode_cache=_Compiled(),
        undefined=jinja2.StrictUndefined,
        autoescape=_is_escaped,  # noqa: S701 (what is no markup must not be escaped)
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    quoted: Callable[[str], str] = functools.partial(json.dumps, ensure_ascii=False)
    # A JSON string is also a TOML basic string and a YAML double-quoted one.
    environment.filters.update(toml=quoted, yaml=quoted)
    return environment


def _is_escaped(name: str | None) -> bool:
    return name is not None and name.endswith(_ESCAPED)


def _place(error: BaseException) -> tuple[Path | None, int | None]:
    """The template and line that an exception came from, read from its traceback."""
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.endswith(".j2")
    ]
    return (Path(frames[-1].filename), frames[-1].lineno) if frames else (None, None)


def _undefined(error: jinja2.UndefinedError, names: set[str]) -> SegueError:
    """A name that nothing has, with the nearest one there is."""
    file, line = _place(error)
    message = error.message or str(error)
    lacking = re.search(r"(?:has no attribute )?'(\w+)'(?: is undefined)?$", message)
    owner = re.match(r"'([\w.]+)\.(\w+) object' has no attribute", message)
    if owner:
        kind = getattr(sys.modules.get(owner[1]), owner[2], None)
        names = {name for name in dir(kind) if not name.startswith("_")}
        message = f"a {owner[2]} has none named {message.rpartition(' ')[2]}"
    word = lacking[1] if lacking else ""
    return _fault(
        message + _column(file, line, word), file, line, did_you_mean(word, names) if word else None
    )


def _column(file: Path | None, line: int | None, word: str) -> str:
    """`(column 7)`, where a word stands on a template's line; nothing when it can't be found."""
    if file is None or line is None or not files.exists(file):
        return ""
    typed = files.read_text(file).split("\n")[line - 1 : line]
    found = re.search(rf"(?<!\w){re.escape(word)}", typed[0]) if typed else None
    return f" (column {found.start() + 1})" if found else ""


def _missing(error: jinja2.TemplateNotFound, name: str) -> SegueError:
    file, line = _place(error)
    wanted = error.name or name
    return SegueError(
        Problem(
            code="template-missing",
            message=f'there is no template "{wanted}"{_column(file, line, str(wanted))}',
            file=file,
            line=line,
            hint=did_you_mean(str(wanted), names()) or "`segue templates list` names them all",
        )
    )


def _fault(
    message: str, file: Path | None, line: int | None, hint: str | None = None
) -> SegueError:
    return SegueError(
        Problem(
            code="template",
            message=f"the template is at fault: {message}",
            file=file,
            line=line,
            hint=hint or "mend it, or remove it from templates/ to use the packaged one",
        )
    )
