"""Composing a letter: what of an episode its newsletter says."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote

from segue import hosting, languages, links
from segue.addresses import ascii_url, is_absolute
from segue.article import meant_for
from segue.characters import shortened
from segue.errors import Problem, SegueError
from segue.model import Episode, Link, Section, Sentence
from segue.newsletter import letter, points
from segue.newsletter.body import ROOM
from segue.newsletter.cleaning import clean_line
from segue.newsletter.letter import CallToAction, Letter, Listen, Named, Takeaway
from segue.newsletter.tracking import tracked
from segue.newsletter.vault import Vault
from segue.profiles import Profile
from segue.release import Shared
from segue.show import Show

LONGEST_PREHEADER = 100
_MAIN_LEVEL = 2
_MOST_LINKS = 6
_MOST_SECTIONS = 8
_LONGEST_LABEL = 60
_BRIEF_CHARACTERS = 1500


def compose(episode: Episode, shared: Shared, profile: Profile, vault: Vault) -> Letter:
    """The letter of an episode, with its merge tags hidden in `vault`."""
    vault.learn(episode.article.markdown)
    address = _address(links.episode_url(episode), episode, vault)
    page = tracked(address, episode, vault) if address else None
    return _Composer(episode, shared, profile, vault, page).letter()


@dataclass(frozen=True, slots=True)
class _Composer:
    """Collects a letter's parts.

    Every text of the author passes `_say`, every address `_url`, every one to click on `_link`.
    """

    episode: Episode
    shared: Shared
    profile: Profile
    vault: Vault
    page: str | None

    @property
    def show(self) -> Show:
        return self.episode.show

    def letter(self) -> Letter:
        """Everything that the layouts may show of the episode."""
        hook = self._hook()
        pull_quote = points.quote(self.episode.article, self.shared.picks.best, hook)
        said = list(points.paragraphs(self.episode.article, hook))
        takeaways = tuple(self._takeaways({*hook, pull_quote}))
        is_brief = not takeaways and len(self.episode.article.markdown) <= _BRIEF_CHARACTERS
        holds_article = is_brief or self.show.newsletter.layout == "full"
        calls = tuple(self._calls(holds_article=holds_article))
        address = self._say(self._own("postal_address", self.show.postal_address))
        return Letter(
            subject=self._say(letter.subject(self.episode)) or "",
            preheader=self._preheader(hook),
            title=self._say(self.episode.title) or "",
            show_title=self._say(self.show.title) or "",
            language=self.show.language,
            direction=languages.direction(self.show.language),
            logo=self._logo(),
            season=self.episode.season,
            number=self.episode.number,
            page=self.page,
            home=self._link(links.show_url(self.show)),
            hook=tuple(self._say(text) or "" for text in said),
            lead=None if self.episode.description in said else self._say(self.episode.description),
            takeaways=takeaways,
            more=tuple(itertools.islice(self._more(takeaways), _MOST_SECTIONS)),
            quote=self._say(pull_quote.text) if pull_quote else None,
            listen=self._listen(),
            calls=calls,
            links=tuple(self._links(calls, holds_article=holds_article)),
            guests=tuple(self._guests()),
            handles=tuple(
                Named(name, self._say(handle) or "") for name, handle in self.show.handles.items()
            ),
            disclaimer=self._say(self.show.disclaimer),
            postal_address=self._tag(self.profile.tags.postal_address) or address,
            postal_address_text=self._tag(self.profile.tags.address_in_text) or address,
            unsubscribe=self._tag(self.profile.tags.unsubscribe) or self._own_unsubscribe(),
            web_view=self._tag(self.profile.tags.web_view) or self.page,
            first_name=self._tag(self.profile.tags.first_name),
            is_brief=is_brief,
        )

    def _say(self, text: str | None) -> str | None:
        return self.vault.hide_rendered(clean_line(text)) or None if text else None

    def _tag(self, tag: str | None) -> str | None:
        return self.vault.keep(tag) if tag else None

    def _own_unsubscribe(self) -> str | None:
        return self._url(self._own("unsubscribe", self.show.newsletter.unsubscribe_url))

    def _own(self, part: str, setting: str | None) -> str | None:
        """The show's setting, unless the service puts that part into every mail itself."""
        return None if part in self.profile.adds else setting

    def _url(self, url: str | None, line: int | None = None) -> str | None:
        return _address(url, self.episode, self.vault, line)

    def _link(self, url: str | None, line: int | None = None) -> str | None:
        address = self._url(url, line)
        return tracked(address, self.episode, self.vault) if address else None

    def _hook(self) -> tuple[Sentence, ...]:
        """The picked hook; where none was fit for it, the article's opening paragraph."""
        sections = self.episode.article.sections
        blocks = (block for section in sections for block in meant_for(section.blocks, ROOM))
        openings = (block.sentences for block in blocks if block.sentences)
        return self.shared.picks.hook or next(openings, ())

    def _preheader(self, hook: Sequence[Sentence]) -> str:
        """The author's, else the first text that does not repeat the subject, cut at a word."""
        told = letter.subject(self.episode).casefold()
        first = hook[0].text if hook else ""
        for text in (self.episode.preheader, self.episode.description, first):
            if text and clean_line(text).casefold() != told:
                return shortened(self._say(text) or "", LONGEST_PREHEADER)
        return ""

    def _takeaways(self, without: set[Sentence | None]) -> Iterator[Takeaway]:
        told = None
        best, language = self.shared.picks.best, self.show.language
        for point in points.choose(self.episode.article, best, without, language):
            shown = meant_for((point.section,), ROOM)
            heading = self._say(point.section.heading) if shown else None
            url = self._section_url(point.section)
            new = point.section is not told
            yield Takeaway(heading if new else None, self._say(point.text) or "", url)
            told = point.section

    def _more(self, takeaways: Sequence[Takeaway]) -> Iterator[Named]:
        """The headings that no takeaway stands for, each with its address on the web page."""
        told = {takeaway.heading for takeaway in takeaways}
        for section in meant_for(self.episode.article.sections, ROOM):
            heading, url = self._say(section.heading), self._section_url(section)
            if heading and url and section.level == _MAIN_LEVEL and heading not in told:
                yield Named(heading, url)

    def _section_url(self, section: Section) -> str | None:
        page, shown = self.page, meant_for((section,), ROOM)
        return f"{page}#{quote(section.anchor)}" if page and section.anchor and shown else page

    def _listen(self) -> Listen | None:
        timeline = self.shared.timeline
        suffix = (*self.show.audio.formats, "mp3")[0]
        recording = f"{self.episode.slug}/audio/{self.episode.slug}.{suffix}"
        url = self._link(self.page or hosting.public_url(self.episode, PurePosixPath(recording)))
        if timeline is None or url is None:
            return None
        return Listen(url, max(1, round(timeline.seconds / 60)), hosting.cover_url(self.show))

    def _logo(self) -> str | None:
        """The logo's public address; without one the show's title stands in the header."""
        folder, logo = self.show.newsletter.image_url, self.show.look.logo
        return hosting.below(self._url(folder), logo.name) if logo else None

    def _calls(self, *, holds_article: bool) -> Iterator[CallToAction]:
        """One call to action, first of all one with a link; beside an article those it lacks."""
        calls = meant_for(self.episode.calls, ROOM)
        if holds_article:
            calls = tuple(call for call in calls if call not in self.episode.article.calls)
        else:
            calls = tuple(call for call in calls if call.url)[:1] or calls[:1]
        for call in calls:
            title, text, button = (
                self._say(words) or "" for words in (call.title, call.text, call.button)
            )
            url = self._link(call.url, call.line) or ""
            yield CallToAction(title, text, button or title, url)

    def _links(self, calls: Sequence[CallToAction], *, holds_article: bool) -> Iterator[Named]:
        """The links of the front matter, else those of the article, each address once."""
        seen = {call.url for call in calls}
        article = () if holds_article else meant_for(self.episode.article.links, ROOM)
        own = [link for link in article if _tells(link.text)][:_MOST_LINKS]
        for link in self.episode.links or own:
            url = self._link(link.url, link.line)
            if url and url not in seen:
                seen.add(url)
                yield Named(self._label(link), url)

    def _label(self, link: Link) -> str:
        """The words of a link; of a bare address as much as fits a line."""
        words = self._say(link.text) or link.url
        if self.vault.holds_tags(link.text) or not is_absolute(words):
            return words
        return shortened(words.partition(":")[2].strip("/"), _LONGEST_LABEL)

    def _guests(self) -> Iterator[Named]:
        for guest in self.episode.guests:
            yield Named(self._say(guest.name) or "", self._say(guest.role) or "")


def _tells(words: str) -> bool:
    """Whether a link's words say where it leads; "here" and "register" do so in their sentence."""
    return not re.fullmatch(r"[a-z-]+|https?://\S+", words)


def _address(
    url: str | None, episode: Episode, vault: Vault, line: int | None = None
) -> str | None:
    """An address that is safe in a link; a merge tag in it stays whole."""
    if not url:
        return None
    hidden = vault.hide(clean_line(url))
    if not is_absolute(hidden) and not vault.begins_with_tag(hidden):
        raise SegueError(
            Problem(
                code="newsletter-link",
                message=f"{clean_line(url)} is no address that an email may link to",
                file=episode.source,
                line=line,
                hint="it must begin with https:// or mailto:",
            )
        )
    return ascii_url(hidden)
