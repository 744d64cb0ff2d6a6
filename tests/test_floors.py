"""The house rules that a reader can count on, held to by reading the source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "cli" / "segue"
TABLE = ROOT / "docs" / "architecture.md"
ROOMS = 4
COMMAND_LINE = 7
MODULE_LINES = 300
FUNCTION_LINES = 50
MODULES = sorted(SOURCE.rglob("*.py"))

every_module = pytest.mark.parametrize(
    "module", MODULES, ids=[module.relative_to(SOURCE).as_posix() for module in MODULES]
)


def floors(table: str) -> dict[str, tuple[int, int]]:
    """Each top-level module's floor and its place on it, as the table in architecture.md says."""
    rows = re.findall(r"^\| (\d+) \| ([^|]+) \|", table, re.MULTILINE)
    return {
        name: (int(floor), place)
        for floor, names in rows
        for place, name in enumerate(re.findall(r"`(\w+)`", names))
    }


FLOORS = floors(TABLE.read_text(encoding="utf-8"))


def top_level(module: Path) -> str:
    """The name right below `segue` that a file belongs to."""
    return module.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports(tree: ast.Module, package: str) -> Iterator[tuple[int, str]]:
    """Every imported name with its line, as `segue.files.read`; also those inside functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parts = package.split(".")[: -(node.level - 1) or None] if node.level else []
            source = ".".join([*parts, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{source}.{alias.name}") for alias in node.names)


def forbidden(importer: str, imported: str, known: dict[str, tuple[int, int]]) -> str | None:
    """Why one top-level module may not import another; None when it may."""
    if imported in {importer, "__version__"}:
        return None
    if imported not in known:
        return f"segue.{imported} has no floor; add it to the table in docs/architecture.md"
    (own, place), (other, other_place) = known[importer], known[imported]
    if own == other == ROOMS:
        return f"the rooms {importer} and {imported} must not know each other"
    if (other, other_place) > (own, place):
        return f"{importer} (floor {own}) must not import {imported} (floor {other})"
    return None


def violations(module: Path, source: str) -> Iterator[str]:
    """Every import in a module that breaks the rule of the floors."""
    package = ".".join(["segue", *module.relative_to(SOURCE).parent.parts])
    for line, name in imports(ast.parse(source), package):
        parts = name.split(".")
        if parts[0] in {"click", "rich"} and FLOORS[top_level(module)][0] != COMMAND_LINE:
            yield f"{line}: {parts[0]} belongs on floor {COMMAND_LINE}"
        if parts[0] == "segue":
            why = forbidden(top_level(module), parts[1], FLOORS)
            if why:
                yield f"{line}: {why}"


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method in a module."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node


def undocumented(tree: ast.Module) -> Iterator[str]:
    """The module and each public class, function and method in it that says nothing of itself."""
    if ast.get_docstring(tree) is None:
        yield "the module"
    waiting: list[ast.AST] = [tree]
    while waiting:
        for node in ast.iter_child_nodes(waiting.pop()):
            public = not getattr(node, "name", "_").startswith("_")
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and public:
                if ast.get_docstring(node) is None:
                    yield node.name
                if isinstance(node, ast.ClassDef):
                    waiting.append(node)


@every_module
def test_every_module_has_a_floor(module: Path) -> None:
    """Whoever adds a module says where it stands, so that the architecture page stays true."""
    name = top_level(module)
    if name in {"__init__", "__main__"}:
        return
    assert name in FLOORS, f"segue.{name} has no floor: add it to the table in {TABLE.name}"


def test_the_table_of_floors_names_only_what_is_there() -> None:
    """The architecture page tells of no module that is gone."""
    there = {top_level(module) for module in MODULES}
    assert set(FLOORS) - there == set()


@every_module
def test_a_module_imports_only_what_stands_below_it(module: Path) -> None:
    """Nothing reaches up, rooms don't know each other, and only the command line knows click."""
    if top_level(module) in {"__init__", "__main__"}:
        return
    broken = list(violations(module, module.read_text(encoding="utf-8")))
    assert not broken, "\n".join(broken)


@every_module
def test_modules_and_functions_are_short(module: Path) -> None:
    """A module fits a few screens and a function fits one."""
    source = module.read_text(encoding="utf-8")
    lines = source.count("\n")
    assert lines <= MODULE_LINES
    long = {
        function.name: size
        for function in functions(ast.parse(source))
        if (size := (function.end_lineno or 0) - function.lineno + 1) > FUNCTION_LINES
    }
    assert not long


@every_module
def test_everything_public_says_what_it_gives(module: Path) -> None:
    """Module, class, function and method: each has a docstring."""
    assert list(undocumented(ast.parse(module.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    ("importer", "source", "complaint"),
    [
        ("files.py", "from segue import build", "must not import build"),
        ("files.py", "def late():\n    import segue.markdown", "must not import markdown"),
        ("errors.py", "from segue.show import Show", "must not import show"),
        ("notes/__init__.py", "from segue.social import plan", "must not know each other"),
        ("notes/__init__.py", "from ..social import plan", "must not know each other"),
        ("notes/__init__.py", "import click", "belongs on floor 7"),
        ("notes/__init__.py", "from segue.elsewhere import thing", "has no floor"),
    ],
)
def test_a_wrong_import_is_found(importer: str, source: str, complaint: str) -> None:
    """The rule of the floors can fail, wherever the import hides."""
    found = list(violations(SOURCE / importer, source))
    assert len(found) == 1
    assert complaint in found[0]


@pytest.mark.parametrize(
    ("importer", "source"),
    [
        ("model.py", "from segue.show import Show"),
        ("notes/html.py", "from segue.notes import plan"),
        ("notes/html.py", "from . import plan"),
        ("commands/build.py", "from segue import __version__, build, report"),
    ],
)
def test_a_right_import_passes(importer: str, source: str) -> None:
    """Lower floors, one's own room and the version are open to a module."""
    assert list(violations(SOURCE / importer, source)) == []
