"""An episode's posts for one network: each kind of its row, filled with what fits."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from segue.article import meant_for
from segue.judging import judge
from segue.likeness import Likeness, cosine, likeness
from segue.links import episode_url, with_utm
from segue.model import Call, Episode, Sentence
from segue.release import SHORTEST_CHAPTER_SECONDS, Picks, Post, Timeline
from segue.social.angles import Angle, angles, fallback, pages, thread
from segue.social.breaking import PARTED, Fits, break_up
from segue.social.counting import measure
from segue.social.fitting import Counted, Fitted, Fitter, Room
from segue.social.hashtags import hashtags
from segue.social.layout import Draft, has_audio, lay_out
from segue.social.limits import LONGEST_ALT, Limits, row_for, table
from segue.social.material import ROOM, Material
from segue.social.stock import Stock
from segue.social.together import terms
from segue.social.voices import voices
from segue.timecode import format_clock

# Posts less alike than this are no repetition to a reader.
_ALIKE = 0.4
_FEWEST_PARTS = 3
_FEWEST_CHAPTERS = 3
_COUNTERS = (9, 99, 999)


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the posts of one episode for one network.

    Where several sentences would do, the networks that have a kind of post begin with another one
    each, whichever of them a show posts to.
    """

    episode: Episode
    rows: Mapping[str, Limits]
    row: Limits
    likeness: Likeness
    counted: Counted
    chapters: tuple[str, ...] = ()

    def posts(self, material: Material) -> Iterator[Post]:
        """Every post, in the order of the network's kinds; there is one in any case."""
        written: list[Mapping[str, float]] = []
        made: dict[str, int] = {}
        for kind in self.row.kinds or ("announcement",):
            made[kind] = made.get(kind, 0) + 1
            post_id = f"{self.row.platform}-{kind}" + (f"-{made[kind]}" if made[kind] > 1 else "")
            fitted = self._made(kind, post_id, material, written)
            if not fitted and not written:
                fitted = self._in_any_case(kind, post_id, material)
            for each in fitted:
                written.append(self.likeness.vector(_words(each)))
                material = material.without(each.draft.angle.said)
            yield from self._posts(post_id, fitted)

    def _made(
        self, kind: str, post_id: str, material: Material, written: Sequence[Mapping[str, float]]
    ) -> Sequence[Fitted]:
        """A post of this kind, or its parts; nothing where nothing fits that is new."""
        material = replace(material, turn=self._turn(kind))
        if kind == "thread":
            return self._thread(post_id, material)
        if kind == "carousel":
            return self._carousel(post_id, material)
        for call, several in itertools.groupby(angles(kind, material), lambda one: one.call):
            draft, fitter = self._draft(kind, post_id, call), self._fitter(kind, call)
            room = fitter.room(replace(draft, hashtags=()))
            fresh = (one for one in several if room.holds(one) and self._is_new(kind, one, written))
            fitted = fitter.fit(draft, fresh)
            if fitted:
                return [fitted]
        return []

    def _turn(self, kind: str) -> int:
        """This network's place among those that have posts of this kind."""
        having = [row.platform for row in self.rows.values() if kind in row.kinds]
        return having.index(self.row.platform) if self.row.platform in having else 0

    def _in_any_case(self, kind: str, post_id: str, material: Material) -> Sequence[Fitted]:
        """The first post of a network, where its kind has nothing to say."""
        fitter, draft = self._fitter(kind), self._draft(kind, post_id)
        other = list(fallback(material))
        found = fitter.fit(draft, other)
        found = found or fitter.announce(draft, [*angles(kind, material), *other])
        return [found] if found else []

    def _is_new(self, kind: str, angle: Angle, written: Sequence[Mapping[str, float]]) -> bool:
        words = angle.words if kind != "announcement" else f"{self.episode.title} {angle.words}"
        vector = self.likeness.vector(words)
        return all(cosine(vector, other) < _ALIKE for other in written)

    def _thread(self, post_id: str, material: Material) -> Sequence[Fitted]:
        """The opening and the best statements; none where an article gives too few.

        The last part has the link; where it has no room for it, one more part follows.
        """
        draft, named = self._draft("thread", post_id), terms(self.episode)
        for widest in _COUNTERS:
            fits = self._fitting(_placed(draft, (widest - 1, widest)))
            paragraphs = thread(material, fits)
            text = PARTED.join(Angle(sentences).text for sentences in paragraphs)
            parts = break_up(text, fits, self.episode.show.language, named)
            if parts and not self._fitting(_placed(draft, (widest, widest)))(parts[-1]):
                parts = (*parts, "")
            if len(parts) <= widest:
                break
        if len(parts) < _FEWEST_PARTS:
            return []
        sentences = tuple(itertools.chain(*paragraphs))
        return self._parts("thread", post_id, parts, sentences)

    def _fitting(self, placed: Draft) -> Fits:
        """What tells whether a text fits there; it remembers what it was asked."""
        room = self._fitter("thread").room(placed)
        return functools.cache(functools.partial(self._fits, placed, room))

    def _fits(self, draft: Draft, room: Room, text: str) -> bool:
        """Whether a part fits, with all that stands around it at its place."""
        if not room.takes(text):
            return False
        return self.counted(self._layout(replace(draft, text=text)), self.row).valid

    def _carousel(self, post_id: str, material: Material) -> Sequence[Fitted]:
        """The title, a few short statements, and where to find the episode."""
        sentences = pages(material)
        texts = ["", *(sentence.text for sentence in sentences), ""]
        return self._parts("carousel", post_id, texts, sentences) if len(sentences) > 1 else []

    def _parts(
        self, kind: str, post_id: str, texts: Sequence[str], sentences: Sequence[Sentence]
    ) -> Sequence[Fitted]:
        """Posts that belong together, each with the sentences that it tells; all or none."""
        made = []
        for number, text in enumerate(texts, 1):
            said = tuple(one for one in sentences if text and _share(one.text, text))
            draft = replace(self._draft(kind, f"{post_id}-{number}"), angle=Angle(said))
            draft = replace(_placed(draft, (number, len(texts))), text=text)
            fitted = self._fitter(kind).fit_around(draft)
            if fitted is None:
                return []
            made.append(fitted)
        return made

    def _fitter(self, kind: str, call: Call | None = None) -> Fitter:
        row = row_for(self.row.platform, kind, self.rows)
        return Fitter(row, self._layout, self.counted, self._link(None, call))

    def _layout(self, draft: Draft) -> str:
        return lay_out(self.episode.show, self.row.platform, draft)

    def _draft(self, kind: str, post_id: str, call: Call | None = None) -> Draft:
        row = row_for(self.row.platform, kind, self.rows)
        return Draft(
            kind=kind,
            title=self.episode.title,
            link=self._link(post_id, call) if row.links == "inline" else "",
            hashtags=hashtags(self.episode, row.hashtags),
            disclaimer=(self.episode.show.disclaimer or "") if row.links != "none" else "",
            chapters=self.chapters,
            has_audio=has_audio(self.episode),
        )

    def _link(self, post_id: str | None, call: Call | None = None) -> str:
        """Where a post leads: to its call's page, else to the episode's; "" where it can't."""
        url = (call.url if call else None) or episode_url(self.episode)
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

    def _posts(self, post_id: str, fitted: Sequence[Fitted]) -> Iterator[Post]:
        image, alt = _picture(self.episode)
        for number, each in enumerate(fitted, 1):
            draft = each.draft
            own_id = post_id if len(fitted) == 1 else f"{post_id}-{number}"
            row = row_for(self.row.platform, draft.kind, self.rows)
            beside = self._link(own_id) if row.links == "field" and number == 1 else ""
            yield Post(
                platform=self.row.platform,
                id=own_id,
                kind=draft.kind,
                part=number,
                parts=len(fitted),
                text=each.text,
                count=each.count.length,
                limit=each.count.limit,
                unit=each.count.unit,
                source=_in_text(draft.angle.source, each.text),
                hashtags=draft.hashtags,
                link=draft.link or beside or None,
                image=image if number == 1 else None,
                alt=alt if number == 1 else None,
            )


