"""A show's own template gone wrong: one clear error with file and line, never a traceback."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import editions
from segue import templating
from segue.errors import Problem, SegueError

DIGEST = "newsletter/digest.mjml.j2"
FOOTER = "newsletter/partials/footer.mjml.j2"
TAKEAWAYS = "newsletter/partials/takeaways.mjml.j2"


def problem(root: Path, name: str, source: str) -> Problem:
    """What the program says of that template."""
    with pytest.raises(SegueError) as caught:
        editions.texts(editions.overridden(root, name, source))
    return caught.value.problems[0]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<mj-wrapper css-class", "<mj-wraper css-class", "<mj-wraper> is no MJML element"),
        ('<mj-body width="600px"', '<mj-body wdth="600px"', 'takes no attribute "wdth"'),
        ("</mj-wrapper>", "", "<mj-wrapper> is never closed"),
        ("<mj-section ", "<mj-section padding='0' ", "has padding twice"),
        ("{{ takeaway.text }}", "{{ takeaway.text }} a < b", "a < that begins no tag"),
        ("{{ takeaway.text }}", "{{ takeaway.txt }}", "txt"),
        ("{{ takeaway.text }}", "{{ takeaway.text ", "template"),
        ("{% endfor %}", "", "template"),
        ("partials/footer.mjml.j2", "partials/foter.mjml.j2", "there is no template"),
    ],
)
def test_a_fault_is_told_with_the_line_it_stands_on(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    """The file is the show's own; the line is right although loops and includes move it."""
    read = {name: (templating.packaged() / name).read_text("utf-8") for name in (DIGEST, TAKEAWAYS)}
    name, source = next((name, source) for name, source in read.items() if old in source)
    at = source.index(old)
    broken = source[:at] + new + source[at + len(old) :]
    found = problem(tmp_path, name, broken)
    assert said in found.message
    assert found.file == tmp_path / "templates" / name
    if said.startswith(("<mj-wraper>", "takes", "a <", "txt")):
        assert found.line == source[:at].count("\n") + 1


def test_a_fault_in_a_partial_names_the_partial(tmp_path: Path) -> None:
    """The template that includes it is innocent."""
    source = (templating.packaged() / FOOTER).read_text(encoding="utf-8")
    broken = re.sub("<mj-column>", "<mj-colum>", source)
    found = problem(tmp_path, FOOTER, broken)
    assert found.file == tmp_path / "templates" / FOOTER
    assert found.line == source[: source.index("<mj-column>")].count("\n") + 1


def test_every_fault_of_a_template_is_told_at_once(tmp_path: Path) -> None:
    """A designer mends a template in one go."""
    source = (templating.packaged() / DIGEST).read_text(encoding="utf-8")
    broken = source.replace("css-class=", "class=")
    with pytest.raises(SegueError) as caught:
        editions.texts(editions.overridden(tmp_path, DIGEST, broken))
    assert len(caught.value.problems) > 1


@pytest.mark.parametrize(
    "source", ["", "words", "<mjml>", "{{ letter }}", "<mjml><mj-body/></mjml>x", "\0"]
)
def test_a_template_that_is_none_is_one_error(tmp_path: Path, source: str) -> None:
    """Whatever stands in the file."""
    assert problem(tmp_path, DIGEST, source).severity == "error"


def test_a_show_may_bring_a_template_of_its_own(tmp_path: Path) -> None:
    """What a designer writes is what is sent."""
    own = (
        '<mjml lang="{{ letter.language }}"><mj-head><mj-title>Title</mj-title></mj-head>'
        "<mj-body><mj-section><mj-column><mj-text>Ours: {{ letter.title }}</mj-text>"
        "</mj-column></mj-section></mj-body></mjml>"
    )
    made = editions.texts(editions.overridden(tmp_path, DIGEST, own))
    assert "Ours: Cells that read" in made["newsletter.html"]


def test_words_can_be_changed_without_touching_the_design(tmp_path: Path) -> None:
    """The newsletter's own words are a partial."""
    name = "newsletter/partials/words.j2"
    source = (templating.packaged() / name).read_text(encoding="utf-8")
    own = source.replace('"listen": "Listen now"', '"listen": "Hit play"')
    assert "Hit play" in editions.texts(editions.overridden(tmp_path, name, own))["newsletter.html"]
