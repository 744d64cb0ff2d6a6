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


PAGE = """\
<mjml lang="{{ letter.language }}">
  <mj-body>
    <mj-section><mj-column>
%s
    </mj-column></mj-section>
  </mj-body>
</mjml>
"""


@pytest.mark.parametrize(
    ("line", "told", "hint"),
    [
        ("  <mj-buton>x</mj-buton>", "(column 3)", 'did you mean "mj-button"?'),
        ("{{ letter.title }}", "(column 1)", "put it into an <mj-text>"),
        (
            '<mj-text>{{ letter.title }}</mj-text><mj-text colr="red">x</mj-text>',
            "(column 47)",
            'did you mean "color"?',
        ),
        ('<mj-text color="{{ letter.title }}">x</mj-text>', "(column 10)", "write #rrggbb"),
        ("<mj-text>{{ '<'|safe }} x</mj-text>", "(column 10)", "write &lt;"),
        (
            "{% for at in [1, 2] %}<mj-spacer hight='2px' />{% endfor %}",
            "(column 34)",
            'did you mean "height"?',
        ),
        (
            "<mj-text>{{ letter.titel }}</mj-text>",
            "a Letter has none named 'titel' (column 20)",
            'did you mean "title"?',
        ),
        ("<mj-text>{{ lettre }}</mj-text>", "(column 13)", 'did you mean "letter"?'),
        ("<mj-text>{{ letter.title </mj-text>", "(column 10)", "mend it"),
        ("  {% if %}x{% endif %}", "(column 3)", "mend it"),
        ('  {% include "newsletter/partials/foter.mjml.j2" %}', "(column 15)", "footer.mjml.j2"),
        ('<mj-text padding="10">x</mj-text>', "(column 10)", "write 16px or 16%"),
    ],
)
def test_a_fault_is_told_to_the_column_of_its_template(
    tmp_path: Path, line: str, told: str, hint: str
) -> None:
    """Whatever expressions and loops gave before it, in the template and in a partial."""
    for name, source in (
        (DIGEST, PAGE % line),
        ("newsletter/partials/own.mjml.j2", f"\n\n\n{line}\n"),
    ):
        episode = editions.overridden(tmp_path, name, source)
        if name != DIGEST:
            include = '{% include "newsletter/partials/own.mjml.j2" %}'
            editions.overridden(tmp_path, DIGEST, PAGE % include)
        with pytest.raises(SegueError) as caught:
            editions.texts(episode)
        found = caught.value.problems[0]
        assert found.file == tmp_path / "templates" / name
        assert found.line == 4
        assert told in found.message
        assert hint in (found.hint or "")
