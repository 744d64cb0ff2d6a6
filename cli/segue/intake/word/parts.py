"""The parts of a Word document, a zip of XML, opened only where they are safe to read."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

from lxml import etree

from segue.errors import Problem, SegueError

_MOST_PARTS = 3000
_LARGEST_BYTES = 200_000_000
_LARGEST_XML_BYTES = 6_000_000
_LARGEST_PICTURE_BYTES = 50_000_000
_MOST_PACKED = 200  # deflate makes text a tenth, and a thousandth of nothing at all
_SMALL_BYTES = 1_000_000
_XML = re.compile(r"\.(?:xml|rels)$", re.IGNORECASE)
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_UNZIPPING = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    LookupError,
)
"""What zipfile raises for archives that are broken, encrypted or packed in other ways."""


def opened(content: bytes, shown: Path) -> Mapping[str, bytes]:
    """The XML parts of a document by their names in lower case; SegueError where it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _measure(archive, shown)
            found = {
                entry.filename.lower(): archive.read(entry)
                for entry in archive.infolist()
                if _XML.search(entry.filename)
            }
    except _UNZIPPING as error:
        _refuse(shown, "it is damaged, or no Word document at all", error)
    if not any(name.endswith(".xml") and name.startswith("word/") for name in found):
        _refuse(shown, "there is no text of a Word document in it")
    for part in found.values():
        if _DECLARATION.search(part) or part.startswith((b"\xff\xfe", b"\xfe\xff")):
            _refuse(shown, "it holds XML that Word does not write")
    return found


def tree(part: bytes, shown: Path) -> etree.Element:
    """The tree of an XML part; SegueError where it is broken."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(part, parser)
    except etree.XMLSyntaxError as error:
        _refuse(shown, f"its XML is broken: {error.msg}", error)


def _measure(archive: zipfile.ZipFile, shown: Path) -> None:
    """Refuse what would fill the memory when it is unpacked."""
    entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    if len(entries) > _MOST_PARTS or total > _LARGEST_BYTES:
        _refuse_large(shown, f"it would unpack to {total // 1_000_000} MB in {len(entries)} parts")
    for entry in entries:
        most = _LARGEST_XML_BYTES if _XML.search(entry.filename) else _LARGEST_PICTURE_BYTES
        packed = max(1, entry.compress_size)
        is_bomb = entry.file_size > _SMALL_BYTES and entry.file_size > _MOST_PACKED * packed
        if entry.file_size > most or is_bomb:
            name = entry.filename.rpartition("/")[2][:60]
            _refuse_large(shown, f"{name} in it would unpack to {entry.file_size // 1_000_000} MB")
        if entry.flag_bits & 1:
            _refuse(shown, "it is encrypted")


def _refuse_large(shown: Path, message: str) -> NoReturn:
    hint = "copy the article into a new document, with smaller pictures, and save that"
    problem = Problem(
        code="import-too-large", message=message, file=shown, hint=hint, unreadable=True
    )
    raise SegueError(problem)


def _refuse(shown: Path, message: str, error: Exception | None = None) -> NoReturn:
    hint = "open it in Word or LibreOffice and save it again as .docx, without a password"
    problem = Problem(
        code="import-document", message=message, file=shown, hint=hint, unreadable=True
    )
    raise SegueError(problem) from error
