"""The language of the article: one whose sentences nobody taught segue to tell apart."""

from __future__ import annotations

from collections.abc import Iterator

from segue.errors import Problem
from segue.release import Bundle
from segue.sentences import has_rules
from segue.settings import FILE_NAME


def check(bundle: Bundle) -> Iterator[Problem]:
    """One finding for each language without rules, whatever the number of episodes."""
    shows = {release.episode.show.language: release.episode.show for release in bundle.releases}
    for language, show in sorted(shows.items()):
        if not has_rules(language):
            yield Problem(
                severity="warning",
                code="language-rules",
                message=f'there are no rules for sentences in "{language}";'
                " they are split as in English",
                file=show.root / FILE_NAME,
                hint="read what posts and newsletter quote, or mark sentences to use with ==",
            )
