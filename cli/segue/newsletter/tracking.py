"""Links that tell the show's own statistics which clicks came from the newsletter."""

from __future__ import annotations

from segue import links
from segue.model import Episode
from segue.newsletter.vault import Vault


def tracked(url: str, episode: Episode, vault: Vault) -> str:
    """The address with the newsletter's utm parameters, unless the show wants none.

    One that a merge tag stands in stays as it is, for it is the service's, and so does the way out.
    """
    settings = episode.show.newsletter
    if not settings.utm or url == settings.unsubscribe_url or vault.holds_tokens(url):
        return url
    return links.with_utm(url, source="newsletter", medium="email", campaign=episode.slug)
