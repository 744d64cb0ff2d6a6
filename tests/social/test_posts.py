"""Posts: within the limit whatever the article, whole sentences, each with its source."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samples import a_show, a_timeline, an_episode
from samples import shared as handed
from segue import picking, social
from segue.errors import SegueError
from segue.judging import judge
from segue.likeness import cosine, likeness
from segue.model import Episode, Sentence
from segue.release import Output, Picks
from segue.show import SocialSettings
from segue.social.angles import Angle
from segue.social.counting import count
from segue.social.material import Material
from segue.social.stock import Stock
from segue.social.voices import voices
from segue.social.writing import write

IDENTITY = ["platform", "id", "kind", "part", "parts"]
KEYS = [*IDENTITY, "text", "count", "limit", "unit", "source", "hashtags", "link", "image", "alt"]
PLATFORMS = ("x", "bluesky", "linkedin", "instagram", "mastodon", "threads", "facebook")
ARTICLE = """\
Most kettles waste half of their heat before the tea is poured. A new kettle from a small workshop
keeps nearly all of its heat with a coat of cork.

## What does the cork do?

Cork holds more air than any other wood, and air carries hardly any heat away. In tests, the cork
kettle lost 4 degrees in an hour while a steel kettle lost 21 degrees.

## How long does a kettle of cork last?

A kettle of cork may last for 12 years, although early tests are not proven by long use. The bark
grows back within nine years, and no tree is felled for a kettle.

## Where cork comes from

Half of all cork is grown in Portugal, where the law protects every tree that bears it. The workshop
sold its first kettle in 2019 and has repaired every one of them since.
"""


def outputs(episode: Episode) -> dict[str, str]:
    """What the room makes of an episode, by file name."""
    picks = picking.pick(episode.article, episode.show.language)
    planned = social.plan(episode, replace(handed(episode), picks=picks))
    made: list[Output] = [output for job in planned for output in social.render(job)]
    return {
        output.path.name: output.body.decode() for output in made if isinstance(output.body, bytes)
    }


def posts(episode: Episode) -> list[dict[str, object]]:
    """The posts of an episode as posts.json has them."""
    found: list[dict[str, object]] = json.loads(outputs(episode)["posts.json"])
    return found


def text_of(episode: Episode, platform: str) -> str:
    """What stands in a network's file."""
    return outputs(episode)[f"{platform}.txt"]


def with_settings(episode: Episode, **changes: object) -> Episode:
    """The episode under a show with other settings."""
    return replace(episode, show=a_show(**changes))


def test_every_network_gets_its_file_and_all_posts_stand_in_the_listing() -> None:
    """Files and listing hold the same posts, with exactly the keys of the contract."""
    made = outputs(an_episode(ARTICLE))
    listed = json.loads(made["posts.json"])
    assert set(made) == {"posts.json", *(f"{platform}.txt" for platform in PLATFORMS)}
    assert all(list(post) == KEYS for post in listed)
    for platform in PLATFORMS:
        own = [post["text"] for post in listed if post["platform"] == platform]
        assert made[f"{platform}.txt"] == "\n---\n".join(own) + "\n"


def test_a_skipped_network_gets_nothing() -> None:
    """`social: skip` in the front matter is obeyed."""
    made = outputs(an_episode(ARTICLE, skip_platforms=("x", "threads")))
    assert "x.txt" not in made
    assert "threads.txt" not in made
    assert "bluesky.txt" in made


@pytest.mark.parametrize("platform", ["x", "bluesky"])
def test_a_thread_counts_its_parts_and_ends_with_the_link(platform: str) -> None:
    """Numbered 1/N to N/N; single posts stand beside it."""
    mine = [post for post in posts(an_episode(ARTICLE)) if post["platform"] == platform]
    parts = [post for post in mine if post["kind"] == "thread"]
    assert 3 <= len(parts) < len(mine)
    for number, post in enumerate(parts, 1):
        assert (post["part"], post["parts"]) == (number, len(parts))
        assert str(post["text"]).endswith(f"({number}/{len(parts)})")
    assert [post["link"] is not None for post in parts] == [False] * (len(parts) - 1) + [True]


