"""A post within its network's limit, by choosing fewer or shorter whole sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from segue.social.angles import Angle
from segue.social.counting import measure
from segue.social.layout import Draft
from segue.social.limits import Limits

Layout = Callable[[Draft], str]


@dataclass(frozen=True, slots=True)
class Fitted:
    """A post that fits, and what was laid out for it."""

    text: str
    draft: Draft


@dataclass(frozen=True, slots=True)
class Fitter:
    """Fits the posts of one network."""

    row: Limits
    layout: Layout
    bare_link: str

    def fit(self, full: Draft, angles: Iterable[Angle]) -> Fitted | None:
        """The first of the angles that fits, else the first that does so without hashtags."""
        passed: list[Angle] = []
        for angle in angles:
            passed.append(angle)
            fitted = self._first((replace(full, angle=angle),))
            if fitted:
                return fitted
        untagged = replace(full, hashtags=())
        return self._first(replace(untagged, angle=angle) for angle in passed)

    def announce(self, full: Draft, angles: Sequence[Angle]) -> Fitted | None:
        """Something that fits in any case: a sentence alone, or the title, cut if it must be."""
        linked = replace(full, hashtags=(), link=self.bare_link if full.link else "")
        plain = replace(linked, disclaimer="")
        around = (linked, plain, replace(plain, link=""))
        said = (replace(each, angle=angle) for each in around for angle in angles)
        titles = (replace(around[-1], title=title) for title in _shorter(full.title))
        return self._first((full, replace(full, hashtags=()), *said, *around, *titles))

    def fit_around(self, full: Draft) -> Fitted | None:
        """What the draft says, with as much around it as fits."""
        untagged = replace(full, hashtags=())
        plain = replace(untagged, disclaimer="")
        return self._first((full, untagged, plain, replace(plain, link="")))

    def _first(self, drafts: Iterable[Draft]) -> Fitted | None:
        for draft in drafts:
            text = self.layout(draft)
            if measure(text, self.row).valid:
                return Fitted(text, draft)
        return None


def _shorter(title: str) -> Iterator[str]:
    """A title of fewer words, and where its first word is too long, of fewer characters."""
    words = title.split()
    for number in range(len(words) - 1, 0, -1):
        yield f"{' '.join(words[:number]).rstrip(' ,;:–—-')}…"
    first = words[0] if words else ""
    for length in range(len(first) - 1, 0, -1):
        yield f"{first[:length]}…"
