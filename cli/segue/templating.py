"""Jinja templates: the show's own first, then the packaged ones; every fault with file and line."""

from __future__ import annotations

import functools
import json
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2

from segue.errors import Problem, SegueError, did_you_mean
from segue.show import Show

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
    found = {path.relative_to(folder).as_posix() for folder in folders for path in folder.glob(pattern)}
    return tuple(sorted(found))


def render(show: Show, name: str, **values: Any) -> str:  # noqa: ANN401 (a template takes any value)
    """The text that a template gives; SegueError names its file and line when it is at fault."""
    environment = _environment(show.root)
    try:
        return environment.get_template(name).render(show=show, **values)
    except jinja2.TemplateSyntaxError as error:
        file = Path(error.filename) if error.filename else None
        raise _fault(error.message or str(error), file, error.lineno) from error
    except jinja2.TemplateNotFound as error:
        raise _missing(error, name) from error
    except (jinja2.TemplateError, TypeError, ValueError, ZeroDivisionError, AttributeError, LookupError) as error:
        file, line = _place(error)
        if file is None:
            raise
        raise _fault(str(error), file, line) from error
    except RecursionError as error:
        file, line = _place(error)
        raise _fault("templates include each other without end", file, line) from error


@functools.lru_cache(maxsize=8)
def _environment(root: Path) -> jinja2.Environment:
    folders = [str(root / "templates"), str(packaged())]
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folders),
        undefined=jinja2.StrictUndefined,
        autoescape=_is_escaped,
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
        frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".j2")
    ]
    return (Path(frames[-1].filename), frames[-1].lineno) if frames else (None, None)


def _missing(error: jinja2.TemplateNotFound, name: str) -> SegueError:
    file, line = _place(error)
    wanted = error.name or name
    return SegueError(
        Problem(
            code="template-missing",
            message=f'there is no template "{wanted}"',
            file=file,
            line=line,
            hint=did_you_mean(wanted, names()) or "`segue templates list` names them all",
        )
    )


def _fault(message: str, file: Path | None, line: int | None) -> SegueError:
    return SegueError(
        Problem(
            code="template",
            message=f"the template is at fault: {message}",
            file=file,
            line=line,
            hint="mend it, or remove it from templates/ to use the packaged one",
        )
    )
