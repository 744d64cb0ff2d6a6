"""What the checks of an article find in other people's articles, to judge by reading.

A folder of Markdown files, of Jekyll or Hugo, is read file by file as if each were an episode. Told
are the findings of each code per article; `--sample` prints some of each, drawn alike every time,
with the text that they are about.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import yaml

from segue import article, checks
from segue.errors import Code, Problem, SegueError
from segue.model import Episode
from segue.release import Bundle, Picks, Release, Shared
from segue.show import CheckSettings, Show

HEALTH = "Health & Fitness > Medicine"
QUIET = ("acronym-undefined", "claim-unsourced", "link-bare", "word-twice", "name-differs")
# What only the site's own program understands: Liquid and Hugo's shortcodes.
FOREIGN = re.compile(r"\{\{[<%].*?[%>]\}\}|\{\{.*?\}\}|\{%.*?%\}|\{:.*?\}", re.DOTALL)
FRONT = re.compile(r"\A\s*(?:---|\+\+\+)\s*\n(.*?)\n(?:---|\+\+\+)\s*\n", re.DOTALL)
DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def episode(file: Path, show: Show) -> Episode:
    """The file as an episode of the show."""
    text = file.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n")
    front = FRONT.match(text)
    first = text[: front.end()].count("\n") + 1 if front else 1
    body = FOREIGN.sub(
        lambda one: f"…{one.start()}" + "\n" * one[0].count("\n"),
        text[len(front[0]) :] if front else text,
    )
    head = front[1] if front else ""
    return Episode(
        slug="article",
        folder=file.parent,
        source=file,
        show=show,
        title=_title(head) or file.stem,
        guid=file.stem,
        article=article.read(body, language=show.language, first_line=first),
        date=_date(head) or _date(file.name),
        lines={"title": 1},
    )


def _title(head: str) -> str:
    try:
        read = yaml.safe_load(head)
    except yaml.YAMLError:
        return ""
    return str(read.get("title") or "") if isinstance(read, dict) else ""


def _date(text: str) -> datetime | None:
    line = re.search(r"^date.*$", text, re.MULTILINE)
    match = DAY.search(line[0] if line else text)
    try:
        return datetime(*map(int, match.groups()), tzinfo=UTC) if match else None  # type: ignore[arg-type]
    except ValueError:
        return None


def found(each: Episode, show: Show) -> list[Problem]:
    """Everything that the checks find in one article."""
    shared = Shared(Picks((), (), ()), None, datetime(2026, 1, 1, tzinfo=UTC), each.folder)
    return list(checks.check(Bundle(show, (Release(each, shared, ()),))))


def files(folder: Path, half: str) -> Iterator[Path]:
    """The folder's articles; of a half, those whose name's checksum is even (a) or odd (b)."""
    for file in sorted(folder.rglob("*.md")) + sorted(folder.rglob("*.markdown")):
        if half == "all" or (zlib.crc32(file.name.encode()) % 2 == 0) == (half == "a"):
            yield file


def context(problem: Problem) -> str:
    """The lines that a finding is about."""
    assert problem.file is not None
    lines = problem.file.read_text(encoding="utf-8", errors="replace").splitlines()
    at = (problem.line or 1) - 1
    return "\n".join(f"    | {line[:600]}" for line in lines[max(at - 1, 0) : at + 3])


def main() -> None:
    """Read the folder, count, and print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", default="en")
    parser.add_argument("--category", default="", help=f"of the show, as {HEALTH!r}")
    parser.add_argument("--half", choices=["all", "a", "b"], default="all")
    parser.add_argument("--sample", type=int, default=0, help="print so many findings of each code")
    parser.add_argument("--code", help="only this code")
    parser.add_argument("--reading-ease", type=float, default=0.0)
    options = parser.parse_args()
    show = Show(
        root=options.folder,
        title=options.folder.name,
        author="somebody",
        language=options.language,
        category=options.category or None,
        check=CheckSettings(
            severity={Code(code): "warning" for code in QUIET}, reading_ease=options.reading_ease
        ),
    )
    told: dict[str, list[Problem]] = {}
    read, began = 0, time.process_time()
    for file in files(options.folder, options.half):
        try:
            each = episode(file, show)
        except SegueError as error:
            print(f"skipped {file.name}: {error}", file=sys.stderr)
            continue
        read += 1
        for problem in found(each, show):
            if options.code in {None, problem.code}:
                told.setdefault(problem.code, []).append(problem)
    print(f"{read} articles, {(time.process_time() - began) * 1000 / max(read, 1):.0f} ms each")
    for code, problems in sorted(told.items()):
        articles = len({problem.file for problem in problems})
        print(
            f"{code:20} {len(problems):5} findings {len(problems) / read:6.2f} an article"
            f" {articles / read:5.0%} of articles"
        )
        for problem in random.Random(1).sample(problems, min(options.sample, len(problems))):
            print(f"  {problem.file.name if problem.file else ''}:{problem.line} {problem.message}")
            print(context(problem))


if __name__ == "__main__":
    main()
