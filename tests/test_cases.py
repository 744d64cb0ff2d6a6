"""Golden cases: whole shows, built, against the files that they must give.

A folder under `tests/cases/` is a case: `show/` is built (without one, the example show at the
repository's root), and every text file of its output must be as in `expected/`. To add a case, add
a folder and run `pytest --update`.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conftest import Golden
from segue.build import build
from segue.request import Request

CASES = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if path.is_dir())
TEXTS = {".html", ".srt", ".txt", ".vtt", ".mjml", ".eml", ".md", ".json", ".xml"}
# What these hold follows from the audio's bytes, which another decoder version may change.
MEASURED = {"manifest.json", "peaks.json", "report.json", "index.html"}


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_a_show_gives_what_its_case_expects(
    case: Path, tmp_path: Path, example: Path, golden: Golden
) -> None:
    """Every text output, byte for byte, and no other."""
    root = example
    if (case / "show").is_dir():
        root = tmp_path / "case"
        shutil.copytree(case / "show", root)
    build(Request(root=root))
    made = {
        file.relative_to(root / "output")
        for file in (root / "output").rglob("*")
        if file.suffix in TEXTS and file.name not in MEASURED
    }
    for name in sorted(made):
        golden(case / "expected" / name, (root / "output" / name).read_bytes())
    expected = {
        file.relative_to(case / "expected")
        for file in (case / "expected").rglob("*")
        if file.is_file()
    }
    assert made == expected
