"""What load learns of a recording: its exact length as we decode it, its hash, its chapters.

Plain WAV files and MP3s with a true Info tag are measured by their headers, without loading PyAV;
for the rest packets are counted. Only where neither tells the length is a file decoded to learn it.
"""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING

from segue import cache, hashes
from segue.audio import carried
from segue.audio.endings import ending
from segue.audio.headers import Length, mp3_length, wav_length
from segue.audio.refusal import unreadable
from segue.model import Recording

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer

# Containers in which the packets' durations add up to what is decoded, to the sample.
_COUNTED = frozenset({"aac", "aiff", "caf", "flac", "mp3", "w64", "wav"})
# Of these FFmpeg guesses the length from size and first bit rate, or counts a lead-in, too.
_GUESSED = frozenset({"aac", "mp3", "ogg"})
# Here the file tells its length, and no stream does.
_TELLING_FOR_ALL = frozenset({"matroska,webm"})
# Headers round.
_SHORTFALL_SECONDS = 0.5
# From telephones to the finest recorders; a header that tells another rate is damaged.
_RATES = range(2000, 768_001)
_CACHE = "lengths-2"


def recording(file: Path) -> Recording:
    """What a sound file is and holds; SegueError when it can't be read as sound."""
    digest = hashes.of(file)
    if file.stat().st_size == 0:
        raise unreadable(file, "the file is empty (0 bytes)")
    length = _remembered(digest) or _measured(file, digest)
    if length.sample_rate not in _RATES:
        raise unreadable(file, f"no sound has {length.sample_rate} samples a second")
    if length.missing_seconds > _SHORTFALL_SECONDS:
        whole = length.missing_seconds + length.samples / length.sample_rate
        message = (
            f"the file is cut short: {length.missing_seconds:.1f} s of {whole:.1f} s are missing"
        )
        raise unreadable(file, message, "copy or export it again, the transfer was not complete")
    if length.samples <= 0:
        raise unreadable(file, "there is no sound in this file")
    return Recording(
        file,
        digest,
        length.sample_rate,
        length.channels,
        length.samples,
        carried.chapters(file, digest),
        length.is_open,
    )


def _remembered(digest: str) -> Length | None:
    """The length that an earlier run measured of the same bytes."""
    try:
        return Length(*json.loads(cache.read(_CACHE, digest) or b""))
    except (ValueError, TypeError):
        return None


def _measured(file: Path, digest: str) -> Length:
    with file.open("rb") as stream:
        length = wav_length(stream) or mp3_length(stream)
        end = ending(stream)
    if end.is_torn:
        message = "the file is cut short: it ends in the middle of a piece of sound"
        raise unreadable(file, message, "copy or export it again, the transfer was not complete")
    if length is None:
        found = _decoded_length(file)
        promised = max(found.missing_seconds, found.samples / found.sample_rate * end.missing_share)
        length = dataclasses.replace(found, missing_seconds=promised, is_open=end.is_open)
        cache.write(_CACHE, json.dumps(dataclasses.astuple(length)).encode(), digest)
    return length


def _decoded_length(file: Path) -> Length:
    """The length by PyAV, which is loaded only here: it takes a tenth of a second."""
    import av

    from segue.audio.decoding import decoded, opened, seconds_of

    with opened(file) as (container, stream):
        rate, channels = stream.codec_context.sample_rate, stream.codec_context.channels
        ticks = _ticks(container, stream)
        found = seconds_of(ticks, stream)
        guessed = ticks is not None and container.format.name in _GUESSED
        promised = found if guessed else seconds_of(stream.duration, stream)
        if container.format.name in _TELLING_FOR_ALL and container.duration:
            promised = container.duration / av.time_base
    if ticks is None:
        with decoded(file) as blocks:
            found = sum(len(block) for block, _ in blocks) / rate
    return Length(rate, channels, round(found * rate), max(0.0, promised - found))


def _ticks(container: InputContainer, stream: AudioStream) -> int | None:
    """How long what is decoded will be, in the stream's ticks; None where only decoding tells."""
    kind = container.format.name
    if kind == "ogg" and stream.duration:
        return stream.duration - _opus_lead_in(container, stream)
    # A stream that starts late has samples to skip, which packets don't tell.
    if kind in _COUNTED and not stream.start_time and not _is_packed(container, stream):
        return _lasting(container, stream)
    if kind.startswith("mov") and stream.duration:
        # The header tells where the sound ends within the last packet.
        return min(stream.duration, _lasting(container, stream))
    return None


def _is_packed(container: InputContainer, stream: AudioStream) -> bool:
    """Whether it is a CAF of packets (ALAC, AAC): how full the last one is, none of them tells."""
    return container.format.name == "caf" and not stream.codec_context.name.startswith("pcm_")


def _opus_lead_in(container: InputContainer, stream: AudioStream) -> int:
    """What an Ogg's last page counts and nobody hears: only Opus has it, some files twice."""
    if not stream.codec_context.name.endswith("opus"):
        return 0
    start = stream.start_time or 0
    return 2 * start - (next(container.demux(stream)).pts or 0)


def _lasting(container: InputContainer, stream: AudioStream) -> int:
    return sum(packet.duration or 0 for packet in container.demux(stream))
