"""Writing a folder of outputs so that nothing is lost, be it a person's edits or a crash's files.

`manifest.json` holds the hash of every file that segue wrote. A file with another hash was edited
by a person. A journal holds the hashes of files about to be written, so that after a kill the next
run still knows its own.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Literal

from segue import files, hashes
from segue.errors import Problem, SegueError
from segue.release import Output, Upload

FILE_NAME = "manifest.json"
_JOURNAL_NAME = ".segue-journal.json"
_VERSION = 1

Status = Literal["written", "unchanged", "edited", "pruned", "planned"]


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one output; `path` is relative to output/."""

    path: PurePosixPath
    status: Status


@dataclass(frozen=True, slots=True)
class _Entry:
    path: str
    sha256: str
    size_bytes: int
    inputs: tuple[str, ...]


@dataclass(slots=True)
class Folder:
    """One folder of outputs with its manifest: an episode's, or `.` for the show's own.

    `force` overwrites what a person edited; `dry_run` writes nothing. `upload` tells of all paths
    that the folder holds then which have to be put on the web.
    """

    output: Path
    name: PurePosixPath
    force: bool = False
    dry_run: bool = False
    upload: Callable[[Collection[PurePosixPath]], Sequence[Upload]] = lambda _: ()
    problems: list[Problem] = field(default_factory=list)
    uploads: Sequence[Upload] = ()

    def write(self, outputs: Sequence[Output], rooms: Collection[str]) -> Iterator[Written]:
        """Write what changed, prune what `rooms` no longer make, and note it in the manifest."""
        try:
            self._refuse_links()
            yield from self._write(outputs, rooms)
        except SegueError as error:
            self.problems.extend(error.problems)

    @property
    def _root(self) -> Path:
        return self.output / self.name

    def _write(self, outputs: Sequence[Output], rooms: Collection[str]) -> Iterator[Written]:
        known = _read(self._root / FILE_NAME)
        pending = _read_journal(self._root / _JOURNAL_NAME)
        hashed = {output.path: output.sha256 or _hash(output.body) for output in outputs}
        fates = {
            output.path: self._fate(output, hashed[output.path], known, pending)
            for output in outputs
        }
        coming = {
            self._key(path): hashed[path] for path, fate in fates.items() if fate == "written"
        }
        if coming and not self.dry_run:
            self._note(coming, pending)
        entries = {
            key: entry for key, entry in known.items() if room_of(PurePosixPath(key)) not in rooms
        }
        for output in outputs:
            key, fate = self._key(output.path), fates[output.path]
            if fate == "written" and self.dry_run:
                fate = "planned"
            elif fate == "written":
                files.write(self.output / output.path, output.body)
            if fate != "edited":
                entries[key] = self._entry(output, hashed[output.path])
            elif key in known:
                entries[key] = known[key]
            yield Written(output.path, fate)
        yield from self._prune(known, entries)
        self.uploads = self.upload([self.name / key for key in entries])
        self._finish(entries)

    def _fate(
        self,
        output: Output,
        sha256: str,
        known: Mapping[str, _Entry],
        pending: Mapping[str, Collection[str]],
    ) -> Status:
        target = self.output / output.path
        if not os.path.lexists(target) and files.is_within(target, self._root):
            return "written"
        if not files.is_within(target, self._root) or not target.is_file():
            self.problems.append(_in_the_way(target))
            return "edited"
        # Large files alone are worth remembering.
        is_large = isinstance(output.body, Path)
        current = hashes.of(target) if is_large else files.sha256(target)
        if current == sha256:
            return "unchanged"
        key = self._key(output.path)
        ours = {*pending.get(key, ())} | ({known[key].sha256} if key in known else set())
        if current in ours or self.force:
            return "written"
        self.problems.append(_edited(target))
        return "edited"

    def _prune(
        self, known: Mapping[str, _Entry], entries: Mapping[str, _Entry]
    ) -> Iterator[Written]:
        for key in sorted(set(known) - set(entries)):
            target = self._root / key
            if not files.exists(target) or not files.is_within(target, self._root):
                continue
            if files.sha256(target) != known[key].sha256 and not self.force:
                self.problems.append(_edited(target))
                continue
            if not self.dry_run:
                files.remove(target)
            yield Written(self.name / key, "pruned")

    def _note(self, coming: Mapping[str, str], pending: Mapping[str, Collection[str]]) -> None:
        journal = {key: sorted(hashes) for key, hashes in pending.items()}
        for key, sha256 in coming.items():
            journal[key] = sorted({sha256, *journal.get(key, ())})
        files.write(self._root / _JOURNAL_NAME, _json(journal))

    def _finish(self, entries: Mapping[str, _Entry]) -> None:
        if self.dry_run:
            return
        manifest = self._root / FILE_NAME
        if entries:
            body = _json(
                {
                    "version": _VERSION,
                    "outputs": [
                        {
                            "path": entry.path,
                            "sha256": entry.sha256,
                            "bytes": entry.size_bytes,
                            "inputs": list(entry.inputs),
                        }
                        for _, entry in sorted(entries.items())
                    ],
                    "uploads": [
                        {"path": str(each.file), "url": each.url, "for": list(each.needed_by)}
                        for each in self.uploads
                    ],
                }
            )
            if not manifest.exists() or files.read_bytes(manifest) != body:
                files.write(manifest, body)
        elif manifest.exists():
            files.remove(manifest)
        files.remove(self._root / _JOURNAL_NAME)

    def _entry(self, output: Output, sha256: str) -> _Entry:
        path = self.output / output.path if not self.dry_run else None
        size = len(output.body) if isinstance(output.body, bytes) else 0
        if path is not None and isinstance(output.body, Path):
            size = path.stat().st_size
        key = self._key(output.path)
        return _Entry(key, sha256, size, tuple(sorted({str(each) for each in output.inputs})))

    def _key(self, path: PurePosixPath) -> str:
        """A path as its manifest names it: relative to the manifest's folder."""
        return path.relative_to(self.name).as_posix()

    def _refuse_links(self) -> None:
        """Nothing is written through a link that leads out of the output folder."""
        if self._root.is_symlink():
            raise files.leads_out(self._root, "output-outside")
        files.refuse_outside(self._root, self.output.parent, "output-outside")


