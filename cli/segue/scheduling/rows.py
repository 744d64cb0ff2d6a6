"""Tables as services read them: no cell that a spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A CSV file's text, lines ended as RFC 4180 has it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([[safe(cell) for cell in row] for row in rows])
    return text.getvalue()


def safe(cell: str) -> str:
    """A cell that no spreadsheet computes: a space goes before `=`, `+`, `-` and `@`.

    An apostrophe would do too, and be posted; networks take the space away.
    """
    return f" {cell}" if cell.startswith(_FORMULA) else cell


def in_files(
    name: str, rows: Sequence[Sequence[str]], most: int
) -> Iterator[tuple[str, Sequence[Sequence[str]]]]:
    """The rows in files of at most so many, as `buffer-x` and `buffer-x-2`."""
    for number, at in enumerate(range(0, len(rows), most), 1):
        yield (name if number == 1 else f"{name}-{number}"), rows[at : at + most]
