"""The newsletter room: an episode in, every form of its newsletter out."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

import editions
import samples
from segue.errors import SegueError
from segue.model import Call, Link
from segue.show import Look

FILES = {
    "newsletter.html",
    "newsletter.txt",
    "newsletter.mjml",
    "newsletter.eml",
    "newsletter.md",
    "fragment.html",
}
HREF = re.compile(r'<a [^>]*href="([^"]*)"')


@pytest.mark.parametrize("layout", ["digest", "full"])
def test_every_form_of_the_newsletter_is_made(layout: str) -> None:
    """Both layouts give the files that the contract names, below the episode's slug."""
    made = editions.outputs(editions.an_episode(settings=editions.layout(layout)))
    assert {output.path.as_posix() for output in made} == {
        f"pilot/newsletter/{name}" for name in FILES
    }


@pytest.mark.parametrize("layout", ["digest", "full"])
def test_the_same_episode_gives_the_same_bytes(layout: str) -> None:
    """No clock, no chance and no order of a set gets into a newsletter."""
    episode = editions.an_episode(settings=editions.layout(layout))
    assert editions.files(episode) == editions.files(episode)


def test_the_full_layout_holds_the_whole_article_once() -> None:
    """Every sentence for the newsletter is there, none of another output's."""
    text = samples.TEXT + "\n/// only | notes\nFor the notes alone.\n///\n"
    made = editions.texts(editions.an_episode(text, settings=editions.layout("full")))
    for name, form in made.items():
        assert form.count("It only opens different pages.") == 1, name
        assert "Only letters say" in form, name
        assert "For the notes alone" not in form, name


def test_the_digest_tells_the_points_and_leaves_the_article_to_the_web_page() -> None:
    """Hook, takeaways with their section's address, the author's highlight as the quote."""
    html = editions.texts(editions.an_episode())["newsletter.html"]
    assert "Every cell reads the same book." in html
    assert 'href="https://example.org/small-talk/pilot#how-does-a-cell-choose"' in html
    assert html.count("Signals from outside close some pages.") == 1
    assert "Get the list" in html


def test_a_show_without_a_web_page_gets_plain_takeaways() -> None:
    """Where there is no page to link to, nothing pretends to be a link."""
    episode = editions.an_episode(show={"link": None})
    made = editions.texts(episode)
    assert "How does a cell choose?" in made["newsletter.html"]
    assert not any(url.startswith("#") or not url for url in HREF.findall(made["newsletter.html"]))


def test_the_listen_button_tells_the_length() -> None:
    """An episode with a recording says how long it is; one without says nothing of it."""
    episode = editions.an_episode()
    assert "62&nbsp;min" in editions.texts(episode)["newsletter.html"]
    assert "Listen" not in editions.texts(episode, with_audio=False)["newsletter.html"]


def test_subject_preheader_and_language_are_in_the_head() -> None:
    """What the inbox shows before the mail is opened, and what a screen reader needs."""
    episode = editions.an_episode(preheader="Two early patients.", show={"language": "de"})
    html = editions.texts(episode)["newsletter.html"]
    assert "<title>What cells read</title>" in html
    assert 'lang="de"' in html
    assert html.index("Two early patients.") < html.index("Small Talk")
    assert "Abbestellen" in html


def test_right_to_left_reaches_every_section() -> None:
    """MJML would write `direction:ltr` into each section, whatever the document says."""
    html = editions.texts(editions.an_episode(show={"language": "ar"}))["newsletter.html"]
    assert 'dir="rtl"' in html
    assert "direction:ltr" not in html
    assert "direction:rtl" in html


def test_no_mail_asks_a_foreign_host_for_anything() -> None:
    """No fonts, icons or pixels from elsewhere: pictures come from where the show hosts them."""
    text = samples.TEXT + "\n![A cell](images/cell.png)\n"
    episode = editions.an_episode(text, settings=editions.layout("full"))
    html = editions.texts(episode)["newsletter.html"]
    loaded = re.findall(r'(?:src|url\(|@import)[="(]*\s*(https?://[^/"]+)', html)
    assert set(loaded) <= {"https://example.org", "https://media.example.org"}


