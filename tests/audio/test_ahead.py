"""Items made in advance are the same ones, and no more than one is."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from segue.audio.ahead import ahead


def test_all_items_come_in_their_order() -> None:
    """Nothing is lost, doubled or changed."""
    assert list(ahead(iter(range(1, 100)))) == list(range(1, 100))


def test_only_one_item_is_made_in_advance() -> None:
    """Memory stays flat: whoever is slow with an item finds one more waiting."""
    made: list[int] = []

    def items() -> Iterator[int]:
        for number in range(1, 10):
            made.append(number)
            yield number

    for number in ahead(items()):
        assert len(made) <= number + 1


def test_a_failure_is_told_where_the_items_are_used() -> None:
    """A recording that breaks off is reported as without a thread."""

    def items() -> Iterator[int]:
        yield 1
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        list(ahead(items()))


def test_no_thread_is_left_when_items_are_not_wanted_any_more() -> None:
    """An interruption ends what was under way."""
    before = threading.active_count()
    wanted = ahead(iter(range(1, 100)))
    next(wanted)
    del wanted
    assert threading.active_count() == before
