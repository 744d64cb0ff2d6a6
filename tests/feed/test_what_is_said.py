"""Transcripts and soundbites in the feed, from what is said in the recordings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from feeds import attributes, entry_of, text_of
from hypothesis import given
from hypothesis import strategies as st

from samples import RATE, a_release, an_episode, shared
from segue.model import Enclosure, Recording, Segment
from segue.release import Clip, Release, Timeline
from segue.speech import Cue, Transcript

SENTENCE = "Signals from outside close some pages."
ARTICLE = f"Every cell reads the same book. It opens.\n\nOne. =={SENTENCE}== Another one.\n"
SPOKEN = ["every cell reads the same book", SENTENCE.lower(), "and others open for an hour", "bye"]


def told(*texts: str, each: float = 10.0, intro: float = 12.345) -> Release:
    """A release whose recording says these texts, so many seconds each, after an intro."""
    episode = an_episode(ARTICLE)
    cues = tuple(Cue(at * each, (at + 1) * each, text) for at, text in enumerate(texts))
    seconds = len(texts) * each
    talk = Segment(
        Recording(Path("talk.wav"), "0", RATE, 1, round(RATE * seconds)),
        transcript=Transcript(cues),
    )
    music = Segment(Recording(Path("intro.wav"), "1", RATE, 1, round(RATE * intro)), kind="intro")
    clips = (
        Clip(music, 0, round(RATE * intro)),
        Clip(talk, round(RATE * intro), round(RATE * seconds)),
    )
    timeline = Timeline(RATE, round(RATE * (intro + seconds)), clips, ())
    return replace(a_release(episode), shared=shared(episode, timeline))


def test_each_transcript_is_named_with_its_type() -> None:
    """Players take the format that they read; those with times can run along."""
    listed = attributes(entry_of(told(*SPOKEN)), "podcast:transcript")
    at = "https://example.org/audio/pilot.transcript"
    assert [(one["url"], one["type"], one.get("rel")) for one in listed] == [
        (f"{at}.vtt", "text/vtt", "captions"),
        (f"{at}.srt", "application/x-subrip", "captions"),
        (f"{at}.json", "application/json", None),
        (f"{at}.html", "text/html", None),
        (f"{at}.txt", "text/plain", None),
    ]
    assert {one["language"] for one in listed} == {"en"}


def test_without_a_transcript_none_is_named() -> None:
    """A link to a file that is not there would be a broken one."""
    assert attributes(entry_of(), "podcast:transcript") == []
    assert attributes(entry_of(), "podcast:soundbite") == []


def test_transcripts_of_the_old_host_move_in() -> None:
    """They are named as long as the audio is that of the old host."""
    moved = Enclosure(
        url="https://old.example/1.mp3",
        size_bytes=1,
        media_type="audio/mpeg",
        seconds=1,
        transcripts=(("https://old.example/1 a.vtt", "text/vtt"),),
    )
    item = entry_of(a_release(an_episode(enclosure=moved), with_audio=False))
    (transcript,) = attributes(item, "podcast:transcript")
    assert transcript["url"] == "https://old.example/1%20a.vtt"


def test_a_highlight_becomes_a_soundbite_where_it_is_said() -> None:
    """It begins with its cue, after the intro, and is long enough for the apps."""
    item = entry_of(told(*SPOKEN))
    assert attributes(item, "podcast:soundbite") == [{"startTime": "22.345", "duration": "20.000"}]
    assert text_of(item, "podcast:soundbite") == SENTENCE


def test_a_sentence_that_was_said_a_little_differently_is_found() -> None:
    """A word misheard, one more, another way to write it: it is still that sentence."""
    heard = "uh, signals from outside closed some pages"
    assert attributes(entry_of(told("hello there", heard, "yes")), "podcast:soundbite")


def test_a_sentence_that_nobody_says_gives_no_soundbite() -> None:
    """A guessed place would play something else."""
    other = told("signals are pages", "from the outside of some", "we close", each=20)
    assert attributes(entry_of(other), "podcast:soundbite") == []


def test_a_recording_too_short_for_a_soundbite_has_none() -> None:
    """Apps want 15 seconds at least."""
    assert attributes(entry_of(told(*SPOKEN, each=3)), "podcast:soundbite") == []


def test_a_cue_of_many_minutes_gives_no_soundbite() -> None:
    """Where a transcript tells only that it is said somewhere in there, it is no soundbite."""
    assert attributes(entry_of(told(*SPOKEN, each=300)), "podcast:soundbite") == []


WORDS = st.sampled_from([*SENTENCE.lower().split(), "cell", "book", ".", "uh"])


@given(texts=st.lists(st.lists(WORDS).map(" ".join), max_size=8), each=st.floats(0.1, 60))
def test_any_transcript_gives_soundbites_within_the_audio(texts: list[str], each: float) -> None:
    """They last 15 to 120 seconds, lie inside, and none over another."""
    release = told(*(texts or [""]), each=each)
    assert release.shared.timeline is not None
    end = 0.0
    for bite in attributes(entry_of(release), "podcast:soundbite"):
        start, seconds = float(bite["startTime"]), float(bite["duration"])
        assert 14.999 <= seconds <= 120.001
        assert end - 0.002 <= start
        end = start + seconds
    assert end <= release.shared.timeline.seconds + 0.002
