"""A show about health that nowhere says that it is no medical advice."""

from __future__ import annotations

from collections.abc import Iterator

from segue.checks import is_about_health
from segue.errors import Problem
from segue.phrases import phrases
from segue.release import Bundle
from segue.settings import FILE_NAME


def check(bundle: Bundle) -> Iterator[Problem]:
    """One finding for the show, when an episode of it has no disclaimer either."""
    for release in bundle.releases:
        show = release.episode.show
        if show.disclaimer or not is_about_health(bundle, release.episode):
            continue
        said = phrases(show.language).disclaimers
        if not any(said.search(sentence.text) for sentence in release.episode.article.sentences):
            yield Problem(
                severity="warning",
                code="disclaimer-missing",
                message="the show is about health and has no disclaimer",
                file=show.root / FILE_NAME,
                hint='add disclaimer = "General information, not medical advice." under [show]',
            )
            return
