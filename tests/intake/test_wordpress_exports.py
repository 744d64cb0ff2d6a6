"""WordPress exports: an episode of each published post, and a word on everything else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from kept import lost

from segue import intake, slugs
from segue.errors import SegueError
from segue.intake.manuscript import Imported
from segue.intake.source import Source

pytest.importorskip("lxml")
HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<!-- generator="WordPress/6.5" created="2026-02-03 08:30" -->
<rss version="2.0"
\txmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
\txmlns:content="http://purl.org/rss/1.0/modules/content/"
\txmlns:dc="http://purl.org/dc/elements/1.1/"
\txmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Sleep Notes</title><link>https://sleep.example</link>
"""
BLOCKS = """<!-- wp:paragraph -->
<p>Why a cool room helps, with a <a href="https://sleep.example/why">link</a>.</p>
<!-- /wp:paragraph -->

<!-- wp:heading --><h2 class="wp-block-heading">In the night</h2><!-- /wp:heading -->

<!-- wp:list --><ul><!-- wp:list-item --><li>One</li><!-- /wp:list-item --><li>Two</li></ul><!-- /wp:list -->

<!-- wp:buttons --><div class="wp-block-buttons"><!-- wp:button --><div class="wp-block-button">
<a class="wp-block-button__link" href="https://sleep.example/list">Get the list</a></div><!-- /wp:button --></div>
<!-- /wp:buttons -->

<!-- wp:latest-posts {"postsToShow":3} /-->"""  # noqa: E501 (as WordPress writes it)
CLASSIC = """The first line,
and the second.

A thought [sic] with [1] marks.

[caption id="a" width="300"]<img src="https://sleep.example/bed.jpg" alt="A bed"> In the cold[/caption]

[gallery ids="1,2"]

https://www.youtube.com/watch?v=abcdefghijk

<blockquote>Said by
somebody.</blockquote>"""  # noqa: E501 (the same)


def item(content: str, **told: str) -> str:
    """One item of an export; `terms` and `meta` are XML as it stands there."""
    given: Mapping[str, str] = {
        "title": "Cool Rooms &amp; Hot Heads",
        "name": "cool-rooms",
        "status": "publish",
        "type": "post",
        "excerpt": "What it says.",
        "terms": "",
        "meta": "",
    } | told
    return f"""<item><title>{given["title"]}</title>
<link>https://sleep.example/{given["name"]}/</link>
<pubDate>Tue, 03 Feb 2026 08:30:00 +0000</pubDate>
<dc:creator><![CDATA[ann]]></dc:creator>
<guid isPermaLink="false">https://sleep.example/?p=7</guid>
<content:encoded><![CDATA[{content}]]></content:encoded>
<excerpt:encoded><![CDATA[{given["excerpt"]}]]></excerpt:encoded>
<wp:post_id>7</wp:post_id><wp:post_date><![CDATA[2026-02-03 09:30:00]]></wp:post_date>
<wp:post_date_gmt><![CDATA[2026-02-03 08:30:00]]></wp:post_date_gmt>
<wp:post_name><![CDATA[{given["name"]}]]></wp:post_name>
<wp:status><![CDATA[{given["status"]}]]></wp:status>
<wp:post_type><![CDATA[{given["type"]}]]></wp:post_type>{given["terms"]}{given["meta"]}</item>
"""


def read(*items: str) -> tuple[Imported, ...]:
    """The episodes of an export that holds these items."""
    content = HEAD + "".join(items) + "</channel></rss>"
    return intake.read(Source(content.encode(), Path("export.xml"))).imported


def meta(key: str, value: str) -> str:
    """What a plug-in keeps with a post."""
    return (
        f"<wp:postmeta><wp:meta_key><![CDATA[{key}]]></wp:meta_key>"
        f"<wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
    )


def test_a_post_made_of_blocks_becomes_an_article() -> None:
    """Block comments go, the button becomes a call, what WordPress fills in is told."""
    (made,) = read(item(BLOCKS))
    assert [block.markdown for block in made.blocks] == [
        "Why a cool room helps, with a [link](https://sleep.example/why).",
        "## In the night",
        "- One\n- Two",
        "/// call | Get the list\n[Get the list](https://sleep.example/list)\n///",
    ]
    assert [each.text for each in made.removed] == ['<!-- wp:latest-posts {"postsToShow":3} /-->']


def test_a_classic_post_becomes_an_article() -> None:
    """Blank lines part paragraphs; captions are kept; shortcodes are told, brackets stay."""
    (made,) = read(item(CLASSIC))
    assert [block.markdown for block in made.blocks] == [
        "The first line,\\\nand the second.",
        r"A thought \[sic\] with \[1\] marks.",
        "![A bed](https://sleep.example/bed.jpg)\n\n*In the cold*",
        "<https://www.youtube.com/watch?v=abcdefghijk>",
        "> Said by somebody.",
    ]
    assert [each.text for each in made.removed] == ['[gallery ids="1,2"]']