def room_of(path: PurePosixPath) -> str:
    """The room that makes an output, by its path in the manifest's folder."""
    first = path.parts[0]
    if len(path.parts) == 1 and path.stem.partition("-")[0] == "feed":
        return "feed"
    return "review" if first == "index.html" else first


def _edited(target: Path) -> Problem:
    return Problem(
        severity="warning",
        code="edited-output",
        message="this file was edited by hand, so it was not overwritten",
        file=target,
        hint="`--force` overwrites it; an edit made in the article or a template is kept for ever",
    )


def _in_the_way(target: Path) -> Problem:
    return Problem(
        code="output-in-the-way",
        message="a folder or a link stands where this file belongs, so it was not written",
        file=target,
        hint="move it away and build again",
    )


def _read(file: Path) -> dict[str, _Entry]:
    """The entries of a manifest; none where it is missing or damaged."""
    try:
        rows = json.loads(files.read_bytes(file))["outputs"]
        return {
            row["path"]: _Entry(row["path"], row["sha256"], row["bytes"], tuple(row["inputs"]))
            for row in rows
            if _is_inside(PurePosixPath(row["path"]))
        }
    except (SegueError, ValueError, KeyError, TypeError, RecursionError):
        return {}


def _is_inside(path: PurePosixPath) -> bool:
    """Whether a manifest may list it: nothing outside its folder is ever touched."""
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts


def _read_journal(file: Path) -> dict[str, list[str]]:
    try:
        journal = json.loads(files.read_bytes(file))
        return {str(key): [str(each) for each in hashes] for key, hashes in journal.items()}
    except (SegueError, ValueError, AttributeError, TypeError, RecursionError):
        return {}


def _hash(body: bytes | Path) -> str:
    return hashlib.sha256(body).hexdigest() if isinstance(body, bytes) else hashes.of(body)


def _json(value: object) -> bytes:
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()