def test_every_post_stands_on_sentences_of_the_article() -> None:
    """Each source is in the post and in the article, with its line there."""
    episode = an_episode(ARTICLE)
    lines = {sentence.text: sentence.line for sentence in episode.article.sentences}
    for post in posts(episode):
        for source in post["source"]:  # type: ignore[attr-defined]
            assert source["text"] in str(post["text"])
            assert lines[source["text"]] == source["line"]
    assert sum(bool(post["source"]) for post in posts(episode)) >= len(PLATFORMS)


def test_networks_do_not_all_say_the_same() -> None:
    """Even of so short an article, seven networks begin with three sentences or more."""
    firsts: dict[object, str] = {}
    for post in posts(an_episode(ARTICLE)):
        if post["source"]:
            firsts.setdefault(post["platform"], post["source"][0]["text"])  # type: ignore[index]
    assert len(set(firsts.values())) >= 3


def test_a_link_says_where_its_click_came_from() -> None:
    """Source, medium, campaign and the post's own id; never on Instagram."""
    listed = {post["id"]: post for post in posts(an_episode(ARTICLE))}
    assert listed["mastodon-number"]["link"] == (
        "https://example.org/small-talk/pilot?utm_source=mastodon&utm_medium=social"
        "&utm_campaign=pilot&utm_content=mastodon-number"
    )
    assert listed["instagram-caption"]["link"] is None
    assert "http" not in str(listed["instagram-caption"]["text"])


def test_parameters_can_be_switched_off_and_a_show_may_have_no_page() -> None:
    """`utm = false` leaves the bare address; without a link there is none."""
    plain = with_settings(an_episode(ARTICLE), social=SocialSettings(cards=False, utm=False))
    assert all("utm_" not in str(post["text"]) for post in posts(plain))
    nowhere = with_settings(an_episode(ARTICLE), link=None)
    assert all(post["link"] is None for post in posts(nowhere))


def test_the_picture_comes_with_words_for_those_who_do_not_see_it() -> None:
    """The episode's image as a path in the show, with the title where no alt text is known."""
    image = Path("/show/episodes/pilot/images/cork.png")
    listed = posts(an_episode(ARTICLE, image=image))
    first = [post for post in listed if post["part"] == 1]
    assert {post["image"] for post in first} == {"episodes/pilot/images/cork.png"}
    assert {post["alt"] for post in first} == {"Cells that read"}
    assert {post["image"] for post in posts(an_episode(ARTICLE))} == {None}


def test_a_picture_from_outside_the_show_goes_by_its_name() -> None:
    """posts.json is the same on every machine, so no folder of one stands in it."""
    listed = posts(an_episode(ARTICLE, image=Path("/home/pictures/cork.png")))
    assert {post["image"] for post in listed if post["part"] == 1} == {"cork.png"}


def test_an_article_of_nothing_still_gets_announced() -> None:
    """Without a sentence to use, a post leads with the title."""
    listed = posts(an_episode(""))
    assert len(listed) == len(PLATFORMS)
    assert all("Cells that read" in str(post["text"]) for post in listed)


def test_only_a_title_too_long_for_any_post_is_cut_and_at_a_word() -> None:
    """The cut is shown with an ellipsis, and nothing else is said."""
    title = "A title of a great many words " * 12
    post = text_of(an_episode("", title=title.strip()), "bluesky").strip()
    assert post.endswith("…")
    assert title.startswith(post.removesuffix("…"))
    assert title[len(post) - 1] == " "


def test_a_sentence_too_long_for_a_network_is_not_cut() -> None:
    """A shorter sentence or the title stands in for it."""
    long = "The kettle of cork " + "and the kettle of steel " * 12 + "were both full in 2019."
    text = text_of(an_episode(long), "x")
    assert "steel" not in text.split("\n---\n", maxsplit=1)[0]
    assert "Cells that read" in text


def test_a_network_without_a_template_is_asked_back() -> None:
    """The error names the setting and what was meant."""
    episode = with_settings(
        an_episode(ARTICLE), social=SocialSettings(cards=False, platforms=("blusky",))
    )
    with pytest.raises(SegueError) as caught:
        social.plan(episode, handed(episode))
    assert caught.value.problems[0].file == Path("/show/segue.toml")
    assert "bluesky" in str(caught.value)


