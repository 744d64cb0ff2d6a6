"""Merge tags that would reach readers as they stand."""

from __future__ import annotations

import letters
import pytest

from segue import profiles


@pytest.mark.parametrize(
    ("profile", "tag", "hint"),
    [
        ("mailchimp", "*|FNAM|*", "did you mean *|FNAME|*?"),
        ("mailchimp", "{{ unsubscribe }}", "write *|UNSUB|*"),
        ("mailchimp", "{{ subscriber.first_name | default: 'you' }}", "write *|FNAME|*"),
        ("kit", "*|FNAME|*", "write {{ subscriber.first_name | default: 'there' }}"),
        ("kit", "{{ contact.FIRSTNAME }}", "write {{ subscriber.first_name"),
        ("kit", "{{ subscriber.frist_name }}", "did you mean"),
        ("listmonk", "{{ .Subscriber.FristName }}", "did you mean {{ .Subscriber.FirstName }}?"),
        ("brevo", "{$name}", "write {{ contact.FIRSTNAME }}"),
        ("activecampaign", "%FIRSTNAM%", "did you mean %FIRSTNAME%?"),
        ("generic", "*|FNAME|*", 'set [newsletter] profile = "mailchimp"'),
        ("substack", "{{ contact.LASTNAME }}", 'set [newsletter] profile = "brevo"'),
    ],
)
def test_a_foreign_or_misspelt_tag_is_told(profile: str, tag: str, hint: str) -> None:
    """With the line that it stands on and what this service writes instead."""
    episode = letters.with_settings(f"Hello there.\n\nDear {tag}, read on.\n", profile=profile)
    [problem] = letters.found(episode)
    assert problem.code == "newsletter-unknown-tag"
    assert tag in problem.message
    assert problem.line == 3
    assert problem.hint
    assert hint in problem.hint


@pytest.mark.parametrize("profile", profiles.names())
def test_a_service_s_own_tags_are_never_told(profile: str) -> None:
    """Each tag that the profile lists, and each that the letter is made with."""
    tags = [tag for tag in profiles.load(profile).known_tags if '"' not in tag]
    text = "\n".join(f"- Dear {tag}, read on." for tag in tags)
    episode = letters.with_settings(f"Hello there.\n\n{text}\n", profile=profile)
    assert letters.codes(episode) == []


@pytest.mark.parametrize(
    ("profile", "tag"),
    [
        ("mailchimp", "*|SHOESIZE|*"),
        ("mailchimp", "*|IF:SHOESIZE|*"),
        ("kit", "{{ subscriber.shoe_size }}"),
        ("kit", "{% if subscriber.shoe_size %}"),
        ("generic", "`{{ user.name }}`"),
        ("generic", "100 %A% b"),
        ("brevo", "{name}"),
    ],
)
def test_a_field_of_one_s_own_is_believed(profile: str, tag: str) -> None:
    """Services let people name fields as they like, and authors write about braces."""
    episode = letters.with_settings(f"Hello there.\n\nDear {tag}, read on.\n", profile=profile)
    assert letters.codes(episode) == []
