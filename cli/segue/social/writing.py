"""An episode's posts for one network: its template, filled with what fits."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from segue import templating
from segue.judging import judge
from segue.links import episode_url, with_utm
from segue.model import Episode, Sentence
from segue.release import Picks, Post
from segue.social.angles import Angle, Material, angles, thread
from segue.social.breaking import break_up
from segue.social.counting import count
from segue.social.fitting import Draft, fit, tidy
from segue.social.hashtags import hashtags
from segue.social.limits import Limits, table

TEMPLATES = "social/{}.txt.j2"
_SHORTEST_THREAD = 3
_LONGEST_ALT = 1000


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the posts of one episode for one network."""

    episode: Episode
    material: Material
    row: Limits

    def posts(self) -> Iterator[Post]:
        """Every post, in the order of the network's kinds."""
        for kind in self.row.kinds or ("announcement",):
            if kind == "thread":
                yield from self._thread()
            else:
                yield self._single(kind)

    def _single(self, kind: str) -> Post:
        post_id = f"{self.row.platform}-{kind}"
        draft, text = fit(
            self._draft(post_id),
            angles(kind, self.material),
            self._link(None),
            self.row.platform,
            lambda draft: self._laid_out(draft, kind),
        )
        return self._post(post_id, kind, (1, 1), text, draft)

    def _thread(self) -> Iterator[Post]:
        """A thread of the hook and the best sentences; none where an article gives too few."""
        fits = functools.cache(self._fits)
        paragraphs = [
            paragraph
            for paragraph in thread(self.material)
            if len(paragraph) > 1 or fits(paragraph[0].text)
        ]
        parts = break_up([[one.text for one in sentences] for sentences in paragraphs], fits)
        if len(parts) < _SHORTEST_THREAD - 1:
            return
        sentences = [one for paragraph in paragraphs for one in paragraph]
        total = len(parts) + 1
        for number, part in enumerate(parts, 1):
            said = tuple(one for one in sentences if one.text in part or part in one.text)
            post_id = f"{self.row.platform}-thread-{number}"
            bare = Draft(Angle(said), self.episode.title, "", (), "")
            text = tidy(self._laid_out(bare, "thread", (number, total), part))
            yield self._post(post_id, "thread", (number, total), text, bare)
        post_id = f"{self.row.platform}-thread-{total}"
        draft, text = fit(
            self._draft(post_id),
            (),
            self._link(None),
            self.row.platform,
            lambda draft: self._laid_out(draft, "thread", (total, total)),
        )
        yield self._post(post_id, "thread", (total, total), text, draft)

    def _fits(self, part: str) -> bool:
        """Whether a part of a thread fits beside the longest counter that it may get."""
        empty = Draft(Angle(), self.episode.title, "", (), "")
        text = tidy(self._laid_out(empty, "thread", (98, 99), part))
        return count(text, self.row.platform).valid

    def _draft(self, post_id: str) -> Draft:
        return Draft(
            angle=Angle(),
            title=self.episode.title,
            link=self._link(post_id),
            hashtags=hashtags(self.episode, self.row.hashtags),
            disclaimer=self.episode.show.disclaimer or "",
        )

    def _link(self, post_id: str | None) -> str:
        url = episode_url(self.episode)
        if url is None or self.row.links == "bio":
            return ""
        if post_id is None or not self.episode.show.social.utm:
            return url
        return with_utm(
            url,
            source=self.row.platform,
            medium="social",
            campaign=self.episode.slug,
            content=post_id,
        )

    def _laid_out(
        self, draft: Draft, kind: str, place: tuple[int, int] = (1, 1), text: str | None = None
    ) -> str:
        return templating.render(
            self.episode.show,
            TEMPLATES.format(self.row.platform),
            kind=kind,
            part=place[0],
            parts=place[1],
            title=draft.title,
            question=draft.angle.question,
            text=draft.angle.text if text is None else text,
            points=[point.text for point in draft.angle.points],
            topics=draft.angle.topics,
            link=draft.link,
            hashtags=draft.hashtags,
            disclaimer=draft.disclaimer,
        )

    def _post(
        self, post_id: str, kind: str, place: tuple[int, int], text: str, draft: Draft
    ) -> Post:
        counted = count(text, self.row.platform)
        image, alt = _picture(self.episode)
        return Post(
            platform=self.row.platform,
            id=post_id,
            kind=kind,
            part=place[0],
            parts=place[1],
            text=text,
            count=counted.length,
            limit=counted.limit,
            unit=counted.unit,
            source=_in_text(draft.angle.source, text),
            hashtags=draft.hashtags,
            link=draft.link or None,
            image=image if place[0] == 1 else None,
            alt=alt if place[0] == 1 else None,
        )


def write(episode: Episode, picks: Picks, platforms: Sequence[str]) -> tuple[Post, ...]:
    """The posts of an episode, network by network; each is within its network's limit."""
    material = Material(episode.article, picks, judge(episode.show.language))
    rows = table(episode.show.root)
    writers = (Writer(episode, material, rows[platform]) for platform in platforms)
    return tuple(post for writer in writers for post in writer.posts() if post.text)


def _in_text(sentences: Sequence[Sentence], text: str) -> tuple[Sentence, ...]:
    """Those of the sentences that the template did use, or a part of which a thread's post is."""
    return tuple(one for one in sentences if one.text in text) or tuple(sentences)


def _picture(episode: Episode) -> tuple[str | None, str | None]:
    """The episode's picture, as a path within the show, and the words that stand for it."""
    if episode.image is None:
        return None, None
    image = _within(episode.image, episode.show.root)
    described = (one.alt for one in episode.article.images if one.file == episode.image and one.alt)
    return image, next(described, episode.title)[:_LONGEST_ALT]


def _within(file: Path, root: Path) -> str:
    return (file.relative_to(root) if file.is_relative_to(root) else file).as_posix()
