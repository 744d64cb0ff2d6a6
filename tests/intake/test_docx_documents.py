"""Word documents: whether styles were used or only looks, the article is the same."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from dressed import PASTED, Piece, lines, pieces, saved
from kept import lost

from segue import intake
from segue.errors import SegueError
from segue.intake.manuscript import Imported
from segue.intake.source import Source

docx = pytest.importorskip("docx")
LINK = "https://sleep.example/checklist"


def imported(content: bytes, name: str = "article.docx") -> Imported:
    """The one episode that a document makes."""
    (made,) = intake.read(Source(content, Path(name))).imported
    return made


@pytest.fixture(scope="module")
def pasted() -> Imported:
    """The article as it comes when it is pasted."""
    (made,) = intake.read(Source(PASTED.encode())).imported
    return made


@pytest.fixture(scope="module")
def headings(pasted: Imported) -> list[str]:
    """The lines that are headings, the call's among them."""
    return [block.text or block.title for block in pasted.blocks if block.kind == "heading"] + [
        block.title for block in pasted.blocks if block.kind == "call"
    ]


def linked(paragraph: Any, words: str, target: str) -> None:
    """Put a link into a paragraph."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    link.set(
        qn("r:id"), paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    )
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = words
    run.append(text)
    link.append(run)
    paragraph._p.append(link)


def document(headings: Sequence[str], *, styled: bool) -> Any:
    """The article as a document, with Word's styles or only made to look so."""
    made = docx.Document()
    article, tail = pieces(headings)
    title, *body = article
    made.add_paragraph(title.lines[0], style="Title" if styled else None)
    for piece in (*body, *tail):
        _add(made, piece, styled=styled)
    return made


def _add(made: Any, piece: Piece, *, styled: bool) -> None:
    bullets = {"ul": ("List Bullet", "• "), "ol": ("List Number", "{}. ")}
    for number, line in enumerate(piece.lines, 1):
        if piece.kind in bullets:
            style, bullet = bullets[piece.kind]
            text = line if styled else bullet.format(number) + line
            made.add_paragraph(text, style=style if styled else None)
        elif piece.kind == "h2" and styled:
            made.add_heading(line, level=2)
        elif piece.kind == "h2":
            made.add_paragraph().add_run(line).bold = True
        elif piece.kind == "a":
            linked(made.add_paragraph(), line, LINK)
        else:
            made.add_paragraph(line)


@pytest.mark.parametrize("styled", [True, False], ids=["styles", "bold lines and typed bullets"])
def test_a_document_makes_the_article_that_its_pasted_text_makes(
    pasted: Imported, headings: list[str], *, styled: bool
) -> None:
    """Title, category, sections, paragraphs and lists; the call has its link."""
    made = imported(saved(document(headings, styled=styled)))
    wanted = [
        block.markdown.replace("\nDOWNLOAD HERE", f"\n[DOWNLOAD HERE]({LINK})")
        for block in pasted.blocks
    ]
    assert [block.markdown for block in made.blocks] == wanted
    assert made.title == pasted.title
    assert made.front["category"] == pasted.front["category"]
    assert made.settings == pasted.settings


@pytest.mark.parametrize("styled", [True, False])
def test_every_word_of_a_document_is_in_the_article_or_reported(
    headings: list[str], *, styled: bool
) -> None:
    """The bio and what else is left out is told."""
    made = document(headings, styled=styled)
    words = lines(made)
    if not styled:
        words = words.replace("1.", "").replace("2.", "").replace("3.", "").replace("4.", "")
    assert lost(words, imported(saved(made))) == {}


