"""Pictures for posts: every word on them, none over the edge, the same bytes every time."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from conftest import ShowMaker
from samples import an_episode
from segue import cache
from segue.build import Report, build
from segue.errors import SegueError
from segue.model import Recording, Segment, Sentence
from segue.release import Picks, Post
from segue.request import Request
from segue.show import Look, Show
from segue.social.cards import engine
from segue.social.cards.canvas import Canvas, canvases
from segue.social.cards.card import Card, Kind, wave
from segue.social.cards.chromium import Chromium
from segue.social.cards.drawing import HEAVIEST_BYTES, Drawn, Studio
from segue.social.cards.fonts import faces
from segue.social.cards.logo import logo
from segue.social.cards.planning import Planner
from segue.social.cards.takumi import Takumi

QUOTE = "CAR-T does not set out to weaken the immune system; it aims to reset it, says Dr. Abel."
LONG = (
    "Within two months of a single infusion of 12 mg, she felt that her walking and her balance"
    " were better, that she had more energy, and that she could once more climb the 39 steps."
)
HEBREW = "טיפול CAR-T אינו מחליש את מערכת החיסון, הוא מאתחל אותה."
EMOJI = "Small steps 👩‍👩‍👧 add up ❤️ — even on a slow day 🇩🇪, at ≥ 2 km/h → or less."

every_canvas = pytest.mark.parametrize("canvas", canvases().values(), ids=list(canvases()))
every_kind = pytest.mark.parametrize("kind", ["quote", "title", "list", "page", "number", "call"])


def card(kind: Kind, text: str, **values: object) -> Card:
    """A card of a kind as the planner makes it."""
    given: dict[str, object] = {
        "kind": kind,
        "language": "en",
        "title": "A reset, not a brake",
        "text": text,
        "bars": wave("guid"),
        "number": 4,
        "handle": "@show.example",
    }
    if kind == "list":
        given["items"] = (text, "A hope is not yet a finding.")
    if kind == "number":
        given["figure"] = "62.5%"
    if kind in {"page", "call"}:
        given |= {"page": 3, "pages": 6}
    if kind in {"title", "call"}:
        given["ground"] = "accent"
    return Card(**(given | values))  # type: ignore[arg-type]


def studio(tmp_path: Path, look: Look | None = None) -> Studio:
    """A studio for a show without fonts or logo of its own."""
    drawing = engine.find()
    assert drawing is not None
    show = Show(root=tmp_path, title="Plain Nerve", language="en", look=look or Look())
    return Studio(show, drawing, faces(show), logo(show.look.logo))


def pixels(drawn: Drawn) -> np.ndarray:
    """The picture's colours."""
    with Image.open(io.BytesIO(drawn.png)) as image:
        return np.asarray(image.convert("RGB"), dtype=int)


def outside(drawn: Drawn, canvas: Canvas) -> int:
    """How many pixels beyond the margins are not of the ground's colour."""
    picture = pixels(drawn)
    ink = (np.abs(picture - picture[2, 2]) > 8).any(axis=2)
    ink[canvas.top - 2 : -canvas.bottom + 2, canvas.margin - 3 : -canvas.margin + 3] = False
    return int(ink.sum())


def built(root: Path) -> Report:
    """A built show."""
    return build(Request(root=root))


def posts(root: Path, slug: str = "pilot") -> list[dict[str, object]]:
    """What posts.json says."""
    file = root / "output" / slug / "social" / "posts.json"
    listed: list[dict[str, object]] = json.loads(file.read_text(encoding="utf-8"))
    return listed


@every_kind
@every_canvas
def test_a_card_has_its_size_and_keeps_its_edges_clear(
    kind: Kind, canvas: Canvas, tmp_path: Path
) -> None:
    """No word is over the margin, in no size, nor is the file heavier than networks take."""
    drawn = studio(tmp_path).drawn(card(kind, QUOTE), canvas)
    assert drawn is not None
    assert pixels(drawn).shape[:2] == (canvas.height, canvas.width)
    assert outside(drawn, canvas) == 0
    assert len(drawn.png) <= HEAVIEST_BYTES


@every_canvas
@pytest.mark.parametrize(
    "text",
    ["Yes.", LONG, f"{LONG} {QUOTE}", EMOJI, "Donaudampfschifffahrtsgesellschaftskapitän hört zu."],
    ids=["short", "long", "very-long", "emoji", "long-word"],
)
def test_words_are_set_as_large_as_they_fit(text: str, canvas: Canvas, tmp_path: Path) -> None:
    """One word and sixty, all inside; nothing is cut."""
    drawn = studio(tmp_path).drawn(card("quote", text, marks=("“", "”")), canvas)
    assert drawn is not None
    assert outside(drawn, canvas) == 0
    assert f"“{text}”" in drawn.alt.split("\n")


