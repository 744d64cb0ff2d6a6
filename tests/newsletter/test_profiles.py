"""Email services: one file each, all of them whole."""

from __future__ import annotations

from pathlib import Path

import pytest

import editions
import samples
from segue import profiles
from segue.errors import SegueError
from segue.show import NewsletterSettings

every_profile = pytest.mark.parametrize("name", profiles.names())


@every_profile
def test_every_profile_says_what_the_program_needs(name: str) -> None:
    """Whole sentences on how to paste it, one of them naming the file to paste."""
    profile = profiles.load(name)
    assert all(step.endswith(".") for step in profile.paste)
    assert any(profile.file in step for step in profile.paste) or name == "generic"


@every_profile
def test_every_tag_of_a_profile_fits_its_syntaxes(name: str) -> None:
    """An author may type a service's own tags into the article, and they come through."""
    profile = profiles.load(name)
    for tag in profile.known_tags:
        assert profile.tag_pattern.fullmatch(tag), tag
    unquoted = {what: tag for what, tag in profile.tags.named.items() if what != "first_name"}
    assert [tag for tag in unquoted.values() if '"' in tag] == []


@every_profile
def test_what_a_letter_can_t_do_without_is_verified(name: str) -> None:
    """A tag from memory would leave readers without a way out; the show's own stands in then."""
    profile = profiles.load(name)
    assert set(profile.unverified) <= {"first_name"}


@every_profile
@pytest.mark.parametrize("layout", ["digest", "full"])
def test_a_newsletter_holds_what_its_service_asks_for(name: str, layout: str) -> None:
    """The required tags are in the HTML as the service reads them, never escaped."""
    profile = profiles.load(name)
    made = editions.texts(editions.an_episode(settings=editions.layout(layout, name)))
    for tag in profile.required:
        assert getattr(profile.tags, tag) in made["newsletter.html"]
        assert getattr(profile.tags, tag) in made["fragment.html"]
    own_address = "unsubscribe" not in profile.adds and profile.tags.unsubscribe is None
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


WHOLE = """\
title = "Post"
body = "full"
paste = ["Paste newsletter.html."]
syntaxes = ["double-brace"]
tracked_link_bytes = 100
[tags]
unsubscribe = "{{ out }}"
[verified]
unsubscribe = "its manual"
"""


def test_a_new_service_is_one_file(tmp_path: Path) -> None:
    """What it holds is what the program goes by."""
    file = tmp_path / "post.toml"
    file.write_text(WHOLE, encoding="utf-8")
    profile = profiles.read(file)
    assert (profile.name, profile.file, profile.unverified) == ("post", "newsletter.html", ())
    assert profile.tag_pattern.fullmatch("{{ anything }}")


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ('title = "Post"\n', "", None, 'there is no "title"'),
        ("title", "titel", 1, 'unknown key "titel"'),
        ('"full"', '"ful"', 2, '"ful" is not one of full, fragment, markdown'),
        ('"double-brace"', '"double-braces"', 4, "double-braces"),
        ("= 100", '= "many"', 5, "no whole number"),
        ("{{ out }}", "*|OUT|*", 7, "none of this service's syntaxes"),
        ("unsubscribe =", "unsubscripe =", 7, 'unknown key "unsubscripe"'),
        ('unsubscribe = "its', 'web_view = "its', 9, "there is no tag for it"),
        ("body =", 'required = ["postal_address"]\nbody =', 2, "there is no tag for it"),
        ("body =", 'required = ["unsubscribe"]\nadds = ["unsubscribe"]\nbody =', 3, "both"),
        ("title =", "title", 1, "no TOML"),
    ],
)
def test_a_fault_in_a_service_s_file_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, line: int | None, told: str
) -> None:
    """Whoever adds a service reads what to mend, not a traceback."""
    file = tmp_path / "post.toml"
    file.write_text(WHOLE.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SegueError) as caught:
        profiles.read(file)
    first = caught.value.problems[0]
    assert told in first.message
    assert (first.file, first.line) == (file, line)
