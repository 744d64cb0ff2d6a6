"""The points that a digest makes: picked sentences, each with enough around it to be understood."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from segue.model import Article, Block, Section, Sentence
from segue.picking import in_order

MOST = 5
FEWEST = 3
LONGEST_WORDS = 50


@dataclass(frozen=True, slots=True)
class Point:
    """Whole sentences of one paragraph, and the section that they stand in."""

    section: Section
    text: str


def choose(
    article: Article, best: Sequence[Sentence], without: AbstractSet[Sentence | None]
) -> Iterator[Point]:
    """The best sentences' points in reading order, one a section while there are enough."""
    usable = [sentence for sentence in best if sentence not in without]
    firsts: dict[int, Sentence] = {}
    for sentence in usable:
        firsts.setdefault(sentence.section, sentence)
    chosen = list(firsts.values())[:MOST]
    others = (sentence for sentence in usable if sentence not in chosen)
    chosen.extend(itertools.islice(others, max(0, FEWEST - len(chosen))))
    used = set(without)
    for sentence in in_order(article, chosen):
        if sentence in used:
            continue
        section, block = _place(article, sentence)
        passage = _passage(sentence, block, used)
        used.update(passage)
        yield Point(section, " ".join(part.text for part in passage))


def paragraphs(article: Article, sentences: Sequence[Sentence]) -> Iterator[str]:
    """The sentences joined where they follow each other in one paragraph."""
    for _, group in itertools.groupby(
        sentences, key=lambda sentence: id(_place(article, sentence)[1])
    ):
        yield " ".join(sentence.text for sentence in group)


def _place(article: Article, sentence: Sentence) -> tuple[Section, Block]:
    for section in article.sections:
        for block in section.blocks:
            if sentence in block.sentences:
                return section, block
    raise ValueError(f"the sentence is none of the article's: {sentence.text}")


def _passage(
    sentence: Sentence, block: Block, used: AbstractSet[Sentence | None]
) -> list[Sentence]:
    """The sentence with those before it in its paragraph, then those after, while they are few.

    A sentence picked for its worth may lean on the one before ("It …", "there"). One that leads
    over to a list ("These are:") would lead nowhere here.
    """
    at = block.sentences.index(sentence)
    passage, words = [sentence], len(sentence.text.split())
    for following, place in (
        (reversed(block.sentences[:at]), 0),
        (block.sentences[at + 1 :], None),
    ):
        for neighbour in following:
            words += len(neighbour.text.split())
            if words > LONGEST_WORDS or neighbour in used or neighbour.text.endswith(":"):
                break
            passage.insert(len(passage) if place is None else place, neighbour)
    return passage
