"""People are told why a build took its time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sounds import segment, speech, tone, write_wav

from samples import a_show, an_episode, shared
from segue import audio
from segue.model import Episode
from segue.release import Reuse
from segue.show import AudioSettings


@pytest.fixture
def episode(tmp_path: Path) -> Episode:
    """Eighty seconds of talk and an outro: three parts."""
    talk = write_wav(tmp_path / "talk.wav", speech(80.0, -24))
    outro = write_wav(tmp_path / "outro.wav", tone(2.0, 440, -12))
    settings = AudioSettings(crossfade_seconds=0.0)
    return an_episode(
        source=tmp_path / "episode.md",
        show=replace(a_show(), root=tmp_path, cover=None, audio=settings),
        segments=(segment(talk), segment(outro, "outro")),
        marks=(),
    )


def built(episode: Episode) -> Reuse:
    """What a build says of the one file that it makes."""
    told: list[Reuse] = []
    handed = replace(
        shared(episode, audio.timeline(episode)),
        workspace=episode.show.root / "work",
        explain=told.append,
    )
    handed.workspace.mkdir(exist_ok=True)
    (job,) = audio.plan(episode, handed)
    audio.render(job)
    (reuse,) = told
    return reuse


def test_another_outro_costs_only_the_end_and_that_is_said(episode: Episode) -> None:
    """The first build has no earlier one; the second names the file that changed."""
    first = built(episode)
    assert (first.parts, first.reused) == (3, 0)
    assert first.reasons == ("it was not made before, or the cache was emptied since",)
    assert built(episode).reused == 3
    outro = write_wav(episode.show.root / "outro.wav", tone(2.0, 660, -12))
    second = built(replace(episode, segments=(episode.segments[0], segment(outro, "outro"))))
    assert (second.parts, second.reused) == (3, 2)
    assert second.reasons[0].startswith("encoded again: 00:51 to 01:22")
    assert second.reasons[1] == "outro.wav (2) is new or has changed"


def test_another_bit_rate_is_named(episode: Episode) -> None:
    """Then nothing of the earlier file can be used."""
    built(episode)
    show = replace(episode.show, audio=replace(episode.show.audio, bitrate="96k"))
    told = built(replace(episode, show=show))
    assert (told.parts, told.reused) == (3, 0)
    assert told.reasons == ("bit rate, channels or sample rate changed",)
