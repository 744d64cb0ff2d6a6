"""What lies beside an episode's audio: chapters and transcripts, each as an address and a type.

They are not looked for among the outputs: a build of one episode lists the others as well, and the
feed must not differ for that. A timeline says what the audio room and the notes make.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element, SubElement

from segue import timecode
from segue.addresses import web_uri
from segue.feed.soundbites import soundbites
from segue.feed.xml import add
from segue.hosting import public_url
from segue.model import Enclosure, Mark
from segue.release import Chapter, Release
from segue.transcripts import MEDIA_TYPES, STEM, is_heard

_CHAPTERS_TYPE = "application/json+chapters"
# Those that a player can show along with the audio.
_CAPTIONS = {"text/vtt", "application/x-subrip"}


def add_chapters(item: Element, release: Release, audio: Enclosure) -> None:
    """Where the chapters' file is, and the chapters themselves for the apps that fetch none."""
    timeline, episode = release.shared.timeline, release.episode
    chapters: Sequence[Chapter | Mark] = timeline.chapters if timeline else episode.marks
    address = None if timeline else web_uri(audio.chapters or "")
    if timeline and chapters:
        address = public_url(episode, PurePosixPath(episode.slug, "audio", "chapters.json"))
    if address:
        add(item, "podcast:chapters", url=address, type=_CHAPTERS_TYPE)
    if chapters:
        _add_simple_chapters(item, chapters)


def add_transcripts(item: Element, release: Release, audio: Enclosure) -> None:
    """Where the transcripts are, one for each format that players read."""
    episode, timeline = release.episode, release.shared.timeline
    listed = [(url, kind) for url, kind in audio.transcripts if web_uri(url)]
    if is_heard(timeline):
        folder = PurePosixPath(episode.slug, "audio")
        listed = [
            (public_url(episode, folder / f"{STEM}.{ending}") or "", kind)
            for ending, kind in MEDIA_TYPES.items()
        ]
    for address, kind in listed:
        told = {"language": episode.show.language.replace("_", "-")}
        if kind in _CAPTIONS:
            told["rel"] = "captions"
        add(item, "podcast:transcript", url=address, type=kind, **told)


def add_soundbites(item: Element, release: Release) -> None:
    """What can be played alone, to make somebody listen to the whole."""
    for bite in soundbites(release):
        told = {"startTime": f"{bite.start:.3f}", "duration": f"{bite.seconds:.3f}"}
        add(item, "podcast:soundbite", bite.title, **told)


def _add_simple_chapters(item: Element, chapters: Sequence[Chapter | Mark]) -> None:
    """Podlove's simple chapters; those of an audio at another host are at its own times."""
    listed = SubElement(item, "psc:chapters", {"version": "1.2"})
    for chapter in chapters:
        start = timecode.format_exact(chapter.seconds)
        add(listed, "psc:chapter", start=start, title=chapter.title, href=chapter.url)
