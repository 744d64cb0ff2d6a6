"""Subject and preheader, as an inbox shows them."""

from __future__ import annotations

import letters
import pytest


@pytest.mark.parametrize(
    ("subject", "code"),
    [
        ("x" * 50, []),
        ("x" * 51, ["newsletter-subject-long"]),
        ("Small Talk: what cells read", ["newsletter-subject-front"]),
        ("small talk – episode 4", ["newsletter-subject-front"]),
        ("Small Talk", []),
        ("Small talks at the door", []),
    ],
)
def test_a_subject_says_what_matters_in_what_phones_show(subject: str, code: list[str]) -> None:
    """Fifty characters, none of them for the sender's name."""
    assert letters.codes(letters.an_episode(subject=subject)) == code


def test_a_long_subject_is_shown_as_it_will_be_cut() -> None:
    """An author sees what is lost."""
    subject = "What every cell in the body reads, and what it never opens"
    [problem] = letters.found(letters.an_episode(subject=subject))
    assert "“What every cell in the body reads, and what it…”" in problem.message


@pytest.mark.parametrize(
    ("preheader", "code"),
    [
        ("x" * 39, ["newsletter-preheader-length"]),
        ("x" * 40, []),
        ("x" * 100, []),
        ("x" * 101, ["newsletter-preheader-length"]),
        ("what CELLS read!", ["newsletter-preheader"]),
        ("What cells read, and what they skip, is told here.", ["newsletter-preheader"]),
        (None, ["newsletter-preheader"]),
    ],
)
def test_a_preheader_fills_its_line_with_something_new(
    preheader: str | None, code: list[str]
) -> None:
    """Forty to a hundred characters that do not repeat the subject."""
    assert letters.codes(letters.an_episode(preheader=preheader)) == code


def test_a_description_may_stand_in_for_the_preheader() -> None:
    """It was not written for that line, so its length is nobody's fault."""
    assert letters.codes(letters.an_episode(preheader=None, description="Something else.")) == []
