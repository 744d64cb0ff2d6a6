"""X's own library, twitter-text, weighs the same texts."""

from __future__ import annotations

import random
import unicodedata

from conftest import Oracle
from segue.social import emoji
from segue.social.counting import count

TEXTS = 20_000
PIECES = (
    *("a", "word", "Ä", "e\u0301", "ﬁ", "日本", "한글", "ไทย", "नमस्ते", "עברית", "مرحبا"),
    *("’", "—", "…", "№", "‰", "€", " ", "\n", "\u200b", "\u200d", "\u2028", "\u202e", "\u3000"),
    *("example.com", "https://example.org/a?b=c#d", "www.example.co.uk/path_(x)", "node.js"),
    *("http://münchen.de/ä", "t.co/abc", "mail@example.com", "a.b", "x.日本", "3.14", "://", "."),
    *("@someone", "#tag", "$CASH", "/", "(", ")", "?", "-", "_", "http://", "https://a.museum"),
    *(
        "👍",
        "👍🏽",
        "👨\u200d👩\u200d👧\u200d👦",
        "🇩🇪",
        "🇩",
        "1\ufe0f\u20e3",
        "❤\ufe0f",
        "☠",
        "©",
        "™\ufe0f",
    ),
    *(
        "🏳\ufe0f\u200d🌈",
        "👩🏿\u200d🔬",
        "🧜🏻\u200d♀\ufe0f",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    ),
)
YOUNGER = (
    "🐦\u200d🔥",
    "🫱🏻\u200d🫲🏿",
    "🧑\u200d🎄",
    "❤\ufe0f\u200d🔥",
    "🫩",
    "🩷",
    "🧑🏽\u200d🤝\u200d🧑🏿",
)


def texts(pieces: tuple[str, ...], number: int) -> list[str]:
    """Texts of such pieces, the same ones in each run."""
    chance = random.Random(280)
    return ["".join(chance.choices(pieces, k=chance.randint(1, 12))) for _ in range(number)]


def test_no_text_weighs_less_than_the_library_says(oracle: Oracle) -> None:
    """A great many made of what makes counting hard; all but younger emoji weigh the same."""
    old, young = texts(PIECES, TEXTS), texts((*PIECES, *YOUNGER), TEXTS // 4)
    weighed = oracle("weights", [*old, *young])
    ours = [count(text, "x").length for text in (*old, *young)]
    wrong = [
        (text, mine, theirs)
        for text, mine, theirs in zip(old, ours, weighed, strict=False)
        if mine != theirs
    ]
    assert wrong == []
    assert all(mine >= theirs for mine, theirs in zip(ours, weighed, strict=True))


def test_every_emoji_of_2020_weighs_what_the_library_says(oracle: Oracle) -> None:
    """Each one alone that Unicode had then, with and without a skin tone, and every flag."""
    single = [
        chr(code) for code in range(0x1F000, 0x1FAFF) if unicodedata.category(chr(code)) == "So"
    ]
    toned = [
        f"{one}{tone}"
        for one in single
        for tone in "🏻🏽🏿"
        if emoji.sequence().fullmatch(one + tone)
    ]
    letters = [chr(0x1F1E6 + at) for at in range(26)]
    flags = [one + other for one in letters for other in letters]
    asked = [*single, *toned, *flags]
    assert [count(text, "x").length for text in asked] == oracle("weights", asked)