def test_pictures_point_to_where_they_will_be_hosted() -> None:
    """A local picture gets its public address, a width that fits, and keeps its words."""
    text = (
        "Look:\n\n![A cell](images/a cell.png)\n\n![Small](https://example.org/s.png){width=90}\n"
    )
    html = _with_picture(text, "images/a%20cell.png", settings=editions.layout("full"))
    assert "https://media.example.org/letters/pilot/a%20cell.png" in html
    assert 'alt="A cell" width="536"' in html
    assert 'alt="Small" width="90"' in html


@pytest.mark.parametrize(
    ("pixels", "typed", "size"),
    [
        ((1600, 900), "", 'width="536" height="302"'),
        ((300, 500), "", 'width="300" height="500"'),
        ((1600, 800), "{width=200}", 'width="200" height="100"'),
        ((1600, 800), "{height=100}", 'width="200" height="100"'),
        ((9000, 1), "", 'width="536" height="1"'),
        ((40, 40), "{width=60 height=30}", 'width="60" height="30"'),
    ],
)
def test_a_picture_is_as_large_as_its_file_but_never_wider_than_the_column(
    pixels: tuple[int, int], typed: str, size: str
) -> None:
    """Outlook knows no max-width, so that width and height must be right in themselves."""
    text = f"Look:\n\n![A cell](images/cell.png){typed}\n"
    html = _with_picture(text, "images/cell.png", settings=editions.layout("full"), pixels=pixels)
    assert f'alt="A cell" {size}' in html


def test_a_picture_within_a_sentence_stays_there() -> None:
    """One that stands alone is a block; an icon would tear its line."""
    text = "An ![icon](images/cell.png) here.\n\n![alone](images/cell.png)\n"
    html = _with_picture(text, "images/cell.png", settings=editions.layout("full"), pixels=(9, 9))
    inline, alone = re.findall(r"<img [^>]*cell.png[^>]*>", html)
    assert "vertical-align: middle" in inline
    assert "display: block" in alone


def test_a_picture_that_nobody_hosts_is_left_out() -> None:
    """Better no picture than a broken path from somebody's disk."""
    settings = replace(editions.layout("full"), image_url=None)
    text = "Look:\n\n![A cell](images/cell.png)\n\nNext.\n"
    html = _with_picture(text, "images/cell.png", settings=settings)
    assert "cell.png" not in html
    assert "<p></p>" not in html


def _with_picture(
    text: str, url: str, pixels: tuple[int, int] | None = None, **changes: object
) -> str:
    width, height = pixels or (None, None)
    episode = editions.an_episode(text, **changes)  # type: ignore[arg-type]
    images = tuple(
        replace(
            image,
            file=samples.ROOT / "episodes/pilot" / image.url.replace("%20", " "),
            width=width,
            height=height,
        )
        if image.url.replace("%20", " ") == url.replace("%20", " ")
        else image
        for image in episode.article.images
    )
    episode = replace(episode, article=replace(episode.article, images=images))
    return editions.texts(episode)["newsletter.html"]


def test_an_address_in_the_article_is_sent_as_machines_want_it() -> None:
    """A space would end it in plain text; a host outside ASCII is refused by some programs."""
    text = f"[The map](<https://straße.example/a b?q=ü#c>) opens it.\n\n{samples.TEXT}"
    made = editions.texts(editions.an_episode(text, settings=editions.layout("full")))
    for name in ("newsletter.html", "newsletter.txt", "newsletter.md"):
        assert "https://xn--strae-oqa.example/a%20b?q=%C3%BC" in made[name], name


def test_footnotes_and_anchors_do_not_point_into_the_mail() -> None:
    """Notes stand at the end with their numbers; a link within the page leads to the web page."""
    text = "## Part\n\nSaid so[^1], see [above](#part).\n\n[^1]: By [them](https://example.org/them).\n"
    html = editions.texts(editions.an_episode(text, settings=editions.layout("full")))[
        "newsletter.html"
    ]
    assert 'href="#' not in html
    assert 'href="https://example.org/small-talk/pilot#part"' in html
    assert "↩" not in html
    assert "https://example.org/them" in html


def test_a_wide_table_becomes_a_list_of_rows() -> None:
    """Fifty columns fit no phone, so each row is a paragraph; every cell is still there."""
    head = "|" + "|".join(f"name {at}" for at in range(50)) + "|\n|" + "---|" * 50
    row = "|" + "|".join(f"cell {at}" for at in range(50)) + "|"
    text = f"{head}\n{row}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    html = editions.texts(editions.an_episode(text, settings=editions.layout("full")))[
        "fragment.html"
    ]
    assert all(f"cell {at}<" in html for at in range(50))
    assert html.count("<th ") == 2
    assert html.count('scope="col"') == 2


