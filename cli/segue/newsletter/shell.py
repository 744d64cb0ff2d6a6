"""The designed mail: an MJML template becomes a shell, and the article goes into it at the end."""

from __future__ import annotations

import re
from dataclasses import dataclass

import mjml

from segue import templating
from segue.errors import Problem, SegueError
from segue.newsletter import validator
from segue.newsletter.cleaning import clean
from segue.newsletter.design import Design

_MOST_FAULTS = 5
_OUTLOOK_AGAIN = re.compile(r"<!\[endif\]-->\s*<!--\[if mso \| IE\]>")


@dataclass(frozen=True, slots=True)
class Shell:
    """A mail around an article yet to come: as MJML, and compiled."""

    mjml: str
    html: str


def make(design: Design) -> Shell:
    """The shell of the layout's template; SegueError names each fault's template and line."""
    template = f"newsletter/{design.layout}.mjml.j2"
    source = clean(templating.render(design.show, template, **design.values()))
    if next(validator.faults(source), None) is not None:
        raise _faulty(design, template)
    try:
        # Without `fonts={}` it would load Google Fonts into every mail.
        html = mjml.mjml2html(source, fonts={}, disable_comments=False)
    except ValueError as error:
        raise SegueError(
            Problem(
                code="newsletter-template",
                message=f"{template} is no MJML that can be rendered: {error}",
                hint="compare it with the packaged one: segue templates copy",
            )
        ) from error
    return Shell(source, _tidy(html, design.light.text))


def _tidy(html: str, text_colour: str) -> str:
    """The HTML without what costs weight alone, and its preheader in a colour that shows.

    MJML writes the hidden preheader in white on white, which spam filters count against a mail,
    and opens a passage for Outlook anew where one has just ended.
    """
    html = html.replace("font-size:1px;color:#ffffff;", f"font-size:1px;color:{text_colour};", 1)
    return _OUTLOOK_AGAIN.sub("", re.sub(r"\n\s+", "\n", html))


def _faulty(design: Design, template: str) -> SegueError:
    """Every fault with the line of the template that it came from."""
    text, origins = templating.trace(design.show, template, **design.values())
    problems = []
    for fault in list(validator.faults(text))[:_MOST_FAULTS]:
        origin = next((o for o in reversed(origins) if o.offset <= fault.offset), None)
        column = "" if origin is None else f" (column {origin.column_of(fault.offset)})"
        problems.append(
            Problem(
                code="newsletter-template",
                message=f"{fault.message}{column}",
                file=origin.file if origin else None,
                line=origin.line if origin else None,
                hint=fault.hint,
            )
        )
    return SegueError(*problems) if problems else SegueError(_untraced(template))


def _untraced(template: str) -> Problem:
    return Problem(
        code="newsletter-template",
        message=f"{template} gives MJML that can't be rendered",
        hint="compare it with the packaged one: segue templates copy",
    )