def test_nested_lists_tables_quotations_and_looks_are_kept() -> None:
    """As Markdown, each of its own kind."""
    made = docx.Document()
    made.add_paragraph("Looks of all kinds", style="Title")
    for text, style in (
        ("One", "List Bullet"), ("One, within", "List Bullet 2"), ("Two", "List Bullet"),
        ("First", "List Number"), ("Within it", "List Number 2"), ("Second", "List Number"),
    ):  # fmt: skip
        made.add_paragraph(text, style=style)
    made.add_paragraph("Said by somebody.", style="Quote")
    table = made.add_table(rows=2, cols=2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), ("Room", "Degrees", "Bed", "18 | 19"),
        strict=True,
    ):  # fmt: skip
        cell.text = text
    line = made.add_paragraph("Plain, ")
    line.add_run("strong").bold = True
    line.add_run(" and ")
    line.add_run("slanted").italic = True
    line.add_run(" * words_here 2*3.")
    blocks = [block.markdown for block in imported(saved(made)).blocks]
    assert blocks == [
        "- One\n  - One, within\n- Two",
        "1. First\n   1. Within it\n2. Second",
        "> Said by somebody.",
        "| Room | Degrees |\n| --- | --- |\n| Bed | 18 \\| 19 |",
        "Plain, **strong** and *slanted* \\* words_here 2\\*3.",
    ]


def test_pictures_come_along_under_safe_names(tmp_path: Path) -> None:
    """A picture in the document lies in images/ afterwards."""
    picture = tmp_path / "x.png"
    picture.write_bytes(png())
    made = docx.Document()
    made.add_paragraph("With a picture", style="Title")
    made.add_paragraph("Look at this.")
    made.add_picture(str(picture))
    episode = imported(saved(made))
    assert [(each.name, each.content) for each in episode.pictures] == [("picture-1.png", png())]
    assert episode.blocks[-1].text == "![](images/picture-1.png)"


def test_what_word_keeps_beside_the_text_is_told() -> None:
    """Comments, struck out words, headers of pages; none of them is in the article."""
    made = docx.Document()
    made.add_paragraph("The title", style="Title")
    line = made.add_paragraph("The text stays. ")
    run = line.add_run("It was looked at.")
    made.add_comment(run, text="Is this true?", author="Ann")
    made.sections[0].header.paragraphs[0].text = "Confidential draft"
    removed = struck("gone for good")
    line._p.append(removed)
    episode = imported(saved(made))
    assert [block.text for block in episode.blocks] == ["The text stays. It was looked at."]
    assert {(each.reason, each.text) for each in episode.removed} >= {
        ("a comment of Ann in the document", "Is this true?"),
        ("the header of the document's pages", "Confidential draft"),
        ("struck out in the document", "gone for good"),
    }


def struck(words: str) -> Any:
    """Words that were struck out while changes were tracked."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    return parse_xml(
        f"<w:del {nsdecls('w')} w:id='7' w:author='Ann'>"
        f"<w:r><w:delText>{words}</w:delText></w:r></w:del>"
    )


def test_a_documents_properties_go_into_the_front_matter() -> None:
    """Author, day, keywords; the day with a word that it is the document's."""
    made = docx.Document()
    made.add_paragraph("Told by nobody, a text of its own.")
    core = made.core_properties
    core.author, core.title, core.keywords = "Ann Wren", "The title within", "sleep, heat"
    core.created = dt.datetime(2026, 2, 3, 9, 30, tzinfo=dt.UTC)
    episode = imported(saved(made))
    assert episode.title == "The title within"
    assert episode.front["date"] == "2026-02-03T09:30:00+00:00"
    assert episode.front["tags"] == ["sleep", "heat"]
    assert episode.settings == {"show.author": "Ann Wren"}
    assert "import-date" in [note.code for note in episode.notes]


def test_footnotes_become_footnotes() -> None:
    """The sign stands where it stood, the note at the end."""
    made = docx.Document()
    made.add_paragraph("A title", style="Title")
    made.add_paragraph("A claim of some kind.")
    content = with_note(saved(made), "Said in the paper.")
    assert [block.text for block in imported(content).blocks] == [
        "A claim of some kind.[^1]",
        "[^1]: Said in the paper.",
    ]


