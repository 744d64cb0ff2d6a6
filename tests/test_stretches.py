"""A sample is heard where its stretch lands; one left out, where it goes on."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from segue import stretches


def one_by_one(start: int, kept: list[tuple[int, int]], sample: int) -> int:
    """The same, told by walking along."""
    at = start
    for first, end in kept:
        if sample < end:
            return at + max(0, sample - first)
        at += end - first
    return at


@given(
    st.integers(0, 100),
    st.lists(st.integers(0, 200), min_size=2, max_size=12, unique=True),
    st.integers(-5, 250),
)
def test_it_is_told_as_if_one_walked_along(start: int, edges: list[int], sample: int) -> None:
    """Before the first stretch, in one, between two, behind the last."""
    edges = sorted(edges)[: len(edges) // 2 * 2]
    kept = list(zip(edges[::2], edges[1::2], strict=True))
    assert stretches.hearing(start, kept)(sample) == one_by_one(start, kept, sample)
