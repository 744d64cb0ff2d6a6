"""How well the grounding check judges posts that people wrote, and numbers that were changed.

FOLDER holds Markdown files whose front matter has `excerpt:`, what a person wrote of the text
below it, and what a show would know besides: `title`, `date`, `authors`, `tags` and `site`, the
show's own title (`--site` where it is the same for all). The excerpts are honest: what is found in
them is a false alarm, or a fact that the text does not have (`--list` shows each). Then every
number of an excerpt is changed in three ways, and each change must be found. Numbers that are
found unchanged are left out: the text does not have them, so nothing in it gainsays another.
"""

from __future__ import annotations

import argparse
import itertools
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from segue import article, front_matter
from segue.errors import SegueError
from segue.front_matter import FrontMatter
from segue.model import Article, Episode
from segue.show import Show
from segue.social.grounding import Finding, Ground, Told, findings
from segue.social.grounding.ground import Reading
from segue.social.grounding.sources import source_of

SAMPLE = Path(__file__).parent / "grounding"


@dataclass
class Tally:
    """What was counted."""

    excerpts: int = 0
    alarmed: int = 0
    alarms: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    caught: Counter[str] = field(default_factory=Counter)
    listed: list[str] = field(default_factory=list)


def texts(folder: Path, site: str = "") -> Iterator[tuple[str, str, Ground]]:
    """Name, excerpt and ground of each text that can be read."""
    for file in sorted(folder.rglob("*.md")):
        try:
            matter = front_matter.split(file.read_text(encoding="utf-8"), file)
            read = article.read(matter.body, language=matter.data.get("language", "en"))
        except SegueError:
            continue
        if "excerpt" not in matter.data:
            continue
        yield file.name, " ".join(matter.data["excerpt"].split()), _ground(file, matter, read, site)


def _ground(file: Path, matter: FrontMatter, read: Article, site: str) -> Ground:
    """What a post of this text may stand on, as the program itself gathers it."""
    data = matter.data
    authors = str(data.get("authors") or "")
    show = Show(
        root=file.parent,
        title=str(data.get("site") or site),
        author=authors,
        language=str(data.get("language", "en")),
    )
    episode = Episode(
        slug=file.stem,
        folder=file.parent,
        source=file,
        show=show,
        title=str(data.get("title") or ""),
        guid="",
        article=read,
        date=_date(str(data.get("date") or "")),
        tags=tuple(str(data.get("tags") or "").split(", ")),
        lines={},
    )
    return source_of(episode, "x")


def _date(typed: str) -> datetime | None:
    try:
        return datetime.fromisoformat(typed)
    except ValueError:
        return None


def changes(excerpt: str, ground: Ground, chance: random.Random) -> Iterator[tuple[str, str]]:
    """The excerpt with one number changed: to any other, to one of the article, and exchanged.

    In a date, which is looked up as a whole, one digit is changed.
    """
    reading = Reading(Told(excerpt), ground.language)
    doubted = " ".join(one.text for one in findings(excerpt, ground))
    own = [
        one
        for one in reading.figures
        if re.fullmatch(r"\$?\d[\d.,]*\d|\d", one.text) and not _stands_in(one.text, doubted)
    ]
    for day in {one.start: one for one in reading.days}.values():
        if day.text not in doubted:
            yield "a date's digit", _put(excerpt, day.start, day.text, _misread(day.text, chance))
    for figure in own:
        new = _misread(figure.text, chance)
        yield "another digit", _put(excerpt, figure.start, figure.text, new)
        rest = [
            each
            for each, _ in ground.figures
            if each.kind == figure.kind and each.value != figure.value and each.text[0].isdigit()
        ]
        if rest and figure.kind == "number":
            swap = chance.choice(rest).text
            yield "one of the article", _put(excerpt, figure.start, figure.text, swap)
    pairs = [(a, b) for a, b in itertools.pairwise(own) if a.value != b.value]
    for a, b in pairs:
        there = _put(excerpt, b.start, b.text, a.text)
        yield "two exchanged", _put(there, a.start, a.text, b.text)


def _misread(number: str, chance: random.Random) -> str:
    """A number with one of its digits changed."""
    at = chance.choice([i for i, letter in enumerate(number) if letter.isdigit()])
    other = chance.choice([each for each in "123456789" if each != number[at]])
    return number[:at] + other + number[at + 1 :]


def _stands_in(number: str, text: str) -> bool:
    return re.search(rf"(?<![\d.,]){re.escape(number)}(?!\d|[.,]\d)", text) is not None


def _put(text: str, at: int, old: str, new: str) -> str:
    return text[:at] + new + text[at + len(old) :]


def measure(folder: Path, site: str = "", seed: int = 7) -> Tally:
    """Judge every excerpt of a folder, and every change of its numbers."""
    tally = Tally()
    for name, excerpt, ground in texts(folder, site):
        found = list(findings(excerpt, ground))
        tally.excerpts += 1
        tally.alarmed += bool(found)
        tally.alarms.update({one.what + (" (sure)" if one.is_certain else "") for one in found})
        tally.listed += [f"{name}: {_shown(one)}" for one in found]
        known = {one.text for one in found}
        for how, changed in changes(excerpt, ground, random.Random(f"{seed} {excerpt}")):
            if changed == excerpt:
                continue
            tally.changed[how] += 1
            now = [
                one for one in findings(changed, ground) if one.what in {"the number", "the date"}
            ]
            is_caught = any(one.text not in known for one in now)
            tally.caught[how] += is_caught
            if not is_caught:
                tally.listed.append(f"{name}: MISSED {how}: {changed}")
    return tally


def _shown(finding: Finding) -> str:
    near = f" ({finding.near.text[:160]})" if finding.near else ""
    return f"{finding.what} {finding.text!r} {finding.why}{near}"


def main() -> None:
    """Measure FOLDER and print the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=SAMPLE)
    parser.add_argument("--site", default="", help="what the show's title and description say")
    parser.add_argument("--seed", type=int, default=7, help="which changes are made")
    parser.add_argument("--list", action="store_true", help="print each finding and each miss")
    arguments = parser.parse_args()
    tally = measure(arguments.folder, arguments.site, arguments.seed)
    if arguments.list:
        print("\n".join(tally.listed))
    share = 100 * tally.alarmed / max(tally.excerpts, 1)
    print(f"{tally.excerpts} honest excerpts, {tally.alarmed} with a finding ({share:.1f} %)")
    for what, number in tally.alarms.most_common():
        print(f"    {what}: {number} ({100 * number / tally.excerpts:.1f} %)")
    total, caught = sum(tally.changed.values()), sum(tally.caught.values())
    print(f"{total} changed numbers, {caught} caught ({100 * caught / max(total, 1):.1f} %)")
    for how, number in sorted(tally.changed.items()):
        print(
            f"    {how}: {tally.caught[how]} of {number} ({100 * tally.caught[how] / number:.1f} %)"
        )


if __name__ == "__main__":
    main()
