"""How an answer reads, for people and for programs."""

from __future__ import annotations

import errno
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue import report
from segue.errors import ExitCode, Problem
from segue.report import Answer, Manner

WARNING = Problem(severity="warning", code="long", message="too long", file=Path("z.md"), line=9)
ERROR = Problem(code="front-matter", message="no title", file=Path("a.md"), line=2, hint="title: …")

problems = st.builds(
    Problem,
    severity=st.sampled_from(["error", "warning"]),
    code=st.just("any"),
    message=st.text(),
    file=st.none() | st.just(Path("a.md")),
    line=st.none() | st.integers(1, 99),
    hint=st.none() | st.text(),
    unreadable=st.booleans(),
)


def test_a_finding_reads_as_file_line_message_code_and_hint(tmp_path: Path) -> None:
    """An error has the form that DESIGN.md promises and editors can jump to."""
    problem = Problem(
        code="front-matter",
        message="the title needs quotes",
        file=tmp_path / "episodes" / "x" / "episode.md",
        line=12,
        hint='title: "…"',
    )
    told = report.click.unstyle(report.tell(problem, tmp_path))
    assert told == (
        'episodes/x/episode.md:12: the title needs quotes [front-matter]\n  hint: title: "…"'
    )


def test_a_finding_without_a_file_is_only_its_message() -> None:
    """No stray colon stands before a finding that has no place."""
    told = report.click.unstyle(report.tell(Problem(code="usage", message="no such thing")))
    assert told == "no such thing [usage]"


def test_a_warning_says_that_it_is_one() -> None:
    """Without colours a reader still sees what is no error."""
    assert "z.md:9: warning: too long" in report.click.unstyle(report.tell(WARNING))


def test_errors_come_after_warnings() -> None:
    """What matters most stands last, where the eye is when the run ends."""
    assert report.sort([ERROR, WARNING]) == [WARNING, ERROR]


def test_a_finding_made_twice_is_told_once() -> None:
    """Two checks that see the same thing don't make two lines."""
    assert report.sort([ERROR, ERROR]) == [ERROR]


def test_files_are_named_relative_to_the_show(tmp_path: Path) -> None:
    """Inside the show a name is short and the same on every machine; outside it is whole."""
    assert report.name(tmp_path / "episodes" / "x", tmp_path) == "episodes/x"
    outside = tmp_path.parent / "other.md"
    assert report.name(outside, tmp_path) == outside.as_posix()
    assert report.name(Path("already/relative"), tmp_path) == "already/relative"


def test_control_characters_of_a_file_do_not_reach_the_terminal() -> None:
    """A file can't colour, clear or retitle the terminal of whoever checks it."""
    told = report.tell(Problem(code="any", message="a\x1b[2Jb", hint="c\x9bd"))
    assert "a\\x1b[2Jb" in told
    assert "c\\x9bd" in told


@pytest.mark.parametrize(
    ("answer", "status", "code"),
    [
        (Answer(), "success", 0),
        (Answer(problems=[WARNING]), "success", 0),
        (Answer(problems=[ERROR]), "error", 1),
        (Answer(problems=[ERROR], made=True), "partial", 1),
        (Answer(problems=[Problem(code="any", message="", unreadable=True)]), "error", 2),
        (Answer(code=ExitCode.BUG), "error", 3),
    ],
)
def test_status_and_exit_code_say_how_it_went(answer: Answer, status: str, code: int) -> None:
    """success, partial and error mean what DESIGN.md says."""
    assert (answer.status, answer.exit_code) == (status, code)


def test_the_envelope_holds_what_the_contract_names(tmp_path: Path) -> None:
    """Every key of the envelope and of a problem is there, and no other."""
    made = json.loads(
        report.envelope(
            Answer(data={"n": 1}, problems=[ERROR]), Manner(command="check", root=tmp_path)
        )
    )
    assert made == {
        "version": 1,
        "command": "check",
        "status": "error",
        "exit_code": 1,
        "data": {"n": 1},
        "problems": [
            {
                "severity": "error",
                "code": "front-matter",
                "file": "a.md",
                "line": 2,
                "message": "no title",
                "hint": "title: …",
            }
        ],
    }


@given(st.lists(problems))
def test_any_findings_make_one_line_of_ascii_json(found: list[Problem]) -> None:
    """No text, not even half a surrogate pair, breaks the envelope or its encoding."""
    told = report.envelope(Answer(problems=found), Manner())
    assert told.isascii()
    assert "\n" not in told
    assert {record["message"] for record in json.loads(told)["problems"]} == {
        problem.message for problem in found
    }


def test_talk_stays_off_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    """Stdout holds the result alone, so that it can be piped."""
    report.give(Answer(result=["a/file"], talk=["next: look"], problems=[WARNING]), Manner())
    shown = capsys.readouterr()
    assert shown.out == "a/file\n"
    assert shown.err.splitlines()[0] == "next: look"
    assert "too long" in shown.err


def test_quiet_leaves_the_result_and_the_errors(capsys: pytest.CaptureFixture[str]) -> None:
    """With -q nothing is said that needs no deed."""
    report.give(
        Answer(result=["a/file"], talk=["next: look"], problems=[WARNING, ERROR]),
        Manner(quiet=True),
    )
    shown = capsys.readouterr()
    assert shown.out == "a/file\n"
    assert shown.err == "a.md:2: no title [front-matter]\n  hint: title: …\n"


def test_findings_that_are_the_result_go_to_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    """`segue check | grep` sees the findings."""
    report.give(Answer(problems=[WARNING, ERROR], judged=True, talk=["2 findings"]), Manner())
    shown = capsys.readouterr()
    assert shown.out.splitlines()[0].startswith("z.md:9: warning")
    assert shown.err == "2 findings\n"


def test_json_is_all_that_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """A program reads one JSON object and nothing else."""
    answer = Answer(result=["a/file"], talk=["next: look"], problems=[ERROR])
    report.give(answer, Manner(as_json=True))
    shown = capsys.readouterr()
    assert json.loads(shown.out)["status"] == "error"
    assert shown.err == ""


def test_bytes_are_printed_as_they_are(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """An output on stdout is the file, byte for byte."""
    report.give(Answer(result=b"a\r\nb\xff"), Manner())
    assert capfdbinary.readouterr().out == b"a\r\nb\xff"


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ([], "no findings"),
        ([ERROR], "1 error"),
        ([ERROR, WARNING, ERROR], "2 errors, 1 warning"),
    ],
)
def test_findings_are_counted_in_words(found: list[Problem], told: str) -> None:
    """The summary has its singulars right."""
    assert report.count(found) == told


def test_a_reader_that_leaves_early_is_no_failure_without_a_stderr(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Windows gives no stderr to a program without a console."""

    def closed(*_: object, **__: object) -> None:
        raise OSError(errno.EPIPE, "nobody reads")

    monkeypatch.setattr(report.click, "echo", closed)
    monkeypatch.setattr(sys, "stderr", None)
    monkeypatch.setattr(sys, "stdout", None)
    assert report.give(Answer(result=["a"]), Manner()) == ExitCode.DONE
