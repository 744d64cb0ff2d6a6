"""One edition of the newsletter, from the article to each form that it is sent in."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

import css_inline

from segue import markdown, plaintext, templating
from segue.errors import Problem, SegueError
from segue.model import Episode
from segue.newsletter import body, commonmark, letter, mime, shell, trees
from segue.newsletter.cleaning import clean
from segue.newsletter.design import Design, design
from segue.newsletter.profiles import Profile
from segue.newsletter.vault import Vault
from segue.release import Shared


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
    """The newsletter of an episode for one email service.

    Merge tags are hidden first and put back last, so that no step between can change them.
    """
    vault = Vault(profile, (episode.article.markdown, episode.title))
    article = body.tree(episode, vault)
    look = design(episode.show, letter.compose(episode, shared, profile, vault), vault.keep(""))
    css = templating.render(episode.show, "newsletter/article.css.j2", **look.values())
    styled = css_inline.inline_fragment(markdown.serialise(article), css)
    outside = shell.make(look)
    plain = _Plain(look, css)
    mjml = outside.mjml.replace(look.article, styled)
    html = outside.html.replace(look.article, styled)
    _expect_tags(vault, mjml, html)
    text = vault.restore(plain.text(article))
    html = vault.restore_html(html)
    return Edition(
        html=html,
        mjml=vault.restore_html(mjml),
        fragment=vault.restore_html(plain.html.replace(look.article, styled)),
        text=text,
        markdown=vault.restore(plain.markdown(article)),
        message=_message(episode, shared, vault.restore(look.letter.subject), text, html),
    )


class _Plain:
    """The letter without a design, which plain text, Markdown and fragment are made from."""

    def __init__(self, look: Design, css: str) -> None:
        rendered = clean(templating.render(look.show, f"newsletter/{look.layout}.html.j2", **look.values()))
        self.html = css_inline.inline_fragment(rendered, css)
        self._slot = look.article

    def text(self, article: Element) -> str:
        """Plain text: links numbered, and the footer, with its own, after their list."""
        tree = self._tree(article)
        footers = [(parent, footer) for parent, footer in trees.pairs(tree, lambda child: child.tag == "footer")]
        for parent, footer in footers:
            trees.drop(parent, footer)
        said = [plaintext.to_text(tree, links="numbered")]
        said.extend(plaintext.to_text(footer, links="inline") for _, footer in footers)
        return "\n".join(text for text in said if text)

    def markdown(self, article: Element) -> str:
        """The same as Markdown."""
        return commonmark.to_markdown(self._tree(article))

    def _tree(self, article: Element) -> Element:
        tree = markdown.parse(self.html)
        for element in tree.iter():
            if self._slot in (element.text or ""):
                element.text = (element.text or "").replace(self._slot, "")
                element[:] = [*article, *element]
        return tree


def _expect_tags(vault: Vault, mjml: str, html: str) -> None:
    """Raise SegueError when a merge tag of the MJML did not come through to the HTML."""
    lost = vault.tags_lost(mjml, html)
    if lost:
        raise SegueError(
            Problem(
                code="merge-tag-lost",
                message=f"the newsletter lost the merge tag {lost[0]}",
                hint="in a template, it can't stand in a comment or in an attribute that MJML drops",
            )
        )


def _message(episode: Episode, shared: Shared, subject: str, text: str, html: str) -> bytes | None:
    settings = episode.show.newsletter
    sender = settings.sender or episode.show.email
    if not sender:
        return None
    return mime.compose(
        mime.Mail(
            subject=subject,
            sender=mime.mailbox(sender, "from"),
            reply_to=mime.mailbox(settings.reply_to, "reply_to") if settings.reply_to else None,
            issued=shared.issued,
            guid=episode.guid,
            unsubscribe_url=settings.unsubscribe_url,
            text=text,
            html=html,
        )
    )
