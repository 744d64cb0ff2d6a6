"""Markdown to safe HTML: the one engine, whatever output it is for."""

from __future__ import annotations

import copy
import functools
import html
import re
import threading
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, TreeBuilder

from segue.addresses import SCHEMES
from segue.errors import Problem, SegueError
from segue.harmless import brought_back
from segue.trees import VOID

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown import Markdown

LARGEST_BYTES = 2_000_000
_DEEPEST_TREE = 150

_EXTENSIONS = (
    "pymdownx.highlight",
    "pymdownx.betterem",
    "pymdownx.superfences",
    "pymdownx.magiclink",
    "pymdownx.tilde",
    "pymdownx.mark",
    "markdown.extensions.footnotes",
    "markdown.extensions.tables",
    "markdown.extensions.attr_list",
    "markdown.extensions.def_list",
    "markdown.extensions.abbr",
    "markdown.extensions.md_in_html",
    "markdown.extensions.sane_lists",
    "markdown.extensions.smarty",
    "markdown.extensions.toc",
)

_TAGS = frozenset(
    """a abbr aside b blockquote br caption cite code dd del div dl dt em figcaption figure
    h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub sup
    table tbody td tfoot th thead tr u ul var""".split()  # noqa: SIM905 (a list of words is read as words)
)
_ATTRIBUTES = {
    "*": {"id", "lang", "dir", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "aside": {"class", "data-title"},
    "div": {"class", "data-only"},
}
# HTML that holds blocks and is not kept: without another in its place its words would run together.
_HOLDER = re.compile(
    "<(/?)(?:section|article|main|header|footer|nav|center|details|form|fieldset|address|dialog)"
    r"\b[^>]*>",
    re.IGNORECASE,
)
_SUMMARY = re.compile(r"<(/?)(?:summary|legend)\b[^>]*>", re.IGNORECASE)
# A player from elsewhere, which neither an email nor a podcast app shows: its address is a link.
_EMBEDDED = re.compile(
    r"""<(?:iframe|video|audio|embed)\b[^>]*?\ssrc=["']?(https?://[^\s"'<>]+)[^>]*>""",
    re.IGNORECASE,
)
# What ends a line to some programs and to nobody else; a form feed would be lost.
_ODD_SPACES = re.compile("[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
# The engine keeps what it reads in itself, and episodes are built side by side.
_ONE_AT_A_TIME = threading.Lock()


def to_html(text: str) -> str:
    """Safe HTML of a Markdown text: known tags, no scripts, only http, https, mailto and tel.

    Raises SegueError when the text is over 2 MB or nested too deep to be read.
    """
    import nh3

    if len(text.encode()) > LARGEST_BYTES:
        raise SegueError(
            Problem(
                code="article-too-large",
                message=f"the article is over {LARGEST_BYTES // 1_000_000} MB",
                hint="split it into several episodes; pictures belong into images/",
            )
        )
    try:
        with _ONE_AT_A_TIME:
            dirty = brought_back(_engine().reset().convert(_ODD_SPACES.sub(" ", text)))
    except RecursionError as error:
        # The engine still stands inside that list, and would read the next article as part of it.
        _engine.cache_clear()
        raise _too_deep() from error
    return nh3.clean(
        _kept_apart(dirty),
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        url_schemes=set(SCHEMES),
        link_rel=None,
        clean_content_tags={"script", "style"},
    )


def parse(safe_html: str) -> Element:
    """The tree of HTML that `to_html` gave, under one `div`.

    Each call gives a tree of its own. Raises SegueError when the HTML is nested deeper than anybody
    would type.
    """
    return copy.deepcopy(_parsed(safe_html))


def serialise(tree: Element) -> str:
    """HTML of what stands in `tree`, without the tree's own tag."""
    return "".join(_inner(tree))


def _kept_apart(dirty: str) -> str:
    """The HTML with blocks that are kept in the place of those that are not."""
    html = _HOLDER.sub(r"<\1div>", dirty)
    html = _SUMMARY.sub(lambda tag: "</strong></p>" if tag[1] else "<p><strong>", html)
    return _EMBEDDED.sub(r'<p><a href="\1">\1</a></p>', html)


def _too_deep() -> SegueError:
    return SegueError(
        Problem(
            code="article-too-deep",
            message="quotations, lists or HTML tags are nested too deep to be read",
            hint="nest them less than 20 deep",
        )
    )


@functools.cache
def _engine() -> Markdown:
    import markdown

    from segue.authoring import AuthoringExtension

    return markdown.Markdown(
        extensions=[*_EXTENSIONS, AuthoringExtension()],
        extension_configs={
            "pymdownx.betterem": {"punctuation": False},
            "pymdownx.highlight": {"use_pygments": False},
            "pymdownx.magiclink": {"hide_protocol": False},
            "markdown.extensions.tables": {"use_align_attribute": True},
            "markdown.extensions.smarty": {"smart_dashes": False, "smart_ellipses": False},
            "markdown.extensions.toc": {"slugify": _anchor},
        },
        output_format="html",
    )


def _anchor(heading: str, separator: str) -> str:
    """A heading's id: its words in lower case, whatever their script."""
    return separator.join(re.findall(r"\w+", heading.lower())) or "section"


@functools.lru_cache(maxsize=16)
def _parsed(safe_html: str) -> Element:
    """The tree that each room takes a copy of: the same HTML is parsed once."""
    reader = _TreeReader()
    reader.feed(safe_html)
    reader.close()
    return reader.tree()


class _TreeReader(HTMLParser):
    """Builds an element tree from HTML that nh3 has already made well-formed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._builder = TreeBuilder()
        self._builder.start("div", {})
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; SegueError when it is nested deeper than anybody would type."""
        self._builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in VOID:
            self._builder.end(tag)
            return
        self._depth += 1
        if self._depth > _DEEPEST_TREE:
            raise _too_deep()

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self._builder.end(tag)
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        self._builder.data(data)

    def tree(self) -> Element:
        self._builder.end("div")
        root = self._builder.close()
        assert isinstance(root, Element)
        return root


def _inner(element: Element) -> Iterator[str]:
    yield html.escape(element.text or "", quote=False)
    for child in element:
        attributes = "".join(f' {name}="{html.escape(value)}"' for name, value in child.items())
        yield f"<{child.tag}{attributes}>"
        if child.tag not in VOID:
            yield from _inner(child)
            yield f"</{child.tag}>"
        yield html.escape(child.tail or "", quote=False)
