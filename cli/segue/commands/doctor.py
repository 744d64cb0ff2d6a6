"""`segue doctor`: whether this machine and this show have what a build needs."""

from __future__ import annotations

import click

from segue.commands import Session, verb
from segue.errors import ExitCode
from segue.report import Answer, plural

_COLOURS = {"ok": "green", "warn": "yellow", "broken": "red"}


@verb(
    ("segue doctor", "look at everything"),
    ("segue doctor --json", "to be pasted into a bug report"),
)
def command(session: Session) -> Answer:
    """Look whether all that a build needs is there and works.

    Python, segue and the packages it needs, its templates, the audio encoder, the email compiler,
    and the show. The exit code is 1 when something that is needed is broken.
    """
    from segue.checkup import examine

    findings = examine(session.folder, session.environ, session.overrides)
    broken = [finding for finding in findings if finding.state == "broken"]
    width = max(len(finding.name) for finding in findings)
    return Answer(
        result=[
            f"{click.style(f'{finding.state:6}', fg=_COLOURS[finding.state])} "
            f"{finding.name:{width}}  {finding.detail}"
            for finding in findings
        ],
        talk=[f"{plural(len(broken), 'thing')} broken" if broken else "segue can work here"],
        data=[
            {"name": finding.name, "state": finding.state, "detail": finding.detail}
            for finding in findings
        ],
        code=ExitCode.CONTENT if broken else ExitCode.DONE,
    )
