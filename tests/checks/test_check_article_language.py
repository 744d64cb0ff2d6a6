"""A language without sentence rules is told, once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from samples import a_release, a_show, an_episode
from segue.checks.article_language import check
from segue.release import Bundle


def findings(language: str) -> list[str]:
    """What is said of two episodes in this language."""
    show = a_show(language=language)
    releases = (
        a_release(replace(an_episode(), show=show)),
        a_release(replace(an_episode(slug="second"), show=show)),
    )
    return [problem.message for problem in check(Bundle(show, releases))]


@pytest.mark.parametrize("language", ["en", "de-AT", "ja", "ar"])
def test_a_language_with_rules_is_no_matter(language: str) -> None:
    """Nothing to say."""
    assert findings(language) == []


def test_a_language_without_rules_is_told_once() -> None:
    """Its sentences may be cut wrongly, so somebody should look."""
    (message,) = findings("pt-BR")
    assert "pt-BR" in message