@pytest.mark.parametrize("platform", ["youtube", "tiktok", "telegram", "x"])
def test_a_shows_own_template_wins(tmp_path: Path, platform: str) -> None:
    """Posts that it makes alike are one post."""
    folder = tmp_path / "templates" / "social"
    folder.mkdir(parents=True)
    (folder / f"{platform}.txt.j2").write_text("There: {{ title }}\n", encoding="utf-8")
    episode = with_settings(
        an_episode(ARTICLE),
        root=tmp_path,
        social=SocialSettings(cards=False, platforms=(platform,)),
    )
    assert text_of(episode, platform) == "There: Cells that read\n"


def test_a_new_network_is_one_template_and_one_row(tmp_path: Path) -> None:
    """In a show's own folder, without any code; its kinds and its limit hold."""
    own_network(tmp_path, "podnet", "{{ question }}\n{{ text or title }}\n{{ link }}\n")
    row = '[podnet]\nlimit = 240\nunit = "characters"\nkinds = ["question", "number"]\n'
    (tmp_path / "templates/social/limits.toml").write_text(row, encoding="utf-8")
    episode = with_settings(
        an_episode(ARTICLE), root=tmp_path, social=SocialSettings(platforms=("podnet",))
    )
    listed = posts(episode)
    assert [post["id"] for post in listed] == ["podnet-question", "podnet-number"]
    assert all(post["limit"] == 240 and post["unit"] == "characters" for post in listed)
    assert "utm_source=podnet" in str(listed[0]["link"])


def own_network(root: Path, name: str, template: str) -> None:
    """Give a show a template for a network."""
    folder = root / "templates" / "social"
    folder.mkdir(parents=True)
    (folder / f"{name}.txt.j2").write_text(template, encoding="utf-8")


def test_a_network_without_limits_is_refused_with_what_is_missing(tmp_path: Path) -> None:
    """A template alone does not say how long a post may be."""
    own_network(tmp_path, "podnet", "{{ title }}\n")
    hint = str(hint_for("podnet", root=tmp_path))
    assert hint == "add a table [podnet] with limit and unit to templates/social/limits.toml"


def test_a_network_that_only_lacks_a_template_is_told_which() -> None:
    """With its whole path, so that it is made in the right place."""
    assert hint_for("telegram-caption") == "write one: templates/social/telegram-caption.txt.j2"


def test_networks_are_listed_for_one_that_is_like_none() -> None:
    """A second run would fail otherwise."""
    assert "choose of x, bluesky," in str(hint_for("qqqq"))


def hint_for(platform: str, **show: object) -> str | None:
    """What a show is told that wants to write for this network."""
    settings = SocialSettings(cards=False, platforms=(platform,))
    episode = with_settings(an_episode(ARTICLE), social=settings, **show)
    with pytest.raises(SegueError) as caught:
        social.plan(episode, handed(episode))
    return caught.value.problems[0].hint


def test_a_misspelt_network_to_skip_is_told_with_its_line() -> None:
    """Or its posts would go out all the same."""
    lines = {"social.skip": 8, "social.skip.1": 9}
    episode = an_episode(ARTICLE, skip_platforms=("threads", "instgram"), lines=lines)
    with pytest.raises(SegueError) as caught:
        social.plan(episode, handed(episode))
    [problem] = caught.value.problems
    assert (problem.file, problem.line) == (episode.source, 9)
    assert problem.hint == 'did you mean "instagram"?'


def test_sentences_of_one_line_stand_in_reading_order() -> None:
    """Not in that of their worth."""
    one, two, three = "Cork is so light.", "Cork floats on water.", "Cork burns well."
    episode = an_episode(f"{one} {two} {three}\n")
    sentences = episode.article.sentences
    best = (sentences[2], sentences[0], sentences[1])
    shared = replace(handed(episode), picks=Picks(hook=(), best=best, questions=()))
    [job] = social.plan(episode, shared)
    made = {output.path.name: output.body for output in social.render(job)}
    text = made["linkedin.txt"]
    assert isinstance(text, bytes)
    assert text.index(one.encode()) < text.index(two.encode()) < text.index(three.encode())


