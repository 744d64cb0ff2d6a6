"""`segue count` as typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import ShowMaker
from segue.main import cli


def count(*arguments: str, typed: str | bytes = "") -> Result:
    """Run `segue count` with something on stdin."""
    return CliRunner().invoke(cli, ["count", *arguments], input=typed)


def test_a_text_from_stdin_is_counted_as_its_network_counts() -> None:
    """A family is one emoji, and the line break that every shell adds is none of the text."""
    result = count("--platform", "x", "-", typed="Family: 👨\u200d👩\u200d👧\n")
    assert (result.exit_code, result.stdout) == (0, "10 of 280 weighted characters\n")


def test_a_file_is_counted(tmp_path: Path) -> None:
    """With Windows line ends counted once each, as networks do."""
    (tmp_path / "post.txt").write_bytes("één\r\ntwee\r\n".encode())
    result = count("--platform", "youtube", str(tmp_path / "post.txt"))
    assert result.stdout == "10 of 5000 bytes\n"


@pytest.mark.parametrize(("extra", "code"), [(-1, 0), (0, 0), (1, 1)])
def test_a_text_too_long_ends_with_one_and_says_by_how_much(extra: int, code: int) -> None:
    """A script can stop before it posts."""
    result = count("--platform", "bluesky", "-", typed="a" * (300 + extra))
    assert result.exit_code == code
    assert result.stdout == f"{300 + extra} of 300 graphemes\n"
    assert ("1 graphemes too long for bluesky" in result.stderr) == (code == 1)


@pytest.mark.parametrize(
    ("platform", "text", "said"),
    [
        ("x", "", "is empty"),
        ("bluesky", "👨\u200d👩\u200d👧\u200d👦" * 290, "more than 3000 bytes"),
        ("youtube", "a < b", "take out any of < >"),
        ("x", "a\ufffe", "refuses"),
    ],
)
def test_what_a_network_refuses_is_told_with_the_reason(
    platform: str, text: str, said: str
) -> None:
    """Length is not the only thing."""
    result = count("--platform", platform, "-", typed=text)
    assert result.exit_code == 1
    assert said in result.stderr


def test_the_posts_of_a_thread_are_counted_one_by_one() -> None:
    """As the build writes them: parted by lines of three dashes."""
    result = count("--platform", "x", "-", typed=f"one\n---\n{'b' * 281}\n")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "3 of 280 weighted characters",
        "281 of 280 weighted characters",
    ]
    assert "post 2 is 1 weighted characters too long" in result.stderr


def test_many_texts_are_counted_for_a_program() -> None:
    """A list in, a list out, each text to its last character."""
    texts = ["one\n", "b" * 281, "\ud83d", ""]
    result = count("--platform", "x", "--json", "-", typed=json.dumps(texts))
    envelope = json.loads(result.stdout)
    assert (result.exit_code, envelope["status"]) == (0, "success")
    assert [each["length"] for each in envelope["data"]] == [4, 281, 2, 0]
    assert [each["valid"] for each in envelope["data"]] == [True, False, True, False]
    assert set(envelope["data"][0]) == {"length", "limit", "unit", "valid"}


@pytest.mark.parametrize("typed", ["", "hello", '"text"', "[1]", '{"a": 1}', "[" * 100_000])
def test_what_is_no_list_of_texts_is_refused(typed: str) -> None:
    """With an example, as wrong usage."""
    result = count("--platform", "x", "--json", "-", typed=typed)
    envelope = json.loads(result.stdout)
    assert (result.exit_code, envelope["problems"][0]["code"]) == (2, "count-input")


def test_an_unknown_network_brings_the_nearest_to_mind() -> None:
    """A slip costs one look."""
    result = count("--platform", "Blusky", "-", typed="a")
    assert (result.exit_code, result.stdout) == (2, "")
    assert 'did you mean "bluesky"?' in result.stderr


@pytest.mark.parametrize("raw", [b"\xff\xfea\x00", b"caf\xe9", b"a\x00b"])
def test_what_is_no_text_is_refused(raw: bytes) -> None:
    """Stdin is named like a file."""
    result = count("--platform", "x", "-", typed=raw)
    assert result.exit_code == 2
    assert "stdin" in result.stderr


def test_a_shows_own_limits_hold(make_show: ShowMaker) -> None:
    """A Mastodon server that takes more is believed."""
    root = make_show()
    own = root / "templates" / "social" / "limits.toml"
    own.parent.mkdir(parents=True)
    own.write_text("[mastodon]\nlimit = 5000\n", encoding="utf-8")
    result = count("-C", str(root), "--platform", "mastodon", "-", typed="a")
    assert result.stdout == "1 of 5000 characters, a link 23\n"
