"""What every test gets: a home of its own, a clean environment, no network, and shows to build."""

from __future__ import annotations

import functools
import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any, Protocol, TypeVar

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ("segue.toml", "episodes", "assets")
SETTINGS = """\
[show]
title = "Small Talk"
author = "The Small Talk team"
email = "hello@example.org"
link = "https://example.org/small-talk"
description = "A show made for tests."
postal_address = "1 Test Street, 12345 Example Town"
feed_url = "https://example.org/feed.xml"
media_url = "https://example.org/audio/"
"""
ARTICLE = """\
Every cell in the body reads the same book. It only opens different pages.

## How does a cell choose?

A cell listens to its neighbours. Signals from outside close some pages and open others.

- Some pages stay shut for life.
- Others open for an hour.

Read more in [the long version](https://example.org/long).
"""
ORACLES = ROOT / "tests" / "oracles"
# Fixtures that lead out of Python: what takes one is marked `oracle`.
OUTSIDE = {"oracle", "browser"}
CLEARED = ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "LINES", "PAGER")

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

hypothesis.settings.register_profile("dev", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "dev")


class ShowMaker(Protocol):
    """Writes a minimal show, or one more episode into it, and gives the show's folder.

    `front` is YAML for the front matter beside title and guid; `settings` is TOML put after the
    `[show]` table.
    """

    def __call__(
        self,
        slug: str = "pilot",
        *,
        title: str = "Cells that read",
        article: str = ARTICLE,
        front: str = "",
        settings: str = "",
    ) -> Path:
        """The show's folder."""
        ...


class Oracle(Protocol):
    """Asks a program of other people in `tests/oracles/<name>.mjs`: JSON in, JSON out."""

    def __call__(self, name: str, value: object) -> Any:
        """Its answer; it is slow to start, so ask it many things at once."""
        ...


class Golden(Protocol):
    """Compares what was made with a golden file; with `--update` writes the file instead."""

    def __call__(self, file: Path, made: str | bytes) -> None:
        """Pass when the file holds what was made."""
        ...


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update`."""
    parser.addoption("--update", action="store_true", help="write golden files anew")


def pytest_configure(config: pytest.Config) -> None:
    """Refuse `--update` in CI, where a golden file must speak for itself.

    Programs that tests interrupt listen to it, even where the tests themselves run in a shell's
    background, which passes on that interrupts are ignored.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if config.getoption("--update") and os.environ.get("CI"):
        message = "--update is for people: CI compares golden files and never writes them"
        raise pytest.UsageError(message)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what asks a program from outside Python, so that CI can ask it under one Python only."""
    for item in items:
        if OUTSIDE.intersection(getattr(item, "fixturenames", ())):
            item.add_marker("oracle")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI, turn a skip for something that is missing into a failure."""
    return fail_skips((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for modules that skip as a whole."""
    return fail_skips((yield))


def fail_skips(report: Report) -> Report:
    """The report, failed when CI runs and the test skipped for a reason CI could have mended.

    What can't be mended there, as another operating system, says `only on …` or `only as …`.
    """
    if not os.environ.get("CI") or not report.skipped or hasattr(report, "wasxfail"):
        return report
    reason = str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)
    if not reason.removeprefix("Skipped: ").startswith(("only on ", "only as ")):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI, where nothing may be missing: {reason}"
    return report


@pytest.fixture(autouse=True)
def own_world(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of the test's own, one language, one time zone, and no settings from outside."""
    home = tmp_path_factory.mktemp("home")
    for name in tuple(os.environ):
        if name.startswith(("SEGUE_", "XDG_", "LC_")) or name in CLEARED:
            monkeypatch.delenv(name)
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    for name in ("CONFIG", "CACHE", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("TZ", "UTC")
    if hasattr(time, "tzset"):
        time.tzset()
    return home


@pytest.fixture(autouse=True, scope="session")
def pictures_drawn_once() -> Generator[None]:
    """The same card is measured and drawn once for all tests, most of which build the same show."""
    from segue.social.cards.takumi import Takumi

    with pytest.MonkeyPatch.context() as patch:
        for name in ("measure", "draw"):
            patch.setattr(Takumi, name, functools.lru_cache(maxsize=4096)(getattr(Takumi, name)))
        yield


@pytest.fixture
def make_show(tmp_path: Path) -> ShowMaker:
    """A callable that writes a minimal show into a temporary folder; see `ShowMaker`."""
    root = tmp_path / "show"

    def make(
        slug: str = "pilot",
        *,
        title: str = "Cells that read",
        article: str = ARTICLE,
        front: str = "",
        settings: str = "",
    ) -> Path:
        folder = root / "episodes" / slug
        folder.mkdir(parents=True)
        (root / "segue.toml").write_text(SETTINGS + settings, encoding="utf-8")
        head = f'title: "{title}"\nguid: "test-{slug}"\n{front.rstrip()}'.rstrip()
        text = f"---\n{head}\n---\n\n{article}"
        (folder / "episode.md").write_text(text, encoding="utf-8")
        return root

    return make


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A copy of the example show at the repository root, without what was built."""
    root = tmp_path / "example"
    root.mkdir()
    for name in EXAMPLE:
        source = ROOT / name
        copy: Callable[[Path, Path], object] = (
            shutil.copytree if source.is_dir() else shutil.copyfile
        )
        copy(source, root / name)
    return root


@pytest.fixture
def tool() -> Callable[[str], str]:
    """A callable that gives the path of a program, or skips the test where it is missing."""

    def find(name: str) -> str:
        path = shutil.which(name)
        if path is None:
            pytest.skip(f"{name} is not installed")
        return path

    return find


@pytest.fixture
def oracle(tool: Callable[[str], str]) -> Oracle:
    """A callable that asks `tests/oracles/<name>.mjs`, or skips the test; see `Oracle`."""
    node = tool("node")
    if not (ORACLES / "node_modules").is_dir():
        pytest.skip("the oracles are not there: npm install --prefix tests/oracles")

    def ask(name: str, value: object) -> Any:
        done = subprocess.run(
            [node, str(ORACLES / f"{name}.mjs")],
            input=json.dumps(value).encode("utf-8"),
            capture_output=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
        return json.loads(done.stdout)

    return ask


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """A callable that compares with a golden file, or writes it with `--update`; see `Golden`."""
    update = bool(request.config.getoption("--update"))

    def compare(file: Path, made: str | bytes) -> None:
        body = made.encode() if isinstance(made, str) else made
        if update:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(body)
        assert file.is_file(), f"{file.name} is not there yet: pytest --update writes it"
        if isinstance(made, str):
            assert made == file.read_bytes().decode(), f"{file.name}: pytest --update renews it"
        assert body == file.read_bytes(), f"{file.name}: pytest --update renews it"

    return compare
