"""Reading and writing files: the only place where an OSError becomes a Problem."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath
from typing import BinaryIO

from segue.addresses import is_address
from segue.errors import Problem, SegueError

OUTPUT_NAME = "output"
STDIN = "-"
_CHUNK_BYTES = 1 << 20
# How the names of all files in the making begin.
TEMPORARY_PREFIX = ".segue-"


def read_bytes(path: Path, at_most: int = -1) -> bytes:
    """The first bytes of a file, or all; SegueError when it is missing or can't be read."""
    try:
        with path.open("rb") as file:
            return file.read(at_most)
    except OSError as error:
        raise _unreadable(path, error) from error


def read_text(path: Path) -> str:
    """The text of a file, line ends as newlines: UTF-8 with or without a byte order mark.

    Raises SegueError with the line of the first byte that is no UTF-8.
    """
    return _decoded(path, read_bytes(path))


def read_input(name: str) -> str:
    """The text of the file of that name, or what comes in on stdin where it is `-`."""
    if name != STDIN:
        return read_text(Path(name))
    return _decoded(Path("stdin"), read_stdin())


def read_stdin(most: int = -1) -> bytes:
    """What comes in on stdin, at most so many bytes; nothing where there is no stdin at all."""
    if sys.stdin is None:
        return b""
    try:
        return sys.stdin.buffer.read(most)
    except OSError as error:
        raise _unreadable(Path("stdin"), error) from error


def _decoded(path: Path, raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _wrong_encoding(path, None, "the file is UTF-16")
    if b"\0" in raw:
        if not raw[0:200:2].strip(b"\0") or not raw[1:200:2].strip(b"\0"):
            raise _wrong_encoding(path, None, "the file is UTF-16")
        line = raw[: raw.index(b"\0")].count(b"\n") + 1
        raise _wrong_encoding(path, line, "the file is no text: it holds a NUL byte")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        seen = raw[error.start : error.start + 1].decode("cp1252", "replace")
        message = f"byte 0x{raw[error.start]:02x} is no UTF-8 (in an older encoding it is “{seen}”)"
        raise _wrong_encoding(path, line, message) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def exists(path: Path) -> bool:
    """Whether there is such a file; False for a name that no file can have."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def size_bytes(path: Path) -> int | None:
    """How large a file is; None where there is none that can be read."""
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return None


def is_within(path: Path, folder: Path) -> bool:
    """Whether a path, links followed, lies in a folder; a link that goes in circles does not."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return False


def refuse_outside(folder: Path, root: Path, code: str = "not-written") -> None:
    """Raise SegueError for a folder of a show that is a link out of it."""
    if not is_within(folder, root):
        raise leads_out(folder, code)


def leads_out(folder: Path, code: str) -> SegueError:
    """The error for a folder that is a link, where segue writes into the show's own only."""
    return SegueError(
        Problem(
            code=code,
            message="this folder is a link; segue writes into folders of the show only",
            file=folder,
            hint="remove the link, and put a folder in its place if you need one",
        )
    )


def write(path: Path, content: bytes | Path) -> None:
    """Write a file whole or not at all; a `Path` as content is moved there.

    A reader sees the old file or the new one, whenever it looks and whatever stops the program.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = content if isinstance(content, Path) else _temporary(path.parent, content)
        try:
            _sync(temporary)
            os.replace(temporary, path)  # noqa: PTH105 (Path.replace hides which name is the target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)
    except OSError as error:
        raise unwritable(path, error) from error


@contextlib.contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """A new file in the workshop, to be written and read back.

    Raises SegueError when that fails, for the folder that the workshop is in: it is gone by then.
    """
    try:
        with path.open("w+b") as stream:
            yield stream
    except OSError as error:
        raise unwritable(path.parent.parent, error) from error


def unwritable(path: Path, error: Exception) -> SegueError:
    """The error for what the disk, or its owner, did not let be written."""
    reason = getattr(error, "strerror", None) or str(error)
    return SegueError(
        Problem(
            code="not-written",
            message=f"can't write here: {reason}",
            file=path,
            hint="make room on the disk, or make the folder writable, and build again",
        )
    )


def make_folder(path: Path) -> None:
    """Make a folder with those above it; one that is there stays. SegueError when it can't be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(path, error) from error


def remove(path: Path) -> None:
    """Remove a file, and the folders that it leaves empty."""
    try:
        path.unlink(missing_ok=True)
        for folder in path.parents:
            folder.rmdir()
    except OSError:
        return


@contextlib.contextmanager
def reading(path: Path) -> Iterator[BinaryIO]:
    """A file open for reading in pieces; SegueError when it can't be read."""
    try:
        with path.open("rb") as stream:
            yield stream
    except OSError as error:
        raise _unreadable(path, error) from error


def sha256(path: Path) -> str:
    """The hash of a file's bytes, read in pieces; SegueError when it can't be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK_BYTES):
                digest.update(chunk)
    except OSError as error:
        raise _unreadable(path, error) from error
    return digest.hexdigest()


def inside(root: Path, folder: Path, name: str) -> Path:
    """The file that `name` means: relative to `folder`, or to `root` where it begins with assets/.

    Raises ValueError, with a reason to show, for a path that leads out of the show.
    """
    if is_address(name):
        raise ValueError("an address is no file; put the file itself into the show, and name it")
    relative = Path(name.replace("\\", "/"))
    if PureWindowsPath(name).drive or relative.is_absolute() or name.startswith(("~", "/", "\\")):
        raise ValueError("write the path relative to the show, so that it works on every machine")
    base = root if relative.parts[:1] == ("assets",) else folder
    path = base / relative
    if not is_within(path, root):
        raise ValueError("the path leads out of the show's folder")
    if is_within(path, root / OUTPUT_NAME):
        raise ValueError(
            f"{OUTPUT_NAME}/ holds what segue made; put the file elsewhere in the show"
        )
    return Path(os.path.normpath(path))


def _temporary(folder: Path, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix=f"{TEMPORARY_PREFIX}part-", dir=folder)
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        path.chmod(0o644)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _sync(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut, where the system lets a folder be opened."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unreadable(path: Path, error: OSError) -> SegueError:
    if isinstance(error, FileNotFoundError):
        return SegueError(
            Problem(
                code="missing-file",
                message="there is no such file",
                file=path,
                hint="check the name, also its capital letters",
            )
        )
    return SegueError(
        Problem(
            code="unreadable",
            message=f"can't read this file: {error.strerror or error}",
            file=path,
            hint="check that it is a file and that you may read it",
            unreadable=True,
        )
    )


def _wrong_encoding(path: Path, line: int | None, message: str) -> SegueError:
    return SegueError(
        Problem(
            code="encoding",
            message=message,
            file=path,
            line=line,
            hint="save it again as UTF-8 (in your editor: Save with encoding)",
            unreadable=True,
        )
    )
