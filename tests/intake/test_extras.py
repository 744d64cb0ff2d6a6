"""What a person reads whose installation lacks the packages for a format."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from segue import intake
from segue.errors import SegueError
from segue.intake.source import Source

NEEDING = ("segue.intake.markup", "segue.intake.word", "segue.intake.wordpress")


@pytest.mark.parametrize(
    ("content", "name", "missing"),
    [
        (b"<html><body><p>Text.</p>", "a.html", "lxml"),
        (b"PK\x03\x04 word/document.xml", "a.docx", "lxml"),
        (b'<rss xmlns:wp="http://wordpress.org/export/1.2/">', "a.xml", "lxml"),
        (b"PK\x03\x04 word/document.xml", "a.docx", "mammoth"),
    ],
)
def test_a_missing_package_is_named_with_what_brings_it(
    monkeypatch: pytest.MonkeyPatch, content: bytes, name: str, missing: str
) -> None:
    """Not a traceback, but the line to type."""
    for module in [each for each in sys.modules if each.startswith((*NEEDING, f"{missing}."))]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(SegueError, match=f"needs {missing}") as caught:
        intake.read(Source(content, Path(name)))
    assert caught.value.problems[0].hint == "pip install 'segue[import]'"
