"""MP4 atoms: what an M4A file says of itself, with chapters both as QuickTime and as Nero do."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
from mutagen.mp4 import MP4, MP4Cover, MP4FreeForm, MP4Tags

from segue import files
from segue.audio.cover import Cover
from segue.audio.labels import GENRE, Labels, Words

_MILLISECOND = Fraction(1, 1000)
_MOST_NUMBER = 0xFFFF
_KINDS = {"image/jpeg": MP4Cover.FORMAT_JPEG, "image/png": MP4Cover.FORMAT_PNG}
_FREE = "----:com.apple.iTunes:"


def label_m4a(file: Path, labels: Labels) -> None:
    """Write the labels into an M4A file; its sound stays as it is, packet for packet."""
    _remuxed(file, labels)
    MP4(file).delete()
    tags = MP4Tags()
    _add_words(tags, labels.words)
    if labels.cover is not None:
        tags["covr"] = [_picture(labels.cover)]
    tags.save(file, padding=lambda _: 0)


def _remuxed(file: Path, labels: Labels) -> None:
    """Write the file anew with its chapters, its index in front, and the language of its track.

    FFmpeg writes chapters in two ways, so that every player finds one it knows; it must be told
    before the first packet.
    """
    target = file.with_name(f"{file.name}.labelled")
    with (
        av.open(str(file)) as source,
        av.open(
            str(target), "w", format="ipod", options=_options(source.streams.audio[0].rate)
        ) as container,
    ):
        container.set_chapters(
            [
                {
                    "id": number,
                    "start": chapter.start,
                    "end": chapter.end,
                    "time_base": _MILLISECOND,
                    "metadata": {"title": chapter.title},
                }
                for number, chapter in enumerate(labels.chapters)
            ]
        )
        stream = container.add_stream_from_template(source.streams.audio[0])
        if labels.words.language:
            stream.metadata["language"] = labels.words.language
        for packet in source.demux(source.streams.audio[0]):
            if packet.dts is not None:
                packet.stream = stream
                container.mux(packet)
    files.write(file, target)


def _options(sample_rate: int) -> dict[str, str]:
    """How the file is written: its edit list tells the length in samples, not in milliseconds."""
    return {
        "movflags": "+faststart",
        "fflags": "+bitexact",
        "movie_timescale": str(sample_rate),
    }


def _add_words(tags: MP4Tags, words: Words) -> None:
    texts = (
        ("\xa9nam", words.title),
        ("\xa9alb", words.show),
        ("\xa9ART", words.author),
        ("aART", words.author),
        ("\xa9day", words.date),
        ("desc", words.description),
        ("cprt", words.copyright),
        ("\xa9gen", GENRE),
    )
    for name, text in texts:
        if text:
            tags[name] = [text]
    for name, number in (("trkn", words.number), ("disk", words.season)):
        if number is not None and 0 < number <= _MOST_NUMBER:
            tags[name] = [(number, 0)]
    for name, text in (("LANGUAGE", words.language), ("URL", words.link)):
        if text:
            tags[_FREE + name] = [MP4FreeForm(text.encode())]
    tags["pcst"] = True


def _picture(cover: Cover) -> MP4Cover:
    return MP4Cover(cover.content, _KINDS[cover.media_type])
