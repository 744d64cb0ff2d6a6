"""The command line as a whole: finding verbs, wrong usage, every way to end."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

import click
import pytest
from click.testing import CliRunner

from conftest import ROOT, ShowMaker
from segue import __version__, settings
from segue.main import cli

SEGUE = (sys.executable, "-m", "segue")
VERBS = sorted(path.stem for path in (ROOT / "cli/segue/commands").glob("[a-z]*.py"))
SHORT_HELP = 62

every_verb = pytest.mark.parametrize("verb", VERBS)
on_posix = pytest.mark.skipif(
    os.name == "nt", reason="only on POSIX: it is about signals and pipes"
)


def verb_of(name: str) -> click.Command:
    """The command of that name."""
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    return command


def environment(**more: str) -> dict[str, str]:
    """The test's environment, with segue's source on the path."""
    return {**os.environ, "PYTHONPATH": str(ROOT / "cli"), **more}


def segue(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run segue as its own process."""
    return subprocess.run(
        [*SEGUE, *arguments],
        capture_output=True,
        encoding="utf-8",
        env=environment(**more),
        check=False,
        timeout=60,
    )


@pytest.fixture
def bug(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `segue config` fail by a bug."""

    def fail(*_: object) -> NoReturn:
        raise KeyError("loudness")

    monkeypatch.setattr(settings, "load", fail)


def test_help_leads_with_examples_and_names_every_verb() -> None:
    """Whoever types `segue --help` sees what to type next, before any option."""
    result = CliRunner().invoke(cli, ["--help"])
    assert result.exit_code == 0
    assert result.stdout.index("Examples:") < result.stdout.index("Options:")
    listed = result.stdout.partition("Commands:")[2].split("\n")
    assert [line.split()[0] for line in listed if line.strip()] == VERBS


def test_segue_alone_shows_help_as_wrong_usage() -> None:
    """A script that forgot the verb fails; a person sees what there is."""
    result = CliRunner().invoke(cli, [])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Examples:" in result.stderr


def test_the_version_is_printed() -> None:
    """`segue --version` names the program and its version."""
    result = CliRunner().invoke(cli, ["--version"])
    assert (result.exit_code, result.stdout) == (0, f"segue {__version__}\n")


@every_verb
def test_every_verb_explains_itself(verb: str) -> None:
    """Each has a one-line summary that fits, and help that leads with examples."""
    command = verb_of(verb)
    summary = (command.help or "").split("\n")[0]
    assert 10 < len(summary) <= SHORT_HELP
    shown = CliRunner().invoke(cli, [verb, "-h"])
    assert shown.exit_code == 0
    assert shown.stdout.index("Examples:") < shown.stdout.index("Options:")
    assert f"segue {verb}" in shown.stdout


@every_verb
def test_every_verb_has_the_shared_options(verb: str) -> None:
    """--json, -q, -v and -C work everywhere; only `stitch` needs no show and so has no -C."""
    known = {name for parameter in verb_of(verb).params for name in parameter.opts}
    assert {"--json", "-q", "--quiet", "-v", "--verbose"} <= known
    assert ({"-C", "--show"} <= known) == (verb != "stitch")


@every_verb
def test_verbs_that_write_can_be_tried_dry(verb: str) -> None:
    """-n exists exactly where something is written."""
    known = {name for parameter in verb_of(verb).params for name in parameter.opts}
    writing = {"build", "draft", "import", "init", "new", "schedule", "stitch", "templates"}
    assert ("--dry-run" in known) == (verb in writing)


def test_help_loads_nothing_but_click() -> None:
    """Start-up stays quick: the help page needs none of the libraries that do the work."""
    code = (
        "import sys; before = set(sys.modules)\n"
        "from segue.main import cli\n"
        "try: cli.main(['--help'])\n"
        "except SystemExit: pass\n"
        "new = {name.partition('.')[0] for name in set(sys.modules) - before}\n"
        "print(*sorted(new - sys.stdlib_module_names), file=sys.stderr)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=True
    )
    assert set(run.stderr.split()) <= {"click", "segue", "colorama"}


@pytest.mark.skipif(os.name == "nt", reason="only on systems that let a folder in use be deleted")
def test_a_folder_that_was_deleted_meanwhile_is_wrong_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No path means anything there, and that is nobody's bug."""
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    result = CliRunner().invoke(cli, ["check"])
    assert result.exit_code == 2
    assert "the current folder is gone" in result.stderr


def test_an_unknown_verb_brings_the_nearest_to_mind() -> None:
    """A typo is answered with the word that was meant, not with a page of help."""
    result = CliRunner().invoke(cli, ["bild"])
    assert result.exit_code == 2
    assert result.stderr == ('there is no command "bild" [usage]\n  hint: did you mean "build"?\n')


def test_an_unknown_option_brings_the_nearest_to_mind() -> None:
    """The same for options."""
    result = CliRunner().invoke(cli, ["build", "--forse"])
    assert result.exit_code == 2
    assert 'did you mean "--force"?' in result.stderr


def test_a_shared_option_before_the_verb_is_told_its_place() -> None:
    """Whoever writes `segue --json build` learns where --json stands."""
    result = CliRunner().invoke(cli, ["--json", "build"])
    assert result.exit_code == 2
    record = json.loads(result.stdout)["problems"][0]
    assert record["hint"] == "write it after the command, as segue build --json"


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        (["bild", "--json"], "bild"),
        (["build", "--json", "--forse"], "build"),
        (["show", "--json"], "show"),
        (["check", "--json", "--set", "nonsense"], "check"),
        (["check", "--json", "-C", "no/such/folder"], "check"),
    ],
)
def test_wrong_usage_is_answered_in_json_too(arguments: list[str], command: str) -> None:
    """A program that asked for JSON gets it whatever it did wrong."""
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 2
    made = json.loads(result.stdout)
    assert (made["command"], made["status"], made["exit_code"]) == (command, "error", 2)
    assert made["problems"][0]["code"] == "usage"
    assert result.stderr == ""


