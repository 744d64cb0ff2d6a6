"""Posts: within the limit whatever the article, whole sentences, each with its source."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samples import a_show, an_episode
from samples import shared as handed
from segue import picking, social
from segue.errors import SegueError
from segue.judging import judge
from segue.model import Episode
from segue.release import Output, Picks
from segue.show import SocialSettings
from segue.social.angles import Material
from segue.social.counting import count

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


def test_x_has_a_single_post_and_a_thread_that_counts_its_parts() -> None:
    """The parts are numbered 1/N to N/N, and the last one has the link."""
    mine = [post for post in posts(an_episode(ARTICLE)) if post["platform"] == "x"]
    single, *thread = mine
    assert single["parts"] == 1
    assert len(thread) >= 3
    for number, post in enumerate(thread, 1):
        assert (post["part"], post["parts"]) == (number, len(thread))
        assert str(post["text"]).endswith(f"({number}/{len(thread)})")
    assert [post["link"] is not None for post in thread] == [False] * (len(thread) - 1) + [True]


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
    """Short networks open with different sentences of the article."""
    short = {"x-announcement", "bluesky-question", "mastodon-fact", "threads-insight"}
    opened = [
        post["source"][0]["text"] for post in posts(an_episode(ARTICLE)) if post["id"] in short
    ]  # type: ignore[index]
    assert len(set(opened)) == len(short)


def test_a_link_says_where_its_click_came_from() -> None:
    """Source, medium, campaign and the post's own id; never on Instagram."""
    listed = {post["id"]: post for post in posts(an_episode(ARTICLE))}
    assert listed["mastodon-fact"]["link"] == (
        "https://example.org/small-talk/pilot?utm_source=mastodon&utm_medium=social"
        "&utm_campaign=pilot&utm_content=mastodon-fact"
    )
    assert listed["instagram-caption"]["link"] is None
    assert "http" not in str(listed["instagram-caption"]["text"])


def test_parameters_can_be_switched_off_and_a_show_may_have_no_page() -> None:
    """`utm = false` leaves the bare address; without a link there is none."""
    plain = with_settings(an_episode(ARTICLE), social=SocialSettings(utm=False))
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
    episode = with_settings(an_episode(ARTICLE), social=SocialSettings(platforms=("blusky",)))
    with pytest.raises(SegueError) as caught:
        social.plan(episode, handed(episode))
    assert caught.value.problems[0].file == Path("/show/segue.toml")
    assert "bluesky" in str(caught.value)


@pytest.mark.parametrize("platform", ["youtube", "tiktok", "telegram", "google-business"])
def test_a_shows_own_template_wins_and_a_new_network_needs_no_code(
    tmp_path: Path, platform: str
) -> None:
    """A template in the show's folder makes posts for a network that the limits file knows."""
    folder = tmp_path / "templates" / "social"
    folder.mkdir(parents=True)
    (folder / f"{platform}.txt.j2").write_text("There: {{ title }}\n", encoding="utf-8")
    episode = with_settings(
        an_episode(ARTICLE), root=tmp_path, social=SocialSettings(platforms=(platform,))
    )
    assert text_of(episode, platform) == "There: Cells that read\n"


def test_a_network_without_limits_is_refused_with_those_that_there_are(tmp_path: Path) -> None:
    """A template alone does not say how long a post may be."""
    folder = tmp_path / "templates" / "social"
    folder.mkdir(parents=True)
    (folder / "tumblr.txt.j2").write_text("{{ title }}\n", encoding="utf-8")
    hint = str(hint_for("tumblr", root=tmp_path))
    assert "choose of x, bluesky," in hint
    assert "templates/social/<network>.txt.j2, also of youtube," in hint


def test_a_network_that_only_lacks_a_template_is_told_which() -> None:
    """With its whole path, so that it is made in the right place."""
    assert hint_for("tiktok") == "write one: templates/social/tiktok.txt.j2"


def test_only_networks_that_work_are_suggested() -> None:
    """A second run would fail otherwise."""
    assert "did you mean" not in str(hint_for("tiktoc"))


def hint_for(platform: str, **show: object) -> str | None:
    """What a show is told that wants to write for this network."""
    settings = SocialSettings(platforms=(platform,))
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
    material = Material(article, Picks((), (), ()), judge("en"))
    passage = material.passage(article.sentences[0], 3)
    assert [one.text for one in passage] == ["One cork floats well.", "Two corks float better."]


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
