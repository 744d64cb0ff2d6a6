"""The packages that some formats need, and what to do where they are missing."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from segue.errors import Problem, SegueError


@contextlib.contextmanager
def needed(title: str, shown: Path) -> Iterator[None]:
    """Imports of packages that the extra `import` brings; SegueError where one is missing."""
    try:
        yield
    except ImportError as error:
        raise SegueError(
            Problem(
                code="import-extra",
                message=f"reading a {title} needs {error.name}, which is not installed",
                file=shown,
                hint="pip install 'segue[import]'",
                unreadable=True,
            )
        ) from error
