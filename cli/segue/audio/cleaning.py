"""Cleaning a recording, where its author asks for it: rumble cut off, steady noise made softer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import av.filter
import numpy as np
from av.audio.frame import AudioFrame

from segue import cache
from segue.audio.decoding import Block, gathered, samples_of
from segue.audio.sources import Sound, played
from segue.model import Recording

_LAYOUTS = {1: "mono", 2: "stereo"}
# What can be taken from noise without being heard on a voice.
_REDUCTION_DB = 12
# The filter counts as noise what is softer than this over the level of the softest moments.
_ABOVE_FLOOR_DB = 5
_FLOORS_DBFS = (-80, -20)
_FLOOR_PERCENT = 5
_WINDOWS_PER_SECOND = 20
_DIGITAL_SILENCE = 1e-10
_CACHE = "floors"
# FFmpeg's afftdn works in steps of this length, and gives each of them two steps late.
_AFFTDN_STEPS_PER_SECOND = 80


def cleaned(blocks: Iterator[Block], recording: Recording, sound: Sound) -> Iterator[Block]:
    """The same number of samples, filtered by FFmpeg's `highpass` and `afftdn`."""
    layout, rate = _LAYOUTS[sound.channels], recording.sample_rate
    graph = _graph(recording, sound)
    late = 2 * (rate // _AFFTDN_STEPS_PER_SECOND) if sound.reduce_noise else 0
    silence: Block = np.zeros((late, sound.channels), np.float32)
    return _without(late, _filtered(graph, gathered(chain(blocks, (silence,))), layout, rate))


def _without(lead: int, blocks: Iterator[Block]) -> Iterator[Block]:
    """The blocks without the first `lead` samples."""
    for block in blocks:
        if len(block) > lead:
            yield block[lead:]
        lead = max(0, lead - len(block))


def _filtered(
    graph: av.filter.Graph, blocks: Iterator[Block], layout: str, rate: int
) -> Iterator[Block]:
    for block in blocks:
        frame = AudioFrame.from_ndarray(np.ascontiguousarray(block).reshape(1, -1), "flt", layout)
        frame.sample_rate = rate
        frame.pts = None
        graph.push(frame)
        yield from _pulled(graph)
    graph.push(None)
    yield from _pulled(graph)


def _noise_dbfs(recording: Recording) -> int:
    """The level of a recording's softest moments, which is its noise; kept by its content."""
    known = cache.read(_CACHE, recording.sha256)
    if known is None:
        window = max(1, recording.sample_rate // _WINDOWS_PER_SECOND)
        levels = []
        for block in gathered(played(recording, 1, 0, recording.samples)):
            whole = block[: len(block) // window * window, 0].reshape(-1, window)
            levels.append(np.einsum("ws,ws->w", whole, whole) / window)
        heard = np.concatenate(levels) if levels else np.zeros(0)
        heard = heard[heard > _DIGITAL_SILENCE]
        level = 10 * np.log10(np.percentile(heard, _FLOOR_PERCENT)) if len(heard) else -np.inf
        least, most = _FLOORS_DBFS
        known = str(round(max(least, min(most, level + _ABOVE_FLOOR_DB)))).encode()
        cache.write(_CACHE, known, recording.sha256)
    return int(known)


def _graph(recording: Recording, sound: Sound) -> av.filter.Graph:
    graph = av.filter.Graph()
    layout = _LAYOUTS[sound.channels]
    nodes = [
        graph.add_abuffer(
            sample_rate=recording.sample_rate, format="flt", layout=layout, time_base=None
        )
    ]
    if sound.high_pass_hz:
        nodes.append(graph.add("highpass", f"f={sound.high_pass_hz}"))
    if sound.reduce_noise:
        noise = f"nr={_REDUCTION_DB}:nf={_noise_dbfs(recording)}"
        nodes.append(graph.add("afftdn", noise))
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