def test_json_after_two_dashes_is_an_argument() -> None:
    """What follows -- is no option, also for the envelope."""
    result = CliRunner().invoke(cli, ["new", "--nonsense", "--", "--json"])
    assert result.exit_code == 2
    assert result.stdout == ""


def test_outside_a_show_the_hint_names_the_way_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 2, and `segue init` as the thing to do."""
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(cli, ["config"])
    assert result.exit_code == 2
    assert "[no-show]" in result.stderr
    assert "segue init" in result.stderr


@pytest.mark.usefixtures("bug")
def test_a_bug_ends_with_3_and_a_log_to_paste(make_show: ShowMaker) -> None:
    """The screen shows one finding; traceback, versions and arguments are in the log."""
    result = CliRunner().invoke(cli, ["config", "-C", str(make_show())])
    assert result.exit_code == 3
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert "KeyError: 'loudness' [bug]" in result.stderr
    found = re.search(r"with the log (.*bug-.*\.log)", result.stderr)
    assert found is not None
    log = Path(found[1])
    text = log.read_text(encoding="utf-8")
    for expected in ("Traceback", f"segue {__version__}", "Python 3.", "'config', '-C'", "click 8"):
        assert expected in text


@pytest.mark.usefixtures("bug")
def test_verbose_shows_the_traceback_of_a_bug(make_show: ShowMaker) -> None:
    """-v is for whoever mends it."""
    result = CliRunner().invoke(cli, ["config", "-v", "-C", str(make_show())])
    assert result.exit_code == 3
    assert "Traceback" in result.stderr


@pytest.mark.usefixtures("bug")
def test_a_bug_is_answered_in_json_too(make_show: ShowMaker) -> None:
    """The envelope carries exit code 3 and the place of the log."""
    result = CliRunner().invoke(cli, ["config", "--json", "-C", str(make_show())])
    made = json.loads(result.stdout)
    assert (result.exit_code, made["exit_code"], made["command"]) == (3, 3, "config")
    assert ".log" in made["problems"][0]["hint"]


@pytest.mark.usefixtures("bug")
def test_a_bug_is_told_even_where_no_log_can_be_written(
    make_show: ShowMaker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A read-only home and a full /tmp don't turn a bug into a second bug."""
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setattr("platformdirs.user_log_path", lambda *_, **__: blocked)
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(blocked))
    result = CliRunner().invoke(cli, ["config", "-C", str(make_show())])
    assert result.exit_code == 3
    assert "-v shows" in result.stderr


def test_colours_are_for_terminals_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Findings are coloured where colours can be seen, and never in a file or a pipe."""
    monkeypatch.chdir(tmp_path)
    assert "\x1b[" in CliRunner().invoke(cli, ["config"], color=True).stderr
    assert "\x1b[" not in CliRunner().invoke(cli, ["config"]).stderr


def test_no_color_is_obeyed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """https://no-color.org: set and not empty means no colours, even on a terminal."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in CliRunner().invoke(cli, ["config"], color=True).stderr
    monkeypatch.setenv("NO_COLOR", "")
    assert "\x1b[" in CliRunner().invoke(cli, ["config"], color=True).stderr


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_narrow_encoding_breaks_nothing(make_show: ShowMaker, encoding: str) -> None:
    """A terminal that can't show a letter still gets the rest, and stdout is UTF-8 always."""
    root = make_show(settings='[handles]\nx = "@Ωmega"\n')
    run = segue("config", "handles", "-C", str(root), PYTHONIOENCODING=encoding)
    assert run.returncode == 0
    assert "@Ωmega" in run.stdout
    wrong = segue("config", "Ωmega", "-C", str(root), PYTHONIOENCODING=encoding)
    assert wrong.returncode == 2
    assert "Traceback" not in wrong.stderr