def test_a_post_goes_on_with_what_is_meant_for_posts_only() -> None:
    """A passage for the notes between two paragraphs is passed over."""
    text = "One cork floats well.\n\n/// only | notes\nNot here.\n///\n\nTwo corks float better.\n"
    article = an_episode(text).article
    material = Material(Stock(article, Picks((), (), ()), judge("en")))
    passage = material.passage(article.sentences[0], 3)
    assert [one.text for one in passage] == ["One cork floats well.", "Two corks float better."]


def test_no_two_posts_of_a_network_are_alike() -> None:
    """The cosine of their words' TF-IDF stays below one half."""
    episode = with_settings(an_episode(ARTICLE), link=None, disclaimer=None)
    compared = likeness(judge("en"), [one.text for one in episode.article.sentences])
    for platform in PLATFORMS:
        mine = [str(one["text"]) for one in posts(episode) if one["platform"] == platform]
        vectors = [compared.vector(text) for text in mine]
        for one, other in itertools.combinations(vectors, 2):
            assert cosine(one, other) < 0.5


def test_what_says_nothing_of_the_matter_is_no_post() -> None:
    """Without a word of the topic nobody knows what it speaks of; enough others stay."""
    facts = (f"The cork kettle number {one} keeps its heat for {one} hours." for one in range(2, 9))
    article = "\n\n".join((*facts, "Some people buy one every year, and others never do so."))
    listed = posts(an_episode(article, title="Cork kettles"))
    assert listed
    assert not [post for post in listed if "Some people" in str(post["text"])]


def test_a_word_for_the_show_itself_is_no_post() -> None:
    """A sentence with the author's or the show's name is a plug, not the matter."""
    show = a_show(title="The Cork Hour", author="Ada Kettle")
    plug = "Ada Kettle and The Cork Hour help a thousand people to make better tea in winter."
    listed = posts(replace(an_episode(f"{ARTICLE}\n\n{plug}\n"), show=show))
    assert not [post for post in listed if plug in str(post["text"])]


def test_networks_with_the_same_kind_of_post_begin_with_another_sentence() -> None:
    """LinkedIn and Facebook tell two stories, X and Bluesky ask two questions."""
    text = {post["id"]: post["source"] for post in posts(an_episode(ARTICLE))}
    assert text["linkedin-story"] != text["facebook-story"]
    assert text["mastodon-question"] != text["threads-question"]


def test_a_question_is_followed_by_an_answer() -> None:
    """Neither “Nope!” nor another question is one."""
    asked = "Does a cork kettle keep its heat for a whole night? Nope! Does a steel kettle do so?"
    listed = posts(an_episode(f"{ARTICLE}\n\n{asked}\n"))
    asking = [str(post["text"]) for post in listed if post["kind"] == "question"]
    assert asking
    assert not [text for text in asking if "Nope" in text]


def test_the_last_part_of_a_thread_says_at_least_what_the_episode_is_called() -> None:
    """Where no sentence fits beside the link, the title stands there."""
    show = a_show(disclaimer="A long disclaimer without an end. " * 6)
    listed = posts(replace(an_episode(ARTICLE, title="Kettles"), show=show))
    last = [post for post in listed if post["platform"] == "x" and post["kind"] == "thread"][-1]
    assert str(last["text"]).startswith("Kettles\n")


def test_a_call_to_action_is_a_post_with_its_own_link() -> None:
    """Its words as the author wrote them, and where it leads."""
    text = f"{ARTICLE}\n/// call | The reading list\nAll in one: [Get it](https://example.org/list)\n///\n"
    [call] = [one for one in posts(an_episode(text)) if one["id"] == "x-call"]
    assert str(call["text"]).startswith("The reading list")
    assert str(call["link"]).startswith("https://example.org/list?utm_source=x")


