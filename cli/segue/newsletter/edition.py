"""One edition of the newsletter, from the article to each form that it is sent in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from segue import markdown, plaintext, templating
from segue.errors import Problem, SegueError
from segue.model import Episode
from segue.newsletter import body, commonmark, composing, mime, shell
from segue.newsletter.cleaning import clean
from segue.newsletter.design import Design, design
from segue.newsletter.inlining import inline
from segue.newsletter.letter import Letter
from segue.newsletter.vault import Vault
from segue.profiles import Profile
from segue.release import Shared
from segue.settings import FILE_NAME


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A finished newsletter; `message` is None when nobody said who sends it."""

    html: str
    mjml: str
    fragment: str
    text: str
    markdown: str
    message: bytes | None

    def files(self) -> dict[str, bytes]:
        """Each form's file name and bytes."""
        texts = {
            "newsletter.html": self.html,
            "newsletter.txt": self.text,
            "newsletter.mjml": self.mjml,
            "fragment.html": self.fragment,
            "newsletter.md": self.markdown,
        }
        files = {name: text.encode("utf-8") for name, text in texts.items()}
        return files if self.message is None else {**files, "newsletter.eml": self.message}


def make(episode: Episode, shared: Shared, profile: Profile) -> Edition:
    """The newsletter of an episode for one email service; SegueError where it can't be made."""
    try:
        return _made(episode, shared, profile)
    except RecursionError as error:
        raise SegueError(
            Problem(
                code="article-too-deep",
                message="the article's HTML is nested too deep for an email",
                file=episode.source,
                hint="take out the <div> and <span> tags that came with a paste",
            )
        ) from error


def _made(episode: Episode, shared: Shared, profile: Profile) -> Edition:
    """The steps, in order: merge tags are hidden first and put back last."""
    vault = Vault(profile, (episode.article.markdown, episode.title), episode.source)
    letter = composing.compose(episode, shared, profile, vault)
    look = design(episode.show, letter, vault.keep(""))
    css = templating.render(episode.show, "newsletter/article.css.j2", **look.values())
    outside = shell.make(look)
    inside = inline(_plain(look), css)
    article, styled = Element("div"), ""
    if look.article in outside.mjml or look.article in inside:
        article = body.settle(body.read(episode, vault), episode, vault)
        styled = inline(markdown.serialise(article), css)
    mjml = outside.mjml.replace(look.article, styled)
    html = outside.html.replace(look.article, styled)
    _expect_tags(vault, mjml, html, episode.source)
    tree = _with_article(markdown.parse(inside), look.article, article)
    html, text = vault.restore_html(html), vault.restore(_text(_opening(look), tree, letter))
    return Edition(
        html=html,
        mjml=vault.restore_html(mjml),
        fragment=_directed(vault.restore_html(inside.replace(look.article, styled)), letter),
        text=text,
        markdown=vault.restore(commonmark.to_markdown(tree)),
        message=_message(episode, shared, vault.restore(letter.subject), text, html),
    )


def _plain(look: Design) -> str:
    """The letter without a design, which plain text, Markdown and fragment are made from."""
    template = f"newsletter/{look.layout}.html.j2"
    return clean(templating.render(look.show, template, **look.values()))


def _directed(fragment: str, letter: Letter) -> str:
    """The fragment, saying that it runs from right to left where the page it goes into may not."""
    if letter.direction == "ltr":
        return fragment
    return f'<div dir="rtl" lang="{letter.language}">\n{fragment}</div>\n'


def _opening(look: Design) -> Element:
    """What stands above the letter in its plain text: the title and who is in the episode."""
    html = templating.render(look.show, "newsletter/opening.html.j2", **look.values())
    return markdown.parse(clean(html))


def _with_article(tree: Element, slot: str, article: Element) -> Element:
    """The tree with the article where its slot was."""
    for element in tree.iter():
        if slot in (element.text or ""):
            element.text = (element.text or "").replace(slot, "")
            element[:] = [*article, *element]
            break
    return tree


def _text(opening: Element, tree: Element, letter: Letter) -> str:
    """Plain text: links numbered, and the footer, with its own, after their list."""
    letters, footers = Element("div"), Element("div")
    letters.extend(opening)
    if len(letters):
        letters[-1].tail = tree.text
    for child in tree:
        (footers if child.tag == "footer" else letters).append(child)
    said = plaintext.to_text(letters, links="numbered")
    small_print = plaintext.to_text(footers, links="inline")
    if letter.postal_address and letter.postal_address_text:
        small_print = small_print.replace(letter.postal_address, letter.postal_address_text)
    return "\n".join(part for part in (said, small_print) if part)


def _expect_tags(vault: Vault, mjml: str, html: str, source: Path) -> None:
    """Raise SegueError when a merge tag of the MJML did not come through to the HTML."""
    lost = vault.tags_lost(mjml, html)
    if lost:
        raise SegueError(
            Problem(
                code="merge-tag-lost",
                message=f"the newsletter lost the merge tag {lost[0]}",
                file=source,
                hint="in a template it can't stand in a comment, nor where MJML drops it",
            )
        )


def _message(episode: Episode, shared: Shared, subject: str, text: str, html: str) -> bytes | None:
    show, settings = episode.show, episode.show.newsletter
    file = show.root / FILE_NAME
    setting = "[newsletter] from" if settings.sender else "[show] email"
    sender = _mailbox(settings.sender or show.email, setting, file)
    if sender is None:
        return None
    return mime.compose(
        mime.Mail(
            subject=subject,
            sender=sender,
            reply_to=_mailbox(settings.reply_to, "[newsletter] reply_to", file),
            issued=shared.issued,
            guid=episode.guid,
            unsubscribe_url=settings.unsubscribe_url,
            settings=file,
            text=text,
            html=html,
        )
    )


def _mailbox(written: str | None, setting: str, file: Path) -> mime.Mailbox | None:
    return mime.mailbox(written, setting, file) if written else None
