"""Writing: at every limit a post is made of whole words of its article and nothing else."""

from __future__ import annotations

import functools
import re
from dataclasses import replace

import pytest

from samples import a_show, an_episode
from segue.judging import judge
from segue.likeness import likeness
from segue.model import Episode
from segue.picking import pick
from segue.release import Post
from segue.show import SocialSettings
from segue.social.counting import measure
from segue.social.limits import table
from segue.social.material import Material
from segue.social.stock import Stock
from segue.social.writing import Writer

FAMILY = "👨\u200d👩\u200d👧\u200d👦"
ARTICLE = f"""\
In September 2025, researchers at the University of Nebraska Medical Center treated the first
patient with a cork kettle called azercabtagene zapreleucel (azer-cel). Cork kettles lost 4.5
degrees in an hour on 3 March 2019.

## What does a kettle of cork cost?

A cork kettle costs $ 5 million in tests, and 21 % of all kettles may be made of cork by 2030.
Dr. Ada Example says that 49 of 50 cork kettles are still in use.

## How long does cork last?

Early studies suggest that cork may last for 12 years, although that is not proven. Kettles of holm
oak are tested for 90 days at a heat of 100 °C. The family {FAMILY} of Wren Tallowby has made cork
kettles since 1998.
"""
WHOLE = (
    "September 2025", "University of Nebraska Medical Center", "4.5 degrees", "3 March 2019",
    "azercabtagene zapreleucel (azer-cel)", "$ 5 million", "21 %", "Dr. Ada Example", "49 of 50",
    "12 years", "90 days", "100 °C", "Wren Tallowby", "holm oak",
)  # fmt: skip
SIGNS = re.compile(r"[→—🎧]|\(\d+/\d+\)|Link in bio\.")
LINK = re.compile(r"https://example\.org/small-talk/pilot(?:\?utm_\S+)?")


def an_episode_of_cork() -> Episode:
    """An episode with everything that must not be cut."""
    settings = SocialSettings(keep_together=("holm oak",), hashtags=("CorkKettle",))
    return replace(
        an_episode(ARTICLE, title="Cork kettles", tags=("cork",)), show=a_show(social=settings)
    )


def written(episode: Episode, platform: str, limit: int) -> tuple[Post, ...]:
    """A network's posts, were its limit another one."""
    by, article = judge("en"), episode.article
    row = replace(table()[platform], limit=limit, bytes=0)
    writer = Writer(
        episode=episode,
        rows={**table(), platform: row},
        row=row,
        likeness=likeness(by, [one.text for one in article.sentences]),
        counted=functools.cache(measure),
    )
    stock = Stock(article, pick(article, "en"), by, episode.title)
    return tuple(writer.posts(Material(stock, kinds=row.kinds)))


@pytest.mark.parametrize("platform", ["x", "bluesky", "mastodon", "threads", "instagram"])
def test_for_every_limit_no_word_is_cut_and_every_word_has_its_source(platform: str) -> None:
    """From 60 to 500 a post holds whole sentences of the article, or a whole piece of a thread."""
    episode = an_episode_of_cork()
    show = episode.show
    sentences = [one.text for one in episode.article.sentences]
    headings = [one.heading or "" for one in episode.article.sections]
    around = [episode.title, show.title, show.author, show.disclaimer or "", "#CorkKettle #Cork"]
    known = set(" ".join([*sentences, *headings, *around]).split())
    for limit in range(60, 501, 3 if platform == "x" else 11):
        for post in written(episode, platform, limit):
            assert measure(post.text, replace(table()[platform], limit=limit)).valid
            bare = SIGNS.sub(" ", LINK.sub(" ", post.text)).replace("“", "").replace("”", "")
            assert set(bare.split()) <= known
            if post.parts == 1:
                assert all(one.text in post.text for one in post.source)
            else:
                assert not [whole for whole in WHOLE if is_torn(whole, bare)]


def is_torn(whole: str, part: str) -> bool:
    """Whether a part of a thread ends or begins inside of what belongs together."""
    words, text = whole.split(), part.split()
    return any(
        text[-cut:] == words[:cut] or text[: len(words) - cut] == words[cut:]
        for cut in range(1, len(words))
    )