def with_note(content: bytes, note: str) -> bytes:
    """The document with a footnote to its last paragraph; python-docx makes none."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return repacked(
        content,
        {
            "word/document.xml": lambda part: part.replace(
                b"kind.</w:t></w:r>", b'kind.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
            ),
            "word/footnotes.xml": lambda _: (
                f'<w:footnotes xmlns:w="{word}"><w:footnote w:id="2">'
                f"<w:p><w:r><w:t>{note}</w:t></w:r></w:p></w:footnote></w:footnotes>"
            ).encode(),
            "word/_rels/document.xml.rels": lambda part: part.replace(
                b"</Relationships>",
                b'<Relationship Id="n1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
                b'relationships/footnotes" Target="footnotes.xml"/></Relationships>',
            ),
        },
    )


def repacked(content: bytes, changes: dict[str, Any]) -> bytes:
    """The document with some of its parts changed, or new ones."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(
        stream, "w", zipfile.ZIP_DEFLATED
    ) as new:  # fmt: skip
        parts = {name: old.read(name) for name in old.namelist()}
        for name, change in changes.items():
            parts[name] = change(parts.get(name, b""))
        for name, part in parts.items():
            new.writestr(name, part)
    return stream.getvalue()


def png() -> bytes:
    """The smallest picture."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*each) for each in chunks)


def simple() -> bytes:
    """A document of one line."""
    made = docx.Document()
    made.add_paragraph("A line of text.")
    return saved(made)


OPEN_DOCUMENT = b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text"
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa">]><d>&a;</d>'


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"No zip at all", "a.docx", "no Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.docx", "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc", "an old Word document"),
        (b"%PDF-1.7\n", "a.pdf", "a PDF"),
        (b"{\\rtf1 Text}", "a.rtf", "Rich Text"),
        (OPEN_DOCUMENT, "a.odt", "OpenDocument"),
        (b"anything", "a.pages", "Apple Pages"),
        (simple()[:2000], "a.docx", "damaged"),
        (repacked(simple(), {"word/document.xml": lambda _: b"<w:document"}), "a.docx", "broken"),
        (repacked(simple(), {"word/document.xml": lambda _: ENTITIES}), "a.docx", "XML that Word"),
        (repacked(simple(), {"word/media/a.png": lambda _: bytes(60_000_000)}), "a.docx", "60 MB"),
        (repacked(simple(), {"word/document.xml": lambda _: b" " * 9_000_000}), "a.docx", "9 MB"),
    ],
)  # fmt: skip
def test_what_is_no_document_is_refused_with_what_to_do(
    content: bytes, name: str, said: str
) -> None:
    """One line each, also for a bomb, and what to save it as."""
    with pytest.raises(SegueError) as caught:
        imported(content, name)
    (problem,) = caught.value.problems
    assert said in problem.message
    assert problem.unreadable
    assert problem.hint


def test_tags_within_tags_are_refused() -> None:
    """Ten thousand tables within each other are no article."""
    deep = (
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        + b"<w:tbl><w:tr><w:tc>" * 80
        + b"<w:p/>"
        + b"</w:tc></w:tr></w:tbl>" * 80
        + b"</w:body></w:document>"
    )
    with pytest.raises(SegueError):
        imported(repacked(simple(), {"word/document.xml": lambda _: deep}))


@pytest.mark.parametrize("kind", ["heading", "bold", "line", "several headings"])
def test_a_title_without_its_style_is_found(kind: str) -> None:
    """The first heading, real or bold, or the first line; sections stay sections."""
    made = docx.Document()
    if kind in {"heading", "several headings"}:
        made.add_heading("The title of it", level=1)
    else:
        made.add_paragraph().add_run("The title of it").bold = kind == "bold"
    level = 1 if kind == "several headings" else 2
    for name in ("One", "Two"):
        made.add_heading(name, level=level)
        made.add_paragraph(f"The text of {name}, which ends here.")
    episode = imported(saved(made))
    assert episode.title == "The title of it"
    assert [block.markdown for block in episode.blocks] == [
        "## One",
        "The text of One, which ends here.",
        "## Two",
        "The text of Two, which ends here.",
    ]
