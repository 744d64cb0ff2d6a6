"""The newsletter as an email message, ready to be opened and sent.

Written out here and not by the standard library, which breaks a long List-Unsubscribe address into
encoded words (and with them one-click unsubscribe), and folds differently in each version.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from segue import dates
from segue.addresses import ascii_url
from segue.errors import Problem, SegueError
from segue.newsletter.cleaning import clean_line

# RFC 5322 lets a line have 998 characters; the header's name and brackets go off that.
LONGEST_URL = 900
# With the header's name in front, a line of RFC 5322's recommended 78 characters.
_SHORT_HEADER = 68
_WORD_BYTES = 42
_LINE_END = "\r\n"
_MAILBOX = re.compile(r"(?:(?P<name>.*?)\s*<(?P<address>[^<>]*)>|(?P<bare>[^<>]*))")
_LOCAL_PART = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(
    r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*"
)
_PLAIN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,119}")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9 !#$%&'*+/=?^_`{|}~-]*")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address in ASCII, with the name of who it belongs to."""

    name: str
    local: str
    domain: str

    @property
    def header(self) -> str:
        """As it stands in a header."""
        address = f"{self.local}@{self.domain}"
        if not self.name:
            return address
        name = self._phrase
        gap = " " if len(name) + len(address) < _SHORT_HEADER - 3 else f"{_LINE_END} "
        return f"{name}{gap}<{address}>"

    @property
    def _phrase(self) -> str:
        """The name: as it is, in quotes, or as encoded words where it is long or not ASCII."""
        escaped = self.name.replace("\\", "\\\\").replace('"', '\\"')
        if not self.name.isascii() or "=?" in self.name or len(escaped) > _SHORT_HEADER - 2:
            return _encoded(self.name)
        return self.name if _PLAIN_NAME.fullmatch(self.name) else f'"{escaped}"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """What goes into a message; `settings` is the file that its addresses come from."""

    subject: str
    sender: Mailbox
    reply_to: Mailbox | None
    issued: datetime
    guid: str
    unsubscribe_url: str | None
    settings: Path
    text: str
    html: str


def mailbox(written: str, setting: str, file: Path) -> Mailbox:
    """The mailbox of `Name <a@example.org>`; a domain outside ASCII in punycode.

    Raises SegueError, naming the setting and its file, for what is no address, and for a name
    before the @ that is not ASCII, which most mail servers refuse.
    """
    match = _MAILBOX.fullmatch(clean_line(written))
    name, address = (
        (match["name"] or "", match["address"] or match["bare"] or "") if match else ("", "")
    )
    local, _, domain = address.strip().rpartition("@")
    host = ascii_url(f"https://{domain}").removeprefix("https://") if domain else ""
    if not local.isascii():
        raise _no_mailbox(
            file,
            f'{setting}: "{local}" before the @ holds letters outside ASCII',
            "most mail servers refuse it",
        )
    if not _LOCAL_PART.fullmatch(local) or not _DOMAIN.fullmatch(host):
        raise _no_mailbox(
            file,
            f'{setting}: "{clean_line(written)}" is no email address',
            'write it as "Name <a@example.org>"',
        )
    return Mailbox(
        name.strip().removeprefix('"').removesuffix('"').replace(r"\"", '"'), local, host
    )


def compose(mail: Mail) -> bytes:
    """The message: plain text first, HTML last, both quoted-printable; always the same bytes."""
    digest = hashlib.sha256(f"{mail.text}\0{mail.html}".encode()).hexdigest()
    # "=_" can't occur in quoted-printable, so no body ends the part that it stands in.
    boundary = f"=_segue_{digest[:32]}"
    head = [f"{name}: {value}" for name, value in _headers(mail, boundary)]
    parts = [_part("plain", mail.text, boundary), _part("html", mail.html, boundary)]
    whole = [*head, "", *parts, f"--{boundary}--", ""]
    return _LINE_END.join(whole).encode("ascii")


def _headers(mail: Mail, boundary: str) -> Iterator[tuple[str, str]]:
    yield "Date", dates.rfc_2822(mail.issued)
    yield "From", mail.sender.header
    # Sent to oneself, readers in blind copy; without a To: filters take it for spam.
    yield "To", mail.sender.header
    if mail.reply_to:
        yield "Reply-To", mail.reply_to.header
    yield "Subject", _header_text(mail.subject)
    yield "Message-ID", f"<{_identity(mail.guid)}@{mail.sender.domain}>"
    if mail.unsubscribe_url:
        yield "List-Id", f"<newsletter.{mail.sender.domain}>"
        yield from _unsubscribe(mail.unsubscribe_url, mail.settings)
    # Mail programs open a message marked so as a draft, ready to send.
    yield "X-Unsent", "1"
    yield "MIME-Version", "1.0"
    yield "Content-Type", f'multipart/alternative;{_LINE_END} boundary="{boundary}"'


def _unsubscribe(url: str, settings: Path) -> Iterator[tuple[str, str]]:
    """The headers for one-click unsubscribe (RFC 8058), which asks for https."""
    address = ascii_url(url)
    if len(address) > LONGEST_URL:
        raise SegueError(
            Problem(
                code="newsletter-unsubscribe",
                message=f"the unsubscribe address has {len(address)} characters,"
                f" a mail header holds {LONGEST_URL}",
                file=settings,
                hint="shorten [newsletter] unsubscribe_url",
            )
        )
    yield (
        "List-Unsubscribe",
        f"{_LINE_END} <{address}>" if len(address) > _SHORT_HEADER else f"<{address}>",
    )
    if address.startswith("https://"):
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"


def _part(kind: str, text: str, boundary: str) -> str:
    encoded = binascii.b2a_qp(text.encode("utf-8"), istext=True).decode("ascii")
    return _LINE_END.join(
        [
            f"--{boundary}",
            f'Content-Type: text/{kind}; charset="utf-8"',
            "Content-Transfer-Encoding: quoted-printable",
            "",
            encoded.replace("\n", _LINE_END),
        ]
    )


def _header_text(text: str) -> str:
    """Text for a header: as it is when short and plain, else as encoded words (RFC 2047)."""
    plain = text.isascii() and text.isprintable() and "=?" not in text
    return text if plain and len(text) <= _SHORT_HEADER else _encoded(text)


def _encoded(text: str) -> str:
    words = (f"=?utf-8?b?{base64.b64encode(piece).decode()}?=" for piece in _pieces(text))
    return f"{_LINE_END} ".join(words)


def _pieces(text: str) -> Iterator[bytes]:
    """The text's bytes in pieces that end with a whole character."""
    piece = b""
    for character in text:
        added = character.encode("utf-8")
        if len(piece) + len(added) > _WORD_BYTES:
            yield piece
            piece = b""
        piece += added
    yield piece


def _identity(guid: str) -> str:
    """The guid where it may stand in a Message-ID, else its hash."""
    return (
        guid
        if _PLAIN_ID.fullmatch(guid)
        else hashlib.sha256(guid.encode("utf-8", "replace")).hexdigest()[:32]
    )


def _no_mailbox(file: Path, message: str, hint: str) -> SegueError:
    return SegueError(Problem(code="newsletter-address", message=message, file=file, hint=hint))
