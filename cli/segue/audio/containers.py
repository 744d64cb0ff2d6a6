"""M4A (AAC), Opus, FLAC and WAV, written by PyAV, as exactly as long as the programme.

Unlike MP3 they are encoded in one go; what a decoder makes of the file is measured all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import OutputContainer

from segue import files
from segue.audio.decoding import Block, decoded, samples_of
from segue.audio.listening import Ear, Made
from segue.audio.retouching import Retouched
from segue.release import Tell

Depth = Literal[16, 24]

_LAYOUTS = {1: "mono", 2: "stereo"}
_OPUS_RATE = 48_000
# How far peaks were seen to rise in the decoded file; the rest is turned down spot by spot.
_COARSE_KBPS = 96
_COARSE_OVERSHOOT_DB = 1.0
_OVERSHOOT_DB = 0.5
_ROUNDING_DB = 0.1


@dataclass(frozen=True, slots=True)
class Kind:
    """How FFmpeg calls a format: its container, its codec and the samples that it takes.

    `is_lossy` formats take a bit rate, the others a depth in bits.
    """

    container: str
    codec: str
    sample_format: str
    is_lossy: bool = False


def kind(name: str, depth: Depth) -> Kind:
    """The kind of file that a format's name means."""
    wide = depth == 24  # noqa: PLR2004 (bits)
    return {
        "m4a": Kind("ipod", "aac", "fltp", is_lossy=True),
        "opus": Kind("ogg", "libopus", "flt", is_lossy=True),
        "flac": Kind("flac", "flac", "s32" if wide else "s16"),
        "wav": Kind("wav", "pcm_s24le" if wide else "pcm_s16le", "s32" if wide else "s16"),
    }[name]


def rate_of(name: str, rate: int) -> int:
    """The sample rate that a format has for a programme's: Opus knows 48 kHz alone."""
    return _OPUS_RATE if name == "opus" else rate


@dataclass(frozen=True, slots=True)
class Container:
    """Writes files of the format `name`; `kbps` is for those that lose something, else `depth`."""

    name: str
    sample_rate: int
    channels: int
    kbps: int
    depth: Depth
    tell: Tell = lambda _: None

    @property
    def drop_db(self) -> float:
        """These formats keep the level."""
        return 0.0

    @property
    def overshoot_db(self) -> float:
        """How far peaks are likely to rise; where nothing is lost, not at all."""
        if not kind(self.name, self.depth).is_lossy:
            return _ROUNDING_DB
        per_channel = self.kbps * 2 // self.channels
        return _COARSE_OVERSHOOT_DB if per_channel <= _COARSE_KBPS else _OVERSHOOT_DB

    def encode(self, sound: Retouched, ceiling_dbtp: float, target: Path) -> Made:
        """Write the file, and hear what a decoder makes of it."""
        samples = sound.programme.samples
        self.write(self._told(sound.blocks(0, samples), samples), target)
        rate = rate_of(self.name, self.sample_rate)
        # A decoder may give a rest of the last packet; players that honour its length do not.
        length = -(-samples * rate // self.sample_rate)
        ear = Ear(rate, ceiling_dbtp)
        with decoded(target) as blocks:
            for block, _ in blocks:
                ear.hear(block[: length - ear.samples])
        heard = ear.told()
        assert heard.samples == length, f"{heard.samples} for {length} samples"
        return Made(heard, (True,))

    def _told(self, blocks: Iterator[Block], samples: int) -> Iterator[Block]:
        at = 0
        for block in blocks:
            yield block
            at += len(block)
            self.tell(at / samples)

    def write(self, blocks: Iterator[Block], target: Path) -> None:
        """Write the programme's samples; SegueError when the disk takes no more."""
        made = kind(self.name, self.depth)
        rate = rate_of(self.name, self.sample_rate)
        options = {"rf64": "auto"} if self.name == "wav" else {}
        # Nothing of the encoder's version or of the clock goes into the file.
        options["fflags"] = "+bitexact"
        with _written(target, made.container, options) as container:
            stream = container.add_stream(
                made.codec, rate=rate, layout=_LAYOUTS[self.channels], **self._extra(made)
            )
            assert isinstance(stream, AudioStream)
            for frame in self._frames(blocks, made, rate):
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))

    def _extra(self, made: Kind) -> dict[str, Any]:
        options = {"flags": "+bitexact"}
        if made.is_lossy:
            return {"bit_rate": self.kbps * 1000, "format": made.sample_format, "options": options}
        if made.codec == "flac" and self.depth == 24:  # noqa: PLR2004 (bits)
            options["bits_per_raw_sample"] = "24"
        return {"format": made.sample_format, "options": options}

    def _frames(self, blocks: Iterator[Block], made: Kind, rate: int) -> Iterator[AudioFrame]:
        """The samples as the codec takes them."""
        at = 0
        for block in _resampled(blocks, self.sample_rate, rate):
            if not len(block):
                continue
            samples = block if made.is_lossy else _whole(block, self.depth)
            planar = made.sample_format.endswith("p")
            shaped = samples.T if planar else samples.reshape(1, -1)
            frame = AudioFrame.from_ndarray(
                np.ascontiguousarray(shaped), made.sample_format, _LAYOUTS[self.channels]
            )
            frame.sample_rate = rate
            frame.pts = at
            at += len(block)
            yield frame


@contextmanager
def _written(target: Path, container: str, options: dict[str, str]) -> Iterator[OutputContainer]:
    """A container to be filled; FFmpeg writes it itself, as errors get lost between it and us."""
    try:
        with av.open(str(target), "w", format=container, container_options=options) as opened:
            yield opened
    except av.FFmpegError as error:
        raise files.unwritable(target.parent.parent, error) from error


def _whole(block: Block, depth: Depth) -> np.ndarray[Any, Any]:
    """The samples as whole numbers; 24 bits lie in the upper part of 32."""
    scale = 1 << (depth - 1)
    numbers = np.clip(np.rint(block.astype(np.float64) * scale), -scale, scale - 1)
    if depth == 16:  # noqa: PLR2004 (bits)
        return numbers.astype(np.int16)
    return numbers.astype(np.int32) << 8


def _resampled(blocks: Iterator[Block], source_rate: int, rate: int) -> Iterator[Block]:
    if source_rate == rate:
        yield from blocks
        return
    resampler: AudioResampler | None = None
    layout = ""
    for block in blocks:
        layout = layout or _LAYOUTS[block.shape[1]]
        resampler = resampler or AudioResampler(format="flt", layout=layout, rate=rate)
        frame = AudioFrame.from_ndarray(np.ascontiguousarray(block).reshape(1, -1), "flt", layout)
        frame.sample_rate = source_rate
        for converted in resampler.resample(frame):
            yield samples_of(converted)
    if resampler is not None:
        for converted in resampler.resample(None):
            yield samples_of(converted)