def write(
    episode: Episode, picks: Picks, platforms: Sequence[str], timeline: Timeline | None = None
) -> tuple[Post, ...]:
    """The posts of an episode, network by network; each is within its network's limit."""
    by, rows = judge(episode.show.language), table(episode.show.root)
    texts = [sentence.text for sentence in episode.article.sentences]
    compared = likeness(by, texts)
    chapters = _chapters(timeline)
    stock = Stock(
        article=episode.article,
        picks=picks,
        by=by,
        title=episode.title,
        own_names=_own_names(episode),
        voices=voices(episode.article),
    )
    counted = functools.cache(measure)  # the networks say much of the same
    posts: list[Post] = []
    for platform in platforms:
        material = Material(
            stock=stock,
            calls=meant_for(episode.calls, ROOM),
            kinds=rows[platform].kinds,
        )
        posts += Writer(episode, rows, rows[platform], compared, counted, chapters).posts(material)
    first = {(post.platform, post.text): post for post in reversed(posts) if post.text}
    return tuple(post for post in posts if first.get((post.platform, post.text)) is post)


def _own_names(episode: Episode) -> tuple[str, ...]:
    """The names of the show and its author; one of a single word may be any word."""
    names = (episode.show.title, episode.show.author)
    return tuple(name for name in names if " " in name.strip())