def test_a_table_whose_words_would_be_torn_on_a_phone_is_a_list_too() -> None:
    """Five columns of numbers fit a phone, five of long words don't."""
    head = "| Drug | Company | Phase | Started | Participants |\n|---|---|---|---|---|"
    words = f"{head}\n| obecabtagene | Therapeutics | 1 | September | everybody |\n"
    numbers = "| a | b | c | d | e |\n|---|---|---|---|---|\n| 1 | 2 | 3 | 4 | 5 |\n"
    settings = editions.layout("full")
    torn = editions.texts(editions.an_episode(words, settings=settings))["fragment.html"]
    assert "<strong>Drug:</strong>" in torn
    whole = editions.texts(editions.an_episode(numbers, settings=settings))["fragment.html"]
    assert whole.count('scope="col"') == 5


def test_the_full_layout_ends_with_the_calls_of_the_front_matter() -> None:
    """Those of the article stand in it already, and are not said twice."""
    own = Call("The guide", "One page.", "Get the guide", "https://example.org/guide", 4)
    episode = editions.an_episode(settings=editions.layout("full"))
    episode = replace(episode, calls=(own, *episode.article.calls))
    made = editions.texts(episode)
    for name in ("newsletter.html", "fragment.html", "newsletter.txt"):
        assert made[name].count("Get the guide") == 1, name
        assert made[name].count("Get the list") == 1, name
    digest = editions.texts(replace(episode, show=editions.an_episode().show))
    assert "Get the guide" in digest["newsletter.html"]
    assert "Get the list" not in digest["newsletter.html"]


def test_a_call_keeps_the_words_of_a_link_within_a_sentence() -> None:
    """The link becomes the button; the sentence must still read."""
    text = (
        "Hello there.\n\n/// call | Ask\nTake [the sheet](https://example.org/s) with you.\n///\n"
    )
    html = editions.texts(editions.an_episode(text, settings=editions.layout("full")))
    assert "Take the sheet with you." in html["newsletter.html"]
    assert html["newsletter.html"].count('https://example.org/s"') == 1


def test_an_article_too_short_to_digest_goes_out_whole() -> None:
    """Two sentences need no takeaways, and nobody shall click to read them."""
    episode = editions.an_episode("We moved **house**.\n\nBack next week.\n", calls=(), links=())
    html = editions.texts(episode)["newsletter.html"]
    assert "<strong>house</strong>" in html
    assert "Back next week." in html
    assert "The short version" not in html


def test_every_takeaway_leads_to_its_section() -> None:
    """Also one whose heading was said already, or that has none."""
    html = editions.texts(editions.an_episode())["fragment.html"]
    points = re.findall(r"<li[^>]*>(.*?)</li>", html.split("<ol")[1].split("</ol>")[0], re.DOTALL)
    assert points
    assert all("https://example.org/small-talk/pilot" in point for point in points)


def test_a_bare_address_is_no_label_of_a_link() -> None:
    """In the list of links each tells where it leads, and none is wider than a line."""
    address = f"https://example.org/{'a' * 300}"
    text = f"{samples.TEXT}\nSee [here](https://example.org/here) or {address}.\n"
    listed = editions.texts(editions.an_episode(text, links=()))["fragment.html"]
    assert "https://example.org/here" not in listed
    assert f">{address}<" not in listed
    own = editions.an_episode(links=(Link(address, address, 9),))
    assert "example.org/aaa" in editions.texts(own)["fragment.html"]
    assert f">{address}<" not in editions.texts(own)["fragment.html"]


def test_the_fragment_brings_no_style_element_and_no_document() -> None:
    """Services that take a fragment drop `<style>`; everything is in the elements."""
    fragment = editions.texts(editions.an_episode(settings=editions.layout("full")))[
        "fragment.html"
    ]
    assert "<style" not in fragment
    assert "<html" not in fragment
    assert 'style="' in fragment


def test_plain_text_begins_with_the_article_and_ends_with_the_small_print() -> None:
    """The first line tells something; unsubscribe and address come last."""
    text = editions.texts(editions.an_episode())["newsletter.txt"]
    assert text.startswith("Cells that read\n\nSeason 2 · Episode 7 · With Ada Example")
    assert "\n\nEvery cell reads the same book." in text[:160]
    assert text.rstrip().endswith("1 Test Street, Example Town")
    assert "Unsubscribe (https://example.org/unsubscribe)" in text


