"""What stands on a page around its article, told by the names that page makers give it."""

from __future__ import annotations

import functools
import re

from lxml.html import HtmlElement

NAVIGATION = "navigation"
HEADER = "page header"
FOOTER = "page footer"
SIDEBAR = "sidebar"
FORM = "form"
SIGN_UP = "sign-up form"
HIDDEN = "hidden on the page"
AUTHOR = "about the author"
DETAILS = "details of the page"
ADVERTISEMENT = "advertisement"

_MOST_NAMES, _LONGEST_NAME = 40, 80

_TAGS = {"nav": NAVIGATION, "dialog": "pop-up", "aside": SIDEBAR, "form": FORM, "menu": NAVIGATION}
_ROLES = {
    "navigation": NAVIGATION,
    "banner": HEADER,
    "contentinfo": FOOTER,
    "complementary": SIDEBAR,
    "search": "search",
    "dialog": "pop-up",
    "alertdialog": "pop-up",
    "menu": NAVIGATION,
    "menubar": NAVIGATION,
}
# Regular expressions for a class or id, or a part of one between hyphens; the first that fits.
_NAMES = {
    "cookie banner": r"cookies?\w*|consent|gdpr|cc-window|onetrust",
    NAVIGATION: r"breadcrumbs?|nav|navbar|navigation|menu|skip-?link|site-links",
    "table of contents": r"toc|table-?of-?contents|ez-toc\w*",
    "related posts": (
        r"related\w*|recommend(?:ed|ations?)|more-?(?:posts|stories|from|articles)|also-?like"
        r"|read-?(?:next|more)|up-?next|post-?nav\w*|nav-links|prev-?next|pagination|pager"
        r"|jp-relatedposts|yarpp\w*|(?:latest|recent|popular)-?(?:posts|news)|further-?reading"
    ),
    "comments": r"comments?|comment-?(?:list|form|respond|area)\w*|respond|disqus\w*|replies",
    "share buttons": r"shar(?:e|ing|er)|share-?\w*|social\w*|sharedaddy|addtoany\w*|follow-?us",
    SIDEBAR: r"side-?bar\w*|widget-?area|widgets?",
    HEADER: r"site-?header|page-?header-?bar|masthead|top-?bar|header-?main|site-?branding",
    FOOTER: r"site-?footer|page-?footer|footer|colophon|copyright",
    AUTHOR: r"author-?(?:box|bio|card|info|profile|description)|about-?(?:the-?)?author",
    DETAILS: (
        r"(?:entry|post|article)-?meta\w*|meta-?data|byline|posted-?(?:on|in|by)|cat-?links"
        r"|tags?-?links|post-?tags|tag-?list|entry-?footer|reading-?time|post-?info"
    ),
    ADVERTISEMENT: r"ads?|advert\w*|sponsor\w*|ad-?(?:slot|unit|container|wrapper)",
    "pop-up": r"pop-?ups?|modal|overlay|lightbox",
    SIGN_UP: r"newsletter\w*|subscri(?:be|ption)\w*|sign-?up\w*|opt-?in\w*|mailing-?list",
    "for screen readers": r"screen-reader-text|sr-only|visually-?hidden",
}
_PATTERNS = {
    why: re.compile(rf"(?:^|[-_:])(?:{names})(?:[-_:]|$)", re.IGNORECASE)
    for why, names in _NAMES.items()
}
_INVISIBLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


def reason(element: HtmlElement) -> str | None:
    """Which furniture an element is by its tag, role and names; None for what may be article."""
    if "hidden" in element.attrib or _INVISIBLE.search(element.get("style", "")):
        return HIDDEN
    role = _ROLES.get(element.get("role", "").lower())
    return role or _TAGS.get(element.tag) or _edge(element) or named(element)


def named(element: HtmlElement) -> str | None:
    """Which furniture an element's class and id say that it is."""
    names = f"{element.get('class', '')} {element.get('id', '')}".split()
    return next(
        (why for name in names[:_MOST_NAMES] if (why := _meaning(name[:_LONGEST_NAME]))), None
    )


@functools.lru_cache(maxsize=4096)
def _meaning(name: str) -> str | None:
    return next((why for why, pattern in _PATTERNS.items() if pattern.search(name)), None)


def _edge(element: HtmlElement) -> str | None:
    """Whether a header or footer is the page's own: one in an article tells of the article."""
    if element.tag not in {"header", "footer"}:
        return None
    inner = any(above.tag in {"article", "main"} for above in element.iterancestors())
    if element.tag == "footer":
        return DETAILS if inner else FOOTER
    return None if inner else HEADER
