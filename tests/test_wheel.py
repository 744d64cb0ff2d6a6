"""What people install: the wheel works in an environment of its own, far from this repository."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def run(*command: str | Path, folder: Path) -> str:
    """What a command says on its way; a failing command fails the test with all it said."""
    clean = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env=clean,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this repository without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    build = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT)
    run(*build, folder=folder)
    return next(folder.glob("segue-*.whl"))


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a fresh environment that holds the wheel, and borrows its dependencies."""
    folder = tmp_path_factory.mktemp("fresh") / "venv"
    venv.create(folder, symlinks=os.name != "nt")
    scheme = {"base": str(folder), "platbase": str(folder)}
    site = Path(sysconfig.get_path("purelib", "venv", scheme))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    # Plain folders on the path run no .pth files, so this checkout's editable install stays out.
    borrowed = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (site / "borrowed.pth").write_text("\n".join(sorted(borrowed)), encoding="utf-8")
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def test_the_wheel_holds_the_program_its_templates_and_nothing_else(wheel: Path) -> None:
    """No test, no example show and no output goes out; every template does."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    templates = {
        f"segue/templates/{file.relative_to(ROOT / 'templates').as_posix()}"
        for file in (ROOT / "templates").rglob("*")
        if file.is_file()
    }
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"segue"}
    assert templates <= names
    assert {"segue/py.typed", "segue/problems.md"} <= names


def test_the_wheel_makes_a_show_and_builds_it(python: Path, tmp_path: Path) -> None:
    """`segue init x --yes && segue build` works where only the wheel is installed."""
    where = run(python, "-c", "import segue; print(segue.__file__)", folder=tmp_path)
    assert python.parent.parent.resolve() in Path(where.strip()).resolve().parents
    run(python, "-m", "segue", "init", "x", "--yes", folder=tmp_path)
    run(python, "-m", "segue", "build", folder=tmp_path / "x")
    built = {file.name for file in (tmp_path / "x" / "output").rglob("*") if file.is_file()}
    assert {"newsletter.html", "posts.json", "notes.html", "feed.xml"} <= built


def test_the_templates_come_from_the_wheel(python: Path, tmp_path: Path) -> None:
    """An installed segue reads the templates beside it, not those of a checkout."""
    program = "from segue.templating import packaged; print(packaged())"
    told = run(python, "-c", program, folder=tmp_path)
    assert python.parent.parent.resolve() in Path(told.strip()).resolve().parents