def test_the_footer_names_handles_disclaimer_and_address() -> None:
    """What the law and the show want at the end of every mail."""
    episode = editions.an_episode(show={"handles": {"x": "@small_talk", "mastodon": "@st@host"}})
    html = editions.texts(episode)["newsletter.html"]
    for part in ("X&nbsp;@small_talk", "Mastodon&nbsp;@st@host", "This is no medical advice."):
        assert part in html
    assert html.index("1 Test Street") > html.index("https://example.org/unsubscribe")


def test_the_show_s_colours_are_in_the_mail_and_never_unreadable() -> None:
    """A theme colour too pale for text is moved until it can be read."""
    look = Look(accent="#ffe08a", background="#ffffff")
    html = editions.texts(editions.an_episode(show={"look": look}))["newsletter.html"]
    assert "#ffe08a;text-decoration" not in html
    assert "prefers-color-scheme: dark" in html
    assert "[data-ogsc]" in html


def test_a_dangerous_link_in_the_front_matter_is_refused() -> None:
    """An address that would run a script never gets into a mail; the message names it."""
    link = replace(samples.an_episode().links[0], url="javascript:alert(1)")
    with pytest.raises(SegueError, match="javascript:alert"):
        editions.texts(editions.an_episode(links=(link,)))


def test_a_subject_that_breaks_off_is_refused_with_its_line() -> None:
    """A line break in the subject would let a header be smuggled in."""
    for end in ("\n", "\r", "\u2028", "\0"):
        episode = replace(
            editions.an_episode(),
            subject=f"Hello{end}Bcc: x@example.org",
            lines={"newsletter.subject": 7},
        )
        with pytest.raises(SegueError) as caught:
            editions.files(episode)
        assert caught.value.problems[0].line == 7
        assert caught.value.problems[0].code == "newsletter-subject"


def test_without_a_sender_everything_but_the_message_is_made() -> None:
    """The mail can still be pasted into a service; else the show's address stands in."""
    settings = replace(editions.SETTINGS, sender=None)
    with_email = editions.an_episode(settings=settings)
    assert b"From: hello@example.org" in editions.files(with_email)["newsletter.eml"]
    without = editions.an_episode(settings=settings, show={"email": None})
    assert set(editions.files(without)) == FILES - {"newsletter.eml"}


@pytest.mark.parametrize("layout", ["digest", "full"])
def test_what_is_meant_for_other_outputs_is_nowhere_in_a_letter(layout: str) -> None:
    """Neither its words nor its link nor its call; a call of the same title is the letter's own."""
    text = """\
Kettles of cork keep their heat for hours.

/// only | notes
## Why do the notes ask?

The notes alone say [this](https://example.org/notes-only). ==The notes alone shout.==

/// call | Read on
For listeners: [Open the page](https://example.org/call-of-the-notes)
///

///

What stands behind such a passage is for everybody again.

/// call | Read on
For readers: [Open the paper](https://example.org/call-of-the-letter)
///
"""
    episode = editions.an_episode(text, settings=editions.layout(layout), links=())
    for name, form in editions.texts(episode).items():
        assert "notes" not in form, name
        assert "https://example.org/call-of-the-letter" in form, name


def test_a_wrong_link_is_told_with_its_line() -> None:
    """The front matter may be long."""
    link = Link("Mine", "javascript:alert(1)", 7)
    with pytest.raises(SegueError) as caught:
        editions.files(editions.an_episode(links=(link,)))
    [problem] = caught.value.problems
    assert (problem.code, problem.line) == ("newsletter-link", 7)


def test_an_address_that_is_none_is_told_with_the_file_of_settings() -> None:
    """Also where the show's own address stands in for the newsletter's."""
    settings = replace(editions.SETTINGS, sender=None)
    with pytest.raises(SegueError, match=r"\[show\] email") as caught:
        editions.files(editions.an_episode(settings=settings, show={"email": "nobody"}))
    assert caught.value.problems[0].file == samples.ROOT / "segue.toml"


def test_an_empty_corner_of_a_table_heads_nothing() -> None:
    """Screen readers announce a header without words."""
    text = "| | Name |\n|---|---|\n| 1 | 2 |\n"
    html = editions.texts(editions.an_episode(text, settings=editions.layout("full")))
    assert html["fragment.html"].count("<th ") == 1
