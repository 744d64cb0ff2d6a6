"""Merge tags kept safe: hidden as plain words while the text is worked on, put back at the end."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from segue import article, markdown
from segue.errors import Problem, SegueError
from segue.profiles import Profile

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


class Vault:
    """Merge tags and the tokens that stand for them.

    Markdown would read `*|FNAME|*` as emphasis and HTML escaping would spoil `default: 'there'`,
    so each tag leaves the text before either and comes back, byte for byte, after both. A token is
    letters and digits only, depends on nothing but the texts, and occurs in none of them. `source`
    is the file that errors are laid to.
    """

    def __init__(self, profile: Profile, texts: Iterable[str], source: Path) -> None:
        self._source = source
        self._pattern = profile.tag_pattern
        self._prefix = _unused_prefix(list(texts))
        self._token = re.compile(rf"{self._prefix}(\d+)z")
        self._kept: list[str] = []
        self._tokens: dict[str, str] = {}
        self._worn: dict[str, str] = {}

    def keep(self, text: str) -> str:
        """The token that `restore` turns into `text`, whatever it holds."""
        if text not in self._tokens:
            self._tokens[text] = f"{self._prefix}{len(self._kept)}z"
            self._kept.append(text)
        return self._tokens[text]

    def hide(self, text: str) -> str:
        """The text with its merge tags as tokens."""
        return self._pattern.sub(lambda match: self.keep(match[0]), text)

    def hide_rendered(self, text: str) -> str:
        """The same for text that has been through Markdown; `learn` tells how tags look there."""
        if self._worn:
            known = "|".join(map(re.escape, self._worn))
            text = re.sub(known, lambda match: self.keep(self._worn[match[0]]), text)
        return self.hide(text)

    def holds_tags(self, text: str) -> bool:
        """Whether there is a merge tag in it."""
        return self._pattern.search(text) is not None

    def learn(self, source: str) -> None:
        """Know the tags of a Markdown text again where they have already been through Markdown.

        Sentences were picked from the rendered article, where `*|FNAME|*` is `|FNAME|`. A title is
        as typed, so that a tag is known in both ways, and the typed one holds the worn.
        """
        for tag in dict.fromkeys(self._pattern.findall(source)):
            worn = article.plain(markdown.parse(markdown.to_html(tag)))
            if worn and worn != tag:
                self._worn |= {tag: tag, worn: tag}

    def restore(self, text: str) -> str:
        """The text with every token turned back."""
        return self._token.sub(lambda match: self._kept[int(match[1])], text)

    def restore_html(self, html: str) -> str:
        """The same for HTML; SegueError where a tag would end the attribute that it stands in."""
        for tag, token in self._tokens.items():
            if '"' in tag and re.search(rf'="[^"<>]*{token}', html):
                raise SegueError(
                    Problem(
                        code="merge-tag-quotes",
                        message=f'the merge tag {tag} holds a " and stands in a link or an image',
                        file=self._source,
                        hint="write it with single quotes",
                    )
                )
        return self.restore(html)

    def begins_with_tag(self, text: str) -> bool:
        """Whether a token stands first in it."""
        return self._token.match(text) is not None

    def holds_tokens(self, text: str) -> bool:
        """Whether there is a hidden tag in it."""
        return self._token.search(text) is not None

    def tags_lost(self, source: str, html: str) -> list[str]:
        """The tags of a text, their tokens in place, that its HTML no longer holds."""
        expected = set(self._token.findall(_COMMENT.sub("", source)))
        lost = expected - set(self._token.findall(html))
        return [self._kept[int(index)] for index in sorted(lost, key=int)]


def _unused_prefix(texts: list[str]) -> str:
    digest = hashlib.sha256("\0".join(texts).encode("utf-8", "replace"))
    while True:
        prefix = f"tag{digest.hexdigest()[:8]}x"
        if not any(prefix in text for text in texts):
            return prefix
        digest.update(b"again")
