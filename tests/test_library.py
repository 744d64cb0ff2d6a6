"""Which episodes there are, and which one is meant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from segue import episode, library, settings
from segue.errors import SegueError
from segue.model import Recording

ShowMaker = Callable[..., Path]


def no_sound(file: Path) -> Recording:
    """A probe that is never asked."""
    raise AssertionError(file)


@pytest.mark.parametrize("name", ["pilot", "episodes/pilot", "episodes/pilot/episode.md"])
def test_an_episode_is_meant_by_slug_folder_or_path(make_show: ShowMaker, name: str) -> None:
    """Whatever a person types or drags into the terminal."""
    root = make_show()
    assert library.find(root, [name]) == (root / "episodes/pilot/episode.md",)


def test_an_unknown_episode_is_refused_with_the_nearest(make_show: ShowMaker) -> None:
    """A typo costs one second."""
    with pytest.raises(SegueError) as caught:
        library.find(make_show(), ["pilott"])
    assert caught.value.problems[0].hint == 'did you mean "pilot"?'


@pytest.mark.parametrize(("key", "front"), [("slug", "slug: pilot"), ("guid", "guid: test-pilot")])
def test_two_episodes_with_one_identity_are_both_named(
    make_show: ShowMaker, key: str, front: str
) -> None:
    """The finding stands at one and names the other."""
    make_show()
    root = make_show("second")
    file = root / "episodes/second/episode.md"
    text = file.read_text(encoding="utf-8").replace('guid: "test-second"', front)
    file.write_text(text, encoding="utf-8")
    layers = settings.load(root, {}, {})
    read = [episode.read(each, layers, no_sound).episode for each in library.episodes(root)]
    twins = [*library.same_slug(root), *library.same_guid([each for each in read if each])]
    (problem,) = twins
    assert problem.code == f"duplicate-{key}"
    assert problem.file == file
    assert "episodes/pilot/episode.md" in problem.message


def test_episodes_that_differ_are_no_duplicates(make_show: ShowMaker) -> None:
    """No false alarm."""
    make_show(front='"slug": "a#1"')
    assert not list(library.same_slug(make_show("second", front='slug: "a#2" # new')))
