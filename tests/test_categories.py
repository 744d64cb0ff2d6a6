"""Apple's categories."""

from __future__ import annotations

import pytest

from segue import categories


def test_all_of_apples_categories_are_known() -> None:
    """19 categories with 91 sub-categories, 110 in all, as Apple counts them."""
    names = categories.names()
    assert len(names) == 110
    assert sum(">" not in name for name in names) == 19


@pytest.mark.parametrize("category", ["History", "TV & Film", "Health & Fitness>Medicine"])
def test_an_exact_name_is_known_however_it_is_spaced(category: str) -> None:
    """The blanks around `>` are the author's."""
    assert categories.is_exact(category)


@pytest.mark.parametrize(
    "category", ["history", "Medicine", "Health and Fitness", "Arts > Medicine"]
)
def test_any_other_spelling_is_not(category: str) -> None:
    """Directories refuse what is not letter for letter theirs."""
    assert not categories.is_exact(category)
