"""How long all posts of an episode take, for every network, without their pictures.

Of the example episode, or of the first one of another show; warm, in this process, in CPU time:
`again` writes the same episode's posts again, `edited` those of an article each paragraph of which
was changed before, so that nothing is remembered of it; there the sentences are picked anew too.
"""

from __future__ import annotations

import argparse
import itertools
import re
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from segue import article, build, picking, social
from segue.clock import epoch
from segue.model import Episode
from segue.release import Shared
from segue.request import Request
from segue.social.limits import table

ROOT = Path(__file__).resolve().parent.parent
BUDGET_MS = 60


def loaded(root: Path) -> Episode:
    """The first episode of a show, for all networks and without pictures."""
    request = Request(root=root, dry_run=True, overrides={"social.cards": "false"})
    episode = next(iter(build.load(request).episodes))
    networks = tuple(name for name, row in table(root).items() if row.kinds)
    settings = replace(episode.show.social, platforms=networks)
    return replace(episode, show=replace(episode.show, social=settings), skip_platforms=())


def edited(episode: Episode) -> Iterator[Episode]:
    """The episode, ever with another sentence at the end of each paragraph."""
    read = episode.article
    for number in itertools.count():
        text = re.sub(r"(?m)^(?=[A-Z])(.+)$", rf"\1 This is round {number}.", read.markdown)
        yield replace(episode, article=article.read(text, language=episode.show.language))


def written(episode: Episode) -> int:
    """Write the posts; gives how many files they make."""
    picks = picking.pick(episode.article, episode.show.language)
    shared = Shared(picks, None, episode.date or epoch({}), episode.folder)
    return sum(len(social.render(job)) for job in social.plan(episode, shared))


def milliseconds(episode: Episode) -> float:
    """The processor's time for the posts."""
    start = time.process_time()
    written(episode)
    return (time.process_time() - start) * 1000


def main() -> int:
    """Print the medians; fails where one is over the budget."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("show", nargs="?", type=Path, default=ROOT, help="default: the example")
    parser.add_argument("--rounds", type=int, default=30)
    options = parser.parse_args()
    episode = loaded(options.show)
    written(episode)
    over = False
    for name, several in (("again", itertools.repeat(episode)), ("edited", edited(episode))):
        took = [milliseconds(one) for one in itertools.islice(several, options.rounds)]
        median = statistics.median(took)
        over = over or median > BUDGET_MS
        print(f"{name:<7} median {median:5.1f} ms   fastest {min(took):5.1f} ms   of {len(took)}")
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
