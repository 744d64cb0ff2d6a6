"""Settings: types, precedence, sources, and errors with the line to mend."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import SETTINGS
from segue import episode, settings
from segue.errors import Problem, SegueError

ShowMaker = Callable[..., Path]


def problems_of(root: Path, **overrides: str) -> list[Problem]:
    """All that is wrong with a show's settings."""
    flags = {key.replace("__", "."): text for key, text in overrides.items()}
    layers = settings.load(root, {}, flags)
    _, _, problems = layers.settle()
    return [*layers.problems, *problems]


def test_a_flag_wins_over_environment_front_matter_and_file(make_show: ShowMaker) -> None:
    """Each layer takes over what the one below said."""
    root = make_show(
        front="audio:\n  crossfade_seconds: 3", settings="[audio]\ncrossfade_seconds = 2\n"
    )
    front = episode.layer(root / "episodes/pilot/episode.md", root)
    key, name = "audio.crossfade_seconds", "SEGUE_AUDIO_CROSSFADE_SECONDS"
    for environ, flags, layer, expected in (
        ({name: "4"}, {key: "5"}, front, (5.0, "flag")),
        ({name: "4"}, {}, front, (4.0, name)),
        ({}, {}, front, (3.0, "episodes/pilot/episode.md:5")),
        ({}, {}, None, (2.0, "segue.toml:11")),
    ):
        show, values, problems = settings.load(root, environ, flags).settle(layer)
        source = next(value.source for value in values if value.key == key)
        assert (show.audio.crossfade_seconds, source) == expected
        assert not problems


def test_a_default_says_that_it_is_one(make_show: ShowMaker) -> None:
    """Every key is listed, given or not."""
    _, values, _ = settings.load(make_show(), {}, {}).settle()
    assert {value.key: value.source for value in values}["audio.loudness_lufs"] == "default"
    assert len(values) == len(settings.keys())


@pytest.mark.parametrize(
    ("typed", "code", "line", "hint"),
    [
        ("[audio]\nintroo = 'x'", "unknown-key", 11, 'did you mean "intro"?'),
        ("[audoi]\nintro = 'x'", "unknown-key", 10, 'did you mean "audio"?'),
        ("[audio]\nloudness_lufs = 'loud'", "wrong-value", 11, None),
        ("[audio]\nloudness_lufs = 20", "wrong-value", 11, None),
        ("[audio]\nbitrate = '12k'", "wrong-value", 11, None),
        ("[audio]\nchannels = 'quad'", "wrong-value", 11, None),
        ("[newsletter]\nlayout = 'digestt'", "wrong-value", 11, 'did you mean "digest"?'),
        ("[look]\naccent = 'red'", "wrong-value", 11, None),
        ("[newsletter]\nimage_url = 'https://[bad'", "wrong-value", 11, None),
        ('[newsletter]\nfrom = "a\\r\\nBcc: <x@y.z>"', "wrong-value", 11, None),
        ("[handles]\nx = ['@a']", "wrong-value", 11, None),
        ("[look]\nradius = " + "9" * 400, "wrong-value", 11, None),
        ("[social]\nutm = 'maybe'", "wrong-value", 11, "utm = true or false"),
        ("[social]\nplatforms = 3", "wrong-value", 11, 'platforms = ["one", "two"]'),
        ("[feed]\nlimit = -1", "wrong-value", 11, None),
        ("[feed]\nguid = 'mine'", "wrong-value", 11, None),
        ("[feed]\nfrequency = 'sometimes'", "wrong-value", 11, None),
        ("[feed]\nfunding = [{label = 'Give', url = 'here'}]", "wrong-value", 11, None),
        ("[feed]\nfunding = [{url = 'https://e.example'}]", "wrong-value", 11, None),
        ("[feed]\nnew_url = 'feed.xml'", "wrong-value", 11, None),
        ("[audio]\nintro = '../x.wav'", "wrong-value", 11, None),
        ("[audio]\nintro = 'assets/x.wav'", "missing-file", 11, "capital"),
    ],
)
def test_a_wrong_setting_names_its_line(
    make_show: ShowMaker, typed: str, code: str, line: int, hint: str | None
) -> None:
    """One problem, at the key's own line."""
    (problem,) = problems_of(make_show(settings=typed + "\n"))
    assert (problem.code, problem.line) == (code, line)
    assert problem.file is not None
    assert problem.file.name == "segue.toml"
    assert hint is None or hint in (problem.hint or "")


@pytest.mark.parametrize(
    "address",
    [
        "https://e.example/{sulg}/",
        "https://e.example/{slug",
        "https://e.example/slug}/",
        "https://{slug}.example/",
        "https://e.example/{}",
        "e.example/{slug}",
        "ftp://e.example/{slug}",
    ],
)
def test_an_address_with_a_wrong_place_is_refused(address: str, make_show: ShowMaker) -> None:
    """A misspelt place would be uploaded nowhere."""
    settings = SETTINGS.replace("https://example.org/audio/", address)
    root = make_show()
    (root / "segue.toml").write_text(settings, encoding="utf-8")
    (problem,) = problems_of(root)
    assert (problem.code, problem.line) == ("wrong-value", 9)


def test_all_that_is_wrong_is_said_at_once(make_show: ShowMaker) -> None:
    """No fixing one error to see the next."""
    root = make_show(settings="[audio]\nbitrate = '1k'\nloudness_lufs = 3\n[nonsense]\n")
    assert len(problems_of(root)) == 3


def test_text_that_is_no_toml_is_unreadable(make_show: ShowMaker) -> None:
    """The line comes from the parser."""
    root = make_show(settings="[audio\n")
    with pytest.raises(SegueError) as caught:
        settings.load(root, {}, {})
    (problem,) = caught.value.problems
    assert (problem.code, problem.line, problem.unreadable) == ("toml", 10, True)


def test_an_unknown_flag_is_wrong_usage(make_show: ShowMaker) -> None:
    """A typo in --set does not pass silently."""
    (problem,) = problems_of(make_show(), audio__introo="x")
    assert problem.hint == 'did you mean "audio.intro"?'


def test_title_and_author_are_required(tmp_path: Path) -> None:
    """A show without a name can't be built."""
    (tmp_path / "segue.toml").write_text("[show]\ntitle = ''\n", encoding="utf-8")
    messages = [problem.message for problem in problems_of(tmp_path)]
    assert messages == ['[show] needs "title"', '[show] needs "author"']


def test_the_show_is_found_from_a_folder_inside_it(make_show: ShowMaker) -> None:
    """As git finds its repository."""
    root = make_show()
    assert settings.find_root(root / "episodes" / "pilot") == root.resolve()


def test_no_show_says_how_to_make_one(tmp_path: Path) -> None:
    """The hint is the command to type."""
    with pytest.raises(SegueError) as caught:
        settings.find_root(tmp_path)
    assert "segue init" in (caught.value.problems[0].hint or "")
