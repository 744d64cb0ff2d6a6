"""The grid on which a long sound is encoded in parts, the same however many work at it.

A part is about 25 s of whole frames, and of whole steps of 100 ms, by which loudness is measured.
Each is encoded with some frames of its neighbours, among which a good seam is then chosen.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from segue.audio.infotag import DECODER_DELAY, ENCODER_DELAY
from segue.audio.mpeg import Format

OVERLAP_FRAMES = 20
_SECONDS = 25.6
_STEPS_A_SECOND = 10
# Players take less for no MP3 at all.
_LEAST_FRAMES = 2


@dataclass(frozen=True, slots=True)
class Grid:
    """A sound's chunks: frame 0 is the first that an encoder gives.

    `lead` is silence in front of the sound, in samples, for it to lie well on the frames.
    """

    layout: Format
    samples: int
    lead: int = 0

    @property
    def delay(self) -> int:
        """How many samples come out of a decoder before the sound does."""
        return ENCODER_DELAY + DECODER_DELAY + self.lead

    @property
    def step(self) -> int:
        """Samples in 100 ms."""
        return self.layout.sample_rate // _STEPS_A_SECOND

    @property
    def chunk_frames(self) -> int:
        """The frames of each chunk but the last."""
        unit = math.lcm(self.layout.samples_per_frame, self.step) // self.layout.samples_per_frame
        wanted = _SECONDS * self.layout.sample_rate / self.layout.samples_per_frame
        return unit * round(wanted / unit)

    @property
    def chunk_samples(self) -> int:
        """The samples of each chunk but the last."""
        return self.chunk_frames * self.layout.samples_per_frame

    @property
    def frames(self) -> int:
        """The frames that it takes for every sample to come out of a decoder."""
        heard = self.samples + self.delay
        return max(_LEAST_FRAMES, -(-heard // self.layout.samples_per_frame))

    @property
    def count(self) -> int:
        """How many chunks there are; what is left over belongs to the last one."""
        return max(1, self.samples // self.chunk_samples)

    def owned(self, index: int) -> tuple[int, int]:
        """A chunk's own samples: from, up to."""
        first = index * self.chunk_samples
        return first, self.samples if index == self.count - 1 else first + self.chunk_samples

    def kept(self, index: int) -> tuple[int, int]:
        """The frames that are kept of a chunk's encoding, overlap included: from, up to."""
        first = max(0, index * self.chunk_frames - OVERLAP_FRAMES)
        if index == self.count - 1:
            return first, self.frames
        return first, min(self.frames, (index + 1) * self.chunk_frames + OVERLAP_FRAMES)

    def fed(self, first: int, stop: int) -> tuple[int, int]:
        """The samples that an encoder is given for some frames: from, up to.

        It looks two frames ahead of what it gives. Below 0 there is silence.
        """
        size = self.layout.samples_per_frame
        return first * size - self.lead, min(self.samples, (stop + 2) * size - self.lead)
