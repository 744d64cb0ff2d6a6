"""The front matter loader: text as typed, lines, and an error that says what to type."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Golden, ShowMaker
from segue import episode, front_matter, settings, yaml_faults
from segue.episode import Loaded
from segue.episode_keys import EpisodeKeys
from segue.errors import Problem, SegueError
from segue.fields import Reader
from segue.model import Recording

FILE = Path("episode.md")
FAULTS = Path(__file__).parent / "faults.txt"
CASE = re.compile(r"^=== ([^\n]+)\n(.*?)\n>>>\n.*?(?=^=== |\Z)", re.MULTILINE | re.DOTALL)


def a_recording(file: Path) -> Recording:
    """A probe that takes every file for a second of sound."""
    return Recording(file, "00", 44100, 1, 44100)


def told_of(loaded: Loaded) -> str:
    """What an author is told, or else what was read from the front matter."""
    problems = [str(problem) for problem in loaded.problems if problem.code != "guid-missing"]
    if problems or loaded.episode is None:
        return "\n".join(problems)
    found = loaded.episode
    read = {
        "title": found.title,
        "date": found.date,
        "number": found.number,
        "description": found.description,
        "tags": found.tags,
        "chapters": [mark.seconds for mark in found.marks],
        "article": found.article.markdown,
    }
    return "\n".join(f"{name} = {value!s}" for name, value in read.items() if value)


def problem_of(text: str) -> Problem:
    """The one problem of a text."""
    with pytest.raises(SegueError) as caught:
        front_matter.split(text, FILE)
    (problem,) = caught.value.problems
    return problem


def test_values_stay_as_typed() -> None:
    """A time, a number with a zero and a `no` are not turned into something else."""
    matter = front_matter.split("---\na: 12:34\nb: 010\nc: no\nd: 2026-01-02\ne:\n---\nText", FILE)
    assert matter.data == {"a": "12:34", "b": "010", "c": "no", "d": "2026-01-02", "e": None}


def test_an_emoji_written_as_json_does_is_one_character() -> None:
    """Programs that write front matter escape it so."""
    matter = front_matter.split('---\ntitle: "\\ud83d\\ude00"\n---\n', FILE)
    assert matter.data == {"title": "😀"}


def test_the_article_begins_after_the_fence() -> None:
    """Body and the line it begins on."""
    matter = front_matter.split("---\ntitle: a\n---\n\nText\n", FILE)
    assert (matter.body, matter.body_line) == ("\nText\n", 4)


def test_an_article_without_front_matter_is_all_body() -> None:
    """No fence, no keys."""
    assert front_matter.split("Just text\n", FILE).body == "Just text\n"


def test_nested_values_know_their_lines() -> None:
    """Lines are told by dotted path."""
    matter = front_matter.split(
        "---\naudio:\n  segments:\n    - file: a.wav\n    - file: b.wav\n---\n", FILE
    )
    assert matter.lines["audio.segments.1.file"] == 5


def test_what_is_wrong_is_said_with_the_line_to_type_instead(
    make_show: ShowMaker, golden: Golden
) -> None:
    """Each fault that authors make, and what they are told; where it is none, what is read."""
    root = make_show()
    file = root / "episodes/pilot/episode.md"
    layers = settings.load(root, {}, {})
    cases = CASE.findall(FAULTS.read_bytes().decode())
    assert len(cases) > 90
    made = []
    for name, typed in cases:
        file.write_text(typed, encoding="utf-8")
        loaded = episode.read(file, layers, a_recording)
        told = told_of(loaded).replace(f"{root.as_posix()}/episodes/pilot/", "")
        made.append(f"=== {name}\n{typed}\n>>>\n{told}\n\n")
    golden(FAULTS, "".join(made))


@pytest.mark.parametrize(
    ("raw", "line", "said"),
    [
        ("---\ntitle: a\n---\n".encode("utf-16"), None, "UTF-16"),
        ("---\ntitle: a\n---\n".encode("utf-16-le"), None, "UTF-16"),
        ("---\ntitle: a\n---\n".encode("utf-16-be"), None, "UTF-16"),
        ("---\ntitle: Café\n---\n".encode("cp1252"), 2, "“é”"),
        (b"---\ntitle: a\0b\n---\n", 2, "NUL"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", None, "no text"),
        (b"---\ntitle: \xed\xa0\x80\n---\n", 2, "UTF-8"),
        (b"---\ntitle: a\x07b\n---\n", 2, "U+0007"),
        (b"---\nseason: 1\ntitle: a\x7fb\n---\n", 3, "U+007F"),
        (b"---\ntitle: " + b"[" * 3000 + b"\n---\n", 2, "too deep"),
        (b"---\ntitle: " + b"[" * 3000 + b"]" * 3000 + b"\n---\n", 2, "too deep"),
        (b"---\n" + b"".join(b" " * at + b"a:\n" for at in range(400)) + b"---\n", 2, "too deep"),
        (b"---\ntitle: " + b"a" * 90_000 + b"\n---\n", 2, "90,000 characters"),
        (b"---\ntitle: a\n" + b"# b\n" * 50_000 + b"---\n", 1, "200,008 characters"),
        (b"---\ntitle: " + b"a: " * 20_000 + b"\n---\n", 2, "needs quotes"),
    ],
)
def test_a_file_that_is_no_text_or_no_front_matter_is_one_error(
    make_show: ShowMaker, raw: bytes, line: int | None, said: str
) -> None:
    """One sentence, whatever is in it, and no traceback."""
    root = make_show()
    file = root / "episodes/pilot/episode.md"
    file.write_bytes(raw)
    problems = episode.read(file, settings.load(root, {}, {}), a_recording).problems
    assert [problem.severity for problem in problems] == ["error"]
    assert said in problems[0].message
    assert line is None or problems[0].line == line


@pytest.mark.parametrize(
    "raw",
    [
        b"\xef\xbb\xbf---\ntitle: a\n---\nText",
        b"\xef\xbb\xbf\xef\xbb\xbf---\ntitle: a\n---\nText",
        b"---\r\ntitle: a\r\n---\r\nText",
        b"---\rtitle: a\r---\rText",
        b"---\n\xc2\xa0title:\xc2\xa0a\n---\nText",
        b"---\ntitle:\ta\n---\nText",
    ],
)
def test_what_editors_put_in_changes_nothing(make_show: ShowMaker, raw: bytes) -> None:
    """Byte order marks, line ends of Windows and old Macs, spaces and tabs of other programs."""
    root = make_show()
    file = root / "episodes/pilot/episode.md"
    file.write_bytes(raw)
    found = episode.read(file, settings.load(root, {}, {}), a_recording).episode
    assert found is not None
    assert (found.title, found.article.markdown, found.article.line) == ("a", "Text", 4)


def test_lines_stay_those_of_the_file_after_odd_line_ends() -> None:
    """YAML takes U+2028 for a line end of its own; editors don't."""
    assert problem_of("---\na: b\u2028c\u0085d\ne: f: g\n---\n").line == 3


