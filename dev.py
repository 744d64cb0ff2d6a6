#!/usr/bin/env python3
"""Two commands for a fresh clone: `demo` shows what segue makes, `test` checks it.

Run `python3 dev.py demo` or `python3 dev.py test`. That needs Python 3.11 or newer with venv and
pip, and nothing else. The file is written so that older Pythons can read it far enough to say so.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  an older Python gets here too, and must hear why
    sys.exit(
        "segue needs Python 3.11 or newer; this is Python {}.{}. Try: python3.13 dev.py".format(
            *sys.version_info[:2]
        )
    )

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import tomllib
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
CONSTRAINTS = ROOT / "constraints.txt"
UNFINISHED = "being made"
LINTERS = (
    ("ruff check", ("-m", "ruff", "check", "--quiet", ".")),
    ("ruff format --check", ("-m", "ruff", "format", "--check", "--quiet", ".")),
    ("mypy", ("-m", "mypy", "--no-error-summary")),
)


class Stop(Exception):  # noqa: N818  not a fault of the program
    """The work can't go on; the message tells the person at the terminal why."""


class Environment:
    """The virtual environment in `.venv` (or where `$DEV_VENV` says), made once and reused.

    A stamp file inside tells which Python, dependencies and extras it was made for.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        self.stamp = folder / "segue-dev.stamp"

    def prepare(self, extras: Sequence[str] = ()) -> None:
        """Make the environment hold segue and the named extras; at once when it already does."""
        wanted = {stamp(extras), stamp(("dev",))}
        if not self.works():
            self.make()
        elif self.read_stamp() in wanted:
            return
        self.install(extras)

    def works(self) -> bool:
        """Whether it is whole, of this Python version, and has a pip that runs."""
        if self.read_stamp() == UNFINISHED or not self.python.exists():
            return False
        probe = "import sys, pip; print('%d.%d.%d' % sys.version_info[:3])"
        try:
            answer = subprocess.run(
                [str(self.python), "-I", "-c", probe],
                capture_output=True,
                text=True,
                check=True,
                timeout=60,
            )
        except (OSError, subprocess.SubprocessError):
            return False
        return answer.stdout.strip() == python_version()

    def make(self) -> None:
        """Make it anew, in place of a broken or outdated one."""
        if importlib.util.find_spec("ensurepip") is None:
            raise Stop(
                "this Python comes without ensurepip, so it can't make virtual environments.\n"
                "  hint: on Debian and Ubuntu, apt install python3-venv; elsewhere, "
                "install Python from python.org"
            )
        self.remove()
        say(f"Making a virtual environment in {shown(self.folder)}")
        self.folder.mkdir(parents=True)
        self.write_stamp(UNFINISHED)
        # The Python under a virtual environment, because this one may be the one just removed.
        base_python = getattr(sys, "_base_executable", None) or sys.executable
        run_quietly([base_python, "-m", "venv", str(self.folder)])

    def remove(self) -> None:
        """Delete the folder if it is a virtual environment; refuse to delete anything else."""
        if not self.folder.exists():
            return
        ours = self.stamp.exists() or (self.folder / "pyvenv.cfg").exists()
        if not ours and (not self.folder.is_dir() or any(self.folder.iterdir())):
            raise Stop(f"{self.folder} is no virtual environment; move it away and try again")
        shutil.rmtree(self.folder)

    def install(self, extras: Sequence[str]) -> None:
        """Install segue, editable, with the named extras."""
        extra = "[{}]".format(",".join(extras)) if extras else ""
        say(f"Installing segue{extra} and what it stands on; this takes a minute or two, once")
        self.write_stamp(UNFINISHED)
        quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
        pip = [str(self.python), "-m", "pip", "install", *quiet]
        run_quietly([*pip, "--constraint", str(CONSTRAINTS), "--editable", f"{ROOT}{extra}"])
        # Compiled here, the first run is as quick as the next; pip compiles only what it copies.
        run_quietly([str(self.python), "-m", "compileall", "-q", str(ROOT / "cli")])
        self.write_stamp(stamp(extras))

    def read_stamp(self) -> str:
        """What the environment says it was made for; empty when it says nothing."""
        try:
            return self.stamp.read_text(encoding="utf-8").strip()
        except OSError:
            return ""

    def write_stamp(self, text: str) -> None:
        """Say what the environment was made for."""
        self.stamp.write_text(text + "\n", encoding="utf-8")

    def run(self, *arguments: str) -> int:
        """Run its Python at the repository root, on this terminal; gives the exit code."""
        sys.stdout.flush()
        return subprocess.run([str(self.python), *arguments], cwd=ROOT, check=False).returncode


def demo(environment: Environment, _: Sequence[str]) -> int:
    """Build the example show and tell where its outputs are."""
    environment.prepare(("cards", "import"))
    say("Building the example show\n")
    code = environment.run("-m", "segue", "build")
    found = results(ROOT / "output")
    if code == 0 and found:
        say("\nLook at:")
        for meaning, file in found:
            say(f"  {meaning:<16}{shown(file)}")
    return code


def results(output: Path) -> "list[tuple[str, Path]]":
    """The outputs a newcomer wants to see first, each with what it is."""
    wanted = {
        "everything": "*/index.html",
        "newsletter": "*/newsletter/newsletter.html",
        "posts": "*/social/posts.json",
        "show notes": "*/notes/notes.html",
        "episode audio": "*/audio/*.mp3",
        "podcast feed": "feed.xml",
    }
    return [
        (meaning, file)
        for meaning, pattern in wanted.items()
        for file in sorted(output.glob(pattern))
    ]


def test(environment: Environment, arguments: Sequence[str]) -> int:
    """Run the linters, the type checker and the tests, in this order, each of them always."""
    environment.prepare(("dev",))
    failed = []
    for name, command in LINTERS:
        code = environment.run(*command)
        say(f"{name}: {'failed' if code else 'ok'}")
        if code:
            failed.append(name)
    if failed:
        say(f"{' and '.join(failed)} failed, so this run fails whatever the tests below say")
    code = environment.run("-m", "pytest", *arguments)
    return code or int(bool(failed))


def stamp(extras: Sequence[str]) -> str:
    """What an environment was made for: Python, place, extras, dependencies and their versions."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    installed = [project["build-system"], project["project"], project["tool"]["hatch"]]
    versions = CONSTRAINTS.read_text(encoding="utf-8")
    made_for = [python_version(), str(ROOT), *extras, repr(installed), versions]
    return hashlib.sha256("\n".join(made_for).encode()).hexdigest()


