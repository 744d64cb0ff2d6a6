"""Files in the making lie in folders of their own, which never outlive their use."""

from __future__ import annotations

from pathlib import Path

import pytest

from segue import workshops
from segue.errors import SegueError


def test_the_workshop_cleans_up_after_a_killed_build(tmp_path: Path) -> None:
    """What a build left that never came to its end is gone at the next."""
    left = tmp_path / "car-t" / ".segue-part-x"
    left.parent.mkdir()
    left.write_bytes(b"half")
    old = tmp_path / ".segue-work-old"
    old.mkdir()
    (old / "big.wav").write_bytes(b"half")
    with workshops.workshop(tmp_path) as workspace:
        assert workspace.is_dir()
        assert not left.exists()
        assert not old.exists()
    assert not workspace.exists()


def test_a_bench_cleans_up_after_killed_runs_and_no_others(tmp_path: Path) -> None:
    """A lock that nobody holds tells which are left over."""
    left = tmp_path / ".segue-bench-1-left"
    left.mkdir()
    (left / "half").write_bytes(b"made")
    left.with_name(f"{left.name}.lock").touch()
    with workshops.bench(tmp_path) as first, workshops.bench(tmp_path) as second:
        assert not left.exists()
        assert first.is_dir()
        assert second.is_dir()
    assert list(tmp_path.iterdir()) == []


def test_a_bench_where_none_can_be_is_an_error(tmp_path: Path) -> None:
    """With the folder's name."""
    (tmp_path / "file").touch()
    with pytest.raises(SegueError) as caught, workshops.bench(tmp_path / "file"):
        pytest.fail("made a folder in a file")
    assert caught.value.problems[0].code == "not-written"


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="only on Linux")
def test_a_bench_does_not_wait_where_no_lock_can_be() -> None:
    """A system's folder that takes no file is refused; nothing waits for it for ever."""
    with pytest.raises(SegueError) as refused, workshops.bench(Path("/proc")):
        pass
    assert refused.value.problems[0].code == "not-written"
