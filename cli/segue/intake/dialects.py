"""What note-taking programs and site generators write into Markdown, as Markdown of everybody.

Code, in lines or between backticks, is left alone throughout.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from segue.addresses import is_absolute
from segue.intake import chunks
from segue.intake.manuscript import Block, Removed

_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|avif|svg|bmp)$", re.IGNORECASE)
_CODE = r"(?P<code>(?<!`)`++[^`]++`++)"
_COMMENT = re.compile(
    r"(?P<code>^ {0,12}(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,12}(?P=fence)|\Z)"
    r"|^<!--.*?(?:-->|\Z)|(?<!`)`[^`\n]++`)|[ \t]?%%(?P<inside>.*?)%%",
    re.MULTILINE | re.DOTALL,
)
_EMBED = re.compile(rf"{_CODE}|!\[\[(?P<target>[^\[\]|\n]+)(?:\|(?P<alt>[^\[\]\n]*))?\]\]")
_WIKI = re.compile(rf"{_CODE}|\[\[(?P<target>[^\[\]|\n]+)(?:\|(?P<words>[^\[\]\n]*))?\]\]")
_BLOCK_ID = re.compile(r"[ \t]+\^[\w-]+[ \t]*$|^\^[\w-]+[ \t]*$", re.MULTILINE)
_SHORTCODE = re.compile(
    rf"{_CODE}|\{{\{{(?:<(?P<inside>[^<>]{{0,500}})>|%(?P<rendered>[^%]{{0,500}})%)\}}\}}"
)
_LIQUID = re.compile(rf"{_CODE}|\{{%[^%]{{0,500}}%\}}|\{{\{{[^{{}}\n]*\}}\}}")
_PELICAN = re.compile(r"(?<=\()[{|](?:static|attach|filename)[}|]/?(?=[^\s)])")
_HTML_IMAGE = re.compile(rf"{_CODE}|<img\s(?P<attributes>[^<>]*?)/?>", re.IGNORECASE)
_LINK = re.compile(rf"{_CODE}|(?P<picture>!)?\[(?P<words>[^\[\]\n]*)\]\((?P<target>[^\s()]*)\)")
_ATTRIBUTE = re.compile(r"([\w-]+)=(?:\"([^\"]*)\"|'([^']*)'|(\S+))")
_CALLOUT = re.compile(r"( {0,3}>[ \t]?)\[!([\w-]+)\][+-]?[ \t]*(.*)")
_TAG_LINE = re.compile(r"#[^\s#\d][\w/-]*(?:[ \t,]+#[^\s#\d][\w/-]*)*[ \t]*")
_HIGHLIGHT = re.compile(r"\{%-?\s*(?:end)?highlight\b[ \t]*(\w*)[^%]{0,200}%\}")
_QUERIES = re.compile(r" {0,3}(?:`{3,}|~{3,})[ \t]*(?:dataview|dataviewjs|query|tasks|button)\b")
_CONTENTS = re.compile(
    r"(?:[*+-] .*\n)?\{:\s*toc\s*\}|\[\[?_?TOC_?\]?\]|\{\{<?\s*toc\s*>?\}\}", re.IGNORECASE
)

_NOTE = "a link to another note"
_SITE = "a link that leads nowhere outside of its site"
_TAG = "a tag of the site's program"


@dataclass(slots=True)
class Dialects:
    """Turns blocks into plain Markdown, collecting what they lose and the tags they name."""

    removed: list[Removed] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    line: int | None = None

    def blocks(self, text: str, first_line: int) -> Iterator[Block]:
        """The blocks of a Markdown text, each as everybody's Markdown."""
        body = _fenced(self._without_comments(text, first_line))
        for block in chunks.blocks(body, first_line):
            text = self._plain(block)
            if text == block.text:
                yield block
            else:  # what was a tag's line may be a list now
                text = " ".join(text.split()) if block.kind == "heading" else text
                yield from chunks.blocks(replace(block, text=text).markdown, block.line or 1)

    def _without_comments(self, text: str, first_line: int) -> str:
        """The text without Obsidian's `%%comments%%`; its lines keep their numbers."""

        def gone(found: re.Match[str]) -> str:
            if found["code"]:
                return found[0]
            self.line = first_line + text.count("\n", 0, found.start("inside"))
            self._told(found["inside"].strip(), "a comment, which no reader sees")
            return "\n" * found[0].count("\n")

        return _COMMENT.sub(gone, text) if "%%" in text else text

    def _plain(self, block: Block) -> str:
        """A block's text as everybody's Markdown; empty where nothing of it is left."""
        self.line = block.line
        if self._is_for_its_program(block):
            return ""
        if block.is_silent:
            return block.text
        if block.kind == "paragraph" and _TAG_LINE.fullmatch(block.text):
            self.tags += re.findall(r"#([^\s,#]+)", block.text)
            return ""
        text = _PELICAN.sub("", self._callout(block.text))
        for pattern, meaning in self._meanings():
            text = pattern.sub(_but_code(meaning), text)
        return _BLOCK_ID.sub(self._block_id, text) if "^" in text else text

    def _meanings(self) -> list[tuple[re.Pattern[str], Callable[[re.Match[str]], str]]]:
        return [
            (_EMBED, self._embed),
            (_WIKI, self._wiki),
            (_SHORTCODE, self._shortcode),
            (_LIQUID, self._liquid),
            (_HTML_IMAGE, self._html_image),
            (_LINK, self._link),
        ]

    def _told(self, text: str, reason: str) -> str:
        if text.strip():
            self.removed.append(Removed(text.strip(), reason, self.line))
        return ""

    def _is_for_its_program(self, block: Block) -> bool:
        """Whether a block is no text but asks its own program for one; it is told."""
        if _CONTENTS.fullmatch(block.text):
            self._told(block.text, "a list of contents that its own program makes")
        elif block.kind == "code" and _QUERIES.match(block.text):
            self._told(block.text, "a query that only its own program can answer")
        else:
            return False
        return True

    def _callout(self, text: str) -> str:
        """Obsidian's `> [!note] Title` as a quotation that begins with its title in bold."""
        found = _CALLOUT.match(text)
        if found is None:
            return text
        title = found[3].strip() or found[2].capitalize()
        if found[3].strip():
            self._told(found[2], "the kind of a callout")
        rest = text[found.end() :]
        between = f"\n{found[1].rstrip()}" if rest.strip() else ""
        return f"{found[1]}**{title}**{between}{rest}"

    def _embed(self, found: re.Match[str]) -> str:
        target, alt = found["target"].strip(), (found["alt"] or "").strip()
        if not _PICTURE.search(target):
            return self._told(found[0], "another note, shown inside this one")
        size = re.fullmatch(r"\d+(?:x\d+)?", alt)
        if size:
            self._told(alt, "the width of a picture")
        name = f"<{target}>" if re.search(r"[\s()]", target) else target
        return f"![{'' if size else alt}]({name})"

    def _wiki(self, found: re.Match[str]) -> str:
        page, _, heading = found["target"].partition("#")
        words = (found["words"] or page or heading).strip()
        rest = [part for part in (page, heading) if part.strip() and part.strip() != words]
        self._told(" ".join(rest), _NOTE)
        return words

    def _shortcode(self, found: re.Match[str]) -> str:
        """Hugo's shortcodes: a figure is a picture, a video a link, of others nothing is known."""
        inside = (found["inside"] or found["rendered"] or "").strip().rstrip("/")
        name, _, rest = inside.partition(" ")
        if name in {"figure", "image", "img"}:
            return self._picture(rest) or self._told(found[0], _TAG)
        video = {"youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/"}
        number = re.search(r"(?:id=)?[\"']?([\w-]{6,})[\"']?", rest)
        if name in video and number:
            return f"<{video[name]}{number[1]}>"
        return self._told(found[0], _TAG)

    def _liquid(self, found: re.Match[str]) -> str:
        return self._told(found[0], _TAG)

    def _html_image(self, found: re.Match[str]) -> str:
        return self._picture(found["attributes"]) or found[0]

    def _picture(self, attributes: str) -> str:
        """A picture of the attributes `src`, `alt` and `caption`; nothing where there is no src."""
        values = {name: a or b or c for name, a, b, c in _ATTRIBUTE.findall(attributes)}
        source = values.pop("src", "")
        if not source:
            return ""
        caption = values.pop("caption", "")
        alt = values.pop("alt", "") or caption
        title = values.pop("title", "")
        rest = " ".join(f"{name}={value}" for name, value in values.items())
        self._told(" ".join(filter(None, [rest, title])), "how a picture is laid out")
        name = f"<{source}>" if re.search(r"[\s()]", source) else source
        shown = f"![{alt}]({name})"
        return f"{shown}\n\n{caption}" if caption and caption != alt else shown

    def _link(self, found: re.Match[str]) -> str:
        """A link into a site or between notes, which leads nowhere in a newsletter."""
        target = found["target"]
        if found["picture"] or is_absolute(target) or target.startswith(("#", "//", "www.", "<")):
            return found[0]
        self._told(target, _NOTE if target.split("#")[0].endswith(".md") else _SITE)
        return found["words"]

    def _block_id(self, found: re.Match[str]) -> str:
        return self._told(found[0], "the name that a note gives to a block")


def _fenced(text: str) -> str:
    """The text with Jekyll's `{% highlight %}` as fenced code."""
    if "highlight" not in text:
        return text
    return _HIGHLIGHT.sub(lambda found: f"```{found[1]}", text)


def _but_code(meaning: Callable[[re.Match[str]], str]) -> Callable[[re.Match[str]], str]:
    """A meaning for a pattern that also finds code, which stays as it is."""
    return lambda found: found[0] if found["code"] else meaning(found)