def _share(sentence: str, part: str) -> bool:
    """Whether a part of a thread holds a sentence, or is a piece of one."""
    return sentence in part or part in sentence


def _placed(draft: Draft, place: tuple[int, int]) -> Draft:
    """A draft as one part of several; only the last has link, hashtags and disclaimer."""
    draft = replace(draft, part=place[0], parts=place[1])
    is_last = place[0] == place[1]
    return draft if is_last else replace(draft, link="", hashtags=(), disclaimer="")


def _words(fitted: Fitted) -> str:
    """What a post says, without what stands around it."""
    draft = fitted.draft
    if draft.parts > 1:
        return draft.text or ""
    return (
        draft.angle.words if draft.kind != "announcement" else f"{draft.title} {draft.angle.words}"
    )


def _chapters(timeline: Timeline | None) -> tuple[str, ...]:
    """The chapters as YouTube reads them, `0:00 Welcome`; none where it would show none."""
    listed = timeline.contents if timeline else ()
    moments = [int(chapter.seconds) for chapter in listed]
    ends = [*moments[1:], int(timeline.seconds) if timeline else 0]
    long_enough = all(
        end - start >= SHORTEST_CHAPTER_SECONDS for start, end in zip(moments, ends, strict=False)
    )
    if len(listed) < _FEWEST_CHAPTERS or moments[0] or not long_enough:
        return ()
    return tuple(
        f"{format_clock(moment)} {chapter.title}"
        for moment, chapter in zip(moments, listed, strict=True)
    )


def _in_text(sentences: Sequence[Sentence], text: str) -> tuple[Sentence, ...]:
    """Those of the sentences that the template did use, or a part of which a thread's post is."""
    return tuple(one for one in sentences if one.text in text) or tuple(sentences)


def _picture(episode: Episode) -> tuple[str | None, str | None]:
    """The episode's picture, as a path within the show, and the words that stand for it."""
    if episode.image is None:
        return None, None
    image = episode.show.relative(episode.image).as_posix()
    described = (one.alt for one in episode.article.images if one.file == episode.image and one.alt)
    return image, next(described, episode.title)[:LONGEST_ALT]
