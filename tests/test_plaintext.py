"""Plain text of an article: what a person reads where there is no HTML."""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from segue import article, markdown
from segue.plaintext import to_text


def text(source: str, links: Literal["inline", "numbered"] = "inline") -> str:
    """The plain text of a Markdown text."""
    return to_text(markdown.parse(markdown.to_html(source)), links=links)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("One.\nStill one.\n\nTwo.", "One. Still one.\n\nTwo.\n"),
        (
            "# Title\n\n*Soft*, **loud**, `code`, ==marked==.",
            "Title\n\nSoft, loud, code, marked.\n",
        ),
        ("- one\n- two\n    - inner", "• one\n• two\n  • inner\n"),
        ("3. three\n4. four", "3. three\n4. four\n"),
        ("> Said so.", "    Said so.\n"),
        ("```\nif a < b:\n    c\n```", "    if a < b:\n        c\n"),
        (
            "| Drug | Dose |\n|---|---|\n| A | 5 mg |\n| B | 7 mg |",
            "Drug: A; Dose: 5 mg\nDrug: B; Dose: 7 mg\n",
        ),
        ("a  \nb", "a\nb\n"),
        ("one\n\n---\n\ntwo", f"one\n\n{'─' * 20}\n\ntwo\n"),
        ("![A cell](https://example.org/c.png)", "[A cell]\n"),
        ("", ""),
    ],
)
def test_each_block_reads_as_a_person_would_type_it(source: str, expected: str) -> None:
    """Paragraphs, headings, lists, quotations, code, tables and rules, without any markup."""
    assert text(source) == expected


def test_a_link_s_address_follows_its_words_once() -> None:
    """Inline, an address stands behind the words it is on, and only the first time."""
    source = "[Here](https://example.org/a), [again](https://example.org/a), https://example.org/b."
    assert text(source) == "Here (https://example.org/a), again, https://example.org/b.\n"


def test_numbered_links_are_listed_at_the_end() -> None:
    """The same address has the same number."""
    source = "[Here](https://example.org/a), [there](https://example.org/b), [again](https://example.org/a)."
    assert text(source, "numbered") == (
        "Here [1], there [2], again [1].\n\n[1] https://example.org/a\n[2] https://example.org/b\n"
    )


def test_an_address_that_is_its_own_words_is_not_repeated() -> None:
    """Bare web and mail addresses stay as they were typed."""
    assert text("Write to [a@example.org](mailto:a@example.org).") == "Write to a@example.org.\n"
    assert (
        text("[call](tel:+491) [mail](mailto:b@example.org)")
        == "call (+491) mail (b@example.org)\n"
    )


def test_a_call_to_action_keeps_title_words_and_address() -> None:
    """All that a button had."""
    source = "/// call | The list\nAll of it: [Get it](https://example.org/list)\n///"
    assert text(source) == "The list\n\nAll of it: Get it (https://example.org/list)\n"


def test_footnote_marks_are_superscripts() -> None:
    """A number in brackets would be taken for a link's."""
    assert "Said so¹." in text("Said so[^1].\n\n[^1]: By them.\n")


sources = st.lists(
    st.sampled_from(
        [
            "word",
            "*soft*",
            "\n\n",
            "\n",
            "- ",
            "> ",
            "1. ",
            "| a | b |\n|---|---|\n| c | d |\n",
            "# ",
            "`c`",
        ]
    )
    | st.integers(0, 99).map(lambda at: f"[link {at}](https://example.org/{at})"),
    max_size=25,
).map(" ".join)


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(sources)
def test_every_link_and_every_word_of_an_article_is_in_its_text(source: str) -> None:
    """In both ways of writing links nothing is lost, and no three blank lines follow each other."""
    read = article.read(source, language="en")
    for way in ("inline", "numbered"):
        plain = to_text(article.body(read, "notes"), links=way)  # type: ignore[arg-type]
        assert all(link.url in plain for link in read.links)
        assert all(word in plain for sentence in read.sentences for word in sentence.text.split())
        assert "\n\n\n" not in plain


@pytest.mark.parametrize(
    "meant",
    [
        "Two is 2 * 3 and 4 * 5",
        "snake_case_name and other_name",
        "5 < 6 & 7 > 2",
        "a #1 issue",
        "in 1986. A great year",
        "[sic] and (sic)",
        "3 ~ 4 | 5",
    ],
)
def test_what_only_looks_like_markdown_is_kept(meant: str) -> None:
    """An asterisk between numbers is a sign, not emphasis."""
    assert text(f"So {meant}, he said.") == f"So {meant}, he said.\n"


marked = st.lists(
    st.sampled_from(
        [
            "word",
            "two words",
            "**bold**",
            "*soft*",
            "~~gone~~",
            "`code`",
            "[**x** y](https://example.org/x)",
            "**[x](https://example.org/x)**",
            "*a **b** c*",
            "![Alt](https://example.org/p.png)",
        ]
    ),
    min_size=1,
    max_size=4,
).map(" ".join)
blocks = st.tuples(
    st.sampled_from(["", "# ", "## ", "- ", "1. ", "> ", "- - ", "> - ", "1. - "]), marked
).map("".join)


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(blocks, max_size=6).map("\n\n".join))
def test_no_markup_is_left_in_the_text(source: str) -> None:
    """Whatever is nested in what: a list in a quotation, emphasis in a link in a heading."""
    plain = text(source, "numbered")
    assert not set("*#>~`") & set(plain)
    assert "](" not in plain


def test_blocks_in_blocks_are_indented_under_each_other() -> None:
    """Lists in lists, code in a list, a quotation in a quotation."""
    source = """\
1. One
   - inner *soft*
     1. deep
2. Two

   with a paragraph

   ```python
   def f(a_b): return a * b
   ```

> Said
>
> > before
"""
    assert text(source) == (
        "1. One\n   • inner soft\n     1. deep\n2. Two\n   with a paragraph\n"
        "       def f(a_b): return a * b\n\n    Said\n\n        before\n"
    )
