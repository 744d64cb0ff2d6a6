"""The newsletter as other people's programs read it: official MJML, node's mailparser."""

from __future__ import annotations

import base64
from email import message_from_bytes, policy

import editions

from conftest import ROOT, Oracle
from segue import profiles

CASES = ROOT / "tests" / "cases"


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
    """Two readers that know nothing of each other agree on each golden case's message."""
    messages = [file.read_bytes() for file in sorted(CASES.rglob("newsletter.eml"))]
    assert messages
    read = oracle("mail", [base64.b64encode(message).decode() for message in messages])
    for message, theirs in zip(messages, read, strict=True):
        ours = message_from_bytes(message, policy=policy.default)
        text, html = ours.get_body(("plain",)), ours.get_body(("html",))
        assert text is not None
        assert html is not None
        assert theirs["subject"] == ours["Subject"]
        assert theirs["text"] == text.get_content().replace("\r\n", "\n")
        assert theirs["html"] == html.get_content().replace("\r\n", "\n")
        assert theirs["messageId"] == ours["Message-ID"]
