"""A page as a manuscript: its article's blocks, and what became of all the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from segue.intake import plainly
from segue.intake.cleaning import masthead, tail
from segue.intake.cleaning.calls import unlinked
from segue.intake.manuscript import Block, Manuscript, Removed, Value
from segue.intake.markup import calls, facts, fakes, furniture, media, notes, writing
from segue.intake.markup.body import AFTER, BEFORE, OUTSIDE, Judged, chosen, heading
from segue.intake.markup.facts import Facts
from segue.intake.markup.page import Page, too_deep
from segue.intake.markup.units import HEADINGS, Unit, cut

_REACH = 6
_OFFERED = frozenset(
    {furniture.FORM, furniture.SIGN_UP, furniture.SIDEBAR, furniture.ADVERTISEMENT, BEFORE, AFTER}
)
_ABOVE = frozenset({OUTSIDE, BEFORE, furniture.DETAILS})
_BELOW = frozenset({OUTSIDE, AFTER, furniture.AUTHOR})


def manuscript(page: Page, shown: Path) -> Manuscript:
    """The article of a whole page, without its furniture.

    Raises SegueError where tags are nested too deep.
    """
    found = facts.read(page)
    footnotes = notes.taken(page.body)
    return _Draft(page, shown, found, footnotes).manuscript(chosen(page.body))


def whole(page: Page, shown: Path) -> Manuscript:
    """The article that a piece of HTML is: all of it. Raises SegueError as `manuscript` does."""
    footnotes = notes.taken(page.body)
    pieces = [Judged(unit) for unit in cut(page.body)]
    return _Draft(page, shown, Facts(), footnotes).manuscript(pieces)


@dataclass(slots=True)
class _Draft:
    """One page on its way to a manuscript."""

    page: Page
    shown: Path
    facts: Facts
    footnotes: notes.Footnotes
    removed: list[Removed] = field(default_factory=list)

    def manuscript(self, judged: Sequence[Judged]) -> Manuscript:
        """The manuscript of a page whose pieces are judged."""
        try:
            return self._manuscript(judged)
        except RecursionError as error:
            raise too_deep(self.shown) from error

    def _manuscript(self, judged: Sequence[Judged]) -> Manuscript:
        named = heading(judged)
        title = notes.unmarked(named.text) if named is not None else self.facts.title
        top = next((at for at, each in enumerate(judged) if each.unit is named), None)
        judged = [each for each in judged if each.unit is not named]
        article = [each.unit for each in judged if each.reason is None]
        if not any(unit.tag in HEADINGS for unit in article):
            fakes.headed((unit.element for unit in article), level=2)
        kept, asked = _with_calls(judged)
        kept, bio = _with_bio(kept)
        units = [each.unit for each in kept if each.reason is None]
        for unit in units:
            self._settle(unit)
        blocks = _called(units, list(writing.blocks(units)), asked)
        blocks = [block for block in blocks if block.text]
        made = Manuscript(
            blocks=[*blocks, *self._notes(blocks)],
            title=title,
            front=self._front(),
            settings=tail.settings(bio) | self._settings(),
            attached=self.page.pasted,
            notes=tuple(
                unlinked(block)
                for block in blocks
                if block.kind == "call" and not plainly.links(block.text)
            ),
        )
        made = self._with_masthead(made, kept, top)
        return replace(made, removed=tuple(self.removed))

    def _with_masthead(
        self, made: Manuscript, judged: Sequence[Judged], top: int | None
    ) -> Manuscript:
        """The manuscript with what lines between title and text tell; all other pieces are told."""
        first = next((at for at, each in enumerate(judged) if each.reason is None), 0)
        rest = []
        for at, each in enumerate(judged):
            line = Block("paragraph", each.unit.text)
            is_near = top is not None and top <= at < first and each.reason in _ABOVE
            found = masthead.taken(made, line) if is_near else None
            made = found or made
            if found is None:
                rest.append(each)
        self._remove(rest)
        return made

    def _settle(self, unit: Unit) -> None:
        """Write a unit's links as they lead from anywhere; a frame that is no player is told."""
        for frame in unit.element.iter("iframe", "embed"):
            if media.player(frame) is None and frame.get("src"):
                self.removed.append(Removed(frame.get("src"), "embedded frame", unit.line))
        media.settle(unit.element, self.page.address)

    def _remove(self, judged: Sequence[Judged]) -> None:
        """Note what is left out, pieces in a row with one reason as one."""
        for reason, run in groupby(judged, lambda each: each.reason):
            pieces = [each.unit for each in run]
            words = "\n".join(unit.text for unit in pieces if unit.text)
            if reason is not None and words:
                self.removed.append(Removed(words, reason, pieces[0].line))

    def _settings(self) -> dict[str, str]:
        return {"show.author": self.facts.author} if self.facts.author else {}

    def _front(self) -> Mapping[str, Value]:
        found = self.facts
        front: dict[str, Value] = {
            "date": found.date,
            "description": found.description,
            "category": found.category,
            "tags": list(found.tags),
            "image": self._image(),
        }
        if found.address:
            front["links"] = [
                {"label": found.title or found.site or found.address, "url": found.address}
            ]
        return {key: value for key, value in front.items() if value}

    def _image(self) -> str:
        """The page's own picture, if it came along; else where it is, told."""
        image = self.facts.image
        if image.startswith(("http://", "https://", "//")):
            self.removed.append(
                Removed(image, "the page's picture is on the web: save it into images/")
            )
            return ""
        return image

    def _notes(self, blocks: Sequence[Block]) -> Iterator[Block]:
        """The footnotes that the article refers to; the others are told."""
        text = "\n".join(block.markdown for block in blocks)
        used = set(notes.used(self.footnotes, text))
        for number, element in self.footnotes.said.items():
            media.settle(element, self.page.address)
            if number in used:
                yield Block(
                    "other", f"[^{number}]: {writing.inline(element)}", line=element.sourceline
                )
            else:
                words = " ".join("".join(element.itertext()).split())
                self.removed.append(
                    Removed(words, "footnote of what was left out", element.sourceline)
                )


