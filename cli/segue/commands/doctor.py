"""`segue doctor`: whether this machine and this show have what a build needs."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

import click

from segue import __version__
from segue.commands import Session, verb
from segue.errors import ExitCode, Problem, SegueError
from segue.report import Answer, plural

_OLDEST_PYTHON = (3, 11)
_LOW_BYTES = 500_000_000
_PACKAGE = "segue"
_DEVELOPERS = "dev"  # an extra that no user misses
_COLOURS = {"ok": "green", "warn": "yellow", "broken": "red"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: `broken` is what keeps segue from its work."""

    name: str
    state: Literal["ok", "warn", "broken"]
    detail: str


@verb(
    ("segue doctor", "look at everything"),
    ("segue doctor --json", "to be pasted into a bug report"),
)
def command(session: Session) -> Answer:
    """Look whether all that a build needs is there and works.

    The exit code is 1 when something that is needed is broken.
    """
    findings = [
        *_programs(),
        *_dependencies(),
        *_templates(),
        *_trial("audio encoder", _encode),
        *_trial("email compiler", _compile),
        *_show(session),
    ]
    width = max(len(finding.name) for finding in findings)
    broken = [finding for finding in findings if finding.state == "broken"]
    said = f"{plural(len(broken), 'thing')} broken" if broken else "segue can work here"
    return Answer(
        result=[
            f"{click.style(f'{finding.state:6}', fg=_COLOURS[finding.state])} "
            f"{finding.name:{width}}  {finding.detail}"
            for finding in findings
        ],
        talk=[said],
        data=[
            {"name": finding.name, "state": finding.state, "detail": finding.detail}
            for finding in findings
        ],
        code=ExitCode.CONTENT if broken else ExitCode.DONE,
    )


def _programs() -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    fits = sys.version_info >= _OLDEST_PYTHON
    yield Finding("python", "ok" if fits else "broken", f"{version}, {sys.executable}")
    yield Finding("segue", "ok", f"{__version__}, {Path(__file__).parents[1]}")


def _dependencies() -> Iterator[Finding]:
    """What segue's own metadata says that it needs, and whether that is installed."""
    try:
        required = metadata.requires(_PACKAGE) or []
    except metadata.PackageNotFoundError:
        yield Finding("packages", "warn", "segue runs from a folder, not installed: pip install .")
        return
    extras: dict[str, list[str]] = {}
    for line in required:
        need, _, marker = line.partition(";")
        if extra := re.search(r"extra\s*==\s*['\"]([\w-]+)['\"]", marker):
            extras.setdefault(extra[1], []).append(need)
        elif not marker or _holds(marker):
            yield _dependency(need)
    extras.pop(_DEVELOPERS, None)
    for name, needs in sorted(extras.items()):
        missing = [_split(need)[0] for need in needs if _dependency(need).state != "ok"]
        detail = f"pip install '{_PACKAGE}[{name}]' brings {', '.join(missing)}"
        yield Finding(
            f"extra [{name}]", "warn" if missing else "ok", detail if missing else "installed"
        )


def _dependency(need: str) -> Finding:
    name, oldest = _split(need)
    try:
        found = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Finding(name, "broken", f"is missing: pip install '{need.strip()}'")
    if _numbers(found) < _numbers(oldest):
        return Finding(name, "broken", f"{found} is too old: pip install '{need.strip()}'")
    return Finding(name, "ok", found)


def _split(need: str) -> tuple[str, str]:
    """`click>=8.2` as the package's name and its least version."""
    name = re.match(r"[\w.-]+", need.strip())
    least = re.search(r"[>=]=\s*([\d.]+)", need)
    return name[0] if name else need, least[1] if least else ""


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", version)))


def _holds(marker: str) -> bool:
    """Whether a marker of the two kinds that segue's metadata use is true here."""
    least = re.search(r"python_version\s*>=\s*['\"](\d+)\.(\d+)['\"]", marker)
    platform = re.search(r"sys_platform\s*==\s*['\"](\w+)['\"]", marker)
    fits = least is None or sys.version_info >= (int(least[1]), int(least[2]))
    return fits and (platform is None or sys.platform == platform[1])


def _templates() -> Iterator[Finding]:
    from segue import templating

    found = templating.names()
    detail = f"{len(found)} in {templating.packaged()}"
    yield Finding("templates", "ok" if found else "broken", detail)


def _trial(name: str, attempt: Callable[[], str]) -> Iterator[Finding]:
    """A piece of native code, tried out: it may be installed and still not load."""
    try:
        yield Finding(name, "ok", attempt())
    except Exception as error:  # noqa: BLE001 (whatever it fails with is the finding)
        yield Finding(name, "broken", f"{type(error).__name__}: {error}")


def _encode() -> str:
    """Encode a tenth of a second of silence, read it back and measure it."""
    import io

    import av
    import lameenc
    import numpy as np
    from pyebur128.pyebur128 import MeasurementMode, R128State

    rate = 44100
    silence = np.zeros((rate // 10, 2), dtype=np.int16)
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(128)
    encoder.set_in_sample_rate(rate)
    encoder.set_channels(2)
    encoder.silence()
    mp3 = bytes(encoder.encode(silence.tobytes())) + bytes(encoder.flush())
    with av.open(io.BytesIO(mp3), "r") as container:
        samples = sum(frame.samples for frame in container.decode(audio=0))
    R128State(2, rate, MeasurementMode.MODE_I).add_frames(silence.ravel(), rate // 10)
    return f"0.1 s encoded, {samples} samples read back and measured"


def _compile() -> str:
    """Make an email of a line of MJML."""
    import mjml

    html = mjml.mjml2html("<mjml><mj-body></mj-body></mjml>")
    return f"{len(html)} bytes made"


def _show(session: Session) -> Iterator[Finding]:
    try:
        root = session.root
    except SegueError:
        yield Finding("show", "warn", "none here: segue init makes one, -C DIR names one")
        yield _room(session.folder)
        return
    yield _settings(root, session)
    yield _writable(root)
    yield _room(root)


def _settings(root: Path, session: Session) -> Finding:
    from segue import settings

    try:
        loaded = settings.load(root, session.environ, session.overrides)
    except SegueError as error:
        return Finding("show", "broken", _first(error.problems))
    show, _, problems = loaded.settle()
    wrong = [problem for problem in (*loaded.problems, *problems) if problem.severity == "error"]
    episodes = len(list((root / "episodes").glob("*/episode.md")))
    if wrong:
        return Finding("show", "broken", f"{_first(wrong)}; segue check tells all")
    return Finding("show", "ok", f"{show.title}, {plural(episodes, 'episode')}, {root}")


def _first(problems: tuple[Problem, ...] | list[Problem]) -> str:
    place = f"line {problems[0].line}: " if problems[0].line else ""
    return f"segue.toml {place}{problems[0].message}"


def _writable(root: Path) -> Finding:
    """Whether the build can write: tried out, for permissions alone don't tell."""
    folder = root / "output"
    try:
        with tempfile.TemporaryFile(dir=folder if folder.is_dir() else root):
            return Finding("output", "ok", f"can write into {folder}")
    except OSError as error:
        return Finding("output", "broken", f"can't write into {folder}: {error.strerror}")


def _room(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    detail = f"{free / 1e9:.1f} GB free"
    return Finding("disk", "warn" if free < _LOW_BYTES else "ok", detail)
