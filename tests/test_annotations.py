"""Findings reach GitHub whole, whatever stands in them."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from segue.annotations import for_github
from segue.errors import Problem


def test_a_finding_names_its_line_from_the_repository(tmp_path: Path) -> None:
    """The form is that of GitHub's workflow commands."""
    found = Problem(
        severity="warning",
        code="long",
        message="100% of: this, that",
        file=tmp_path / "show" / "a,b:c.md",
        line=7,
        hint="cut",
    )
    assert for_github([found], tmp_path) == [
        "::warning file=show/a%2Cb%3Ac.md,line=7,title=long::100%25 of: this, that%0Ahint: cut"
    ]


def test_a_finding_without_a_file_is_an_annotation_too() -> None:
    """GitHub shows it beside the run."""
    (told,) = for_github([Problem(code="busy", message="wait")], None)
    assert told == "::error title=busy::wait"


@given(message=st.text(), name=st.text(min_size=1))
def test_no_text_ends_or_splits_an_annotation(message: str, name: str) -> None:
    """One finding is one line, its message is what stands after the second pair of colons."""
    (told,) = for_github([Problem(code="any", message=message, file=Path(name), line=1)], None)
    assert len(re.split(r"[\r\n]", told)) == 1
    head, _, body = told.removeprefix("::error ").partition("::")
    assert re.fullmatch(r"file=[^,:]*,line=1,title=any", head, re.DOTALL)
    assert ("%25" in body) == ("%" in message) or "%0" in body
