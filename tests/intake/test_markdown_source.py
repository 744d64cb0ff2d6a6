"""Markdown from note-taking programs and site generators, and segue's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from segue import intake
from segue.errors import SegueError
from segue.intake.episode_text import written
from segue.intake.manuscript import Imported
from segue.intake.source import MARKDOWN_SUFFIXES, Source

PNG = b"\x89PNG\r\n\x1a\n"


def imported(text: str, file: Path | None = None) -> Imported:
    """The one episode that a Markdown text makes; it is made sure that it was read as such."""
    reading = intake.read(Source(text.encode(), file or Path("note.md")))
    assert reading.title == "Markdown"
    (made,) = reading.imported
    return made


def article(text: str) -> str:
    """The article that is made of a note's text."""
    return "\n\n".join(block.markdown for block in imported(f"# Note\n\n{text}\n").blocks)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("See [[Deep Sleep]].", "See Deep Sleep."),
        ("See [[Deep Sleep|that note]].", "See that note."),
        ("See [[Deep Sleep#Phases]].", "See Deep Sleep."),
        ("![[pic one.png]]", "![](<pic one.png>)"),
        ("![[pic.png|300]]", "![](pic.png)"),
        ("![[pic.png|A cell]]", "![A cell](pic.png)"),
        ("Before\n\n![[Other note]]\n\nafter", "Before\n\nafter"),
        ("> [!tip]- Look\n> here", "> **Look**\n>\n> here"),
        ("> [!note]\n> here", "> **Note**\n>\n> here"),
        ("One %%aside%% two.", "One two."),
        ("One\n\n%% two\n\nthree %%\n\nfour", "One\n\nfour"),
        ("A sentence. ^a1b2", "A sentence."),
        ("```dataview\nLIST\n```\n\nText.", "Text."),
        ("A ==mark==, a #tag in a line.", "A ==mark==, a #tag in a line."),
        ("See [this](other.md#part).", "See this."),
        ("See [this](/posts/one/).", "See this."),
        ("{{< youtube dQw4w9WgXcQ >}}", "<https://www.youtube.com/watch?v=dQw4w9WgXcQ>"),
        ('{{< figure src="a.png" alt="A" caption="C" >}}', "![A](a.png)\n\nC"),
        ("{{% notice %}}\nInside.\n{{% /notice %}}", "Inside."),
        ("{% include x.html %}\n\nText.", "Text."),
        ("{% highlight python %}\nx = 1\n{% endhighlight %}", "```python\nx = 1\n```"),
        ("* TOC\n{:toc}\n\nText.", "Text."),
        ('<img src="a.png" alt="A">', "![A](a.png)"),
        ("![x]({static}/images/a.png)", "![x](images/a.png)"),
        ("Section\n-------\ntext", "## Section\n\ntext"),
        ("### Deep ###\ntext", "## Deep\n\ntext"),
    ],
)
def test_what_a_program_writes_becomes_everybodys_markdown(typed: str, expected: str) -> None:
    """Obsidian, Notion, Hugo, Jekyll and Pelican each have marks of their own."""
    assert article(typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "```\n# no heading\n\n[[no link]] {{ x }} %%y%%\n```",
        "Type `[[x]]`, `{{< y >}}` and `%%z%%`.",
        "- one\n\n    more of one\n\n- two",
        "1. one\n   - nested\n2. two",
        "/// call | Go\nThere, [now](https://example.org).\n\nReally.\n///",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "Line one  \nline two",
        "<!-- a comment\n\n[[with]] %%marks%% -->",
        "[a link](https://example.org) and ![a picture](https://example.org/a.png)",
        "See[^1].\n\n[^1]: A note.",
        "> quoted\n> text",
        "- [x] done",
    ],
)
def test_what_everybody_writes_stays_as_it_is(typed: str) -> None:
    """Byte for byte: code, lists, tables, marks, breaks, footnotes."""
    assert article(typed) == typed


def test_what_a_reader_will_not_see_is_told_with_its_line() -> None:
    """Comments, queries and names of blocks are nobody's text, but somebody's work."""
    made = imported("# Note\n\nOne %%aside%%.\n\n%%two\nlines%%\n\n![[Other]]\n")
    assert [(each.line, each.text) for each in made.removed] == [
        (3, "aside"),
        (5, "two\nlines"),
        (8, "![[Other]]"),
    ]


