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
from segue.model import Episode
from segue.release import Output
from segue.show import SocialSettings
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


def test_a_shows_own_template_wins_and_a_new_network_needs_no_code(tmp_path: Path) -> None:
    """A template in the show's folder makes posts for a network that the limits file knows."""
    folder = tmp_path / "templates" / "social"
    folder.mkdir(parents=True)
    (folder / "telegram.txt.j2").write_text("On Telegram: {{ title }}\n", encoding="utf-8")
    episode = with_settings(
        an_episode(ARTICLE), root=tmp_path, social=SocialSettings(platforms=("telegram",))
    )
    assert text_of(episode, "telegram") == "On Telegram: Cells that read\n"


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
