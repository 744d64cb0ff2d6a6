"""What an episode's newsletter says: the values that its templates put in place."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote
from xml.etree.ElementTree import Element

from segue import article, hosting
from segue.addresses import ascii_url
from segue.errors import Problem, SegueError
from segue.model import Episode, Section, Sentence
from segue.newsletter import trees
from segue.newsletter.body import ROOM
from segue.newsletter.cleaning import clean_line
from segue.newsletter.profiles import Profile
from segue.newsletter.vault import Vault
from segue.release import Shared

LONGEST_PREHEADER = 100
_MOST_TAKEAWAYS = 5
_FEWEST_TAKEAWAYS = 3
_TAKEAWAY_WORDS = 45
_MOST_LINKS = 6
_RTL = frozenset("ar arc ckb dv fa he ku-arab ps sd ug ur yi".split())
_BREAKS = re.compile("[\0\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_SCHEME = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Takeaway:
    """One point of the article: its section's heading, sentences, and where to read on."""

    heading: str | None
    text: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Listen:
    """The recording: where to hear it, its length in whole minutes, its picture."""

    url: str
    minutes: int
    artwork: str | None


@dataclass(frozen=True, slots=True)
class CallToAction:
    """A call to action; without an address it has no button."""

    title: str
    text: str
    button: str
    url: str


@dataclass(frozen=True, slots=True)
class Named:
    """An address, a guest or a handle with the words that name it."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Everything that a newsletter template may use; merge tags stand in it as tokens.

    `start` and `end` are left and right, or right and left where the language is written so.
    """

    subject: str
    preheader: str
    title: str
    show_title: str
    language: str
    direction: str
    logo: str | None
    season: int | None
    number: int | None
    page: str | None
    home: str | None
    hook: tuple[str, ...]
    takeaways: tuple[Takeaway, ...]
    quote: str | None
    listen: Listen | None
    call: CallToAction | None
    links: tuple[Named, ...]
    guests: tuple[Named, ...]
    handles: tuple[Named, ...]
    disclaimer: str | None
    postal_address: str | None
    postal_address_text: str | None
    unsubscribe: str | None
    web_view: str | None
    first_name: str | None

    @property
    def start(self) -> str:
        """The side on which a line begins."""
        return "right" if self.direction == "rtl" else "left"

    @property
    def end(self) -> str:
        """The side on which a line ends."""
        return "left" if self.direction == "rtl" else "right"


def subject(episode: Episode) -> str:
    """The subject line as typed; SegueError when it breaks off."""
    written = episode.subject or episode.title
    if _BREAKS.search(written):
        raise SegueError(
            Problem(
                code="newsletter-subject",
                message="the subject holds a line break or a NUL, which mail headers can't carry",
                file=episode.source,
                line=episode.lines.get("newsletter.subject" if episode.subject else "title"),
                hint="write it on one line",
            )
        )
    return clean_line(written)


def compose(episode: Episode, shared: Shared, profile: Profile, vault: Vault) -> Letter:
    """The letter of an episode, with its merge tags hidden in `vault`."""
    return _Composer(episode, shared, profile, vault).letter()


