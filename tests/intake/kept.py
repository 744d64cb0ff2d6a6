"""Holds an import to its promise: each word of the source is somewhere to be found."""

from __future__ import annotations

import json
import re
from collections import Counter

from segue.intake.episode_text import written
from segue.intake.manuscript import Imported

_WORD = re.compile(r"[^\W_]+")


def lost(source: str, *imported: Imported) -> Counter[str]:
    """The words of a source's text, each as often as it is neither in an article nor reported.

    A test gives the source without its markup, as a reader sees it, and expects an empty counter.
    """
    return Counter(_WORD.findall(source)) - sum((_found(each) for each in imported), Counter())


def _found(imported: Imported) -> Counter[str]:
    """The words of the file that is written, and of what is told besides."""
    told = [each.text for each in imported.removed]
    text = "\n".join([written(imported), *told, json.dumps(dict(imported.settings))])
    return Counter(_WORD.findall(text))