def python_version() -> str:
    """This Python's version, as 3.11.7."""
    return "{}.{}.{}".format(*sys.version_info[:3])


def run_quietly(command: Sequence[str]) -> None:
    """Run a command and show what it said only when it fails."""
    done = subprocess.run(
        command, cwd=ROOT, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode:
        told = done.stdout.decode(errors="replace").strip()
        raise Stop(f"{told}\n{' '.join(command)} failed with exit code {done.returncode}")


def shown(path: Path) -> str:
    """A path as short as it can be said from the current folder."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def say(text: str) -> None:
    """Tell the person at the terminal."""
    print(text, flush=True)


def main(arguments: "Sequence[str] | None" = None) -> int:
    """Run the command named on the command line; gives the exit code."""
    parser = argparse.ArgumentParser(
        prog="python3 dev.py", description="Set segue up in .venv and show or test it."
    )
    commands = parser.add_subparsers(metavar="COMMAND")
    demonstrate = commands.add_parser("demo", help="build the example show and say where to look")
    demonstrate.set_defaults(command=demo)
    # The test arguments belong to pytest, so that argparse must not look into them.
    tests = commands.add_parser(
        "test", help="lint, types and all tests; what follows goes to pytest", add_help=False
    )
    tests.set_defaults(command=test)
    choice, rest = parser.parse_known_args(arguments)
    if not hasattr(choice, "command"):
        parser.print_help()
        return 2 if rest else 0
    if rest and choice.command is demo:
        parser.error("unrecognized arguments: " + " ".join(rest))
    folder = Path(os.environ.get("DEV_VENV") or ROOT / ".venv").absolute()
    try:
        return int(choice.command(Environment(folder), rest))
    except (Stop, OSError) as error:
        print(f"dev.py: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
