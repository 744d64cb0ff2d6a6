"""What a show decides about findings holds, and what it can't decide is told."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from segue.errors import Code, Problem
from segue.ignoring import Ignore
from segue.show import Weight
from segue.verdicts import Verdicts

FILE = Path("episode.md")
WARNING = Problem(severity="warning", code="open-mark", message="open", file=FILE, line=3)
ERROR = Problem(code="post-too-long", message="too long", file=FILE, line=5)


def verdicts(ignores: tuple[Ignore, ...] = (), **weights: Weight) -> Verdicts:
    """Verdicts with these weights, `_` in a code standing for `-`."""
    return Verdicts({Code(code.replace("_", "-")): each for code, each in weights.items()}, ignores)


def test_a_warning_weighs_what_the_settings_say() -> None:
    """It is left out, made an error, or stays what it was."""
    assert list(verdicts(open_mark="off").settled([WARNING])) == []
    (raised,) = verdicts(open_mark="error").settled([WARNING])
    assert (raised.severity, raised.message) == ("error", "open")
    assert list(verdicts(open_mark="warning").settled([WARNING])) == [WARNING]
    assert list(verdicts().settled([WARNING])) == [WARNING]


def test_an_error_stays_one_and_that_is_told() -> None:
    """Nobody silences what keeps a post from being taken, or wonders why it is still told."""
    silent = verdicts((Ignore(FILE, 5, 5, "post-too-long"),), post_too_long="off")
    assert list(silent.settled([ERROR])) == [ERROR]
    (told,) = silent.idle([ERROR], [FILE])
    assert (told.code, told.line) == ("error-kept", 5)


def test_a_comment_silences_its_line_alone() -> None:
    """The same finding elsewhere is told."""
    silent = verdicts((Ignore(FILE, 2, 3, "open-mark"),))
    assert list(silent.settled([WARNING])) == []
    assert list(silent.idle([WARNING], [FILE])) == []
    other = Problem(severity="warning", code="open-mark", message="open", file=FILE, line=4)
    assert list(silent.settled([other])) == [other]


def test_a_comment_that_does_nothing_is_told() -> None:
    """A leftover, a misspelt code and a comment without one."""
    ignores = tuple(Ignore(FILE, 2, 3, code) for code in ("open-mark", "opn-mark", ""))
    told = list(verdicts(ignores).idle([], [FILE]))
    assert [(each.code, each.line) for each in told] == [("ignore-unused", 2)] * 3
    assert 'did you mean "open-mark"?' in {each.hint for each in told}


def test_only_files_that_were_judged_whole_are_told_of_leftovers() -> None:
    """A build of the notes alone can't know what the posts' checks would have found."""
    assert list(verdicts((Ignore(FILE, 2, 3, "open-mark"),)).idle([], [])) == []


@given(
    st.lists(
        st.builds(
            Problem,
            severity=st.sampled_from(["error", "warning"]),
            code=st.sampled_from(["open-mark", "toml", "busy"]),
            message=st.text(max_size=3),
        )
    ),
    st.dictionaries(
        st.sampled_from([Code("open-mark"), Code("toml")]),
        st.sampled_from(["off", "warning", "error"]),
    ),
)
def test_settling_never_loses_an_error(found: list[Problem], weights: dict[Code, Weight]) -> None:
    """Whatever is decided, errors are told as they are, and settling twice changes nothing."""
    decided = Verdicts(weights, ())
    told = list(decided.settled(found))
    errors = [each for each in found if each.severity == "error"]
    assert set(errors) <= set(told)
    assert list(decided.settled(told)) == told
