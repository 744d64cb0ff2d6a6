"""`segue build`: the whole job."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import click

from segue.commands import Session, episode_argument, verb
from segue.errors import did_you_mean
from segue.files import OUTPUT_NAME
from segue.progress import watching
from segue.report import Answer, Json, plural
from segue.timecode import format_clock

if TYPE_CHECKING:
    from segue.build import Report

_MOST_UPLOADS = 16
_FATES = {
    "written": "written",
    "planned": "to be written",
    "unchanged": "unchanged",
    "edited": "kept as a person edited them",
    "pruned": "no longer made",
}


def _rooms(ctx: click.Context, option: click.Parameter, typed: Sequence[str]) -> frozenset[str]:
    """The rooms that --only names, parted by commas."""
    if not typed:
        return frozenset()
    from segue.request import ROOMS

    wanted = [name.strip() for text in typed for name in text.split(",") if name.strip()]
    for name in wanted:
        if name not in ROOMS:
            hint = did_you_mean(name, ROOMS) or f"write one of {', '.join(ROOMS)}"
            raise click.BadParameter(f'there is no output "{name}"; {hint}', ctx, option)
    return frozenset(wanted)


@verb(
    ("segue build", "every episode that is not a draft"),
    ("segue build pilot", "one episode, drafts too"),
    ("segue build --only newsletter,social", "only these outputs"),
    ("segue build -n", "say what would be written"),
    ("segue build --set newsletter.layout=full", "with another setting, this once"),
    writes=True,
    settings=True,
)
@episode_argument(many=True)
@click.option(
    "--only",
    multiple=True,
    metavar="OUTPUT,…",
    callback=_rooms,
    help="Only newsletter, social, notes, audio, feed or review; parted by commas.",
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Things to do at once: episodes, parts of their audio.  [default: one for each core]",
)
@click.option("--explain", is_flag=True, help="Say which audio was reused, and why not the rest.")
@click.option("--force", is_flag=True, help="Overwrite files in output/ that a person edited.")
def command(
    session: Session,
    episodes: Sequence[str],
    only: frozenset[str],
    jobs: int | None,
    **flags: bool,
) -> Answer:
    """Make the newsletter, posts, show notes, audio and feed.

    EPISODE is a slug, a folder or a path to an episode.md; without one, every episode that is not a
    draft is built. A file in output/ that a person edited is kept, unless --force is given.
    """
    from segue.build import build

    asked = session.request(*episodes, only=only, dry_run=session.dry_run)
    request = replace(asked, force=flags["force"], jobs=jobs)
    with watching(session.manner) as watch:
        report = build(request, watch)
    return _answer(report, session, _reused(report) if flags["explain"] else ())


def _answer(report: Report, session: Session, explained: Sequence[str]) -> Answer:
    paths = {
        status: [_named(file.path) for file in report.written if file.status == status]
        for status in _FATES
    }
    return Answer(
        result=paths["planned"] if session.dry_run else paths["written"],
        talk=[
            *_told(paths, session),
            *(_corrected(report) if session.verbose else ()),
            *explained,
            *_summary(report),
            *_to_paste(report),
            *_to_upload(report),
            *_next(report, session),
        ],
        data=_data(report, session),
        problems=report.problems,
        made=bool(paths["written"] or paths["unchanged"]),
    )


def _told(paths: Mapping[str, Sequence[str]], session: Session) -> list[str]:
    """What happened to the files, those first that are gone without anybody having asked."""
    removed = "would remove" if session.dry_run else "removed"
    told = [f"{removed} {path}: nothing makes it any more" for path in paths["pruned"]]
    if session.verbose:
        told += [f"unchanged {path}" for path in paths["unchanged"]]
    total = sum(map(len, paths.values()))
    fates = ", ".join(f"{len(paths[each])} {word}" for each, word in _FATES.items() if paths[each])
    return [*told, f"{plural(total, 'file')}: {fates}" if total else "nothing to write"]


def _corrected(report: Report) -> list[str]:
    """What the show's glossary made of each episode's transcripts."""
    return [
        f'{each["episode"]}: "{each["wrong"]}" in the transcript is "{each["right"]}" now, '
        f"{plural(each['times'], 'time')}"
        for each in _corrections(report)
    ]


def _corrections(report: Report) -> list[dict[str, Any]]:
    made = dict.fromkeys(
        (release.episode.slug, part.transcript.file, each)
        for release in report.bundle.releases
        for part in release.episode.segments
        if part.transcript
        for each in part.transcript.corrections
    )
    return [
        {"episode": slug, "wrong": each.wrong, "right": each.right, "times": each.times}
        for slug, _, each in made
    ]


def _reused(report: Report) -> list[str]:
    """What of each audio file was reused, and why not the rest."""
    told = []
    for reuse in (each for release in report.bundle.releases for each in release.reuse):
        share = f"{reuse.reused} of {plural(reuse.parts, 'part')} reused" if reuse.parts else "kept"
        told += [f"{_named(reuse.path)}: {share}", *(f"  {reason}" for reason in reuse.reasons)]
    return told


def _summary(report: Report) -> list[str]:
    """What there is to know about each episode's audio."""
    return [
        f"{release.episode.slug}: {format_clock(facts.seconds)}, {facts.loudness_lufs:.1f} LUFS, "
        f"true peak {facts.true_peak_dbtp:.1f} dBTP, {facts.size_bytes / 1e6:.1f} MB"
        for release in report.bundle.releases
        if (facts := release.audio) is not None and "audio" not in release.failed
    ] + [
        f"{release.episode.slug}: no audio was made; what an earlier build left is still there"
        for release in report.bundle.releases
        if release.audio is not None and "audio" in release.failed
    ]