def test_tags_in_a_note_are_tags_of_the_episode() -> None:
    """Beside those of the front matter, once each."""
    made = imported("---\ntags: [sleep]\n---\n\n#sleep #cool/rooms\n\nText.\n")
    assert made.front["tags"] == ["sleep", "cool/rooms"]
    assert [block.text for block in made.blocks] == ["Text."]


JEKYLL = """\
---
title: "Jekyll: a post"
layout: post
categories: [a]
tags: b, c
excerpt: Short.
published: false
---
"""
HUGO = """\
+++
title = "Hugo"
date = 2026-01-13T10:00:00Z
draft = true
tags = ["a"]
[cover]
image = "a.png"
+++
"""


@pytest.mark.parametrize(
    ("head", "front"),
    [
        (
            JEKYLL,
            {"title": "Jekyll: a post", "description": "Short.", "tags": ["b", "c", "a"]}
            | {"draft": True},
        ),
        (
            HUGO,
            {"title": "Hugo", "date": "2026-01-13T10:00:00+00:00", "tags": ["a"]}
            | {"image": "a.png", "draft": True},
        ),
        (
            '{\n"title": "JSON",\n"date": "2026-01-13",\n"season": 2\n}\n',
            {"title": "JSON", "date": "2026-01-13", "season": 2},
        ),
        (
            "Title: Pelican\nDate: 2010-12-03 10:20\nCategory: Python\nTags: x, y\nSlug: pel\n",
            {"title": "Pelican", "slug": "pel", "date": "2010-12-03T10:20:00"}
            | {"category": "Python", "tags": ["x", "y"]},
        ),
        (
            "# Notion\n\nTags: one, two\nCreated: January 3, 2026 10:00 AM\nStatus: Draft\n",
            {"title": "Notion", "date": "2026-01-03T10:00:00", "tags": ["one", "two"]}
            | {"draft": True},
        ),
    ],
    ids=["Jekyll", "Hugo", "JSON", "Pelican", "Notion"],
)
def test_front_matter_of_every_program_is_understood(head: str, front: dict[str, object]) -> None:
    """Its keys become segue's, in segue's order."""
    made = imported(f"{head}\nThe text, and [a link](https://example.org).\n")
    assert [block.text for block in made.blocks] == ["The text, and [a link](https://example.org)."]
    assert {key: value for key, value in made.front.items() if key != "guid"} == front


def test_front_matter_without_use_is_told() -> None:
    """Keys that segue does not know, pictures of the wrong form, comments."""
    made = imported("---\ntitle: T\nweight: 3\ntype: post\nimage: [a, b] # why\n---\n\nText.\n")
    assert {(each.text, each.line) for each in made.removed} == {
        ("weight: 3", None),
        ("type: post", None),
        ('image: ["a", "b"]', None),
        ("# why", 5),
    }


def test_the_author_belongs_to_the_show() -> None:
    """Episodes have guests; who writes them stands in segue.toml."""
    made = imported("---\ntitle: T\nauthors: [Ann, Bob]\nlang: de\n---\n\nText.\n")
    assert made.settings == {"show.author": "Ann, Bob", "show.language": "de"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("---\ntitle: a: b\n---\n", r"note.md:2: the title needs quotes"),
        ("---\ntitle: a\n\ntext\n", r"note.md:1: the front matter is not closed"),
        ('+++\ntitle = "a"\n\n[text](https://x.org)\n', r"note.md:1: .* is not closed"),
        ("+++\ntitle = \n+++\n", r"note.md:2: the front matter is no TOML"),
        ('{"title": "a",\n oops}\n\n# text', r"note.md:2: the front matter is no JSON"),
        # How deep is too deep differs from one Python to the next, and so does where it is told.
        ("{" + '"a":{' * 5000 + "\n# text", r"note.md:[12]: the front matter is no JSON"),
    ],
)
def test_broken_front_matter_is_told_with_its_line(text: str, message: str) -> None:
    """Whatever form it has."""
    with pytest.raises(SegueError, match=message):
        intake.read(Source(text.encode(), Path("note.md")))


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    """Some begin their text with a line."""
    made = imported("---\n\nText with **bold**.\n\n---\n\nMore: of it.\n")
    assert [block.text for block in made.blocks] == [
        "---",
        "Text with **bold**.",
        "---",
        "More: of it.",
    ]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Cool Rooms.md", "Cool Rooms"),
        ("Cool Rooms 0123456789abcdef0123456789abcdef.md", "Cool Rooms"),
        ("cool-rooms.md", "Cool rooms"),
    ],
)
def test_a_note_without_a_title_is_called_what_its_file_is(name: str, title: str) -> None:
    """Obsidian, Notion and blogs know their files by name, so nobody needs to look."""
    made = imported("Text with **bold**.\n", Path(name))
    assert made.title == title
    assert {each.code for each in made.notes} == {"import-date"}