@on_posix
def test_a_reader_that_leaves_early_is_no_failure(make_show: ShowMaker) -> None:
    """`segue config | head -1` ends quietly."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        run = subprocess.run(
            [*SEGUE, "config", "-C", str(make_show())],
            stdout=pipe,
            stderr=subprocess.PIPE,
            env=environment(),
            check=False,
            timeout=60,
        )
    assert (run.returncode, run.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only on Linux: needs /dev/full")
def test_a_result_that_cannot_be_written_is_an_error(make_show: ShowMaker) -> None:
    """A full disk behind `>` is said on stderr, and the exit code is not 0."""
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run(
            [*SEGUE, "config", "-C", str(make_show())],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(),
            check=False,
            timeout=60,
        )
    assert run.returncode == 1
    assert "[not-written]" in run.stderr
    assert "Exception ignored" not in run.stderr


SLOW = """\
import sys, time
from pathlib import Path
from segue import main, settings

started = Path(sys.argv.pop())

def load(*_):
    try:
        started.touch()
        time.sleep(60)
    finally:
        print("tidied", file=sys.stderr)

settings.load = load
sys.argv = ["segue", "config", *sys.argv[1:]]
main.run()
"""


SLOW_EPISODES = """\
import sys, time
from pathlib import Path
from segue import main, releasing

started = Path(sys.argv.pop())

def release(*_):
    started.touch()
    time.sleep(60)

releasing.release = release
sys.argv = ["segue", "build", *sys.argv[1:]]
main.run()
"""


def interrupted(
    number: int, root: Path, *options: str, program: str = SLOW
) -> subprocess.CompletedProcess[str]:
    """What comes of a signal in the midst of the work."""
    started = root / "started"
    process = subprocess.Popen(
        [sys.executable, "-c", program, "-C", str(root), *options, str(started)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    while not started.exists():
        assert process.poll() is None, "it ended before it was stopped"
        time.sleep(0.02)
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


@on_posix
def test_ctrl_c_ends_with_130_and_no_traceback(make_show: ShowMaker) -> None:
    """Click alone would exit 1; a script must see that a person stopped it."""
    run = interrupted(signal.SIGINT, make_show())
    assert run.returncode == 130
    assert run.stdout == ""
    assert "tidied" in run.stderr
    assert "[interrupted]" in run.stderr
    assert "Traceback" not in run.stderr


@on_posix
def test_ctrl_c_is_answered_in_json_too(make_show: ShowMaker) -> None:
    """The envelope says 130."""
    run = interrupted(signal.SIGINT, make_show(), "--json")
    made = json.loads(run.stdout)
    assert (run.returncode, made["exit_code"], made["status"]) == (130, 130, "error")


@on_posix
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 128 + signal.SIGTERM)]
)
def test_a_build_stops_at_once(make_show: ShowMaker, jobs: str, number: int, code: int) -> None:
    """Nobody waits for the hour of audio that another thread is at, and no work is left behind."""
    make_show("first")
    root = make_show("second")
    run = interrupted(number, root, "-j", jobs, program=SLOW_EPISODES)
    assert run.returncode == code
    assert run.stdout == ""
    assert list((root / "output").glob(".segue-work-*")) == []


@on_posix
def test_a_polite_kill_tidies_up(make_show: ShowMaker) -> None:
    """SIGTERM unwinds like Ctrl-C, and the exit code says which signal it was."""
    run = interrupted(signal.SIGTERM, make_show())
    assert run.returncode == 128 + signal.SIGTERM
    assert "tidied" in run.stderr
    assert "[interrupted]" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_signal_that_upsets_a_lock_is_a_signal_and_no_bug(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The release of the lock fails behind it, and Python tells only of that."""

    def upset(*_: object) -> NoReturn:
        try:
            sys.exit(143)
        finally:
            raise RuntimeError("cannot release un-acquired lock")

    monkeypatch.setattr(settings, "find_root", upset)
    result = CliRunner().invoke(cli, ["config"])
    assert result.exit_code == 143
    assert "stopped" in result.stderr
