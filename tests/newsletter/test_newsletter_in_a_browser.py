"""Letters as a real browser shows them, on a phone and at full width, by day and by night."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import editions
from conftest import Oracle
from segue.colours import luminance
from segue.model import Call, Episode, Guest, Image, Link
from segue.show import Look

PHONE, FULL_WIDTH = 375, 600
TREATMENTS = (None, "stripped", "inverted", "outlook")
LOOKS = {
    "packaged": Look(),
    "pale": Look(accent="#ffcc00", text="#777777", page="#ffffff"),
    "purple": Look(accent="#8a2be2", radius=0),
    "night": Look(background="#101418", text="#f0f4f8", page="#000000", accent="#3355ff"),
}
COLUMNS = range(50)
EVERYTHING = f"""\
A paragraph with **bold**, *italic*, ~~struck~~, `code`, ==a marked sentence.== And
[a link with words enough to wrap](https://example.org/{"a/" * 80}).

![Wide](images/wide.png)

Beside ![an icon](images/icon.png) stands text.

## A table of five columns

| Drug | Company | Phase | Started | Participants |
|:--|:-:|--:|---|---|
| obecabtagene autoleucel | Therapeutics | 1/2 | September 2025 | `a_long_identifier_unbroken` |

## Three columns

| Name | Number | |
|---|---|---|
| Donaudampfschifffahrtsgesellschaftskapitän | 340,000 | 1 |

## Fifty columns

|{"|".join(f"name {at}" for at in COLUMNS)}|
|{"---|" * len(COLUMNS)}
|{"|".join(f"cell {at}" for at in COLUMNS)}|

## Code and lists

```python
def a_function(argument_one, argument_two, argument_three, argument_four): return "{"x" * 200}"
```

- one
    - two
        - three
            - four
- five

1. A list of steps begins here with a first step.

Term
:   What the term means, in words enough to wrap on a phone.

> A quotation.
>
> > And one in it.

## A word of {"x" * 120}

{"w" * 2000} https://example.org/{"b" * 300}

Footnotes stand here[^1]. The second sentence of the passage says what it has to say in full.

[^1]: A note with [a link](https://example.org/note).

/// call | A call in the article
Some words and [a button](https://example.org/button).
///

🎉 漢字かな交じり文。 مرحبا بالعالم says the world in one paragraph of many scripts.

السلام عليكم ورحمة الله وبركاته في هذه الفقرة.

The last section ends with one more sentence, so that the digest has points enough to make.
"""
ARABIC = """\
القلب ينبض مئة ألف مرة في اليوم. ولا يتوقف أبدًا طوال الحياة كلها مهما حدث للإنسان.

## ما هو العلاج؟

العلاج الخلوي CAR-T (chimeric antigen receptor) هو طريقة جديدة لإعادة ضبط جهاز المناعة.
==هذا العلاج لا يضعف المناعة بل يعيد ضبطها من جديد.==

| المرحلة | العدد | Name |
|---|---:|---|
| الأولى | 12 | azer-cel |

- جمع الخلايا من الدم.
- See the register.

```
def cells(n): return n
```

## ماذا نعرف حتى اليوم؟

تراقب الفرق الطبية كل مشارك عن قرب خلال الأسابيع الأولى من العلاج[^1]. معظم المشاركين بخير.

> A hope is not yet a finding.

[^1]: See the [register](https://example.org/register).
"""


def letters() -> dict[str, str]:
    """Letters of every kind: both layouts in both directions, and colours of every sort."""
    kinds = [
        *itertools.product((EVERYTHING, ARABIC), ("digest", "full"), ("packaged",)),
        *itertools.product((ARABIC,), ("full",), LOOKS),
    ]
    made = {}
    for text, layout, look in kinds:
        language = "ar" if text is ARABIC else "en"
        made[f"{language} {layout} {look}"] = letter(text, language, layout, LOOKS[look])
    return {**made, "brief": letter("We moved house.\n", "en", "digest", Look(), calls=())}


def letter(text: str, language: str, layout: str, look: Look, **changes: object) -> str:
    """A letter that has everything a letter can have."""
    call = Call("The guide", "One page for your desk.", "Get it", "https://example.org/guide", 1)
    show = {
        "language": language,
        "look": look,
        "handles": {"x": "@small_talk", "mastodon": "@small_talk@social.example.org"},
        "cover": editions.samples.ROOT / "assets" / "cover.png",
    }
    values: dict[str, object] = {
        "calls": (call,),
        "guests": (Guest("Dr. Ada Example", "cell biologist"),),
        "links": (Link("Register (in English)", "https://example.org/register", 1),),
        "description": "What the episode is about.",
    }
    settings = editions.layout(layout)
    episode = editions.an_episode(text, settings=settings, show=show, **{**values, **changes})
    return editions.texts(with_pictures(episode))["newsletter.html"]


def with_pictures(episode: Episode) -> Episode:
    """The episode as if its pictures lay in its folder, the icon a small one."""

    def found(image: Image) -> Image:
        file = episode.folder / image.url
        width, height = (40, 40) if "icon" in image.url else (1600, 900)
        return replace(image, file=file, width=width, height=height)

    images = tuple(found(image) for image in episode.article.images)
    return replace(episode, article=replace(episode.article, images=images))


def views(html: str) -> list[dict[str, object]]:
    """Every way to look at a letter that is worth a look; its colours are those of the phone."""
    ways = [
        *((PHONE, "light", treatment) for treatment in TREATMENTS),
        *itertools.product((PHONE, FULL_WIDTH), ("light", "dark"), (None,)),
        (FULL_WIDTH, "light", "stripped"),
    ]
    keys = ("width", "scheme", "treatment")
    return [{"html": html, **dict(zip(keys, way, strict=True))} for way in dict.fromkeys(ways)]


def faults(view: dict[str, object], seen: dict[str, Any], look: Look) -> list[str]:
    """What is wrong with what the browser showed."""
    found = [*seen["violations"], *seen["against"], *seen["beyond"]]
    if seen["width"] > view["width"]:
        found.append(f"the page is {seen['width']} px wide")
    at_night = view["scheme"] == "dark" or view["treatment"] in {"inverted", "outlook"}
    was_dark = luminance(look.background) < 0.2
    turned = view["treatment"] == "inverted" and was_dark
    channels = [int(part) for part in seen["ground"].partition("(")[2].strip(")").split(",")[:3]]
    is_dark = luminance("#" + "".join(f"{value:02x}" for value in channels)) < 0.2
    if is_dark != ((at_night or was_dark) and not turned):
        found.append(f"text stands on {seen['ground']}")
    return found


def test_every_letter_is_right_on_every_screen(oracle: Oracle, tool: Callable[[str], str]) -> None:
    """Nothing is cut off or too pale, by day, by night, without styles, or with colours turned.

    axe-core finds nothing to say of contrast, pictures, links, lists, tables and language, and
    what is written from right to left is so throughout.
    """
    program = tool("chromium")
    named = [(name, view) for name, html in letters().items() for view in views(html)]
    shown = oracle("browser", {"program": program, "views": [view for _, view in named]})
    wrong = {}
    for (name, view), seen in zip(named, shown, strict=True):
        found = faults(view, seen, LOOKS.get(name.split()[-1], Look()))
        if found:
            wrong[f"{name} {view['width']} {view['scheme']} {view['treatment']}"] = found
    assert wrong == {}


def test_the_browser_sees_what_is_wrong(oracle: Oracle, tool: Callable[[str], str]) -> None:
    """Were it blind, the test above could not fail."""
    html = (
        "<body dir=ltr><div class=card style='background:#fff;color:#bbb'>pale"
        "<img src='https://example.org/a.png' width=700><a href='https://example.org/'></a>"
        "<table><tr><th scope=no>a</th><td dir=rtl>b</td></tr></table>"
        "<p style='direction:rtl'>c</p></div></body>"
    )
    view = {"html": html, "width": PHONE, "scheme": "dark", "treatment": None}
    [seen] = oracle("browser", {"program": tool("chromium"), "views": [view]})
    told = " ".join(faults(view, seen, Look()))
    for fault in (
        "color-contrast",
        "image-alt",
        "link-name",
        "html-has-lang",
        "scope-attr-valid",
        'class=""> c',
        "px wide",
        "text stands on",
    ):
        assert fault in told, fault
