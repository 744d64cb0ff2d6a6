"""Fitting: what is too long is passed over without being laid out, and nothing else is."""

from __future__ import annotations

import functools
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samples import a_show
from segue.model import Sentence
from segue.social.angles import Angle
from segue.social.counting import measure
from segue.social.fitting import Fitter
from segue.social.layout import Draft, lay_out
from segue.social.limits import row_for, table

PLACES = [(name, kind) for name, row in table().items() for kind in row.kinds]
PIECES = [*"ab 字é.@#“”\u0301", "👩🏽‍⚕️", "🇩🇪", " example.com ", " https://e.org/a "]
WORDS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=200).map(
    lambda pieces: " ".join("".join(pieces).split()) or "a"
)
SENTENCES = st.lists(WORDS, max_size=4).map(
    lambda texts: tuple(Sentence(text, 1, 0) for text in texts)
)
ANGLES = st.builds(
    Angle,
    sentences=SENTENCES,
    question=WORDS | st.just(""),
    points=SENTENCES,
    topics=st.lists(WORDS, max_size=3).map(tuple),
    voice=st.sampled_from(["", "Ada", "A longer name than the author's"]),
)


def fitter(platform: str, kind: str) -> Fitter:
    """What fits the posts of a kind."""
    row = row_for(platform, kind, table())
    return Fitter(row, functools.partial(lay_out, a_show(), platform), measure)


def draft(kind: str, **values: object) -> Draft:
    """A post with a link and hashtags, and nothing said yet."""
    return replace(
        Draft(kind=kind, title="A title", link="https://e.org/a", hashtags=("#One",)),
        **values,  # type: ignore[arg-type]
    )


@given(st.sampled_from(PLACES), ANGLES, st.sampled_from([1, 40, 300]))
@settings(max_examples=150)
def test_there_is_room_for_whatever_fits(place: tuple[str, str], said: Angle, times: int) -> None:
    """However a template lays it out, what comes out valid was never passed over."""
    maker = fitter(*place)
    longer = replace(
        said, sentences=tuple(replace(one, text=one.text * times) for one in said.sentences)
    )
    fits = measure(maker.layout(replace(draft(place[1]), angle=longer)), maker.row).valid
    assert maker.room(draft(place[1])).holds(longer) or not fits


@pytest.mark.parametrize("platform", ["x", "bluesky", "mastodon", "threads"])
def test_what_is_plainly_too_long_is_not_laid_out(platform: str) -> None:
    """A hundred long sentences cost the template one asking with hashtags, one without."""
    asked: list[Draft] = []
    maker = fitter(platform, "insight")

    def layout(each: Draft) -> str:
        asked.append(each)
        return maker.layout(each)

    angles = [Angle((Sentence(f"{number} long sentence. " * 60, 1, 0),)) for number in range(100)]
    assert replace(maker, layout=layout).fit(draft("insight"), angles) is None
    assert len(asked) == 2


def test_words_that_a_template_does_not_show_take_no_room(tmp_path: Path) -> None:
    """A network whose own template posts the title alone posts it whatever the article says."""
    (tmp_path / "templates/social").mkdir(parents=True)
    (tmp_path / "templates/social/x.txt.j2").write_text("{{ title }}", encoding="utf-8")
    layout = functools.partial(lay_out, a_show(root=tmp_path), "x")
    maker = Fitter(table()["x"], layout, measure)
    fitted = maker.fit(draft("insight"), [Angle((Sentence("Much too long. " * 60, 1, 0),))])
    assert fitted is not None
    assert fitted.text == "A title"
