"""`segue check`: every finding, and nothing written."""

from __future__ import annotations

from collections.abc import Sequence

from segue.commands import Session, episode_argument, verb
from segue.errors import SegueError
from segue.progress import watching
from segue.report import Answer, count, plural


@verb(
    ("segue check", "every episode that is not a draft"),
    ("segue check pilot", "one episode"),
    ("segue check --json | jq '.problems[].code'", "for another program"),
    settings=True,
)
@episode_argument(many=True)
def command(session: Session, episodes: Sequence[str]) -> Answer:
    """Say all that is wrong or missing, with file and line.

    Everything is made as `segue build` makes it, but for the audio, and nothing is written. The
    exit code is 1 when there are errors; warnings alone leave it at 0.
    """
    from segue.build import build

    request = session.request(*episodes)
    with watching(session.manner) as watch:
        watch("checking")
        try:
            report = build(request)
        except SegueError as error:
            # What can't even be loaded is a finding too, not a failure of the check.
            return Answer(problems=error.problems, judged=True, talk=[count(error.problems)])
    slugs = [release.episode.slug for release in report.bundle.releases]
    return Answer(
        problems=report.problems,
        judged=True,
        talk=[f"{count(report.problems)} in {plural(len(slugs), 'episode')}"],
        data={"episodes": slugs},
    )
