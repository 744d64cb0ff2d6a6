"""Each recording is worth hearing: what a listener would notice in it, and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from segue.audio import report
from segue.audio.report import ClipReport, Diagnosis
from segue.errors import Problem
from segue.release import Bundle, Clip, Release
from segue.timecode import format_clock

# Speech, even whispered, is recorded above this; below it is a muted microphone's hiss.
_NEAR_SILENCE_LUFS = -50.0
# Turned up from here, the microphone's own noise can be heard.
_QUIET_LUFS = -36.0
_LEAST_MEASURED_SECONDS = 0.4
# A few runs are cut off consonants that nobody hears; lossy formats overshoot by themselves.
_FORGIVEN_RUNS = 3
_FORGIVEN_RUNS_A_SECOND = 0.1
# Below this, consonants are lost, as on a telephone.
_LEAST_SAMPLE_RATE = 22050
_HUM_BELOW_LU = 45.0
_NOISE_BELOW_LU = 30.0
# Less than this apart it is no noise under a voice, but the sound itself.
_SOUND_ITSELF_LU = 10.0
# A hum as loud as this below the noise floor is the noise.
_HUM_IS_NOISE_DB = 6.0
_UPSIDE_DOWN = -0.7
# What cheap converters add by themselves is far less.
_LEAST_OFFSET = 0.02
_SPEAKERS_APART_DB = 6.0
_TWO_SPEAKERS = 0.3


def check(bundle: Bundle) -> Iterator[Problem]:
    """What a listener would notice in each recording of each release."""
    for release in bundle.releases:
        made = report.of(release)
        timeline = release.shared.timeline
        if made is None or timeline is None:
            continue
        for clip, measured in zip(timeline.clips, made.clips, strict=False):
            recorded = _Recorded(release, clip, measured, is_stereo=made.channels > 1)
            yield from recorded.flaws()


@dataclass(frozen=True, slots=True)
class _Recorded:
    """A recording as a clip of a release uses it."""

    release: Release
    clip: Clip
    measured: ClipReport
    is_stereo: bool

    def flaws(self) -> Iterator[Problem]:
        """All of them; a recording that can't be heard has no other."""
        silence = self._silence()
        if silence is not None:
            yield silence
            return
        yield from self._damage()
        yield from self._clipping()
        yield from self._offset()
        yield from self._channels()
        if self.measured.kind in ("content", "ad"):
            yield from self._voice()

    @property
    def _found(self) -> Diagnosis:
        return self.measured.recording

    def _silence(self) -> Problem | None:
        loudness = self.measured.loudness_lufs
        if loudness is None:
            if self.measured.seconds < _LEAST_MEASURED_SECONDS:
                return None
            level = "silent"
        elif loudness < _NEAR_SILENCE_LUFS:
            level = f"almost silent ({loudness:.0f} LUFS)"
        else:
            return None
        return self._told(
            "audio-silent",
            f"is {level}",
            "check that it is the right recording, and that the microphone was on",
        )

    def _damage(self) -> Iterator[Problem]:
        seconds, first = self._found.damaged_seconds, self._found.damaged_at_seconds
        if first is not None:
            yield self._told(
                "audio-damaged",
                f"is damaged: {seconds:.2f} s of it can't be decoded and are silent, first at "
                f"{self._time(first)}",
                "export or copy it again",
            )
        if self.clip.segment.recording.is_unended:
            yield self._told(
                "audio-unended",
                "lacks the mark of its end: it was cut off, or a recorder stopped without closing "
                "the file",
                "listen to its last words; if they are missing, copy or export it again",
            )

    def _offset(self) -> Iterator[Problem]:
        offset = self._found.dc_offset
        if offset >= _LEAST_OFFSET and not self.release.episode.show.audio.high_pass_hz:
            yield self._told(
                "audio-dc-offset",
                f"lies off the middle by {offset * 100:.0f} % of full scale (DC offset): that "
                "takes room from the sound and clicks at cuts",
                "set high_pass_hz = 20 under [audio], which takes it away",
            )

    def _clipping(self) -> Iterator[Problem]:
        runs, first = self._found.clipped_runs, self._found.clipped_at_seconds
        forgiven = max(_FORGIVEN_RUNS, self.measured.seconds * _FORGIVEN_RUNS_A_SECOND)
        if runs > forgiven and first is not None:
            yield self._told(
                "audio-clipped",
                f"is clipped in {runs} places, first at {self._time(first)}: it was recorded too "
                "loud, and crackles there",
                "turn the microphone down and record it again, or repair it with a declipper",
            )

    def _channels(self) -> Iterator[Problem]:
        found = self._found
        if found.dead_channel and self.is_stereo:
            yield self._told(
                "audio-dead-channel",
                f"is heard on one side only: its {found.dead_channel} channel is silent",
                "set channels to mono, or export the recording as mono",
            )
        if found.correlation is not None and found.correlation < _UPSIDE_DOWN:
            yield self._told(
                "audio-phase",
                "has one channel upside down: on a single speaker, as a phone's, both cancel "
                "each other and it nearly vanishes",
                "invert one channel in your editor (in Audacity: Effect > Invert), or export one",
            )
        balance, apart = found.balance_db or 0.0, abs(found.correlation or 1.0) < _TWO_SPEAKERS
        if abs(balance) > _SPEAKERS_APART_DB and apart and not found.dead_channel:
            softer = "left" if balance > 0 else "right"
            yield self._told(
                "audio-level-difference",
                f"has a speaker on each side, and the one on the {softer} is "
                f"{abs(balance):.0f} dB softer",
                "bring both to one level in your editor, before you export",
            )

    def _voice(self) -> Iterator[Problem]:
        """What is noticed in speech."""
        loudness = self.measured.loudness_lufs
        if self.measured.sample_rate < _LEAST_SAMPLE_RATE:
            yield self._told(
                "audio-sample-rate",
                f"has only {self.measured.sample_rate} samples a second: it sounds like a "
                "telephone",
                "record or export it with 44100 or 48000",
            )
        if loudness is None:
            return
        if loudness < _QUIET_LUFS:
            yield self._told(
                "audio-quiet",
                f"was recorded very softly ({loudness:.0f} LUFS): its noise is turned up with it",
                "turn the microphone up, or move closer to it",
            )
        yield from self._background(loudness)

    def _background(self, loudness_lufs: float) -> Iterator[Problem]:
        """Hum and noise under the voice."""
        found = self._found
        floor = found.noise_floor_dbfs
        hums = found.hum_dbfs is not None and found.hum_dbfs > loudness_lufs - _HUM_BELOW_LU
        if hums and found.hum_dbfs is not None:
            below = max(0.0, loudness_lufs - found.hum_dbfs)
            yield self._told(
                "audio-hum",
                f"hums at {found.hum_hz} Hz from {self._time(0.0)} on, {below:.0f} dB below the "
                "voice",
                "that comes from the mains: use another cable or power supply; high_pass_hz = 80 "
                "under [audio] takes the lowest of it away",
            )
            if floor is not None and found.hum_dbfs > floor - _HUM_IS_NOISE_DB:
                return
        if floor is None or not found.noise_is_steady:
            return
        below = loudness_lufs - floor
        if _SOUND_ITSELF_LU < below < _NOISE_BELOW_LU:
            yield self._told(
                "audio-noise",
                f"has a noise in its background from {self._time(0.0)} on, only {below:.0f} dB "
                "below the voice",
                "set reduce_noise = true under [audio], or record in a quieter room",
            )

    def _time(self, seconds: float) -> str:
        """A second of the clip as a time of its recording, which is what people open."""
        return format_clock(self.measured.cut_from_seconds + seconds)

    def _told(self, code: str, flaw: str, hint: str) -> Problem:
        """A finding at the clip's line, or at the file that settings name."""
        line = self.clip.segment.line
        file = self.clip.segment.recording.file if line is None else self.release.episode.source
        return Problem(
            severity="warning",
            code=code,
            message=f'"{self.measured.file}" {flaw}',
            file=file,
            line=line,
            hint=hint,
        )
