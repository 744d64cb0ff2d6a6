"""Who speaks in an interview: the name that stands before a paragraph, as in `Ada: Yes.`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from segue.model import Article, Sentence

_NAME = re.compile(r"([^\W\d_][\w.’' -]{0,30}):\s")
_FEWEST = 2


def voices(article: Article) -> Mapping[Sentence, str]:
    """The speaker of each sentence that somebody says; nothing where an article is no interview.

    It is one where two or more names open a paragraph twice or more, and those are a third of all
    paragraphs: "Note:" makes none. What follows a name is that person's until the next heading.
    """
    paragraphs = [
        block
        for section in article.sections
        for block in section.blocks
        if block.kind == "paragraph"
    ]
    counted = Counter(named(block.text) for block in paragraphs)
    del counted[""]
    names = {name for name, times in counted.items() if times >= _FEWEST}
    if len(names) < _FEWEST or 3 * sum(counted[name] for name in names) < len(paragraphs):
        return {}
    spoken: dict[Sentence, str] = {}
    for section in article.sections:
        name = ""
        for block in section.blocks:
            opening = named(block.text)
            name = opening if opening in names else name
            if name:
                spoken.update(dict.fromkeys(block.sentences, name))
    return spoken


def named(text: str) -> str:
    """The name that a text opens with, or nothing."""
    match = _NAME.match(text)
    return match[1] if match else ""
