"""Words that spam filters count against a letter."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable

import letters
import pytest

from segue.checks.newsletter_spam import Rule, rules

EVERY = pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)


@EVERY
def test_a_phrase_is_told_with_its_line_and_what_it_costs(rule: Rule) -> None:
    """In the subject or in the article, wherever the filter looks."""
    if rule.subject:
        [problem] = letters.found(letters.an_episode(subject=rule.sample))
        assert problem.line is None
    else:
        text = f"A first sentence.\n\n{rule.sample}\n"
        [problem] = letters.found(letters.an_episode(text))
        assert problem.line == 3
    assert problem.code == "newsletter-spam"
    assert rule.name in problem.message
    assert f"{rule.points:g} of 5" in problem.message


def test_a_shouted_subject_is_told() -> None:
    """Not one of a single word, nor one in a script without capitals."""
    assert letters.codes(letters.an_episode(subject="WHAT CELLS READ")) == ["newsletter-spam"]
    assert letters.codes(letters.an_episode(subject="CRISPR/CAS9")) == []
    assert letters.codes(letters.an_episode(subject="كيف ينبض القلب في الصدر")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Sexual health and MS: what to ask your doctor about medicines and weight.",
        "The trial cost about 5 million dollars, and no one was charged for it.",
        "You can unsubscribe at any time. Dear reader, that is a promise.",
        "Buy nothing now; the drug was approved for free in October.",
    ],
)
def test_what_doctors_and_editors_write_is_left_alone(text: str) -> None:
    """No finding for a word alone that filters don't count either."""
    assert letters.codes(letters.an_episode(f"A first sentence.\n\n{text}\n")) == []


@pytest.mark.oracle
def test_spamassassin_has_each_of_these_rules(tool: Callable[[str], str]) -> None:
    """A letter that holds every sample is found guilty of every rule, by the filter itself."""
    subjects = " ".join(rule.sample for rule in rules() if rule.subject)
    starts = [rule for rule in rules() if "^" in rule.pattern.pattern and rule.subject]
    body = "\n\n".join(rule.sample for rule in rules() if not rule.subject)
    subject = " ".join([*(rule.sample for rule in starts), subjects])
    mail = f"From: a@example.org\nTo: a@example.org\nSubject: {subject}\n\n{body}\n"
    done = subprocess.run(
        [tool("spamassassin"), "-L", "-t"],
        input=mail.encode(),
        capture_output=True,
        check=False,
        timeout=120,
    )
    found = set(re.findall(r"\b[A-Z][A-Z0-9_]{3,}\b", done.stdout.decode()))
    assert {rule.name for rule in rules()} - found == set()
