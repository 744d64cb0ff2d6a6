"""The door of intake: which format reads, and what becomes of what it reads."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from pathlib import Path
from types import SimpleNamespace

import pytest

from segue import intake
from segue.errors import SegueError
from segue.intake.manuscript import Block, Manuscript
from segue.intake.source import Claim, Source


def other_format(*manuscripts: Manuscript, claim: Claim = Claim.EXACT) -> SimpleNamespace:
    """A format of another package, which reads whatever it is given."""
    return SimpleNamespace(TITLE="runes", reads=lambda _: claim, read=lambda _: iter(manuscripts))


def offered(monkeypatch: pytest.MonkeyPatch, module: object) -> None:
    """Let another package offer a format."""
    entry = SimpleNamespace(name="runes", load=lambda: module)
    monkeypatch.setattr(
        intake, "entry_points", lambda group: [entry] if group == "segue.intake" else []
    )


def paragraph(text: str) -> Block:
    """A paragraph of that text."""
    return Block("paragraph", text)


def test_a_format_of_another_package_is_asked_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry point in the group segue.intake is all that it needs."""
    offered(monkeypatch, other_format(Manuscript(title="From runes", blocks=[paragraph("Hail.")])))
    reading = intake.read(Source(b"Title\n\nSome text."))
    assert reading.title == "runes"
    assert [each.title for each in reading.imported] == ["From runes"]


def test_the_surest_format_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """A format that is not as sure gives way."""
    offered(monkeypatch, other_format(claim=Claim.NO))
    assert intake.read(Source(b"Title\n\nSome text.")).title == "pasted text"


def test_a_format_that_cannot_be_loaded_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever installed it learns which package is at fault."""
    entry = EntryPoint("runes", "no_such_package_of_runes", "segue.intake")
    monkeypatch.setattr(intake, "entry_points", lambda group: [entry] if group else [])
    with pytest.raises(SegueError, match=r'"runes".*can\'t be loaded.*\[import-plugin\]'):
        intake.read(Source(b"Title"))


def test_a_source_that_holds_no_article_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """An export without a single post is not taken for a success."""
    offered(monkeypatch, other_format())
    with pytest.raises(SegueError, match=r"there is no article in it \(read as runes\)"):
        intake.read(Source(b"<runes>"))


def test_what_no_format_reads_is_refused_with_what_they_read() -> None:
    """A sound file is no article; the hint tells what is."""
    with pytest.raises(SegueError, match=r"can't read articles of this kind") as caught:
        intake.read(Source(b"\x00\x01RIFF\x00", Path("talk.wav")))
    (problem,) = caught.value.problems
    assert problem.unreadable
    assert "pasted text" in str(problem.hint)


def test_two_episodes_of_one_source_get_names_of_their_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A collision of slugs is told, and neither is lost."""
    same = [
        Manuscript(title="Same", blocks=[paragraph(text)]) for text in ("One.", "Two.", "Three.")
    ]
    offered(monkeypatch, other_format(*same))
    imported = intake.read(Source(b"x")).imported
    assert [each.slug for each in imported] == ["same", "same-2", "same-3"]
    assert len({each.front["guid"] for each in imported}) == 3
    told = [note.code for each in imported for note in each.notes]
    assert told.count("import-slug") == 2
