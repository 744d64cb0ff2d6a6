"""Headings are found in what was read aloud, although machines mishear and people add words."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from samples import an_article
from segue import front_matter
from segue.model import Article, Recording, Segment
from segue.speech import Cue, Transcript
from segue.transcripts import headings

WORD_SECONDS = 0.4
RATE = 100


def example() -> Article:
    """The example show's article, which has seven headings."""
    file = ROOT / "episodes" / "car-t" / "episode.md"
    return an_article(front_matter.split(file.read_text(encoding="utf-8"), file).body)


def read_aloud(
    article: Article, *, with_headings: bool, wrong: float = 0.0, added: float = 0.0
) -> tuple[list[str], list[float]]:
    """What a machine hears of the article, word by word, and when each section begins."""
    chance = random.Random(7)
    words: list[str] = "Welcome to the show . I read my article .".replace(" .", ".").split()
    starts = []
    for section in article.sections:
        if section.heading:
            starts.append(len(words) * WORD_SECONDS)
        said = [section.heading + "."] if section.heading and with_headings else []
        for word in " ".join([*said, *(block.text for block in section.blocks)]).split():
            if chance.random() < added:
                words += chance.sample(["um", "you", "know", "well"], 2)
            words.append("mumble" if chance.random() < wrong else word)
    return words, starts


def recorded(words: Sequence[str], per_cue: int = 7, **changes: float) -> Segment:
    """A recording of those words, in cues of so many."""
    cues = [
        Cue(at * WORD_SECONDS, (at + len(said)) * WORD_SECONDS, " ".join(said))
        for at in range(0, len(words), per_cue)
        if (said := words[at : at + per_cue])
    ]
    length = round(len(words) * WORD_SECONDS * RATE) + RATE
    recording = Recording(Path(f"{abs(hash(tuple(words)))}.wav"), "0" * 64, RATE, 1, length)
    return Segment(recording, transcript=Transcript(tuple(cues)), **changes)


@pytest.mark.parametrize("with_headings", [True, False])
@pytest.mark.parametrize(("wrong", "added"), [(0.0, 0.0), (0.1, 0.05)])
def test_each_heading_is_found_where_its_section_begins(
    *, with_headings: bool, wrong: float, added: float
) -> None:
    """Read aloud or not; with every tenth word wrong within a sentence's length."""
    article = example()
    words, starts = read_aloud(article, with_headings=with_headings, wrong=wrong, added=added)
    found = headings.find(article, [recorded(words)])
    titles = [section.heading for section in article.sections if section.heading]
    assert [each.title for each in found] == titles
    off = [abs(each.seconds - start) for each, start in zip(found, starts, strict=True)]
    assert max(off) <= (0.5 if not wrong else 3.0), off


def test_two_recordings_go_on_in_recorded_time() -> None:
    """As chapter times do: end to end, each once and uncut."""
    article = example()
    words, starts = read_aloud(article, with_headings=True)
    half = len(words) // 2
    first, second = recorded(words[:half]), recorded(words[half:])
    found = headings.find(article, [first, second, second])
    middle = half * WORD_SECONDS
    expected = [at if at < middle else at + 1.0 for at in starts]
    assert [each.seconds for each in found] == pytest.approx(expected, abs=0.5)


def test_what_is_cut_away_is_not_offered() -> None:
    """Nobody could jump there."""
    article = example()
    words, starts = read_aloud(article, with_headings=True)
    found = headings.find(article, [recorded(words, start=starts[2] - 0.1)])
    assert [each.seconds for each in found][:1] == pytest.approx(starts[2:3], abs=3.0)


def test_another_text_has_none_of_the_headings() -> None:
    """Two people who talk about something else."""
    words = re.findall(r"\w+", "The weather was fine and we went to the sea for a swim. " * 50)
    assert headings.find(example(), [recorded(words)]) == ()
    assert headings.find(example(), []) == ()


def test_an_hour_is_compared_in_no_time() -> None:
    """Nine thousand words, most of them in other places too."""
    text = "\n\n".join(f"## Part {at}\n\n" + f"We say {at} things here. " * 60 for at in range(30))
    article = an_article(text)
    words, _ = read_aloud(article, with_headings=True)
    began = time.process_time()
    headings.find(article, [recorded(words)])
    assert time.process_time() - began < 2


@given(
    st.lists(st.sampled_from(["cells", "read", "the", "book", "## How", "does", "1."]), max_size=40)
)
def test_any_transcript_gives_ascending_times(words: list[str]) -> None:
    """And never a heading twice."""
    article = an_article("## How does a cell choose?\n\nThe book.\n\n## Read the book\n\ncells")
    found = headings.find(article, [recorded(words)] if words else [])
    times = [each.seconds for each in found]
    assert times == sorted(set(times))
