"""The JSON Schemas: they know what the loaders know, and say no to what the loaders refuse."""

from __future__ import annotations

import dataclasses
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from segue import episode, front_matter, schema, settings
from segue.audio import cutting, joining
from segue.episode_keys import EpisodeKeys
from segue.fields import Reader, Seconds
from segue.show import setting

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = sorted(ROOT.glob("episodes/*/episode.md"))
KINDS = {"a number": int, "a share": float, "a yes": bool, "a time": Seconds}
WRONG_FRONT = {
    "no title": "date: 2026-01-01",
    "a title without words": "title:",
    "an unknown key": "title: a\ntitel: b",
    "an unknown key below": "title: a\nsocial: {hashtag: [b]}",
    "a slug with capitals": "title: a\nslug: Not A Slug",
    "no date": "title: a\ndate: tomorrow",
    "a German date": "title: a\ndate: 22.11.2026",
    "a number in words": "title: a\nseason: one",
    "half an episode": "title: a\nnumber: 1.5",
    "an unknown type": "title: a\ntype: bonuss",
    "neither yes nor no": "title: a\ndraft: perhaps",
    "a path of this machine": "title: a\nimage: /tmp/a.png",
    "a path at home": "title: a\nimage: ~/a.png",
    "a path with a drive": "title: a\nimage: 'C:\\a.png'",
    "guests without a list": "title: a\nguests: Ada",
    "a guest without a name": "title: a\nguests: [{role: reader}]",
    "a chapter without a time": "title: a\nchapters: [{title: b}]",
    "a time with 99 seconds": "title: a\nchapters: [{time: '1:99', title: b}]",
    "a segment without a file": "title: a\naudio: {segments: [{title: b}]}",
    "a segment of no kind": "title: a\naudio: {segments: [{file: a.wav, kind: noise}]}",
    "a gain beyond bounds": "title: a\naudio: {segments: [{file: a.wav, gain_db: 90}]}",
    "a gap below zero": "title: a\naudio: {segments: [{file: a.wav, gap_seconds: -1}]}",
    "a crossfade beyond bounds": "title: a\naudio: {crossfade_seconds: 61}",
    "an unknown layout": "title: a\nnewsletter: {layout: digestt}",
    "a list of settings": "title: a\naudio: [a.wav]",
}
WRONG_SHOW = {
    "no title": '[show]\nauthor = "a"',
    "no show": '[look]\naccent = "#ffffff"',
    "an unknown table": '[show]\ntitle = "a"\nauthor = "a"\n[audoi]',
    "an unknown setting": '[show]\ntitle = "a"\nauthor = "a"\n[audio]\nintroo = "x"',
    "outside a table": 'accent = "#ffffff"\n[show]\ntitle = "a"\nauthor = "a"',
    "a colour by name": '[show]\ntitle = "a"\nauthor = "a"\n[look]\naccent = "red"',
    "a link without https": '[show]\ntitle = "a"\nauthor = "a"\nlink = "example.org"',
    "a language by name": '[show]\ntitle = "a"\nauthor = "a"\nlanguage = "English"',
    "too loud": '[show]\ntitle = "a"\nauthor = "a"\n[audio]\nloudness_lufs = 20',
    "no bit rate": '[show]\ntitle = "a"\nauthor = "a"\n[audio]\nbitrate = "12k"',
    "no bit depth": '[show]\ntitle = "a"\nauthor = "a"\n[audio]\nbit_depth = 8',
    "no sample rate": '[show]\ntitle = "a"\nauthor = "a"\n[audio]\nsample_rate = 8000',
    "no format": '[show]\ntitle = "a"\nauthor = "a"\n[audio]\nformats = ["mp5"]',
    "a title in two lines": '[show]\ntitle = "a\\nb"\nauthor = "a"',
    "handles that are lists": '[show]\ntitle = "a"\nauthor = "a"\n[handles]\nx = ["@a"]',
}


class EditorsYaml(yaml.SafeLoader):
    """YAML 1.2 as editors read it: no dates, no 12:34 as a number, `no` a text."""


EditorsYaml.yaml_implicit_resolvers = {
    sign: [
        (tag, re.compile("true|false", re.IGNORECASE) if tag.endswith(":bool") else shape)
        for tag, shape in resolvers
        if not tag.endswith((":timestamp", ":int"))
    ]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
EditorsYaml.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile("[-+]?[0-9]+$"), list("-+0123456789")
)


def complaints(kind: str, value: object) -> list[str]:
    """What a validator says of a value by a schema, as it stands in JSON."""
    made = schema.episode() if kind == "episode" else schema.show()
    validator = Draft7Validator(json.loads(json.dumps(made)))
    return [error.message for error in validator.iter_errors(value)]


def front_of(text: str) -> str:
    """The lines between the fences."""
    return re.split(r"^---$", text, flags=re.MULTILINE)[1]


