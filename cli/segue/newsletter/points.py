"""The points that a digest makes: picked sentences, each with enough around it to be understood."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from segue.judging import Judge, judge, size
from segue.model import Article, Block, Section, Sentence
from segue.picking import in_order, one_a_section
from segue.sentences import asks

MOST = 5
FEWEST = 3
LONGEST = 330
_CHARACTERS_A_POINT = 900
_SHORTEST_QUOTE, _LONGEST_QUOTE = 50, 180
_LABEL_WORDS = 3


@dataclass(frozen=True, slots=True)
class Point:
    """Whole sentences of one paragraph, and the section that they stand in."""

    section: Section
    text: str


def choose(
    article: Article,
    best: Sequence[Sentence],
    without: AbstractSet[Sentence | None],
    language: str = "en",
) -> Iterator[Point]:
    """The best sentences' points in reading order, one a section while there are enough."""
    usable = [sentence for sentence in best if sentence not in without]
    by, used = judge(language), set(without)
    for sentence in in_order(article, _chosen(article, usable)):
        if sentence in used:
            continue
        section, block = _place(article, sentence)
        passage = _passage(sentence, block, used, by)
        used.update(passage)
        yield Point(section, _joined(block, passage))


def quote(article: Article, best: Sequence[Sentence], hook: Sequence[Sentence]) -> Sentence | None:
    """The pull quote: the author's first mark, else the best sentence that points can spare."""
    usable = [sentence for sentence in best if sentence not in hook]
    marked = next((sentence for sentence in usable if sentence.highlighted), None)
    if marked or len(usable) <= MOST:
        return marked
    return next(
        (
            sentence
            for sentence in usable
            if _SHORTEST_QUOTE <= size(sentence.text) <= _LONGEST_QUOTE
            and not asks(sentence.text)
            and _place(article, sentence)[1].kind == "paragraph"
        ),
        None,
    )


def paragraphs(article: Article, sentences: Sequence[Sentence]) -> Iterator[str]:
    """The sentences joined where they follow each other in one paragraph."""
    placed = [(_place(article, sentence)[1], sentence) for sentence in sentences]
    for _, group in itertools.groupby(placed, key=lambda pair: id(pair[0])):
        blocks, run = zip(*group, strict=True)
        yield _joined(blocks[0], run)


def _chosen(article: Article, usable: Sequence[Sentence]) -> list[Sentence]:
    """One a section; where that is too few, a section's second, and last an opening or an item.

    An item is torn from its list, and what stands before the first heading opened the letter.
    """
    solid = [sentence for sentence in usable if _stands_alone(article, sentence)]
    chosen = one_a_section(solid)[:MOST]
    written = sum(size(block.text) for section in article.sections for block in section.blocks)
    wanted = min(MOST, max(FEWEST, written // _CHARACTERS_A_POINT))
    told = {sentence.section for sentence in chosen}
    spare = [sentence for sentence in solid if sentence not in chosen]
    chosen += spare[: max(0, wanted - len(chosen))]
    others = [one for one in usable if one not in solid and one.section not in told]
    return chosen + others[: max(0, FEWEST - len(chosen))]


def _stands_alone(article: Article, sentence: Sentence) -> bool:
    section, block = _place(article, sentence)
    return sentence.highlighted or (block.kind != "item" and section.heading is not None)


def _place(article: Article, sentence: Sentence) -> tuple[Section, Block]:
    section = article.sections[sentence.section]
    return section, next(block for block in section.blocks if sentence in block.sentences)


def _passage(
    sentence: Sentence, block: Block, used: AbstractSet[Sentence | None], by: Judge
) -> list[Sentence]:
    """The sentence with those before it in its paragraph, then those after, while they are few.

    A sentence picked for its worth may lean on the one before ("It …", "there"); a passage that
    begins so would lean on what is not here, and gives up its first sentences.
    """
    at = block.sentences.index(sentence)
    passage, length = [sentence], size(sentence.text)
    for following, place in (
        (reversed(block.sentences[:at]), 0),
        (block.sentences[at + 1 :], None),
    ):
        for neighbour in following:
            length += size(neighbour.text)
            if length > LONGEST or neighbour in used or not _fits(neighbour, block, by):
                break
            passage.insert(len(passage) if place is None else place, neighbour)
    while passage[0] is not sentence and by.leans(passage[0].text):
        del passage[0]
    return passage


def _fits(neighbour: Sentence, block: Block, by: Judge) -> bool:
    """Whether it helps: what leads over to a list or labels an item ("Reset.") leads nowhere."""
    label = block.kind == "item" and len(neighbour.text.split()) < _LABEL_WORDS
    return not (neighbour.text.endswith((":", "：")) or label or by.is_junk(neighbour.text))


def _joined(block: Block, passage: Sequence[Sentence]) -> str:
    """Neighbouring sentences as they stand in their paragraph, with the spaces of its language."""
    start = block.text.find(passage[0].text)
    end = block.text.find(passage[-1].text, start) + len(passage[-1].text)
    whole = block.text[start:end]
    if start >= 0 and all(sentence.text in whole for sentence in passage):
        return whole
    return " ".join(sentence.text for sentence in passage)
