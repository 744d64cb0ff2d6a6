"""Merge tags: hidden first, put back last, byte for byte."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import editions
import samples
from segue import profiles
from segue.errors import SegueError
from segue.newsletter.vault import Vault

PLACES = (
    "Dear {tag},\n\n**{tag}** and `{tag}` in [a link]({tag}) or [another](https://example.org/?u={tag}).\n\n"
    "- {tag}\n\n![{tag}](https://example.org/x.png)\n"
)


def a_vault(profile: str = "generic", text: str = "") -> Vault:
    """A vault for that service."""
    return Vault(profiles.load(profile), (text,), samples.ROOT / "episode.md")


@pytest.mark.parametrize(
    ("profile", "tag"),
    [
        ("mailchimp", "*|FNAME|*"),
        ("mailchimp", "*|IF:VIP_2|*"),
        ("kit", "{{ subscriber.first_name | default: 'there' }}"),
        ("kit", "{% if a < 3 and b > 2 %}"),
        ("listmonk", "{{ .Subscriber.FirstName }}"),
        ("brevo", "{{ contact.FIRSTNAME }}"),
        ("activecampaign", "%FIRST_NAME%"),
        ("mailerlite", "{$last_name}"),
        ("resend", "{{{FIRST_NAME|there}}}"),
        ("ghost", "{first_name}"),
    ],
)
def test_a_tag_comes_through_byte_for_byte_wherever_it_stands(profile: str, tag: str) -> None:
    """In text, emphasis, code, link, address and alternative text, in every form."""
    settings = editions.layout("full", profile)
    made = editions.texts(editions.an_episode(PLACES.replace("{tag}", tag), settings=settings))
    for name in ("newsletter.html", "newsletter.mjml", "fragment.html"):
        assert made[name].count(tag) >= 7, name
        assert f'href="{tag}"' in made[name]
        assert f'alt="{tag}"' in made[name]
        assert f"<strong>{tag}</strong>" in made[name]
    assert made["newsletter.md"].count(tag) == 7
    assert made["newsletter.txt"].count(tag) >= 6


@pytest.mark.parametrize(
    ("profile", "tag"), [("mailchimp", "*|FNAME|*"), ("kit", "{{ first_name | default: 'there' }}")]
)
def test_a_tag_keeps_its_bytes_in_a_title_beside_a_sentence_that_wore_it(
    profile: str, tag: str
) -> None:
    """A call's title never went through Markdown; the picked sentence did, and lost its stars."""
    text = (
        f"Dear {tag}, this is what opens the letter.\n\n/// call | A sheet for {tag}\n"
        f"For {tag}. [Get it, {tag}](https://example.org/sheet)\n///\n\n{samples.TEXT}"
    )
    made = editions.texts(editions.an_episode(text, settings=editions.layout("digest", profile)))
    for name in ("newsletter.html", "newsletter.txt"):
        assert f"A sheet for {tag}" in made[name], name
        assert f"Get it, {tag}" in made[name], name
        assert "**|" not in made[name], name


def test_a_tag_in_a_picked_sentence_is_whole_again() -> None:
    """Sentences are picked from rendered text, where `*|FNAME|*` has lost its stars."""
    text = "## Hello\n\nWelcome back, *|FNAME|*, to this show. ==You make it, *|FNAME|*.==\n"
    made = editions.texts(
        editions.an_episode(text, settings=editions.layout("digest", "mailchimp"))
    )
    assert "Welcome back, *|FNAME|*, to this show." in made["newsletter.html"]
    assert re.search(r"(?<!\*)\|FNAME", made["newsletter.html"]) is None


def test_a_tag_in_the_subject_reaches_the_message() -> None:
    """A subject may greet by name."""
    episode = editions.an_episode(settings=editions.layout("digest", "mailchimp"))
    made = editions.files(replace(episode, subject="For *|FNAME|*"))
    assert b"Subject: For *|FNAME|*" in made["newsletter.eml"]
    assert b"<title>For *|FNAME|*</title>" in made["newsletter.html"]


def test_a_quote_in_a_link_s_tag_is_refused() -> None:
    """A tag's `"` would end the attribute, and single quotes do the same work."""
    episode = editions.an_episode('[x]({{ a "b" }})', settings=editions.layout("full", "kit"))
    with pytest.raises(SegueError, match="single quotes") as caught:
        editions.texts(episode)
    assert caught.value.problems[0].file == episode.source


def test_a_tag_that_can_t_be_sent_is_told_with_its_file() -> None:
    """Whoever reads the message knows which of a show's episodes it is about."""
    episode = editions.an_episode(
        "<script>{{ x }}</script>\n\nHello.\n", settings=editions.layout("full")
    )
    with pytest.raises(SegueError) as caught:
        editions.texts(episode)
    [problem] = caught.value.problems
    assert (problem.code, problem.file) == ("merge-tag-lost", episode.source)


def test_markup_between_braces_is_no_tag() -> None:
    """What could open an element is never put back as typed."""
    vault = a_vault()
    for typed in ("{{ <script> }}", "{% </p> %}", "*|<b>|*", "{{ <!-- }}"):
        assert vault.hide(typed) == typed


def test_a_tag_in_a_comment_may_get_lost() -> None:
    """Nobody misses what was never meant to be seen."""
    text = "<!-- {{ note }} -->\n\nHello {{ name }}.\n"
    made = editions.texts(editions.an_episode(text, settings=editions.layout("full")))
    assert "{{ name }}" in made["newsletter.html"]


@given(st.text(max_size=200))
def test_what_is_hidden_comes_back(text: str) -> None:
    """Hiding and restoring gives the same text, whatever it is."""
    vault = a_vault(text=text)
    assert vault.restore(vault.hide(text)) == text


@given(st.text(st.sampled_from("{}%*|$ab <>\"'"), max_size=60))
def test_a_token_is_letters_and_digits_only(text: str) -> None:
    """No tag's bracket stays in sight of Markdown."""
    vault = a_vault(text=text)
    hidden = vault.hide(text)
    tokens = re.findall(r"tag[0-9a-f]{8}x\d+z", hidden)
    assert len(tokens) == len(profiles.load("generic").tag_pattern.findall(text))
    assert re.search(r"\{\{ ?a|\*\|ab\|\*", hidden) is None or vault.restore(hidden) == text


def test_a_token_occurs_in_none_of_the_texts() -> None:
    """Even an author who knows how tokens are made can't type one."""
    token = a_vault(text="").keep("{{ x }}")
    other = a_vault(text=token)
    assert other.keep("{{ x }}") not in ("", token)
