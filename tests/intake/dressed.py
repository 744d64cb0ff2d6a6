"""The pasted article as other programs would hand it over: the same words in other clothes."""

from __future__ import annotations

import html
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

PASTED = (Path(__file__).parent / "sources/pasted.txt").read_text(encoding="utf-8")
_LINK = "https://sleep.example/checklist"
_BUTTON = "DOWNLOAD HERE"


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of the pasted article; `kind` is a tag of HTML."""

    kind: str
    lines: Sequence[str]


def pieces(headings: Sequence[str]) -> tuple[list[Piece], list[Piece]]:
    """The blocks of the pasted article, and those of what stands below it."""
    found = [_piece(chunk.strip("\n"), headings) for chunk in PASTED.split("\n\n") if chunk.strip()]
    tail = next(at for at, each in enumerate(found) if each.lines[0].startswith("Hi, I"))
    return found[:tail], found[tail:]


def _piece(chunk: str, headings: Sequence[str]) -> Piece:
    lines = [line.strip() for line in chunk.split("\n")]
    if lines[0].startswith("•"):
        return Piece("ul", [line.removeprefix("•").strip() for line in lines])
    if lines[0].startswith("1."):
        return Piece("ol", [line.partition(".")[2].strip() for line in lines])
    if lines == [_BUTTON]:
        return Piece("a", lines)
    return Piece("h2" if lines[0] in headings else "p", lines)


def page(headings: Sequence[str], dress: Callable[[Piece], str] | None = None) -> str:
    """A web page of the article, with all that such a page has around it."""
    article, tail = pieces(headings)
    title, category, *body = article
    within = "\n".join(map(dress or tagged, body))
    below = "\n".join(map(tagged, tail))
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<title>{title.lines[0]} | Sleep Notes</title>
<meta name="description" content="Why a cool room beats a new mattress.">
<meta property="og:site_name" content="Sleep Notes">
<meta property="article:published_time" content="2026-02-03T09:30:00+01:00">
<link rel="canonical" href="https://sleep.example/cool-rooms">
<script>var shown = "never seen";</script><style>p {{ color: red }}</style></head>
<body class="single has-sidebar">
<div id="cookie-notice"><p>We use cookies to make this website work and to count its visitors.</p>
<button>Accept all</button></div>
<header class="site-header"><a href="/">Sleep Notes</a>
<nav><ul><li><a href="/about">About</a></li><li><a href="/shop">Shop</a></li></ul></nav></header>
<main><article>
<header><h1>{title.lines[0]}</h1><p class="entry-meta">{category.lines[0]}</p></header>
<div class="entry-content">
{within}
</div>
<div class="share-buttons"><a href="#">Share this page with your friends</a></div>
{below}
<section class="related-posts"><h3>You may also like</h3>
<ul><li><a href="/naps">How long a nap should be, and why you wake up tired</a></li></ul></section>
<section id="comments"><h3>2 comments</h3><ol><li><p>I turned the heating down last night, and
for the first time in years I did not wake up before the alarm went off.</p></li></ol>
<form><label>Your name</label><input name="who"><button>Post it</button></form></section>
</article></main>
<aside class="sidebar"><h3>Popular</h3><p>More than forty thousand people read these notes with
their first cup of coffee on a Sunday morning, and so could you.</p></aside>
<footer><p>© 2026 Sleep Notes. Nothing on these pages is medical advice of any kind.</p></footer>
</body></html>"""


def tagged(piece: Piece) -> str:
    """A block as plain HTML."""
    lines = [html.escape(line) for line in piece.lines]
    if piece.kind in {"ul", "ol"}:
        items = "".join(f"<li>{line}</li>" for line in lines)
        return f"<{piece.kind}>{items}</{piece.kind}>"
    if piece.kind == "a":
        return f'<p><a class="btn" href="{_LINK}">{lines[0]}</a></p>'
    return "\n".join(f"<{piece.kind}>{line}</{piece.kind}>" for line in lines)


def visible(markup: str) -> str:
    """What a reader sees of a page, as one text."""
    from lxml import etree
    from lxml import html as parser

    body = parser.document_fromstring(markup).find("body")
    etree.strip_elements(body, "script", "style", etree.Comment, with_tail=False)
    return " ".join(body.itertext())


def saved(document: object) -> bytes:
    """The bytes of a Word document."""
    stream = io.BytesIO()
    document.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def lines(document: object) -> str:
    """What a reader sees of a Word document, as one text."""
    body = document.element.body  # type: ignore[attr-defined]
    return "\n".join(
        "".join(text.text or "" for text in paragraph.iter(f"{{{paragraph.nsmap['w']}}}t"))
        for paragraph in body.iter(f"{{{body.nsmap['w']}}}p")
    )