class _Composer:
    """Collects a letter's parts; every text of the author passes `_say`, every address `_url`."""

    def __init__(self, episode: Episode, shared: Shared, profile: Profile, vault: Vault) -> None:
        self.episode = episode
        self.show = episode.show
        self.shared = shared
        self.profile = profile
        self.vault = vault
        if vault.holds_tags(episode.article.markdown):
            vault.learn(episode.article.markdown)

    def letter(self) -> Letter:
        hook = self._hook()
        pull_quote = next((s for s in self._visible(self.shared.picks.best) if s.highlighted), None)
        call = self._call()
        address = self._say(self.show.postal_address)
        return Letter(
            subject=self._say(subject(self.episode)) or "",
            preheader=self._preheader(hook),
            title=self._say(self.episode.title) or "",
            show_title=self._say(self.show.title) or "",
            language=self.show.language,
            direction=direction(self.show.language),
            logo=self._logo(),
            season=self.episode.season,
            number=self.episode.number,
            page=self._url(self.episode.page),
            home=self._url(self.show.link),
            hook=tuple(self._say(sentence.text) or "" for sentence in hook),
            takeaways=tuple(self._takeaways({*hook, pull_quote})),
            quote=self._say(pull_quote.text) if pull_quote else None,
            listen=self._listen(),
            call=call,
            links=tuple(self._links(call)),
            guests=tuple(self._guests()),
            handles=tuple(Named(name, self._say(handle) or "") for name, handle in self.show.handles.items()),
            disclaimer=self._say(self.show.disclaimer),
            postal_address=self._tag(self.profile.postal_address) or address,
            postal_address_text=self._tag(self.profile.address_in_text) or address,
            unsubscribe=self._tag(self.profile.unsubscribe) or self._own_unsubscribe(),
            web_view=self._tag(self.profile.web_view) or self._url(self.episode.page),
            first_name=self._tag(self.profile.first_name),
        )

    def _say(self, text: str | None) -> str | None:
        return self.vault.hide(clean_line(text)) or None if text else None

    def _tag(self, tag: str | None) -> str | None:
        return self.vault.keep(tag) if tag else None

    def _own_unsubscribe(self) -> str | None:
        return None if self.profile.adds_footer else self._url(self.show.newsletter.unsubscribe_url)

    def _url(self, url: str | None) -> str | None:
        """An address that is safe in a link; a merge tag in it stays whole."""
        if not url:
            return None
        hidden = self.vault.hide(clean_line(url))
        if not _SCHEME.match(hidden) and not self.vault.count(hidden):
            raise SegueError(
                Problem(
                    code="newsletter-link",
                    message=f"{clean_line(url)} is no address that an email may link to",
                    file=self.episode.source,
                    hint="it must begin with https:// or mailto:",
                )
            )
        return ascii_url(hidden)

    def _visible(self, sentences: Sequence[Sentence]) -> Iterator[Sentence]:
        """Those that the newsletter may show: none of a passage meant for other outputs."""
        hidden = {
            sentence
            for section in self.episode.article.sections
            for block in section.blocks
            if block.only and ROOM not in block.only
            for sentence in block.sentences
        }
        return (sentence for sentence in sentences if sentence not in hidden)

    def _hook(self) -> tuple[Sentence, ...]:
        return tuple(self._visible(self.shared.picks.hook))

    def _preheader(self, hook: Sequence[Sentence]) -> str:
        """The author's, else the first text that does not repeat the subject, cut at a word."""
        told = subject(self.episode).casefold()
        first = hook[0].text if hook else ""
        for text in (self.episode.preheader, self.episode.description, first):
            if text and clean_line(text).casefold() != told:
                return self._say(shorten(clean_line(text), LONGEST_PREHEADER)) or ""
        return ""

    def _takeaways(self, without: set[Sentence | None]) -> Iterator[Takeaway]:
        """The best sentences in reading order, one a section while there are sections enough."""
        best = [s for s in self._visible(self.shared.picks.best) if s not in without]
        firsts: dict[int, Sentence] = {}
        for sentence in best:
            firsts.setdefault(sentence.section, sentence)
        chosen = list(firsts.values())[:_MOST_TAKEAWAYS]
        others = (sentence for sentence in best if sentence not in chosen)
        chosen.extend(itertools.islice(others, max(0, _FEWEST_TAKEAWAYS - len(chosen))))
        order = {sentence: at for at, sentence in enumerate(self.episode.article.sentences)}
        for sentence in sorted(chosen, key=lambda sentence: order.get(sentence, 0)):
            yield self._takeaway(sentence, without)

    def _takeaway(self, sentence: Sentence, without: set[Sentence | None]) -> Takeaway:
        sections = self.episode.article.sections
        section = sections[sentence.section] if sentence.section < len(sections) else None
        text = " ".join(_with_next(sentence, section, without)) if section else sentence.text
        page = self._url(self.episode.page)
        anchor = quote(section.anchor) if section and section.anchor else ""
        url = f"{page}#{anchor}" if page and anchor else page
        return Takeaway(self._say(section.heading) if section else None, self._say(text) or "", url)

    def _listen(self) -> Listen | None:
        timeline = self.shared.timeline
        recording = f"{self.episode.slug}/audio/{self.episode.slug}.mp3"
        url = self._url(self.episode.page or hosting.public_url(self.show, PurePosixPath(recording)))
        if timeline is None or url is None:
            return None
        return Listen(url, max(1, round(timeline.seconds / 60)), hosting.cover_url(self.show))

    def _logo(self) -> str | None:
        """The logo's public address; without one the show's title stands in the header."""
        folder, logo = self.show.newsletter.image_url, self.show.look.logo
        if not folder or logo is None:
            return None
        return f"{(self._url(folder) or '').rstrip('/')}/{quote(logo.name, safe='')}"

    def _call(self) -> CallToAction | None:
        """The first call to action that the newsletter shows, one with a link before others."""
        shown = [aside.get("data-title", "") for aside in _calls(article.body(self.episode.article, ROOM))]
        ours = [
            call
            for call in self.episode.calls
            if call not in self.episode.article.calls or call.title in shown
        ]
        call = next((call for call in ours if call.url), ours[0] if ours else None)
        if call is None:
            return None
        title, text, button = (self._say(words) or "" for words in (call.title, call.text, call.button))
        return CallToAction(title, text, button or title, self._url(call.url) or "")

    def _links(self, call: CallToAction | None) -> Iterator[Named]:
        """The links of the front matter, else those of the article, each address once."""
        seen = {call.url} if call else set()
        links = self.episode.links or self.episode.article.links
        found = []
        for link in links:
            url = self._url(link.url)
            if url and url not in seen:
                seen.add(url)
                found.append(Named(self._say(link.text) or url, url))
        yield from found if self.episode.links else found[:_MOST_LINKS]

    def _guests(self) -> Iterator[Named]:
        for guest in self.episode.guests:
            yield Named(self._say(guest.name) or "", self._say(guest.role) or "")


def direction(language: str) -> str:
    """`rtl` for languages written from right to left, else `ltr`."""
    tag = language.lower().replace("_", "-")
    written_so = tag.split("-")[0] in _RTL or tag in _RTL or "-arab" in tag or "-hebr" in tag
    return "rtl" if written_so else "ltr"


def shorten(text: str, longest: int) -> str:
    """The text, cut after a whole word with an ellipsis where it is too long."""
    if len(text) <= longest:
        return text
    return text[: longest - 1].rpartition(" ")[0].rstrip(" ,;:–-") + "…" if " " in text[:longest] else text[: longest - 1] + "…"


def _with_next(sentence: Sentence, section: Section, without: set[Sentence | None]) -> Iterator[str]:
    """The sentence, and those after it in its paragraph while the takeaway stays short."""
    block = next((block for block in section.blocks if sentence in block.sentences), None)
    yield sentence.text
    if block is None:
        return
    words = len(sentence.text.split())
    for following in block.sentences[block.sentences.index(sentence) + 1 :]:
        words += len(following.text.split())
        if words > _TAKEAWAY_WORDS or following in without:
            return
        yield following.text


def _calls(tree: Element) -> Iterator[Element]:
    return (child for _, child in trees.pairs(tree, lambda element: element.get("class") == "call"))
