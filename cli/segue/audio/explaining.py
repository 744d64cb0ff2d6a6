"""Why parts of a file had to be encoded again: what it was made of last time, beside now.

The last recipe lies in the cache, so deleting that loses the reasons with what they are about.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple
from itertools import groupby

from segue import cache
from segue.audio.chunks import Grid
from segue.audio.job import AudioJob
from segue.audio.levelling import Levelled
from segue.audio.reporting import Delivery
from segue.release import Reuse
from segue.timecode import format_clock

_RECIPES = "recipes"
_CLOSE_DB = 0.005

Recipe = Mapping[str, Mapping[str, str]]


def kept(path: str) -> Reuse:
    """What there is to say of a file that was made of the very same things before."""
    return Reuse(path, 0, 0, ("nothing that it is made from has changed: the file was kept",))


def explained(job: AudioJob, path: str, delivery: Delivery, *, in_parts: bool) -> Reuse:
    """What was encoded again, what was reused, and why not all was."""
    now = _recipe(job, delivery.levelling)
    name = str(job.episode.show.root.resolve()), path
    before = _read(cache.read(_RECIPES, *name))
    cache.write(_RECIPES, json.dumps(now).encode(), *name)
    anew = delivery.mastered.parts
    reasons = list(_reasons(before, now)) if any(anew) else []
    if any(anew) and not reasons:
        reasons = ["the cache no longer holds them"]
    if any(anew) and not all(anew):
        reasons.insert(0, f"encoded again: {', '.join(_spans(job, anew))}")
    if delivery.splice.copies:
        reasons.append(f"copied frame by frame: {', '.join(_copied(delivery))}")
    reasons += delivery.refusals
    if not in_parts:
        reasons.append("this format is always encoded as a whole")
    return Reuse(path, len(anew), anew.count(False), tuple(reasons))


def _recipe(job: AudioJob, levelling: Levelled) -> Recipe:
    """Everything that a listener could tell, under the names that people have for it."""
    audio = job.episode.show.audio
    clips = (*job.timeline.clips, *job.timeline.beds)
    format_ = {"bit rate, channels or sample rate": repr(astuple(job.layout))}
    target = {"the loudness or true peak asked for": repr(astuple(job.target))}
    copying = {"encode": repr((audio.encode, audio.splice_tolerance_lu))}
    cleaning = repr((audio.level, audio.high_pass_hz, audio.reduce_noise))
    sounds, places, gains = {}, {}, {}
    for number, (clip, layer) in enumerate(zip(clips, levelling.programme.layers, strict=False)):
        file = f"{clip.segment.recording.file.name} ({number + 1})"
        sounds[file] = clip.segment.recording.sha256
        fades = clip.fade_in, clip.fade_out, clip.rise, clip.fall, clip.kept
        places[file] = repr((clip.start, clip.samples, clip.segment.start, fades))
        gains[file] = repr(layer.gain_db)
    settings = {**format_, **target, **copying, "level, high-pass or noise reduction": cleaning}
    return {"settings": settings, "sounds": sounds, "places": places, "gains": gains}


def _copied(delivery: Delivery) -> Iterator[str]:
    for copy in delivery.splice.copies:
        yield f"{copy.stop - copy.first} frames of {copy.body.file.name}"


def _reasons(before: Recipe | None, now: Recipe) -> Iterator[str]:
    if before is None:
        yield "it was not made before, or the cache was emptied since"
        return
    for what in _changed(before["settings"], now["settings"]):
        yield f"{what} changed"
    changed = _changed(before["sounds"], now["sounds"])
    for file in changed:
        yield f"{file} is new or has changed"
    moved = [each for each in _changed(before["places"], now["places"]) if each not in changed]
    for file in moved:
        yield f"{file} begins elsewhere, or is cut or faded otherwise"
    for file in _changed(before["gains"], now["gains"]):
        if file not in changed and file in before["gains"]:
            by = float(now["gains"][file]) - float(before["gains"][file])
            if abs(by) > _CLOSE_DB:
                yield f"{file} is turned by {by:+.2f} dB more than before"


def _changed(before: Mapping[str, str], now: Mapping[str, str]) -> Sequence[str]:
    return [name for name, value in now.items() if before.get(name) != value]


def _spans(job: AudioJob, anew: Sequence[bool]) -> Iterator[str]:
    """The stretches that were encoded again, as 0:00 to 0:26."""
    grid = Grid(job.layout, job.timeline.samples)
    at = 0
    for is_anew, group in groupby(anew):
        count = len(list(group))
        if is_anew:
            seconds = (grid.owned(at)[0], grid.owned(at + count - 1)[1])
            start, end = (format_clock(each / job.layout.sample_rate) for each in seconds)
            yield f"{start} to {end}"
        at += count


def _read(content: bytes | None) -> Recipe | None:
    try:
        found = json.loads(content or b"")
    except ValueError:
        return None
    whole = isinstance(found, dict) and {"settings", "sounds", "places", "gains"} <= set(found)
    return found if whole else None
