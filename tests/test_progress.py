"""Who hears of progress, and when."""

from __future__ import annotations

import io
import sys
import time

import pytest

from segue import progress
from segue.progress import gauging, watching
from segue.report import Manner


class Terminal(io.StringIO):
    """A stderr that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def on_terminal(monkeypatch: pytest.MonkeyPatch, *, patience: float = 0.01) -> Terminal:
    """A terminal for stderr, and a person who is soon impatient.

    No fixture, for pytest puts its own stderr in place after those have run.
    """
    stderr = Terminal()
    monkeypatch.setattr(sys, "stderr", stderr)
    monkeypatch.setattr(progress, "PATIENCE_SECONDS", patience)
    monkeypatch.setenv("TERM", "xterm")
    return stderr


def wait_for(terminal: Terminal, text: str) -> None:
    """Wait until the terminal shows a text; fail when it takes too long."""
    limit = time.monotonic() + 20
    while text not in terminal.getvalue():
        assert time.monotonic() < limit, terminal.getvalue()
        time.sleep(0.01)


def test_long_work_shows_what_is_being_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """After the wait the present step is on the screen, its brackets taken literally."""
    terminal = on_terminal(monkeypatch)
    with watching(Manner()) as watch:
        watch("mastering [pilot]")
        wait_for(terminal, "mastering [pilot]")
        watch("writing [/pilot]")
        wait_for(terminal, "writing [/pilot]")


def test_short_work_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing flickers for what is done within a second."""
    terminal = on_terminal(monkeypatch, patience=60)
    with watching(Manner()) as watch:
        watch("one step")
    assert terminal.getvalue() == ""


@pytest.mark.parametrize("manner", [Manner(quiet=True), Manner(as_json=True)])
def test_who_asked_for_silence_gets_it(monkeypatch: pytest.MonkeyPatch, manner: Manner) -> None:
    """Neither -q nor --json has a moving line, however long it takes."""
    terminal = on_terminal(monkeypatch)
    with watching(manner) as watch:
        watch("one step")
        time.sleep(0.1)
    assert terminal.getvalue() == ""


def test_a_pipe_gets_no_moving_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A log file is not filled with spinners."""
    monkeypatch.setattr(progress, "PATIENCE_SECONDS", 0.01)
    with watching(Manner()) as watch:
        watch("one step")
        time.sleep(0.1)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("manner", [Manner(), Manner(verbose=True)])
def test_where_there_is_no_stderr_nobody_hears(
    monkeypatch: pytest.MonkeyPatch, manner: Manner
) -> None:
    """Windows gives none to a program without a console."""
    monkeypatch.setattr(sys, "stderr", None)
    heard = []
    with watching(manner) as watch:
        watch("one step")
        heard.append(True)
    assert heard


def test_verbose_makes_each_step_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    """With -v the steps can be read afterwards, also in a log."""
    with watching(Manner(verbose=True)) as watch:
        watch("one")
        watch("two")
    assert capsys.readouterr().err == "one\ntwo\n"


def test_a_failure_takes_the_line_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cursor, hidden while the line moves, is back when the work ends by an exception."""
    terminal = on_terminal(monkeypatch)

    def fail() -> None:
        with watching(Manner()) as watch:
            watch("one step")
            wait_for(terminal, "\x1b[?25l")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert terminal.getvalue().rindex("\x1b[?25h") > terminal.getvalue().rindex("\x1b[?25l")


def test_a_bar_shows_how_much_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """With its step, taken literally; it never goes back, as where a file is encoded again."""
    terminal = on_terminal(monkeypatch)
    with gauging(Manner(), "making [out].mp3") as tell:
        time.sleep(0.02)
        tell(0.42)
        wait_for(terminal, "making [out].mp3")
        wait_for(terminal, "42%")
        tell(0.1)
        tell(0.97)
        wait_for(terminal, "97%")
    assert "10%" not in terminal.getvalue()


def test_no_bar_for_what_is_soon_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor where nobody looks."""
    terminal = on_terminal(monkeypatch, patience=60)
    with gauging(Manner(), "making out.mp3") as tell:
        tell(0.5)
    for manner in (Manner(quiet=True), Manner(as_json=True)):
        monkeypatch.setattr(progress, "PATIENCE_SECONDS", 0.0)
        with gauging(manner, "making out.mp3") as tell:
            tell(0.5)
    assert terminal.getvalue() == ""


def test_a_talkative_run_has_a_line_instead_of_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    """As every other step."""
    terminal = on_terminal(monkeypatch, patience=0.0)
    with gauging(Manner(verbose=True), "making out.mp3") as tell:
        tell(0.5)
    assert terminal.getvalue() == "making out.mp3\n"
