"""What import and front matter do with sources that are broken in every way.

Sources of each kind are mutated: bytes changed, lines doubled, moved and taken out, signs put in,
pieces of one pasted into another, runs of one sign. Each mutation must give an episode or a
SegueError: any other exception is a bug, and is printed with its seed. Without FOLDER the sources
are those of the tests and the example; with FOLDER every file in it. With --articles they are what
authors type (tests/faults.txt and tests/habits), read as the episode.md that segue builds from.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from segue import article, front_matter, intake
from segue.episode_keys import EpisodeKeys
from segue.errors import SegueError
from segue.fields import Reader
from segue.intake.episode_text import written
from segue.intake.source import Source

ROOT = Path(__file__).parent.parent
SIGNS = (
    *"#*_`~=|<>[](){}:;/\\-+•.!?@%&$^'\"0123456789 \t\n\r\0\x1b\x85\u2028\u200b\ufeff\U0001f600",
    *("---\n", "+++\n", "```\n", "///\n", "/// call | x\n", "%%", "[[", "]]", "![", "](", "{{<"),
    *(
        "{%",
        "<!--",
        "-->",
        "</p>",
        "<div>",
        "<table>",
        "&#0;",
        "&amp;",
        "title: ",
        ": ",
        "- ",
        "\n\n",
    ),
)
CASE = re.compile(r"^=== [^\n]+\n(.*?)\n>>>\n", re.MULTILINE | re.DOTALL)
RUNS = (1_000, 20_000)


@dataclass
class Tally:
    """What came of the mutations, and which took longest."""

    results: Counter[str] = field(default_factory=Counter)
    slowest: list[tuple[float, int, str]] = field(default_factory=list)
    bugs: int = 0

    def add(self, result: str, seconds: float, seed: int, name: str) -> None:
        """Count one."""
        self.results[result] += 1
        self.slowest = sorted([*self.slowest, (seconds, seed, name)], reverse=True)[:5]


def sources(folder: Path | None) -> list[tuple[Path, bytes]]:
    """Each file to be mutated with what is in it."""
    if folder:
        files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    else:
        tests = ROOT / "tests" / "intake"
        files = [*sorted(tests.glob("*/*.*")), *sorted((ROOT / "episodes").glob("*/episode.md"))]
    return [(file, file.read_bytes()) for file in files]


def changed(chance: random.Random, content: bytes) -> bytes:
    """Some bytes are others."""
    made = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


def signed(chance: random.Random, content: bytes) -> bytes:
    """Signs are put in."""
    for _ in range(chance.randint(1, 6)):
        at = chance.randint(0, len(content))
        content = content[:at] + chance.choice(SIGNS).encode() + content[at:]
    return content


def shuffled(chance: random.Random, content: bytes) -> bytes:
    """Lines are doubled, taken out and moved."""
    lines = content.splitlines(keepends=True)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(lines))
        lines.insert(chance.randint(0, len(lines)), lines[at])
        del lines[chance.randrange(len(lines))]
    return b"".join(lines)


def cut(chance: random.Random, content: bytes) -> bytes:
    """A piece is all that is left."""
    begin, end = sorted(chance.randint(0, len(content)) for _ in range(2))
    return content[begin:end]


def run(chance: random.Random, content: bytes) -> bytes:
    """One sign stands there very often."""
    at = chance.randint(0, len(content))
    many = chance.choice(SIGNS).encode() * chance.choice(RUNS)
    return content[:at] + many + content[at:]


MUTATIONS: Sequence[Callable[[random.Random, bytes], bytes]] = (
    *([changed, signed, shuffled] * 4),
    *([cut] * 3),
    run,
)


def mutated(seed: int, known: Sequence[tuple[Path, bytes]]) -> tuple[Path, bytes]:
    """The mutation of that number: the same one every time."""
    chance = random.Random(seed)
    file, content = chance.choice(known)
    for _ in range(chance.randint(1, 3)):
        content = chance.choice(MUTATIONS)(chance, content) if content.strip() else b"x\n"
    return Path(f"mutation{file.suffix}"), content


def result(name: Path, content: bytes) -> str:
    """What segue makes of it: the format, or the code of the error."""
    try:
        reading = intake.read(Source(content, name))
        for imported in reading.imported:
            text = written(imported, keep_removed=True)
            front_matter.split(text, name)
    except SegueError as error:
        return f"refused: {error.problems[0].code}"
    return f"read as {reading.title}"


def typed() -> list[tuple[Path, bytes]]:
    """What authors type: front matter with its faults, and Markdown with its habits."""
    found = []
    for file in (ROOT / "tests" / "faults.txt", *sorted((ROOT / "tests" / "habits").glob("*.txt"))):
        head = "" if file.stem == "faults" else '---\ntitle: "a"\n---\n'
        cases = CASE.findall(file.read_text("utf-8"))
        found += [(Path("episode.md"), f"{head}{case}".encode()) for case in cases]
    return found


def built(name: Path, content: bytes) -> str:
    """What a build makes of it: an article, or the code of the error."""
    try:
        matter = front_matter.split(content.decode("utf-8", "replace"), name)
        reader = Reader(name, matter.lines, Path)
        reader.fields(EpisodeKeys, matter.data)
        article.read(matter.body, language="en", first_line=matter.body_line)
    except SegueError as error:
        return f"refused: {error.problems[0].code}"
    return "an article, with faulty keys" if reader.problems else "an article"


def main() -> int:
    """Mutate, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER")
    parser.add_argument("--count", type=int, default=10_000, help="how many [default: 10000]")
    parser.add_argument("--first", type=int, default=0, help="the first seed [default: 0]")
    parser.add_argument("--articles", action="store_true", help="as episodes, not as imports")
    options = parser.parse_args()
    known = typed() if options.articles else sources(options.folder)
    read = built if options.articles else result
    formats = list(intake.known())
    intake.known = lambda: iter(formats)  # looked up once, as in a run of the program
    tally = Tally()
    begin = time.process_time()
    for seed in range(options.first, options.first + options.count):
        name, content = mutated(seed, known)
        start = time.process_time()
        try:
            found = read(name, content)
        except Exception:  # noqa: BLE001 (that is what this looks for)
            traceback.print_exc()
            print(f"seed {seed}: a bug", file=sys.stderr)
            tally.bugs += 1
            found = "a bug"
        tally.add(found, time.process_time() - start, seed, name.name)
    for found, times in tally.results.most_common():
        print(f"{times:8,}  {found}")
    for seconds, seed, file in tally.slowest:
        print(f"{seconds:8.2f} s for seed {seed} ({file})")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{time.process_time() - begin:.0f} s of CPU, {peak:.0f} MiB at most, {tally.bugs} bugs")
    return 1 if tally.bugs else 0


if __name__ == "__main__":
    sys.exit(main())
