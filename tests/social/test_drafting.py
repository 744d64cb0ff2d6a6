"""`segue draft` and the posts that a build takes from `social.md`: a person's words win."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples import ROOT, a_show, an_episode, shared
from segue import drafts, posts_file, social
from segue.checks import social_drafts
from segue.errors import SegueError
from segue.model import Episode
from segue.release import Bundle, Output, Post, Release
from segue.social import drafting

ARTICLE = """\
Most kettles waste half of their heat before the tea is poured. A new kettle from a small workshop
in Exampletown keeps nearly all of its heat with a coat of cork.

## What does the cork do?

In tests, the cork kettle lost 4 degrees in an hour while a steel kettle lost 21 degrees. Cork is
the bark of an oak that grows again within nine years of every harvest. Nobody in the workshop
expected the coat to last for longer than a single winter of hard use.

## Who makes it?

The workshop was founded by three friends who wanted to keep their own tea warm for an evening. They
sell about 40 kettles every month and repair each of them for free when the cork wears off.
"""
FILE = ROOT / "episodes/pilot/social.md"


def episode(text: str | None = None, article: str = ARTICLE, **changes: object) -> Episode:
    """An episode whose `social.md` holds `text`."""
    made = an_episode(article, **changes)
    return replace(made, drafts=None if text is None else drafts.parse(text, FILE))


def drafted(each: Episode, *, restore: bool = False) -> drafting.Drafted:
    """What `segue draft` makes of an episode."""
    handed = drafting.shared(each, ROOT)
    return drafting.draft(each, drafting.suggestions(each, handed), restore=restore)


def outputs(each: Episode) -> dict[str, Output]:
    """What the room makes for an episode, by the file's name."""
    handed = drafting.shared(each, ROOT)
    made = [one for job in social.plan(each, handed) for one in social.render(job)]
    return {output.path.name: output for output in made}


def posts(each: Episode) -> list[Post]:
    """The posts that a build makes."""
    listing = Release(each, shared(each), tuple(outputs(each).values()))
    return list(posts_file.read(listing))


def findings(each: Episode) -> list[str]:
    """What the check of the drafts says."""
    output = Output(PurePosixPath("pilot/social/posts.json"), b"[]")
    release = Release(each, shared(each), (output,))
    return [f"{one.line} {one.code} {one.message}" for one in _checked(release)]


def _checked(release: Release) -> list[object]:
    return list(social_drafts.check(Bundle(release.episode.show, (release,))))


def test_the_build_takes_the_same_posts_from_an_untouched_file() -> None:
    """Drafting alone changes no post, but for the line that each has then."""
    before = posts(episode())
    after = posts(episode(drafted(episode()).text))
    assert [one.text for one in after] == [one.text for one in before]
    assert [one.source for one in after] == [one.source for one in before]
    assert [(one.id, one.part, one.parts, one.link) for one in after] == [
        (one.id, one.part, one.parts, one.link) for one in before
    ]
    assert not any(one.edited for one in after)
    assert all(one.line for one in after)


def test_a_second_draft_changes_nothing() -> None:
    """The file is the same to the byte, and every post is unchanged."""
    first = drafted(episode())
    second = drafted(episode(first.text))
    assert second.text == first.text
    assert set(second.fates.values()) == {"unchanged"}


def test_an_edited_post_wins_and_is_never_touched() -> None:
    """Its words go out, counted and marked as edited; a new draft keeps them as they are."""
    text = drafted(episode()).text.replace("Most kettles waste", "Lots of kettles waste", 1)
    each = episode(text)
    [edited] = [one for one in posts(each) if one.edited and one.part == 1]
    assert edited.text.startswith("Lots of kettles waste")
    assert edited.count == len(edited.text) or edited.platform == "x"
    again = drafted(episode(text, ARTICLE.replace("nine years", "ten years")))
    assert again.fates[edited.whole_id] == "kept"
    assert "Lots of kettles waste" in again.text


def test_only_posts_that_nobody_touched_follow_the_article() -> None:
    """The article changes: an untouched post is updated and said so, the edited one stays."""
    text = drafted(episode()).text
    head, mark, rest = text.partition("kind: announcement")
    mine = head + mark + rest.replace("Cells that read", "My kettles", 1)
    again = drafted(episode(mine, ARTICLE.replace("nine years", "ten years")))
    assert again.fates["x-announcement"] == "kept"
    assert "updated" in again.fates.values()
    assert "ten years" in again.text
    assert "nine years" not in again.text
    assert "My kettles" in again.text


def test_a_deleted_post_stays_deleted_until_it_is_restored() -> None:
    """Neither the build nor the next draft brings it back; --restore does."""
    first = drafted(episode())
    read = drafts.parse(first.text, FILE)
    gone = next(one for one in read.sections if one.platform == "bluesky")
    text = drafts.written(
        replace(read, sections=tuple(one for one in read.sections if one.id != gone.id))
    )
    assert gone.id not in [one.whole_id for one in posts(episode(text))]
    assert drafted(episode(text)).fates[gone.id] == "deleted"
    back = drafted(episode(text), restore=True)
    assert back.fates[gone.id] == "restored"
    assert gone.id in [one.id for one in drafts.parse(back.text, FILE).sections]


def test_sections_in_another_order_keep_it() -> None:
    """A person's order stays through a draft, and a network's posts come in that order."""
    read = drafts.parse(drafted(episode()).text, FILE)
    text = drafts.written(replace(read, sections=read.sections[::-1]))
    again = drafts.parse(drafted(episode(text)).text, FILE)
    assert [one.id for one in again.sections] == [one.id for one in read.sections[::-1]]


