"""Cleaning a recording, where its author asks for it: rumble cut off, steady noise made softer."""

from __future__ import annotations

from collections.abc import Iterator

import av.filter
import numpy as np
from av.audio.frame import AudioFrame

from segue.audio.decoding import Block, gathered, samples_of
from segue.audio.sources import Sound

_LAYOUTS = {1: "mono", 2: "stereo"}
# 10 dB less noise, tracked as it changes: what can't be heard on a voice.
_NOISE_REDUCTION = "nr=10:nf=-45:tn=1"


def cleaned(blocks: Iterator[Block], sound: Sound, rate: int) -> Iterator[Block]:
    """The same number of samples, filtered by FFmpeg's `highpass` and `afftdn`."""
    layout = _LAYOUTS[sound.channels]
    graph = _graph(sound, rate)
    for block in gathered(blocks):
        frame = AudioFrame.from_ndarray(np.ascontiguousarray(block).reshape(1, -1), "flt", layout)
        frame.sample_rate = rate
        frame.pts = None
        graph.push(frame)
        yield from _pulled(graph)
    graph.push(None)
    yield from _pulled(graph)


def _graph(sound: Sound, rate: int) -> av.filter.Graph:
    graph = av.filter.Graph()
    nodes = [
        graph.add_abuffer(
            sample_rate=rate, format="flt", layout=_LAYOUTS[sound.channels], time_base=None
        )
    ]
    if sound.high_pass_hz:
        nodes.append(graph.add("highpass", f"f={sound.high_pass_hz}"))
    if sound.reduce_noise:
        nodes.append(graph.add("afftdn", _NOISE_REDUCTION))
    nodes.append(graph.add("aformat", "sample_fmts=flt"))
    nodes.append(graph.add("abuffersink"))
    graph.link_nodes(*nodes).configure()
    return graph


def _pulled(graph: av.filter.Graph) -> Iterator[Block]:
    while True:
        try:
            frame = graph.pull()
        except (av.BlockingIOError, av.EOFError):
            return
        assert isinstance(frame, AudioFrame)
        yield samples_of(frame)
