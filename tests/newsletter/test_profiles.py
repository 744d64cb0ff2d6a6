"""Email services: one file each, all of them whole."""

from __future__ import annotations

import re
from dataclasses import fields

import editions
import pytest

import samples
from segue import profiles
from segue.errors import SegueError
from segue.profiles import SYNTAXES, Profile
from segue.show import NewsletterSettings

TAGS = ("unsubscribe", "first_name", "web_view", "postal_address", "postal_address_text")
every_profile = pytest.mark.parametrize("name", profiles.names())


@every_profile
def test_every_profile_says_what_the_program_needs(name: str) -> None:
    """A way to paste it, known syntaxes; no tag is required or doubted that it lacks."""
    profile = profiles.load(name)
    assert profile.title
    assert profile.paste.endswith(".")
    assert set(profile.syntaxes) <= set(SYNTAXES)
    for tag in (*profile.required, *profile.unverified):
        assert getattr(profile, tag), tag


@every_profile
def test_every_tag_of_a_profile_fits_its_syntaxes(name: str) -> None:
    """An author may type a service's own tags into the article, and they come through."""
    profile = profiles.load(name)
    for tag in TAGS:
        written = getattr(profile, tag)
        if written:
            assert profile.tag_pattern.fullmatch(written), written
            assert tag == "first_name" or '"' not in written


@every_profile
@pytest.mark.parametrize("layout", ["digest", "full"])
def test_a_newsletter_holds_what_its_service_asks_for(name: str, layout: str) -> None:
    """The required tags are in the HTML as the service reads them, never escaped."""
    profile = profiles.load(name)
    made = editions.texts(editions.an_episode(settings=editions.layout(layout, name)))
    for tag in profile.required:
        assert getattr(profile, tag) in made["newsletter.html"]
        assert getattr(profile, tag) in made["fragment.html"]
    own_address = "unsubscribe" not in profile.adds and profile.unsubscribe is None
    assert ("https://example.org/unsubscribe" in made["newsletter.html"]) == own_address


def test_mailchimp_gets_the_address_for_text_in_the_plain_text() -> None:
    """Its HTML address would show tags to people who read plain text."""
    made = editions.texts(editions.an_episode(settings=editions.layout("digest", "mailchimp")))
    assert made["newsletter.txt"].rstrip().endswith("*|LIST:ADDRESS|*")
    assert "*|HTML:LIST_ADDRESS_HTML|*" in made["newsletter.html"]


def test_an_unknown_service_is_named_with_the_nearest_known_one() -> None:
    """A slip of the finger costs one look at the message."""
    show = samples.a_show(newsletter=NewsletterSettings(profile="mailchump"))
    with pytest.raises(SegueError) as caught:
        profiles.of(show)
    assert caught.value.problems[0].hint == 'did you mean "mailchimp"?'
    assert caught.value.problems[0].file == samples.ROOT / "segue.toml"


def test_a_profile_s_file_has_no_key_that_nobody_reads() -> None:
    """A misspelt key would be silent otherwise."""
    known = {field.name for field in fields(Profile)}
    for name in profiles.names():
        text = (profiles.folder() / f"{name}.toml").read_text(encoding="utf-8")
        assert set(re.findall(r"^(\w+) =", text, re.MULTILINE)) <= known
