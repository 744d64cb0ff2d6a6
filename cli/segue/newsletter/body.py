"""The article as an email can hold it: nothing that points into the page or to a file at home."""

from __future__ import annotations

import copy
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from segue import article, hosting, languages, links, markdown, trees
from segue.addresses import ascii_url, is_absolute
from segue.errors import Problem, SegueError
from segue.model import Article, Episode, Image
from segue.newsletter import bidi, tables
from segue.newsletter.cleaning import clean
from segue.newsletter.tracking import tracked
from segue.newsletter.vault import Vault

ROOM = "newsletter"
"""The name by which an author keeps something for the newsletter."""

# The text column: 600 px less the padding of the card.
COLUMN_WIDTH = 536


def hosted(episode: Episode, file: Path | None) -> str | None:
    """The public address that a picture of the article will have; None when nobody said where."""
    folder = episode.show.newsletter.image_url
    return hosting.below(folder, episode.slug, file.name) if file else None


def read(episode: Episode, vault: Vault) -> Element:
    """The article as the newsletter may show it, under one `div`, its merge tags as tokens."""
    return article.body(_with_tokens(episode, vault), ROOM)


def settle(body: Element, episode: Episode, vault: Vault) -> Element:
    """The article made fit for an inbox; changes the tree in place."""
    _flatten_footnotes(body)
    _settle_headings(body)
    _settle_links(body, episode, vault)
    _settle_images(body, episode, vault)
    tables.fit(body)
    _set_calls(body)
    bidi.turn(body, languages.direction(episode.show.language))
    return body


def _with_tokens(episode: Episode, vault: Vault) -> Article:
    """The article without controls, and read anew with its merge tags hidden where it has any."""
    text = episode.article
    if not vault.holds_tags(text.markdown):
        return replace(text, html=clean(text.html))
    source = vault.hide(clean(text.markdown))
    html = clean(markdown.to_html(source))
    lost = vault.tags_lost(source, html)
    if lost:
        raise SegueError(
            Problem(
                code="merge-tag-lost",
                message=f"the merge tag {lost[0]} stands where it can't be sent",
                file=episode.source,
                hint="move it into a sentence or into the address of a link",
            )
        )
    return replace(text, html=html, markdown=source)


def _flatten_footnotes(body: Element) -> None:
    """Marks as plain numbers, notes without their way back: anchors do not work in an inbox."""
    for parent, anchor in trees.pairs(body, lambda child: child.get("href", "").startswith("#fn")):
        if anchor.get("href", "").startswith("#fnref"):
            trees.drop(parent, anchor)
        else:
            trees.unwrap(parent, anchor)
    for element in body.iter():
        if element.get("id", "").startswith("fn"):
            del element.attrib["id"]


def _settle_headings(body: Element) -> None:
    """The title is the mail's only first-level heading; ids are of no use in a mail."""
    for element in body.iter():
        element.attrib.pop("id", None)
        if element.tag == "h1":
            element.tag = "h2"


def _settle_links(body: Element, episode: Episode, vault: Vault) -> None:
    """Links within the page lead to the web page; where there is none, their words stay."""
    page = links.episode_url(episode)
    for parent, anchor in trees.pairs(body, lambda child: child.tag == "a"):
        url = anchor.get("href", "")
        if not url:
            trees.unwrap(parent, anchor)
        elif is_absolute(url) or vault.begins_with_tag(url):
            anchor.set("href", tracked(ascii_url(url), episode, vault))
        elif page is None:
            trees.unwrap(parent, anchor)
        else:
            address = page + url if url.startswith("#") else urljoin(f"{page}/", url)
            anchor.set("href", tracked(ascii_url(address), episode, vault))


def _settle_images(body: Element, episode: Episode, vault: Vault) -> None:
    known = {image.url: image for image in episode.article.images if image.file}
    for parent, image in trees.pairs(body, lambda child: child.tag == "img"):
        url = image.get("src", "")
        if url in known:
            url = hosted(episode, known[url].file) or ""
        if not is_absolute(url) and not vault.begins_with_tag(url):
            trees.drop(parent, image)
            _drop_if_empty(body, parent)
            continue
        size = _size(image, known.get(image.get("src", "")))
        alone = not article.plain(parent) and len(parent) == 1
        alt = image.get("alt", "")
        image.attrib.clear()
        image.attrib.update(src=url, alt=alt, **size)
        image.set("class", "picture" if alone else "inline")


def _size(element: Element, image: Image | None) -> dict[str, str]:
    """The width that Outlook needs, and the height to go with it where both can be known.

    What is typed (`{width=90}`) counts before the file's own size; neither may leave the column.
    """
    own = (image.width, image.height) if image else (None, None)
    typed = [element.get(name, "") for name in ("width", "height")]
    width, height = (int(text) if text.isdigit() else None for text in typed)
    ratio = height / width if width and height else own[1] / own[0] if own[0] and own[1] else None
    width = min(
        width or (height and ratio and round(height / ratio)) or own[0] or COLUMN_WIDTH,
        COLUMN_WIDTH,
    )
    return {"width": str(width), **({"height": str(max(1, round(width * ratio)))} if ratio else {})}


def _drop_if_empty(body: Element, paragraph: Element) -> None:
    """Remove a paragraph that held nothing but a picture."""
    if paragraph.tag == "p" and not len(paragraph) and not article.plain(paragraph):
        for parent, _ in trees.pairs(body, lambda child: child is paragraph):
            trees.drop(parent, paragraph)


def _set_calls(body: Element) -> None:
    """A call to action as a box: title, words, and its link as a button."""
    for parent, aside in trees.pairs(body, lambda child: child.get("class") == "call"):
        title = aside.get("data-title", "")
        anchors = list(trees.pairs(aside, lambda child: child.tag == "a"))[:1]
        buttons = [_button(copy.deepcopy(anchor)) for _, anchor in anchors]
        for holder, anchor in anchors:
            _take_out(holder, anchor)
        said = [
            block for block in aside if article.plain(block) or block.find(".//img") is not None
        ]
        box = trees.made("div", class_="call")
        if title:
            box.append(trees.made("p", trees.made("strong", text=title), class_="call-title"))
        box.extend(said)
        box.extend(buttons)
        trees.replace(parent, aside, [box])


def _take_out(holder: Element, anchor: Element) -> None:
    """Remove a link that became a button; one within a sentence leaves its words there."""
    if (anchor.tail or "").strip(" \n.!?:→»>"):
        trees.unwrap(holder, anchor)
    else:
        trees.drop(holder, anchor)


def _button(anchor: Element) -> Element:
    """A link as a padded table, which every email program draws alike."""
    anchor.tail = None
    cell = trees.made("td", anchor)
    row = trees.made("tbody", trees.made("tr", cell))
    return trees.made(
        "table",
        row,
        class_="button",
        role="presentation",
        border="0",
        cellspacing="0",
        cellpadding="0",
    )