def keys_of(made: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each key that a schema knows, dotted, with what it says of it."""
    for key, below in made.get("properties", {}).items():
        yield f"{above}{key}", below
        yield from keys_of(below, f"{above}{key}.")
        yield from keys_of(below.get("items", {}), f"{above}{key}.")


@pytest.mark.parametrize("kind", ["episode", "show"])
def test_each_is_a_schema_of_the_draft_that_editors_read(kind: str) -> None:
    """Draft 7, which the plug-ins for YAML and for TOML both know."""
    made = schema.episode() if kind == "episode" else schema.show()
    Draft7Validator.check_schema(json.loads(json.dumps(made)))
    assert made["$schema"] == "http://json-schema.org/draft-07/schema#"


@pytest.mark.parametrize("file", EXAMPLES, ids=[file.parent.name for file in EXAMPLES])
def test_the_examples_front_matter_is_valid(file: Path) -> None:
    """As segue reads it (texts) and as an editor does (numbers and truth values)."""
    text = file.read_text(encoding="utf-8")
    assert complaints("episode", front_matter.split(text, file).data) == []
    assert complaints("episode", yaml.load(front_of(text), EditorsYaml)) == []


def test_the_examples_settings_are_valid() -> None:
    """The show at the repository's root."""
    text = (ROOT / "segue.toml").read_text(encoding="utf-8")
    assert complaints("show", tomllib.loads(text)) == []


def test_the_example_in_the_paper_for_authors_is_valid() -> None:
    """What writing.md shows can be copied."""
    page = (ROOT / "docs" / "writing.md").read_text(encoding="utf-8")
    shown = re.search(r"^```markdown\n(---\n.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert shown
    assert complaints("episode", yaml.load(front_of(shown[1]), EditorsYaml)) == []


@pytest.mark.parametrize("name", WRONG_FRONT)
def test_front_matter_that_segue_refuses_is_invalid(name: str) -> None:
    """An editor underlines it before segue says it."""
    assert complaints("episode", yaml.load(WRONG_FRONT[name], EditorsYaml)) != []


@pytest.mark.parametrize("name", WRONG_SHOW)
def test_settings_that_segue_refuses_are_invalid(name: str) -> None:
    """The same for segue.toml; segue itself refuses each of them, too."""
    assert complaints("show", tomllib.loads(WRONG_SHOW[name])) != []


@pytest.mark.parametrize("name", WRONG_SHOW)
def test_settings_that_are_called_invalid_are_refused_by_segue(name: str, tmp_path: Path) -> None:
    """No editor complains of what builds."""
    (tmp_path / "segue.toml").write_text(WRONG_SHOW[name], encoding="utf-8")
    loaded = settings.load(tmp_path, {}, {})
    assert [*loaded.problems, *loaded.settle()[2]] != []


@pytest.mark.parametrize(
    "front",
    [
        "title: 1984",
        "title: a\nseason:\ntags:\nguests:",
        "title: a\ndraft: no\nexplicit: yes",
        "title: a\ntags: one, two",
        "title: a\nnumber: '07'",
        "title: a\ndate: 2026-01-13",
        "title: a\ndate: 2026-01-13 07:00",
        "title: a\ndate: 2026-01-13T07:00:00+01:00",
        "title: a\ndate: 2026-01-13T07:00Z",
        "title: a\nchapters: [{time: 90, title: b}, {time: 12:34, title: 2}]",
        "title: a\nchapters: [{time: '75:00', title: b}, {time: '1:02:03.250', title: c}]",
        "title: a\nimage: assets/cover.png",
        "title: a\nimage: ../other/images/a.png",
        "title: a\ncategory: Any other",
    ],
)
def test_front_matter_that_segue_takes_is_valid(front: str) -> None:
    """People write values in several ways; no editor may call one of them wrong."""
    assert complaints("episode", yaml.load(front, EditorsYaml)) == []
    assert complaints("episode", front_matter.split(f"---\n{front}\n---\n", ROOT).data) == []


@given(
    st.sampled_from(sorted(KINDS)), st.from_regex(r"[ ]?[-+]?[0-9a-zA-Z:.,+-]{0,8}", fullmatch=True)
)
def test_what_a_schema_takes_the_loader_takes(kind: str, text: str) -> None:
    """A text that passes for a number, a truth value or a time is one."""
    hint = KINDS[kind]
    if Draft7Validator(schema._SCALARS[hint]).is_valid(text):
        Reader(ROOT, {}, Path).value(hint, text, "key")


def test_every_key_and_setting_is_there_with_its_meaning() -> None:
    """An editor tells what each is for; the tables of segue.toml are told by their keys."""
    front = dict(keys_of(schema.episode()))
    shown = dict(keys_of(schema.show()))
    assert set(settings.keys()) <= set(shown)
    page = (ROOT / "docs" / "writing.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w.]+)` \|", page.partition("### Recordings")[0], re.MULTILINE)
    assert set(rows) <= set(front)
    silent = [key for key, said in {**front, **shown}.items() if "description" not in said]
    assert set(silent) <= {key.partition(".")[0] for key in shown}


def test_a_new_key_is_picked_up_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever adds a key to the dataclass has it in the schema."""
    field = ("mood", str | None, setting("how it feels"))
    grown = dataclasses.make_dataclass(
        "Grown", [field], bases=(EpisodeKeys,), kw_only=True, frozen=True
    )
    monkeypatch.setattr(schema, "EpisodeKeys", grown)
    assert dict(keys_of(schema.episode()))["mood"]["description"] == "how it feels"


def test_the_bounds_are_those_of_the_audio() -> None:
    """What an editor allows is what can be stitched."""
    keys = dict(keys_of(schema.episode()))
    assert keys["audio.segments.gain_db"]["maximum"] == cutting._MOST_GAIN_DB
    assert keys["audio.segments.gap_seconds"]["maximum"] == joining._LONGEST_GAP_SECONDS


def test_the_longest_title_is_that_of_an_episode() -> None:
    """A title is refused where an editor underlines it."""
    assert dict(keys_of(schema.episode()))["title"]["maxLength"] == episode._LONGEST_TITLE


def test_apples_categories_are_offered() -> None:
    """Nobody has to look up how directories spell them."""
    keys = dict(keys_of(schema.show()))
    assert "Health & Fitness > Medicine" in keys["show.category"]["anyOf"][0]["enum"]
