"""The newsletter as other people's programs read it: official MJML, node's mailparser."""

from __future__ import annotations

import base64
import random
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path
from typing import Any

import pytest

import editions
from conftest import ROOT, Oracle
from segue import profiles
from segue.newsletter import mime
from segue.newsletter.cleaning import clean_line

CASES = ROOT / "tests" / "cases"
SETTINGS = Path("/show/segue.toml")
ISSUED = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
ODD = (
    "plain",
    "Ünïcödé äöü ß",
    "日本語のとても長い件名がここにありますので折り返されます" * 3,
    "قلب ينبض كل يوم مئة ألف مرة",
    "👩‍👩‍👧‍👦 a family, 🏳️‍🌈 a flag, é e\u0301 accents" * 4,
    "=?utf-8?q?not_what_it_seems?=",
    "=?utf-8?b?44GC?= and =?",
    'She said "go", he \\ went; (all) of <them>, [so] @ it: 1, 2',
    "long " * 120,
    "x" * 990,
    "ends with a backslash \\",
    "?= =? _ = ,",
    "Re: [list] (fwd) 50% off_not=really",
    "tab\tand  two spaces",
    "\u200f right \u202e to left \u202c",
    "*|FNAME|* {{ name }}",
)


def odd_texts() -> Iterator[str]:
    """Texts that headers have trouble with: by hand, and by chance (always the same)."""
    yield from ODD
    chance = random.Random(20261123)
    signs = [*"abc \"\\<>()[]@,;:=?_-.'", "ä", "€", "漢", "ع", "🎧", "👍🏽", "e\u0301", "\u00a0"]
    for _ in range(150):
        yield "".join(chance.choices(signs, k=chance.randint(1, 120)))


def a_mail(text: str) -> bytes:
    """A message that has the text wherever text may stand."""
    line = clean_line(text)
    name = re.sub(r"[<>]", "", line).strip('"\\ ') or "x"
    return mime.compose(
        mime.Mail(
            subject=line,
            sender=mime.Mailbox(name, "letters", "xn--s-1ga.example"),
            reply_to=mime.Mailbox(name, "hello", "example.org"),
            issued=ISSUED,
            guid=line,
            unsubscribe_url="https://example.org/unsubscribe?token=" + "abcdefghij" * 60,
            settings=SETTINGS,
            text=f"{text}\n.\nFrom here\n",
            html=f"<p>{text}</p>\n",
        )
    )


def ours(message: bytes) -> EmailMessage:
    """The message as Python reads it."""
    read = message_from_bytes(message, policy=policy.default)
    assert isinstance(read, EmailMessage)
    assert read.defects == []
    return read


def words(message: EmailMessage, kind: str) -> str:
    """One of its two bodies."""
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def test_official_mjml_accepts_every_newsletter(oracle: Oracle) -> None:
    """Each layout for each service, and each golden case: nothing for its strict mode to refuse."""
    made = {
        f"{layout} for {profile}": editions.texts(
            editions.an_episode(settings=editions.layout(layout, profile))
        )["newsletter.mjml"]
        for layout in ("digest", "full")
        for profile in profiles.names()
    }
    kept = {str(file): file.read_text("utf-8") for file in CASES.rglob("newsletter.mjml")}
    texts = made | kept
    assert kept
    faults = dict(zip(texts, oracle("mjml", list(texts.values())), strict=True))
    assert {name: found for name, found in faults.items() if found} == {}


def test_official_mjml_is_strict_here(oracle: Oracle) -> None:
    """What it refuses does come back, so that the test above can fail."""
    wrong = "<mjml><mj-body><mj-section><mj-text>x</mj-text></mj-section></mj-body></mjml>"
    (found,) = oracle("mjml", [wrong])
    assert "mj-text cannot be used inside mj-section" in found[0]


