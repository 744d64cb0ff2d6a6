"""Posts to paste as they are: within each network's limit, each with the sentences it stands on.

What writes them is loaded when there are posts to write: checks of other rooms use parts of this.
"""

from __future__ import annotations

from collections.abc import Sequence

from segue.model import Episode
from segue.release import Job, Output, Shared

__all__ = ["plan", "render"]


def plan(episode: Episode, shared: Shared) -> Sequence[Job]:
    """One job for all networks of the episode; SegueError names those that nobody knows."""
    from segue.social.posting import planned

    return planned(episode, shared)


def render(job: Job) -> Sequence[Output]:
    """A file to paste from for each network, and `posts.json` with the source of every post."""
    from segue.social.posting import Posting, posted

    assert isinstance(job, Posting)
    return posted(job)
