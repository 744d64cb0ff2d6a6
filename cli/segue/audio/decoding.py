"""Recordings as streams of samples: PyAV decodes, in blocks, never a whole file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import av.logging
import numpy as np
import numpy.typing as npt
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer

from segue.audio.refusal import unreadable

# Samples by channels; 1.0 is full scale, and decoders do go beyond it.
Block = npt.NDArray[np.float32]

Damaged = Callable[[int], None]

BLOCK_SAMPLES = 1 << 16
_LOUDEST = 1e6  # times full scale, 120 dB above it
# What a damaged packet held is replaced by silence, up to this much; past it the file is refused.
_DAMAGE_SECONDS = 1.0

# Tags are seldom UTF-8 in old files. PyAV 19 lets them be; before, it must be told to.
_LENIENT: dict[str, Any] = (
    {"metadata_errors": "replace"} if int(av.__version__.split(".")[0]) < 19 else {}  # noqa: PLR2004
)

# FFmpeg would print its findings to stderr, past everything that Python can redirect.
av.logging.set_level(None)


@contextmanager
def opened(file: Path) -> Iterator[tuple[InputContainer, AudioStream]]:
    """A sound file and its first audio stream; SegueError when it is no sound."""
    try:
        # A relative name as "take: 2.mp3" would be read as an address on the web.
        with av.open(str(file.absolute()), "r", **_LENIENT) as container:
            if not container.streams.audio:
                raise unreadable(file, "there is no sound in this file")
            stream = container.streams.audio[0]
            if not stream.codec_context.sample_rate:
                raise unreadable(file, "this file doesn't tell its sample rate")
            yield container, stream
    except av.FFmpegError as error:
        raise unreadable(file, f"this file can't be decoded as sound: {error.strerror}") from error


@contextmanager
def decoded(
    file: Path, first: int = 0, damaged: Damaged = lambda _: None
) -> Iterator[Iterator[tuple[Block, tuple[str, ...]]]]:
    """A file's samples from `first` on, at its own rate, each block with its channels' names.

    What can't be decoded is silence; `damaged` is told how many samples, before they come.
    """
    with opened(file) as (container, stream):
        at = _sought(container, stream, first)
        yield _without(first - at, _blocks(file, container, stream, damaged))


def _sought(container: InputContainer, stream: AudioStream, first: int) -> int:
    """Go to a sample or to one before it, and tell to which.

    Only where each packet is decoded by itself and tells its place exactly; every other format is
    decoded from its beginning.
    """
    codec = stream.codec_context
    # Matroska tells its places in milliseconds, which is not exact.
    is_exact = stream.time_base == Fraction(1, codec.sample_rate)
    stands_alone = codec.name.startswith("pcm_") or codec.name == "flac"
    if first < codec.sample_rate or not (is_exact and stands_alone):
        return 0
    container.seek(first, stream=stream)
    packet = next(container.demux(stream), None)
    at = packet.pts if packet is not None and packet.size else None
    if at is None or at > first:
        at = 0
    container.seek(at, stream=stream)
    return at


def _without(
    lead: int, blocks: Iterator[tuple[Block, tuple[str, ...]]]
) -> Iterator[tuple[Block, tuple[str, ...]]]:
    """The blocks without the first `lead` samples."""
    for block, names in blocks:
        if len(block) > lead:
            yield block[max(0, lead) :], names
        lead -= len(block)


def seconds_of(ticks: int | None, stream: AudioStream) -> float:
    """A length in a stream's own ticks, in seconds; 0 where it isn't told."""
    return float((ticks or 0) * (stream.time_base or 0))


def gathered(blocks: Iterable[Block]) -> Iterator[Block]:
    """The same samples in blocks of 65,536, where a decoder gives them in crumbs."""
    crumbs: list[Block] = []
    samples = 0
    for block in blocks:
        crumbs.append(block)
        samples += len(block)
        if samples >= BLOCK_SAMPLES:
            yield np.concatenate(crumbs)
            crumbs, samples = [], 0
    if crumbs:
        yield np.concatenate(crumbs)


def _blocks(
    file: Path, container: InputContainer, stream: AudioStream, damaged: Damaged
) -> Iterator[tuple[Block, tuple[str, ...]]]:
    rate = stream.codec_context.sample_rate
    converter: AudioResampler | None = None
    names: tuple[str, ...] = ()
    for group in _grouped(_frames(file, container, stream)):
        if isinstance(group, int):
            damaged(group)
            yield np.zeros((group, len(names)), np.float32), names
            continue
        kind = group[0]
        if kind.sample_rate != rate:
            raise unreadable(file, f"its sample rate changes from {rate} to {kind.sample_rate} Hz")
        found = tuple(channel.name for channel in kind.layout.channels)
        if converter is None or found != names:
            converter = AudioResampler(format="flt", layout=kind.layout.name, rate=rate)
            names = found
        samples = _converted(group, converter, len(names))
        refuse_no_sound(samples, file)
        yield samples, names


def refuse_no_sound(samples: npt.NDArray[np.float32], file: Path) -> None:
    """Raise SegueError where a value is NaN, infinite, or a million times what is full scale."""
    if samples.size and not (samples.min() >= -_LOUDEST and samples.max() <= _LOUDEST):
        raise unreadable(file, "it holds values that are no sound (NaN, infinite or far too large)")


def _grouped(frames: Iterator[AudioFrame | int]) -> Iterator[list[AudioFrame] | int]:
    """Frames of one kind together, up to 65,536 samples: each alone is too small to work on."""
    group: list[AudioFrame] = []
    samples = 0
    for frame in frames:
        if group and (samples >= BLOCK_SAMPLES or not _are_alike(group[0], frame)):
            yield group
            group, samples = [], 0
        if isinstance(frame, int):
            yield frame
        else:
            group.append(frame)
            samples += frame.samples
    if group:
        yield group


def _are_alike(one: AudioFrame, other: AudioFrame | int) -> bool:
    if isinstance(other, int):
        return False
    return one.sample_rate == other.sample_rate and one.layout.name == other.layout.name


def _converted(group: Sequence[AudioFrame], converter: AudioResampler, channels: int) -> Block:
    """The frames' samples, one after the other."""
    parts: list[Block] = [np.zeros((0, channels), np.float32)]
    for frame in group:
        frame.pts = None
        parts += map(samples_of, converter.resample(frame))
    return np.concatenate(parts)


def _frames(
    file: Path, container: InputContainer, stream: AudioStream
) -> Iterator[AudioFrame | int]:
    """Decoded frames; for a packet that can't be decoded, how many samples of silence it is."""
    damaged = 0.0
    begun = False
    for packet in container.demux(stream):
        try:
            frames = packet.decode()
        except av.InvalidDataError:
            seconds = seconds_of(packet.duration, stream)
            damaged += seconds
            if damaged > _DAMAGE_SECONDS:
                message = f"more than {_DAMAGE_SECONDS:g} s of this file is damaged"
                raise unreadable(file, message) from None
            if begun:
                yield round(seconds * stream.codec_context.sample_rate)
            continue
        for frame in frames:
            assert isinstance(frame, AudioFrame)
            begun = True
            yield frame


def samples_of(frame: AudioFrame) -> Block:
    """The samples of a packed float frame.

    Not of a planar one: PyAV reads past its eight planes where it has as many or more.
    """
    return frame.to_ndarray().reshape(-1, frame.layout.nb_channels).astype(np.float32)
