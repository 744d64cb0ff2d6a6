"""Feeds that hold all that a feed can hold, for those who read them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path, PurePosixPath

from samples import ROOT, a_release, a_show, an_episode, facts
from segue.model import Enclosure, Guest, Recording, Segment
from segue.release import Clip, Release, Timeline
from segue.show import FeedSettings, Funding, Host, Show, Txt
from segue.speech import Cue, Transcript

HOSTILE = 'A & B <c> ]]> ] "d" \x07\x0b\x92 🎧 é &nbsp; </b>'
RATE = 44100


def a_full_show() -> Show:
    """A show with every setting that the feed has a tag for."""
    settings = FeedSettings(
        type="serial",
        medium="audiobook",
        guid="4a4a4a4a-0000-4000-8000-00000000000a",
        locked=False,
        frequency="biweekly",
        categories=("Education > How To", "Technology"),
        season_names=("Beginnings", "The second"),
        funding=(Funding(label="Give & take", url="https://e.example/give?a=1&b=[2]"),),
        license="CC-BY-4.0",
        license_url="https://creativecommons.org/licenses/by/4.0/",
        ai_content=False,
        txt=(Txt(text="05124", purpose="applepodcastsverify"),),
    )
    hosts = (Host(name="Ada", url="https://ada.example/ü"), Host(name="Bo"))
    return a_show(feed=settings, hosts=hosts, copyright="© Ada", language="de_AT")


def moved(show: Show) -> Release:
    """An episode whose audio lies at an old host."""
    there = Enclosure(
        url="https://old.example/a b/ü[1].mp3",
        size_bytes=123,
        media_type="audio/x-m4a",
        seconds=1834.4,
        image="https://old.example/ü.jpg",
        chapters="https://old.example/1.json",
        transcripts=(("https://old.example/1.vtt", "text/vtt"),),
    )
    return a_release(an_episode(slug="moved", show=show, enclosure=there), with_audio=False)


def spoken(show: Show) -> Release:
    """An episode with a transcript, in which a highlight is said."""
    episode = an_episode(slug="spoken", show=show, number=8, type="bonus")
    texts = ["every cell reads", "Signals from outside close some pages.", "that is all"]
    cues = tuple(Cue(at * 10.0, at * 10.0 + 10, text) for at, text in enumerate(texts))
    recording = Recording(Path("talk.wav"), "0", RATE, 1, RATE * 30)
    clips = (Clip(Segment(recording, transcript=Transcript(cues)), 0, RATE * 30),)
    one = a_release(episode)
    return replace(one, shared=replace(one.shared, timeline=Timeline(RATE, RATE * 30, clips, ())))


def everything() -> tuple[Show, tuple[Release, ...]]:
    """A show and its releases: one of each kind, with titles that are hard to write."""
    show = a_full_show()
    guests = (
        Guest(HOSTILE, "x", "https://e.example/ü"),
        Guest("Bo"),
        Guest("Cy", url="javascript:1"),
    )
    image = ROOT / "episodes/pilot/images/ärt & co.jpg"
    hard = an_episode(show=show, title=HOSTILE, tags=("a & b",), guests=guests, image=image)
    trailer = an_episode(slug="soon", show=show, type="trailer", season=3, number=0, guests=())
    releases = (a_release(hard), moved(show), spoken(show), a_release(trailer))
    return show, tuple(
        replace(each, shared=replace(each.shared, issued=each.shared.issued - timedelta(at)))
        for at, each in enumerate(releases)
    )


def archive(count: int) -> tuple[Release, ...]:
    """So many episodes, the newest first."""
    one = a_release()
    return tuple(
        replace(
            one,
            episode=replace(one.episode, slug=f"e{at}", guid=f"guid-{at}", number=count - at),
            shared=replace(one.shared, issued=one.shared.issued - timedelta(days=at)),
            audio=replace(facts(), path=PurePosixPath(f"e{at}", "audio", f"e{at}.mp3")),
            outputs=tuple(
                replace(output, path=PurePosixPath(f"e{at}", *output.path.parts[1:]))
                for output in one.outputs
            ),
        )
        for at in range(count)
    )
