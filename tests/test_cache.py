"""What is kept comes back, and nothing is kept for ever."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from segue import cache


def kept(home: Path) -> list[Path]:
    """Every file in the cache."""
    return [file for file in (home / "cache").rglob("*") if file.is_file()]


@pytest.mark.skipif(os.name == "nt", reason="only on Unix does XDG_CACHE_HOME name the folder")
def test_what_was_kept_comes_back(own_world: Path) -> None:
    """For the same content only, and as one file."""
    cache.write("letters", b"made", "from", "this")
    assert cache.read("letters", "from", "this") == b"made"
    assert cache.read("letters", "from", "that") is None
    assert cache.read("lengths", "from", "this") is None
    assert len(kept(own_world)) == 1


@pytest.mark.skipif(os.name == "nt", reason="only on Unix does XDG_CACHE_HOME name the folder")
def test_another_version_drops_what_the_last_one_kept(
    own_world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody would ever read it again."""
    cache.write("letters", b"old", "this")
    monkeypatch.setattr(cache, "__version__", "99")
    assert cache.read("letters", "this") is None
    cache.write("letters", b"new", "this")
    assert cache.read("letters", "this") == b"new"
    assert len(kept(own_world)) == 1


def test_nothing_waits_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """What can be made again need not outlive a power cut."""
    monkeypatch.setattr(os, "fsync", lambda _: pytest.fail("waited for the disk"))
    cache.write("letters", b"made", "this")
    assert cache.read("letters", "this") == b"made"


def test_a_cache_that_cannot_be_written_is_only_slower(
    own_world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file stands where its folder should be."""
    (own_world / "file").write_bytes(b"")
    monkeypatch.setattr(
        cache.platformdirs, "user_cache_dir", lambda *_, **__: str(own_world / "file")
    )
    cache.write("letters", b"made", "this")
    assert cache.read("letters", "this") is None