def _with_calls(judged: Sequence[Judged]) -> tuple[list[Judged], dict[Unit, calls.Call]]:
    """The pieces with the calls to action in and beside the article taken into it.

    The calls are known by their button.
    """
    units = [each.unit for each in judged]
    kept = list(judged)
    inside = [at for at, each in enumerate(judged) if each.reason is None]
    found: dict[Unit, calls.Call] = {}
    for at in range(inside[0], min(len(units), inside[-1] + _REACH + 1)) if inside else ():
        if judged[at].reason is not None and judged[at].reason not in _OFFERED:
            continue
        call = calls.find(units, at)
        if call is not None:
            found[units[at]] = call
            kept[call.first : call.last + 1] = [
                Judged(unit) for unit in units[call.first : call.last + 1]
            ]
    return kept, found


def _with_bio(judged: Sequence[Judged]) -> tuple[list[Judged], Sequence[Block]]:
    """The pieces, those below the article that tell of its author named so; and these as blocks."""
    made = list(judged)
    last = max((at for at, each in enumerate(judged) if each.reason is None), default=len(judged))
    told: list[Block] = []
    for at in range(last + 1, len(judged)):
        block = Block("paragraph", judged[at].unit.text)
        is_near = judged[at].reason in _BELOW
        if told and not is_near:
            break
        if is_near and (told or tail.starts(block)):
            told.append(block)
            made[at] = Judged(judged[at].unit, tail.ABOUT)
    return made, told


def _called(
    units: Sequence[Unit], blocks: Sequence[Block], asked: Mapping[Unit, calls.Call]
) -> Sequence[Block]:
    """The blocks, those of a call to action made one."""
    made: list[Block] = []
    for unit, block in zip(units, blocks, strict=True):
        made.append(block)
        call = asked.get(unit)
        if call is None:
            continue
        length = call.last - call.first + 1
        group, made = made[-length:], made[:-length]
        made.append(_call(group))
    return made


def _call(group: Sequence[Block]) -> Block:
    *text, button = (block for block in group if block.text)
    headed = bool(text) and text[0].kind == "heading"
    title = text[0].text if headed else _plain(button.text)
    said = [block.text for block in (text[1:] if headed else text)]
    return Block("call", "\n\n".join([*said, button.text]), title=title, line=group[0].line)


def _plain(button: str) -> str:
    words = button.partition("](")[0].strip("[]*_ ")
    return words.capitalize() if words.isupper() else words
