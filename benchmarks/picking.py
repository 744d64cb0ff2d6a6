"""How well sentences are picked: against what people wrote about the same articles.

A corpus is a folder of Markdown files with front matter whose `excerpt`, `summary` or
`description` a person wrote. The top five sentences are compared with it (ROUGE-1 F, the words that
both have), looked at for openings that lean on something before, and compared with each other.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from segue import article, picking, textrank
from segue.judging import judge
from segue.likeness import cosine, likeness
from segue.model import Article

SAMPLE = Path(__file__).parent / "picking_sample"
TOP = 5
TOLD = ("excerpt", "summary", "description", "deck")
_DANGLING = re.compile(
    r"(this|that|these|those|it|its|they|their|them|he|she|his|her|such|here|there|then|so|but|and"
    r"|also|however|therefore|thus|another|instead(?! of))\b",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"\{[%{].*?[%}]\}|<[^>]+>|\[\^[^\]]*\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Case:
    """An article with what a person wrote about it."""

    name: str
    read: Article
    told: str


@dataclass(frozen=True, slots=True)
class Score:
    """How one choice of sentences did."""

    rouge: float
    dangling: float
    alike: float


def cases(folder: Path) -> Iterator[Case]:
    """Every article of a corpus that somebody wrote an excerpt for."""
    for file in sorted(folder.rglob("*.md")):
        head, mark, body = (
            file.read_text(encoding="utf-8").removeprefix("---\n").partition("\n---\n")
        )
        try:
            front = yaml.safe_load(head) if mark else None
        except yaml.YAMLError:
            continue
        if not isinstance(front, Mapping):
            continue
        told = next((str(front[key]) for key in TOLD if front.get(key)), "")
        if told:
            read = article.read(_MARKUP.sub("", body), language="en")
            yield Case(file.name, read, _MARKUP.sub("", told))


def first(case: Case) -> Sequence[str]:
    """The sentences that an article begins with."""
    return [sentence.text for sentence in case.read.sentences[:TOP]]


def central(case: Case) -> Sequence[str]:
    """TextRank alone, of all sentences."""
    texts = [sentence.text for sentence in case.read.sentences]
    ranks = textrank.ranks(textrank.vectors([judge("en").words(text) for text in texts]))
    ranked = sorted(zip(ranks, texts, strict=True), key=lambda each: -each[0])
    return [text for _, text in ranked[:TOP]]


def blend(case: Case) -> Sequence[str]:
    """0.4 hook features, 0.4 TextRank, 0.2 position, with all else as in `best`."""
    worth = picking.Worth(early=0.2, appeal=0.4, short=0.0, central=0.4)
    return [sentence.text for sentence in picking.pick(case.read, "en", worth).best[:TOP]]


def best(case: Case) -> Sequence[str]:
    """What can stand alone, best first."""
    return [sentence.text for sentence in picking.pick(case.read, "en").best[:TOP]]


def opening(case: Case) -> Sequence[str]:
    """The hook, then the best, as the outputs use them."""
    picks = picking.pick(case.read, "en")
    both = dict.fromkeys((*picks.hook, *picks.best))
    return [sentence.text for sentence in both][:TOP]


def score(texts: Sequence[str], case: Case) -> Score:
    """The figures of some sentences."""
    compared = likeness(judge("en"), [sentence.text for sentence in case.read.sentences])
    vectors = [compared.vector(text) for text in texts]
    pairs = [cosine(one, other) for at, one in enumerate(vectors) for other in vectors[at + 1 :]]
    return Score(
        rouge=rouge(" ".join(texts), case.told),
        dangling=mean(bool(_DANGLING.match(text.lstrip("“\"'("))) for text in texts),
        alike=max(pairs, default=0.0),
    )


def rouge(text: str, told: str) -> float:
    """ROUGE-1 F: the harmonic mean of how much of each the other holds."""
    one, other = (Counter(re.findall(r"\w+", each.lower())) for each in (text, told))
    shared = (one & other).total()
    return 2 * shared / (one.total() + other.total()) if shared else 0.0


def mean(values: Iterable[float]) -> float:
    """The arithmetic mean; 0 of nothing."""
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0


CHOICES = {
    "first sentences": first,
    "TextRank": central,
    "plain blend": blend,
    "best": best,
    "hook, then best": opening,
}


def main() -> None:
    """Print a table of the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path, default=SAMPLE, help="default: the sample")
    parser.add_argument("--show", action="store_true", help="print the best of each article")
    options = parser.parse_args()
    read = list(cases(options.corpus))
    start = time.perf_counter()
    for case in read:
        picking.pick(case.read, "en")
    seconds = time.perf_counter() - start
    print(f"{len(read)} articles, {1000 * seconds / max(len(read), 1):.1f} ms each to pick from")
    print("top five by           ROUGE-1 F   of the first's   opens leaning   most alike")
    lead = 0.0
    for name, choose in CHOICES.items():
        scores = [score(choose(case), case) for case in read]
        figures = [mean(getattr(one, key) for one in scores) for key in Score.__slots__]
        lead = lead or figures[0]
        share = f"{100 * figures[0] / lead:10.0f} %" if lead else ""
        told = f"{figures[0]:9.3f}   {share:>14}   {figures[1]:13.3f}   {figures[2]:10.2f}"
        print(f"{name:20}  {told}")
    for case in read if options.show else ():
        print(f"\n{case.name}: {case.told}\n- " + "\n- ".join(best(case)))


if __name__ == "__main__":
    main()