def _to_paste(report: Report) -> list[str]:
    """The file of each newsletter that its email service takes."""
    from segue import profiles

    services = [(release, profiles.of(release.episode.show)) for release in report.bundle.releases]
    return [
        f"{_named(output.path)} is for: {service.title}"
        for release, service in services
        if (output := release.output(f"newsletter/{service.file}")) is not None
    ]


def _to_upload(report: Report) -> list[str]:
    """What must be put on the web now that it changed, in the order in which to do it."""
    changed = {
        PurePosixPath(_named(file.path))
        for file in report.written
        if file.status in {"written", "planned"}
    }
    # A picture of the show itself is no output; it goes along with what was made beside it.
    due = [
        each
        for each in report.uploads
        if each.file in changed or (changed and each.file.parts[0] != OUTPUT_NAME)
    ]
    told = [f"upload: {each.file} to {each.url}" for each in due[:_MOST_UPLOADS]]
    more = len(due) - len(told)
    rest = [f"upload: {plural(more, 'file')} more, listed in each manifest.json"] if more else []
    return [*told, *rest]


def _next(report: Report, session: Session) -> list[str]:
    """The command to run or the file to look at, now that this is done."""
    if any(problem.severity == "error" for problem in report.problems):
        return ["next: mend what is wrong, then segue build again"]
    if session.dry_run:
        return ["next: segue build"]
    slugs = [release.episode.slug for release in report.bundle.releases]
    folder = _named(slugs[0] if len(slugs) == 1 else "<episode>")
    if any(release.output("index.html") is not None for release in report.bundle.releases):
        return [f"next: open {folder}/index.html in a browser"]
    return [f"next: look into {folder}"] if slugs else ["next: segue new SLUG makes an episode"]


def _named(path: PurePosixPath | str) -> str:
    """A file or folder of the output, as its user finds it."""
    return f"{OUTPUT_NAME}/{path}"


def _data(report: Report, session: Session) -> Json:
    return {
        "root": session.root.as_posix(),
        "episodes": [release.episode.slug for release in report.bundle.releases],
        "reuse": [
            {
                "path": _named(each.path),
                "parts": each.parts,
                "reused": each.reused,
                "reasons": list(each.reasons),
            }
            for release in report.bundle.releases
            for each in release.reuse
        ],
        "corrections": _corrections(report),
        "files": [{"path": _named(file.path), "status": file.status} for file in report.written],
        "uploads": [
            {"path": str(each.file), "url": each.url, "for": list(each.needed_by)}
            for each in report.uploads
        ],
    }
