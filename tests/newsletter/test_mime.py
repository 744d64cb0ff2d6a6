"""The message: what mail programs and filters read."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import unquote
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue.errors import SegueError
from segue.newsletter import mime
from segue.newsletter.mime import Mail, Mailbox

SETTINGS = Path("/show/segue.toml")


def a_message(**changes: Any) -> bytes:
    """A message as bytes."""
    values: dict[str, Any] = {
        "subject": "What cells read",
        "sender": Mailbox("Small Talk", "letters", "example.org"),
        "reply_to": None,
        "issued": datetime(2026, 3, 1, 9, 30, tzinfo=UTC),
        "guid": "guid-1",
        "unsubscribe_url": "https://example.org/unsubscribe",
        "settings": SETTINGS,
        "text": "Plain.\n",
        "html": "<p>HTML</p>\n",
    }
    return mime.compose(Mail(**{**values, **changes}))


def read(message: bytes) -> EmailMessage:
    """The message as the standard library reads it."""
    parsed = email.message_from_bytes(message, policy=email.policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def lines(message: bytes) -> list[bytes]:
    """Its lines."""
    return message.split(b"\r\n")


def test_a_message_has_plain_text_first_and_html_last() -> None:
    """The order that RFC 2046 asks for, both quoted-printable, ready to be opened as a draft."""
    parsed = read(a_message())
    parts = list(parsed.iter_parts())
    assert [part.get_content_type() for part in parts] == ["text/plain", "text/html"]
    assert [part["Content-Transfer-Encoding"] for part in parts] == ["quoted-printable"] * 2
    assert parsed["X-Unsent"] == "1"
    assert parsed["Message-ID"] == "<guid-1@example.org>"
    assert parsed["Date"].datetime == datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    assert not parsed.defects


def test_one_click_unsubscribe_survives_an_address_of_any_length() -> None:
    """The standard library breaks long ones into encoded words, which no provider reads."""
    url = "https://example.org/unsubscribe?token=" + "a1B2" * 200
    message = a_message(unsubscribe_url=url)
    assert f"<{url}>".encode() in message
    parsed = read(message)
    assert parsed["List-Unsubscribe"].strip() == f"<{url}>"
    assert parsed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert max(map(len, lines(message))) <= 998


def test_an_address_longer_than_a_mail_line_is_refused() -> None:
    """It could only be sent broken."""
    with pytest.raises(SegueError, match=r"1,?038 characters"):
        a_message(unsubscribe_url="https://example.org/unsubscribe?token=" + "x" * 1000)


def test_mailto_unsubscribe_promises_no_single_click() -> None:
    """RFC 8058 is for https only."""
    parsed = read(a_message(unsubscribe_url="mailto:stop@example.org"))
    assert parsed["List-Unsubscribe"] == "<mailto:stop@example.org>"
    assert parsed["List-Unsubscribe-Post"] is None


visible = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs", "Cn", "Co", "Cf")), min_size=1
).map(lambda text: text[:300])


@given(subject=visible)
def test_any_subject_is_read_as_it_was_written(subject: str) -> None:
    """Long, foreign, or looking like an encoded word: it comes back the same, on short lines."""
    message = a_message(subject=subject)
    assert read(message)["Subject"] == subject
    assert max(map(len, lines(message.partition(b"\r\n\r\n")[0]))) <= 78


@given(name=visible)
def test_any_sender_s_name_is_read_as_it_was_written(name: str) -> None:
    """Quotes, commas and foreign letters in the sender's name."""
    message = a_message(sender=Mailbox(name, "letters", "example.org"))
    # The newer parser puts spaces between encoded words, where RFC 2047 has none.
    written = email.message_from_bytes(message)["From"]
    phrase = written.rpartition("<")[0].strip()
    is_quoted = phrase.startswith('"')
    shown = unquote(phrase) if is_quoted else str(make_header(decode_header(phrase)))
    assert shown == name
    assert read(message)["From"].addresses[0].addr_spec == "letters@example.org"


bodies = st.text(st.characters(exclude_categories=("Cc", "Cs"), include_characters="\n\t"))


@given(text=bodies, html=bodies)
def test_any_body_is_read_as_it_was_written(text: str, html: str) -> None:
    """Dots, boundaries, very long lines, emoji: both parts come back whole, lines stay short."""
    message = a_message(text=text + "\n", html=html + "\n")
    parts = [part.get_content().replace("\r\n", "\n") for part in read(message).iter_parts()]
    assert parts == [text + "\n", html + "\n"]
    assert max(map(len, lines(message))) <= 78
    assert message.isascii()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("a@example.org", Mailbox("", "a", "example.org")),
        ("Ann <a@example.org>", Mailbox("Ann", "a", "example.org")),
        ('"Ann, the host" <a.b+c@example.org>', Mailbox("Ann, the host", "a.b+c", "example.org")),
        ("Ünï <a@bücher.example>", Mailbox("Ünï", "a", "xn--bcher-kva.example")),
    ],
)
def test_a_mailbox_is_read_and_its_domain_made_ascii(written: str, expected: Mailbox) -> None:
    """Names stay as typed, domains outside ASCII become punycode."""
    assert mime.mailbox(written, "[newsletter] from", SETTINGS) == expected


@pytest.mark.parametrize(
    "written",
    [
        "",
        "Ann",
        "a@",
        "@example.org",
        "a b@example.org",
        "ünï@example.org",
        "a@exa mple.org",
        "a@b@c",
    ],
)
def test_what_is_no_mailbox_is_one_clear_error(written: str) -> None:
    """The setting is named, so that it is found."""
    with pytest.raises(SegueError) as caught:
        mime.mailbox(written, "[newsletter] reply_to", SETTINGS)
    assert "[newsletter] reply_to" in str(caught.value)


def test_a_line_end_in_the_sender_s_name_adds_no_header() -> None:
    """No header can be smuggled in by a name."""
    box = mime.mailbox("Ann\r\nBcc: x@example.org <a@example.org>", "", SETTINGS)
    assert read(a_message(sender=box))["Bcc"] is None


def test_an_old_date_has_an_offset_of_whole_minutes() -> None:
    """RFC 2822 knows no seconds there; Berlin had some until 1893."""
    issued = datetime(1880, 1, 1, tzinfo=ZoneInfo("Europe/Berlin"))
    assert read(a_message(issued=issued))["Date"] == "Thu, 01 Jan 1880 00:00:00 +0053"


def test_an_address_too_long_for_a_header_is_told_with_its_file() -> None:
    """It stands in the settings."""
    with pytest.raises(SegueError) as caught:
        a_message(unsubscribe_url="https://example.org/" + "x" * 900)
    assert caught.value.problems[0].file == SETTINGS
