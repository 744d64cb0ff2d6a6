"""Pictures and links of a newsletter, as readers meet them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import letters
import pytest

import samples
from segue.checks.newsletter_content import HEAVIEST_IMAGE_BYTES


def test_a_picture_without_words_is_told_with_its_line() -> None:
    """The line is the author's to mend."""
    text = "Hello there.\n\n![](https://example.org/a.png)\n"
    [problem] = letters.found(letters.an_episode(text))
    assert (problem.code, problem.line) == ("newsletter-image-alt", 3)


def test_a_local_picture_without_a_public_address_is_told() -> None:
    """It was left out of the mail, and nobody would notice otherwise."""
    episode = letters.an_episode("Hello.\n\n![A cell](images/cell.png)\n")
    images = tuple(replace(image, file=samples.ROOT / "x.png") for image in episode.article.images)
    settings = replace(letters.SETTINGS, image_url=None)
    show = replace(episode.show, newsletter=settings, link=None)
    episode = replace(episode, show=show, article=replace(episode.article, images=images))
    assert letters.codes(episode) == ["newsletter-image-left-out"]


@pytest.mark.parametrize(
    ("more", "code"), [(0, []), (1, ["newsletter-image-heavy"])], ids=["light", "heavy"]
)
def test_a_heavy_picture_is_told(tmp_path: Path, more: int, code: list[str]) -> None:
    """Half a megabyte is what a phone loads while somebody waits."""
    file = tmp_path / "cell.png"
    file.write_bytes(b"x" * (HEAVIEST_IMAGE_BYTES + more))
    episode = letters.an_episode("Hello.\n\n![A cell](images/cell.png)\n")
    images = tuple(replace(image, file=file) for image in episode.article.images)
    assert letters.codes(replace(episode, article=replace(episode.article, images=images))) == code


@pytest.mark.parametrize("kind", ["webp", "svg", "AVIF"])
def test_a_kind_of_picture_that_email_programs_can_t_show_is_told(kind: str) -> None:
    """Outlook shows an empty frame."""
    text = f"Hello there.\n\n![A cell](https://example.org/a.{kind}?v=2)\n"
    [problem] = letters.found(letters.an_episode(text))
    assert (problem.code, problem.line) == ("newsletter-image-kind", 3)


def test_a_picture_for_the_notes_only_is_not_the_letter_s_to_mend() -> None:
    """It is not in the letter."""
    text = "Hello there.\n\n/// only | notes\n![](https://example.org/a.png)\n///\n"
    assert letters.codes(letters.an_episode(text)) == []


def test_a_template_s_picture_without_alt_is_told() -> None:
    """A designer's slip; an empty alt is a decision."""
    html = '<img src="https://example.org/x.png"><img src="y" alt="">'
    problems = letters.with_html(letters.an_episode(), html)
    assert [problem.code for problem in problems] == ["newsletter-image-alt"]


def test_a_link_without_words_is_told_with_its_line() -> None:
    """There is nothing to click on, and a screen reader reads out the address."""
    text = "Hello there.\n\nAnd <a href='https://example.org/?a=1&b=2'></a> is empty.\n"
    [problem] = letters.found(letters.an_episode(text))
    assert (problem.code, problem.line) == ("newsletter-link-text", 3)
    assert "https://example.org/?a=1&b=2 has" in problem.message


def test_a_picture_with_words_is_something_to_click_on() -> None:
    """Its description is what is read out."""
    text = "Hello.\n\n[![A cell](https://example.org/a.png)](https://example.org/)\n"
    assert letters.codes(letters.an_episode(text)) == []


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("[Read](http://example.org/a)", ["newsletter-link-https"]),
        ("[Read](https://example.org/a)", []),
        ("[Write](mailto:a@example.org)", []),
        ("[bank.example](https://thief.example/)", ["newsletter-link-disguised"]),
        ("[https://bank.example/a](https://thief.example/a)", ["newsletter-link-disguised"]),
        ("[www.example.org](https://example.org/a)", []),
        ("[example.org](https://blog.example.org/a)", []),
        ("[Node.js and more](https://example.org/a)", []),
    ],
)
def test_a_link_that_readers_are_warned_of_is_told(link: str, code: list[str]) -> None:
    """Without https, or with another address for its words than it leads to."""
    problems = letters.found(letters.an_episode(f"Hello there.\n\nAnd {link} it is.\n"))
    assert [problem.code for problem in problems] == code
    assert all(problem.line == 3 for problem in problems)