def test_a_carousel_has_the_title_short_pages_and_where_to_find_the_show() -> None:
    """Each page is a part, so that a card can be made of it."""
    pages = [one for one in posts(an_episode(ARTICLE)) if one["kind"] == "carousel"]
    assert pages[0]["text"] == "Cells that read"
    assert "Link in bio." in str(pages[-1]["text"])
    assert all(len(str(page["text"])) <= 180 for page in pages)


def test_youtube_gets_its_title_and_chapters_that_it_shows() -> None:
    """From 0:00, ascending; the handles of one network stay on it."""
    show = {
        "social": SocialSettings(platforms=("youtube", "mastodon")),
        "handles": {"mastodon": "@talk"},
    }
    episode = with_settings(an_episode(ARTICLE), **show)
    picks = picking.pick(episode.article, "en")
    made = write(episode, picks, ("youtube", "mastodon"), a_timeline())
    title, description = (one for one in made if one.platform == "youtube")
    assert (title.text, title.limit) == ("Cells that read", 100)
    assert "00:00 Welcome\n01:12 The book\n1:01:01 The end" in description.text
    assert "@talk" not in title.text + description.text
    assert any("@talk" in one.text for one in made if one.platform == "mastodon")


def test_two_runs_give_the_same_bytes() -> None:
    """Nothing depends on the run."""
    assert outputs(an_episode(ARTICLE)) == outputs(an_episode(ARTICLE))


words = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)
passages = st.one_of(
    words,
    st.sampled_from(ARTICLE.split("\n")),
    st.sampled_from(
        [
            "The kettle " + "of cork " * 40 + "lost 21 degrees in 2019.",
            "日本の茶" * 60 + "。",
            "👨\u200d👩\u200d👧\u200d👦" * 70,
            "x" * 700,
            "https://example.org/" + "a" * 400,
            "---",
        ]
    ),
)


@given(
    article=st.lists(passages, max_size=12).map("\n\n".join),
    title=st.one_of(words, passages).map(lambda title: " ".join(title.split()) or "Untitled"),
    disclaimer=st.one_of(st.none(), words, st.just("Ask your doctor. " * 30)),
    tags=st.lists(words, max_size=4).map(tuple),
)
@settings(max_examples=40)
def test_every_post_is_within_its_limit_whatever_the_article(
    article: str, title: str, disclaimer: str | None, tags: tuple[str, ...]
) -> None:
    """Any article, title, disclaimer and tags: each post fits and is counted right."""
    episode = an_episode(article, title=title, tags=tags)
    episode = with_settings(episode, disclaimer=disclaimer)
    made = outputs(episode)
    for post in json.loads(made["posts.json"]):
        counted = count(post["text"], post["platform"])
        assert counted.valid, post
        assert (counted.length, counted.limit) == (post["count"], post["limit"])
        assert "---" not in post["text"].split("\n")


INTERVIEW = """\
Ada Holm has made kettles of cork for eleven years, and most of them still hold tea.

**Sam:** Ada, where did the first kettle come from?

**Ada:** It came from a barn. In 1998 my aunt gave me forty corks and a broken kettle to mend.

**Sam:** Does a kettle of cork keep its heat?

**Ada:** A kettle of cork loses only 4 degrees in an hour. I have never burnt my hands on one of
these kettles in eleven years of making them.
"""


def test_what_a_guest_says_of_herself_goes_out_as_her_quotation_only() -> None:
    """The show would else tell her life as its own, or her words would have its author's name."""
    made = posts(an_episode(INTERVIEW))
    own = [one for one in made if re.search(r"\b(I|my|me)\b", str(one["text"]))]
    assert own
    assert {str(one["kind"]) for one in own} == {"quote"}
    assert all("\n— Ada\n" in str(one["text"]) for one in own)


def test_notes_and_tips_make_no_interview() -> None:
    """`Note:` before a paragraph is nobody who speaks."""
    text = ARTICLE + "\nNote: Cork burns.\n\nNote: Cork floats.\n\nTip: Buy two of them.\n"
    assert voices(an_episode(text).article) == {}


def test_japanese_sentences_stand_without_a_space_between() -> None:
    """As they are written in the article."""
    said = Sentence("猫は眠る。", 1, 0), Sentence("犬は走る。", 1, 0)
    assert Angle(said).text == "猫は眠る。犬は走る。"