def test_what_is_told_of_a_post_goes_into_the_front_matter() -> None:
    """Slug, date with its zone, excerpt, category and tags."""
    terms = (
        '<category domain="category"><![CDATA[Uncategorized]]></category>'
        '<category domain="category"><![CDATA[Sleep Science]]></category>'
        '<category domain="post_tag"><![CDATA[heat]]></category>'
    )
    (made,) = read(item(BLOCKS, terms=terms))
    assert made.slug == "cool-rooms"
    assert made.title == "Cool Rooms & Hot Heads"
    assert made.front["date"] == "2026-02-03T09:30:00+01:00"
    assert made.front["description"] == "What it says."
    assert made.front["category"] == "Sleep Science"
    assert made.front["tags"] == ["heat"]
    assert made.settings == {"show.author": "ann"}


@pytest.mark.parametrize("typed", ["CON/x y", "%f0%9f%98%80", "."])
def test_a_name_that_no_folder_can_have_is_told(typed: str) -> None:
    """What stands in the front matter is the folder's name, so that a build takes it."""
    (made,) = read(item(BLOCKS, name=typed))
    assert slugs.is_slug(made.slug)
    assert made.front["slug"] == made.slug
    assert typed in [each.text for each in made.removed]


def test_only_published_posts_become_episodes() -> None:
    """Drafts and pages are told by their titles; menus and revisions are none of a reader's."""
    (made,) = read(
        item("Later.", title="A draft", name="b", status="draft"),
        item("About us.", title="About", name="c", type="page"),
        item("", title="Menu", name="d", type="nav_menu_item"),
        item(BLOCKS),
    )
    told = {(each.text, each.reason) for each in made.removed}
    assert ("A draft", "a post in the state draft, not published") in told
    assert ("About", "a page, not a post") in told
    assert "Menu" not in str(told)


def test_a_recording_of_a_podcast_plug_in_is_kept_for_the_feed() -> None:
    """Its address, size, kind and length; the guid that apps know it by."""
    told = 'https://cdn.example/7.mp3\n1234\naudio/mpeg\na:1:{s:8:"duration";s:7:"1:02:03";}'
    first, second = read(
        item(BLOCKS, meta=meta("enclosure", told)),
        item(
            BLOCKS,
            name="other",
            type="podcast",
            meta=meta("audio_file", "https://cdn.example/8.mp3") + meta("duration", "12:34"),
        ),
    )
    assert first.front["enclosure"] == {
        "url": "https://cdn.example/7.mp3",
        "bytes": 1234,
        "type": "audio/mpeg",
        "seconds": "1:02:03",
    }
    assert second.front["enclosure"] == {"url": "https://cdn.example/8.mp3", "seconds": "12:34"}
    assert first.front["guid"] == "https://sleep.example/?p=7"
    assert [note.code for note in (*first.notes, *second.notes)] == ["import-recording"]


def test_a_posts_own_picture_is_told_where_it_is() -> None:
    """The export does not bring it along."""
    picture = item("", name="p", type="attachment").replace(
        "<wp:post_id>7</wp:post_id>",
        "<wp:post_id>9</wp:post_id>"
        "<wp:attachment_url>https://sleep.example/p.jpg</wp:attachment_url>",
    )
    (made,) = read(item(BLOCKS, meta=meta("_thumbnail_id", "9")), picture)
    assert "https://sleep.example/p.jpg" in [each.text for each in made.removed]


def test_no_word_of_a_post_is_lost() -> None:
    """Each is in the article or reported."""
    (made,) = read(item(CLASSIC))
    said = "The first line, and the second. A thought [sic] with [1] marks. In the cold Said by"
    assert lost(said + ' somebody. gallery ids="1,2"', made) == {}


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (HEAD + item(BLOCKS) + "<item><title>No end", 33, "the export is broken"),
        (
            HEAD.replace("<rss", '<!DOCTYPE rss [<!ENTITY a "aaaa">]>\n<rss') + item(BLOCKS),
            3,
            "declares entities",
        ),
        (HEAD + item("&#1;").replace("<![CDATA[&#1;]]>", "\x01"), None, "the export is broken"),
    ],
    ids=["cut off", "entities", "signs"],
)
def test_an_export_that_is_broken_is_refused_with_its_line(
    content: str, line: int | None, said: str
) -> None:
    """Whoever exported it can look there."""
    with pytest.raises(SegueError, match=said) as caught:
        intake.read(Source(content.encode(), Path("export.xml")))
    (problem,) = caught.value.problems
    assert problem.line == line or (line is None and problem.line)
    assert problem.hint


def test_an_export_without_a_published_post_is_refused() -> None:
    """Rather than ending in nothing."""
    with pytest.raises(SegueError, match="no article in it"):
        read(item("Later.", status="draft"))