def test_an_alias_bomb_is_refused_at_once() -> None:
    """A few lines that would unfold to billions of values; and nothing but texts is made of any."""
    bomb = "---\na: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    assert 'begins with "&"' in problem_of(bomb + "---\n").message
    assert 'begins with "*"' in problem_of("---\na: *b\n---\n").message
    assert 'begins with "!"' in problem_of("---\na: !!python/name:os.system\n---\n").message


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=60)
)
def test_the_line_to_type_instead_is_read_as_the_text(text: str) -> None:
    """Whatever somebody typed after `title:`, the quotes that are suggested hold it."""
    bare = text.strip()
    if bare[:1] in "\"'" or not bare.isprintable():
        return
    matter = front_matter.split(f"---\ntitle: {yaml_faults.quoted(bare)}\n---\n", FILE)
    assert matter.data["title"] == bare


@given(st.text(max_size=200))
def test_any_front_matter_is_read_or_refused(text: str) -> None:
    """Never anything but a value or one error."""
    with contextlib.suppress(SegueError):
        assert isinstance(front_matter.split(f"---\n{text}\n---\n", FILE).data, dict)


FRONT_SIGNS = """title: |date: |tags: |guests: |audio:|chapters:|- |{|}|[|]|, |: |:|#|&|*|!|'|"|@
%|| |>|?|~|null|true|012|12:34|2026-01-13|word|name: |file: |time: |...|---|<<: |\\"""


@given(
    st.lists(
        st.sampled_from(
            [*re.split(r"[|\n]", FRONT_SIGNS), "\n", "\n", "\n  ", "\n    ", "\t", "\xa0"]
        ),
        max_size=40,
    ).map("".join)
)
def test_front_matter_of_any_signs_is_read_or_refused_with_a_line_of_its_own(typed: str) -> None:
    """Errors only of our kind, each with a line of the file and a hint where YAML gave up."""
    text = f"---\n{typed}\n---\nText"
    try:
        matter = front_matter.split(text, FILE)
        reader = Reader(FILE, matter.lines, Path)
        reader.fields(EpisodeKeys, matter.data)
        problems = tuple(reader.problems)
    except SegueError as error:
        problems = error.problems
        assert [problem.code for problem in problems] == ["front-matter"]
    for problem in problems:
        assert problem.line is None or 1 <= problem.line <= text.count("\n") + 1
        assert "\n" not in problem.message