@every_canvas
def test_a_text_from_right_to_left_stands_on_the_right(canvas: Canvas, tmp_path: Path) -> None:
    """Hebrew begins at the right margin, with its Latin words the right way round."""
    drawn = studio(tmp_path).drawn(card("quote", HEBREW, is_rtl=True, language="he"), canvas)
    assert drawn is not None
    assert outside(drawn, canvas) == 0
    picture = pixels(drawn)
    middle = picture[canvas.height // 3 : -canvas.height // 3]
    ink = (np.abs(middle - picture[2, 2]) > 40).any(axis=2).any(axis=0)
    columns = np.flatnonzero(ink)
    assert canvas.right - columns.max() < columns.min() - canvas.margin + canvas.small * 2


def test_what_does_not_fit_is_not_drawn(tmp_path: Path) -> None:
    """Better no picture than one that nobody can read, or that ends in the middle."""
    assert studio(tmp_path).drawn(card("quote", LONG * 12), canvases()["1200x630"]) is None


def test_the_alternative_text_is_what_stands_on_the_card(tmp_path: Path) -> None:
    """Word for word and in order: show, number, words, title, handle."""
    drawn = studio(tmp_path).drawn(card("quote", QUOTE), canvases()["1080x1350"])
    assert drawn is not None
    assert drawn.alt.split("\n") == [
        "Plain Nerve",
        "Episode 4",
        QUOTE,
        "A reset, not a brake",
        "@show.example",
    ]


def test_two_runs_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawn anew, not taken from the cache."""
    monkeypatch.setattr(cache, "read", lambda *_: None)
    monkeypatch.setattr(Takumi, "draw", Takumi.draw.__wrapped__)  # type: ignore[attr-defined]
    first, second = (
        studio(tmp_path).drawn(card("title", QUOTE), canvases()["1080x1080"]) for _ in range(2)
    )
    assert first == second


def test_a_card_that_was_drawn_once_is_not_drawn_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second run takes it from the cache; another word makes another picture."""
    canvas = canvases()["1080x1080"]
    first = studio(tmp_path).drawn(card("title", QUOTE), canvas)
    monkeypatch.setattr(Takumi, "draw", lambda *_: b"drawn anew")
    again = studio(tmp_path).drawn(card("title", QUOTE), canvas)
    other = studio(tmp_path).drawn(card("title", "Another"), canvas)
    assert first == again
    assert other is not None
    assert other.png == b"drawn anew"


def test_every_post_names_its_picture_and_its_words(make_show: ShowMaker) -> None:
    """The file that posts.json names is there, in the network's size."""
    root = make_show()
    report = built(root)
    assert [problem.code for problem in report.problems if problem.code.startswith("card")] == []
    sizes = {}
    for post in posts(root):
        if post["part"] == 1:
            file = root / "output" / "pilot" / str(post["image"])
            with Image.open(file) as image:
                sizes[post["platform"]] = image.size
            assert 0 < len(str(post["alt"])) <= 1000
    assert sizes["x"] == (1600, 900)
    assert sizes["instagram"] == (1080, 1350)


def test_instagram_gets_a_carousel(example: Path) -> None:
    """A title, the takeaways and the call, with their places counted."""
    build(Request(root=example, only=frozenset({"social"})))
    pages = [post for post in posts(example, "car-t") if post["kind"] == "carousel"]
    assert len(pages) >= 3
    assert [str(page["alt"]).split("\n")[-1] for page in pages] == [
        f"{number}/{len(pages)}" for number in range(1, len(pages) + 1)
    ]


def test_a_carousel_of_an_article_without_sound_ends_with_where_to_read_it() -> None:
    """Nobody is asked to listen where there is nothing to hear."""
    post = Post("instagram", "i-2", "carousel", 2, 2, "Words.", 6, 2200, "units", ())
    sound = Segment(Recording(Path("a.wav"), "00", 44100, 1, 44100))
    for segments, button in (((), "example.org"), ((sound,), "")):
        episode = replace(an_episode(), segments=segments, calls=())
        [call, *_] = Planner(episode, Picks((), (), ())).cards(post)
        assert (call.kind, call.button) == ("call", button)


def test_a_list_is_read_as_its_items_are() -> None:
    """Arabic points stand from the right, also where the episode has a Latin title."""
    points = tuple(Sentence(text, 1, 0) for text in ("القلب يضخ الدم.", "الرئة تأخذ الهواء."))
    post = Post("linkedin", "l", "takeaways", 1, 1, "Words.", 6, 3000, "units", points)
    [card, *_] = Planner(an_episode(), Picks((), (), ())).cards(post)
    assert (card.kind, card.is_rtl) == ("list", True)


def test_a_show_may_do_without_pictures(make_show: ShowMaker) -> None:
    """`cards = false` makes none and complains of none."""
    root = make_show(settings="[social]\ncards = false\n")
    report = built(root)
    assert not (root / "output" / "pilot" / "social" / "cards").exists()
    assert [problem.code for problem in report.problems if problem.code.startswith("card")] == []


def test_without_anything_that_draws_the_rest_is_built(
    make_show: ShowMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One finding says how to get pictures; posts are written all the same."""
    monkeypatch.setattr(engine, "find", lambda: None)
    root = make_show()
    report = built(root)
    found = [problem for problem in report.problems if problem.code.startswith("card")]
    assert [problem.code for problem in found] == ["cards-renderer"]
    assert "segue[cards]" in (found[0].hint or "")
    assert posts(root)[0]["image"] is None


def test_a_character_that_no_font_has_is_told_and_not_drawn_as_a_box(
    make_show: ShowMaker,
) -> None:
    """The finding names the characters, and where to put a font that has them."""
    root = make_show(title="細胞の話", article="細胞は本を読みます。")
    report = built(root)
    found = [problem for problem in report.problems if problem.code == "card-missing"]
    assert found
    assert "細" in found[0].message
    assert "assets/fonts/" in (found[0].hint or "")
    assert all(post["image"] is None for post in posts(root))


def test_more_sizes_are_made_where_the_show_wants_them(make_show: ShowMaker) -> None:
    """Beside the network's own; a size that there is not is an error."""
    root = make_show(settings='[social]\nplatforms = ["x"]\ncard_sizes = ["1080x1920", "9x9"]\n')
    report = built(root)
    folder = root / "output" / "pilot" / "social" / "cards"
    assert (folder / "x-announcement-1080x1920.png").is_file()
    assert (folder / "x-announcement-1600x900.png").is_file()
    assert "card-size" in {problem.code for problem in report.problems}


def test_a_template_of_the_show_s_own_is_used(make_show: ShowMaker) -> None:
    """Copied into templates/cards/ and changed there, like any other."""
    root = make_show(settings='[social]\nplatforms = ["x"]\n')
    own = root / "templates" / "cards" / "title.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text('<div class="card"><div>Mine</div></div>', encoding="utf-8")
    built(root)
    alts = [post["alt"] for post in posts(root) if post["kind"] == "announcement"]
    assert alts == ["Mine"]


def test_chromium_draws_the_same_card_where_takumi_is_missing(
    tmp_path: Path, tool: Callable[[str], str]
) -> None:
    """The same words in the same lines within the same edges; only edges of letters differ."""
    canvas = canvases()["1080x1080"]
    wanted = card("quote", QUOTE)
    ours = studio(tmp_path)
    theirs = replace(ours, engine=Chromium(tool("chromium")))
    one, other = ours.drawn(wanted, canvas), theirs.drawn(wanted, canvas)
    assert one is not None
    assert other is not None
    assert one.alt == other.alt
    assert outside(other, canvas) == 0
    different = (np.abs(pixels(one) - pixels(other)) > 90).any(axis=2)
    assert different.mean() < 0.03


def test_a_browser_that_does_not_work_is_told(tmp_path: Path) -> None:
    """As a finding with a way out, not as a crash."""
    broken = replace(studio(tmp_path), engine=Chromium(str(tmp_path / "no-browser")))
    with pytest.raises(SegueError) as caught:
        broken.drawn(card("quote", QUOTE), canvases()["1080x1080"])
    assert caught.value.problems[0].code == "card"


def test_a_style_that_cannot_be_read_is_told(make_show: ShowMaker) -> None:
    """A fault in a template of the show's own names the folder to look into."""
    root = make_show(settings='[social]\nplatforms = ["x"]\n')
    own = root / "templates" / "cards" / "card.css.j2"
    own.parent.mkdir(parents=True)
    own.write_text("{{ nothing_of_that_name }}", encoding="utf-8")
    report = built(root)
    assert "template" in {problem.code for problem in report.problems}
    assert posts(root)[0]["image"] is None


def test_a_language_without_words_of_its_own_gets_signs(make_show: ShowMaker) -> None:
    """No card fails for a language, and none says Episode in the wrong one."""
    root = make_show(front="number: 4")
    settings = root / "segue.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("[show]", '[show]\nlanguage = "hi"'), encoding="utf-8")
    built(root)
    assert "#4" in str(posts(root)[0]["alt"]).split("\n")


@pytest.mark.parametrize("language", ["en_GB", "zh-Hant-TW", "english", "x"])
def test_no_spelling_of_a_language_keeps_a_card_from_being_drawn(
    language: str, tmp_path: Path
) -> None:
    """What is no code is set like any other language."""
    wanted = card("quote", QUOTE, language=language)
    assert studio(tmp_path).drawn(wanted, canvases()["1080x1080"]) is not None