def test_a_blogs_file_tells_date_and_slug() -> None:
    """As Jekyll names them."""
    made = imported("---\ntitle: T\n---\nText.\n", Path("2026-01-13-cool-rooms.md"))
    assert (made.front["date"], made.slug) == ("2026-01-13", "cool-rooms")


def test_text_without_marks_is_read_as_pasted_even_in_a_markdown_file() -> None:
    """Somebody pasted a page into it."""
    text = b"A Title of It\n\nSome text.\n\nA Heading Here\n\nMore text.\n"
    assert intake.read(Source(text, Path("a.md"))).title == "pasted text"
    assert intake.read(Source(b"# A\n\n" + text)).title == "Markdown"


def test_an_import_read_again_is_the_same_file() -> None:
    """Markdown of segue's own is taken as it is, whatever it looks like to others."""
    episode = (
        '---\ntitle: "A: b"\nguid: "x"\nseason: 2\ncalls: [{title: "Go", url: "https://x.org"}]\n'
        "---\n\n#not-a-tag\n\nText %%stays%% and [[so]] {{ does }} this.\n\n## One\n\n## Two\n"
    )
    once = written(imported(episode))
    assert once == episode.replace("calls: [{", "calls:\n  - {").replace('"}]', '"}')
    assert written(imported(once)) == once


def test_pictures_beside_a_note_are_copied_under_plain_names(tmp_path: Path) -> None:
    """Also from folders below, with encoded names, and the episode's own picture."""
    (tmp_path / "Files").mkdir()
    (tmp_path / "Files/My Pic.png").write_bytes(PNG)
    (tmp_path / "cover.jpg").write_bytes(b"\xff\xd8\xff")
    note = tmp_path / "note.md"
    text = "---\ncover: cover.jpg\n---\n![A](Files/My%20Pic.png) ![[My Pic.png]] ![B](gone.png)\n"
    (tmp_path / "attachments").mkdir()
    (tmp_path / "attachments/My Pic.png").write_bytes(PNG + b"other")
    made = imported(text, note)
    assert made.front["image"] == "images/cover.jpg"
    assert made.blocks[0].text == (
        "![A](images/my-pic.png) ![](images/my-pic-2.png) ![B](gone.png)"
    )
    assert [each.name for each in made.pictures] == ["my-pic.png", "my-pic-2.png", "cover.jpg"]
    (missing,) = [each for each in made.notes if each.code == "import-picture"]
    assert "the picture gone.png is not in the folder of the source" in missing.message


@pytest.mark.parametrize(
    "target", ["../secret.png", "/etc/secret.png", "link.png", "deep/../../secret.png", "notes.txt"]
)
def test_nothing_outside_of_the_sources_folder_is_read(tmp_path: Path, target: str) -> None:
    """Neither by ../ nor by an absolute path nor by a link, and no file that is no picture."""
    folder = tmp_path / "vault"
    (folder / "deep").mkdir(parents=True)
    (tmp_path / "secret.png").write_bytes(PNG)
    (folder / "notes.txt").write_text("private")
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    made = imported(f"Text **and** ![x]({target})\n", folder / "note.md")
    assert made.pictures == ()
    assert [each.code for each in made.notes].count("import-picture") == 1


def test_a_picture_inside_the_text_becomes_a_file() -> None:
    """A data address would be too long for a mail."""
    made = imported("Text **and** ![x](data:image/png;base64,iVBORw0KGgo=)\n")
    assert made.blocks[0].text == "Text **and** ![x](images/picture.png)"
    assert [(each.name, each.content) for each in made.pictures] == [("picture.png", PNG)]


@pytest.mark.parametrize("suffix", sorted(MARKDOWN_SUFFIXES))
def test_a_file_that_is_named_markdown_may_begin_with_a_tag(suffix: str) -> None:
    """It is no web page for that."""
    text = b'<div class="a">\n\n## Sleep\n\nIt is good.\n\n</div>\n'
    assert intake.read(Source(text, Path(f"sleep{suffix}"))).title == "Markdown"