def test_a_post_of_ones_own_is_made_also_for_a_network_without_a_template() -> None:
    """Its head names the network alone; the network needs no place in the settings."""
    text = "---\nplatform: telegram\n---\nKettles of cork keep tea warm.\n"
    made = [one for one in posts(episode(text)) if one.platform == "telegram"]
    assert [(one.id, one.kind, one.edited, one.line) for one in made] == [
        ("telegram-own-1", "own", True, 4)
    ]
    assert outputs(episode(text))["telegram.txt"].body == b"Kettles of cork keep tea warm.\n"


def test_an_untouched_post_for_a_network_no_longer_wanted_is_not_made() -> None:
    """What a person wrote is made all the same."""
    text = drafted(episode()).text.replace("Most kettles", "My kettles", 1)
    few = a_show(social=replace(a_show().social, platforms=("bluesky",)))
    assert {one.platform for one in posts(episode(text, show=few))} == {"x", "bluesky"}


def test_a_thread_is_counted_anew_when_a_part_is_added() -> None:
    """Counters are set right, and added to a part that has none."""
    text = "---\nplatform: x\n---\nOne. (1/2)\n\n---\n\nNew.\n\n---\n\nTwo. (2/2)\n"
    made = [one for one in posts(episode(text)) if one.platform == "x" and one.kind == "own"]
    assert [one.text for one in made] == ["One. (1/3)", "New. (2/3)", "Two. (3/3)"]
    assert [one.id for one in made] == ["x-own-1-1", "x-own-1-2", "x-own-1-3"]


def test_a_file_with_faults_makes_no_posts_and_is_not_touched() -> None:
    """A suggestion must not go out in place of words that could not be understood."""
    each = episode("---\nplatfrom: x\n---\nHello.\n")
    for attempt in (lambda: outputs(each), lambda: drafted(each)):
        with pytest.raises(SegueError) as error:
            attempt()
        assert any(problem.line == 2 for problem in error.value.problems)


def test_a_network_nobody_knows_is_told_with_its_line() -> None:
    """With the name that may have been meant."""
    with pytest.raises(SegueError) as error:
        outputs(episode("---\nplatform: mastodn\n---\nHello.\n"))
    [problem] = error.value.problems
    assert (problem.file, problem.line) == (FILE, 1)
    assert 'did you mean "mastodon"?' in str(problem.hint)


def test_a_post_whose_source_changed_is_stale() -> None:
    """The finding names the line of the post, and the article's line with its new words."""
    text = drafted(episode()).text
    changed = ARTICLE.replace("lost 4 degrees", "lost 5 degrees")
    told = findings(episode(text, changed))
    assert told
    assert all("post-stale" in one and "episodes/pilot/episode.md:6" in one for one in told)
    assert all("5 degrees" in one for one in told)
    assert findings(episode(text)) == []


def test_the_new_words_of_a_changed_source_are_those_of_its_line() -> None:
    """Not any short sentence with a word that the post's link has too."""
    text = drafted(episode()).text
    other = ARTICLE.replace("lost 4 degrees", "lost 5 degrees") + "\n\nPilot! Kettle.\n"
    told = findings(episode(text, other))
    assert told
    assert all("5 degrees" in one for one in told)


def test_a_post_whose_source_is_gone_is_stale_too() -> None:
    """There is no sentence like it any more."""
    text = drafted(episode()).text
    assert any("is gone" in one for one in findings(episode(text, "An egg is boiled in minutes.")))


def test_a_post_without_words_is_told_and_not_made() -> None:
    """An empty section is no post, and no error."""
    each = episode("---\nplatform: x\n---\n\n")
    assert [one.partition(" ")[2][:10] for one in findings(each)] == ["post-empty"]
    assert not [one for one in posts(each) if one.kind == "own"]


def test_what_social_md_gives_is_named_as_an_input() -> None:
    """The manifest tells that posts come from there."""
    made = outputs(episode(drafted(episode()).text))
    assert {output.inputs for output in made.values()} == {
        (PurePosixPath("episodes/pilot/social.md"),)
    }


@given(st.data())
def test_no_draft_ever_loses_a_persons_words(data: st.DataObject) -> None:
    """Whatever was edited, reordered or deleted, and however the article changed."""
    read = drafts.parse(drafted(episode()).text, FILE)
    sections = list(data.draw(st.permutations(read.sections)))
    keep = sections[: data.draw(st.integers(0, len(sections)))]
    typed = []
    words = st.text("abcdef ghij.", min_size=3, max_size=30).filter(str.strip)
    for section in keep:
        mine = data.draw(st.none() | words)
        text = section.typed if mine is None else f"{section.typed.rstrip()}\n{mine}\n"
        typed.append(replace(section, typed=text))
    text = drafts.written(replace(read, sections=tuple(typed)))
    article = data.draw(
        st.sampled_from([ARTICLE, ARTICLE.replace("4", "6"), ARTICLE[: len(ARTICLE) // 2]])
    )
    again = drafts.parse(drafted(episode(text, article)).text, FILE)
    for section in drafts.parse(text, FILE).sections:
        if section.is_edited:
            assert section.typed.strip() in [one.typed.strip() for one in again.sections]


def test_the_workspace_is_left_alone(tmp_path: Path) -> None:
    """Drafting reads and gives text; it writes nothing by itself."""
    handed = drafting.shared(episode(), tmp_path)
    drafting.draft(episode(), drafting.suggestions(episode(), handed))
    assert list(tmp_path.iterdir()) == []
