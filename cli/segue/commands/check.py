"""`segue check`: every finding, and nothing written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from segue import report
from segue.commands import Session, episode_argument, verb
from segue.errors import Problem, SegueError, did_you_mean
from segue.progress import watching
from segue.report import Answer, count, plural

_ALL = "all"
_WATCHING = "watching the show's files; Ctrl-C stops"


@verb(
    ("segue check", "every episode that is not a draft"),
    ("segue check pilot", "one episode"),
    ("segue check pilot --watch", "again whenever a file of the show changes"),
    ("segue check --explain long-sentence", "what a finding means and what to do"),
    ("segue check --json | jq '.problems[].code'", "for another program"),
    ("segue check --format github", "in a workflow, so that GitHub marks the lines"),
    settings=True,
)
@episode_argument(many=True)
@click.option("--explain", metavar="CODE", help="Say what a finding means; `all` lists them.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github"]),
    default="text",
    help="How findings are printed: for people, or as annotations of a GitHub workflow.",
)
@click.option("--watch", is_flag=True, help="Check again whenever a file of the show changes.")
def command(
    session: Session, episodes: Sequence[str], explain: str | None, form: str, *, watch: bool
) -> Answer:
    """Say all that is wrong or missing, with file and line.

    Everything is made as `segue build` makes it, but for the audio, and nothing is written. The
    exit code is 1 when there are errors; warnings alone leave it at 0. What a finding weighs is
    set in segue.toml, under [check]; a comment <!-- segue: ignore CODE --> silences one line.
    """
    if explain is not None:
        return _explained(explain)
    if watch:
        return _watched(session, episodes, form)
    return _checked(session, episodes, form)


def _explained(code: str) -> Answer:
    """What docs/problems.md says of a code, or of all."""
    from segue.explanations import explanations

    known = explanations()
    if code not in known and code != _ALL:
        hint = did_you_mean(code, known) or "`segue check --explain all` lists them"
        raise SegueError(
            Problem(
                code="usage",
                message=f'there is no finding "{code}"',
                hint=hint,
                unreadable=True,
            )
        )
    chosen = list(known.values()) if code == _ALL else [known[code]]
    told = [f"{each.code}\n  {each.meaning}\n  What to do: {each.remedy}" for each in chosen]
    brief = [f"{each.code:{max(map(len, known))}}  {each.meaning}" for each in chosen]
    data = [{"code": each.code, "meaning": each.meaning, "remedy": each.remedy} for each in chosen]
    return Answer(result=brief if code == _ALL else told, data=data, made=True)


def _watched(session: Session, episodes: Sequence[str], form: str) -> Answer:
    """Check, and again after each change, until somebody stops it."""
    from segue import changes

    for _ in changes.rounds(session.root):
        if not session.as_json:
            click.clear()  # it clears terminals only
        try:
            answer = _checked(session, episodes, form)
        except SegueError as error:
            answer = Answer(problems=error.problems, judged=True)
        report.give(replace(answer, talk=[*answer.talk, _WATCHING]), session.manner)
    return Answer()


def _checked(session: Session, episodes: Sequence[str], form: str) -> Answer:
    """One check of the episodes, as the answer that is printed."""
    from segue.build import build

    request = session.request(*episodes)
    slugs: list[str] = []
    with watching(session.manner) as watch:
        watch("checking")
        try:
            made = build(request)
        except SegueError as error:
            # What can't even be loaded is a finding too, not a failure of the check.
            problems: Sequence[Problem] = error.problems
            talk = count(problems)
        else:
            problems = made.problems
            slugs = [release.episode.slug for release in made.bundle.releases]
            talk = f"{count(problems)} in {plural(len(slugs), 'episode')}"
    return Answer(
        problems=problems,
        judged=True,
        told=_annotated(session, problems) if form == "github" else None,
        talk=[talk],
        data={"episodes": slugs},
    )


def _annotated(session: Session, problems: Sequence[Problem]) -> list[str]:
    """The findings for GitHub, which knows files by their place in the repository."""
    from segue.annotations import for_github

    root = session.root
    repository = session.environ.get("GITHUB_WORKSPACE")
    is_inside = repository and root.is_relative_to(Path(repository).resolve())
    folder = Path(repository).resolve() if repository and is_inside else root
    return for_github(report.loud(problems, session.manner), folder)