def test_mailparser_and_python_read_the_same_message(oracle: Oracle) -> None:
    """Two readers that know nothing of each other agree on each golden case, and on odd texts."""
    kept = [file.read_bytes() for file in sorted(CASES.rglob("newsletter.eml"))]
    assert kept
    messages = [*kept, *map(a_mail, odd_texts())]
    for message, theirs in zip(messages, readings(oracle, messages), strict=True):
        read = ours(message)
        assert theirs["subject"] == read["Subject"]
        assert theirs["messageId"] == read["Message-ID"]
        assert theirs["text"] == words(read, "plain")
        assert theirs["html"] == words(read, "html")
        # Python 3.11 leaves spaces between the encoded words of a name, so it is decoded by hand.
        name, address = parseaddr(message_from_bytes(message)["From"])
        [sender] = theirs["from"]
        assert sender["name"] == str(make_header(decode_header(name)))
        assert in_ascii(sender) == address


def test_mailparser_reads_what_was_written(oracle: Oracle) -> None:
    """Subject, names and both bodies come out as they went in; the way out is one address."""
    texts = list(odd_texts())
    messages = [a_mail(text) for text in texts]
    for text, message, theirs in zip(texts, messages, readings(oracle, messages), strict=True):
        line = clean_line(text)
        assert theirs["subject"] == line
        assert theirs["text"] == f"{text}\n.\nFrom here\n"
        assert theirs["html"] == f"<p>{text}</p>\n"
        assert in_ascii(theirs["from"][0]) == "letters@xn--s-1ga.example"
        out = re.sub(r"\s", "", theirs["headers"]["list-unsubscribe"])
        assert (
            out == f"List-Unsubscribe:<https://example.org/unsubscribe?token={'abcdefghij' * 60}>"
        )
        post = theirs["headers"]["list-unsubscribe-post"]
        assert post == "List-Unsubscribe-Post: List-Unsubscribe=One-Click"
        assert message.isascii()
        long = [each for each in message.split(b"\r\n") if len(each) > 78]
        assert {each.partition(b":")[0] for each in long} <= {b"Message-ID", b" <https"}
        assert all(len(each) <= 998 for each in long)
        assert b"\n" not in message.replace(b"\r\n", b"")


def in_ascii(sender: dict[str, str]) -> str:
    """The address as it was sent; mailparser shows its domain as people write it."""
    local, _, domain = sender["address"].rpartition("@")
    return f"{local}@{domain.encode('idna').decode()}"


def readings(oracle: Oracle, messages: list[bytes]) -> list[Any]:
    """What mailparser reads in each."""
    read: list[Any] = oracle("mail", [base64.b64encode(message).decode() for message in messages])
    return read


@pytest.mark.oracle
@pytest.mark.parametrize("layout", ["digest", "full"])
def test_spamassassin_lets_a_letter_pass(layout: str, tool: Callable[[str], str]) -> None:
    """Less than one of the five points that make spam, for letters made and golden ones."""
    program = tool("spamassassin")
    for profile in ("generic", "mailchimp", "klaviyo"):
        settings = replace(editions.layout(layout, profile), utm=True)
        message = editions.files(editions.an_episode(settings=settings))["newsletter.eml"]
        assert points(program, message) < 1.0


@pytest.mark.oracle
@pytest.mark.parametrize("case", sorted(CASES.rglob("newsletter.eml")), ids=lambda at: at.parts[-5])
def test_spamassassin_lets_golden_letters_pass(case: Path, tool: Callable[[str], str]) -> None:
    """The example's above all."""
    assert points(tool("spamassassin"), case.read_bytes()) < 1.0


@pytest.mark.oracle
def test_spamassassin_would_tell(tool: Callable[[str], str]) -> None:
    """A letter that asks for it gets its points, so that the tests above can fail."""
    text = "Dear friend, there is a money back guarantee.\n"
    message = b"From: a@example.org\nSubject: As seen\n\n" + text.encode()
    assert points(tool("spamassassin"), message) > 5


def points(program: str, message: bytes) -> float:
    """What SpamAssassin counts against a message, by its local rules."""
    done = subprocess.run(
        [program, "-L", "-t"], input=message, capture_output=True, check=False, timeout=120
    )
    found = re.search(
        rb"^Content analysis details:\s*\(([-\d.]+) points", done.stdout, re.MULTILINE
    )
    assert found, done.stderr.decode("utf-8", "replace")
    return float(found[1])
