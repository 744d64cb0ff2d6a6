"""Whether this machine and a show have what a build needs: each thing tried out."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

from segue import __version__
from segue.errors import Problem, SegueError
from segue.files import OUTPUT_NAME
from segue.report import plural
from segue.settings import FILE_NAME

_OLDEST_PYTHON = (3, 11)
_LOW_BYTES = 500_000_000
_PACKAGE = "segue"
_DEVELOPERS = "dev"  # an extra that no user misses

State = Literal["ok", "warn", "broken"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `broken` is what keeps segue from its work."""

    name: str
    state: State
    detail: str


def examine(
    folder: Path, environ: Mapping[str, str], overrides: Mapping[str, str]
) -> tuple[Finding, ...]:
    """Everything there is to look at, and the show at or above `folder`, if there is one."""
    return (
        *_programs(),
        *_dependencies(),
        _templates(),
        _trial("audio encoder", _encode),
        _trial("email compiler", _compile),
        _cards(),
        _cache(),
        *_show(folder, environ, overrides),
    )


def _programs() -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    fits = sys.version_info >= _OLDEST_PYTHON
    yield Finding("python", "ok" if fits else "broken", f"{version}, {sys.executable}")
    yield Finding("segue", "ok", f"{__version__}, {Path(__file__).parent}")


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


def _templates() -> Finding:
    from segue import templating

    found = templating.names()
    detail = f"{len(found)} in {templating.packaged()}"
    return Finding("templates", "ok" if found else "broken", detail)


def _trial(name: str, attempt: Callable[[], str]) -> Finding:
    """A piece of native code, tried out: it may be installed and still not load."""
    try:
        return Finding(name, "ok", attempt())
    except Exception as error:  # noqa: BLE001 (whatever it fails with is the finding)
        return Finding(name, "broken", f"{type(error).__name__}: {error}")


def _cache() -> Finding:
    """How much was kept for the next build; it may be deleted at any time."""
    from segue import cache

    kept, most = cache.weight_bytes() / 1e6, cache.MOST_BYTES / 1e6
    return Finding("cache", "ok", f"{kept:.0f} MB of {most:.0f} MB at most, in {cache.folder()}")


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


def _cards() -> Finding:
    """What draws the pictures for posts; without it there are none, and all else is made."""
    from segue.social.cards import engine

    found = engine.find()
    detail = found.name if found else f"nothing here draws any: pip install '{_PACKAGE}[cards]'"
    return Finding("pictures", "ok" if found else "warn", detail)


def _show(
    folder: Path, environ: Mapping[str, str], overrides: Mapping[str, str]
) -> Iterator[Finding]:
    from segue import settings

    try:
        root = settings.find_root(folder)
    except SegueError:
        yield Finding("show", "warn", "none here: segue init makes one, -C DIR names one")
        yield _room(folder)
        return
    yield _settings(root, environ, overrides)
    yield _writable(root)
    yield _room(root)


def _settings(root: Path, environ: Mapping[str, str], overrides: Mapping[str, str]) -> Finding:
    from segue import library, settings

    try:
        loaded = settings.load(root, environ, overrides)
    except SegueError as error:
        return Finding("show", "broken", _first(error.problems))
    show, _, problems = loaded.settle()
    wrong = [problem for problem in (*loaded.problems, *problems) if problem.severity == "error"]
    episodes = len(library.episodes(root))
    if wrong:
        return Finding("show", "broken", f"{_first(wrong)}; segue check tells all")
    return Finding("show", "ok", f"{show.title}, {plural(episodes, 'episode')}, {root}")


def _first(problems: Sequence[Problem]) -> str:
    place = f"line {problems[0].line}: " if problems[0].line else ""
    return f"{FILE_NAME} {place}{problems[0].message}"


def _writable(root: Path) -> Finding:
    """Whether the build can write: tried out, for permissions alone don't tell."""
    folder = root / OUTPUT_NAME
    try:
        with tempfile.TemporaryFile(dir=folder if folder.is_dir() else root):
            return Finding("output", "ok", f"can write into {folder}")
    except OSError as error:
        return Finding("output", "broken", f"can't write into {folder}: {error.strerror}")


def _room(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    detail = f"{free / 1e9:.1f} GB free"
    return Finding("disk", "warn" if free < _LOW_BYTES else "ok", detail)
