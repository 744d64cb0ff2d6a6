"""How long one newsletter takes, warm and in this process, and how much it weighs.

`example` is the example episode's newsletter in all its forms, from the loaded episode on; `picks`
the same with its sentences picked anew, as when the article was edited. `100 KB` is an article of
100,000 characters, made of the example's words, in both layouts: planned and rendered; `load` is
what reading it costs before. `mjml` is the official program on the MJML of the
example's newsletter, in a node started for it and in one that runs already, beside our compiler on
the same; it needs `npm install --prefix tests/oracles`.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import mjml

from segue import article, build, markdown, newsletter, picking, sentences
from segue.model import Episode
from segue.release import Alone, Shared
from segue.releasing import Bench
from segue.request import Request

ROOT = Path(__file__).resolve().parent.parent
ORACLES = ROOT / "tests" / "oracles"
LONG = 100_000
NODE = """
import mjml2html from "mjml";
import { text } from "node:stream/consumers";
const { mjml, rounds } = JSON.parse(await text(process.stdin));
const took = [];
for (let round = 0; round < rounds; round += 1) {
  const start = performance.now();
  await mjml2html(mjml, { validationLevel: "skip" });
  took.push(performance.now() - start);
}
process.stdout.write(JSON.stringify(took));
"""


def milliseconds(work: Callable[[], object], rounds: int) -> list[float]:
    """How long each round of some work took, in milliseconds."""
    took = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        took.append((time.perf_counter() - start) * 1000)
    return took


def say(name: str, took: list[float], promise: str = "") -> None:
    """Print the median and the fastest of some rounds."""
    median = statistics.median(took)
    print(f"{name:<16} median {median:7.1f} ms   fastest {min(took):7.1f} ms{promise}")


def a_long_article(text: str) -> str:
    """The article again and again until it is 100 KB long, a few words changed each time."""
    chance = random.Random(1)
    words = re.findall(r"[a-z]{5,}", text)

    def changed(word: re.Match[str]) -> str:
        return chance.choice(words) if chance.random() < 0.2 else word[0]

    parts = [text]
    while sum(map(len, parts)) < LONG:
        parts.append(re.sub(r"(?<![\w/(.-])[a-z]{5,}(?![\w/).-])", changed, text))
    return "\n\n".join(parts)[:LONG]


def read_anew(text: str) -> article.Article:
    """The article, nothing of it being remembered."""
    sentences.split.cache_clear()
    markdown._parsed.cache_clear()  # noqa: SLF001 (what is remembered must go)
    return article.read(text, language="en")


def render(episode: Episode, shared: Shared, *, picked_anew: bool) -> dict[str, bytes]:
    """Each form of the newsletter, from the loaded episode."""
    if picked_anew:
        picking.pick.cache_clear()
    shared = replace(shared, picks=picking.pick(episode.article, episode.show.language))
    made = (each for job in newsletter.plan(episode, shared) for each in newsletter.render(job))
    return {each.path.name: each.body for each in made if isinstance(each.body, bytes)}


def by_node(source: str, rounds: int) -> list[float]:
    """How long the official program takes for each round, in milliseconds, once node runs."""
    node = shutil.which("node")
    if node is None or not (ORACLES / "node_modules").is_dir():
        return []
    done = subprocess.run(
        [node, "--input-type=module", "--eval", NODE],
        input=json.dumps({"mjml": source, "rounds": rounds}),
        capture_output=True,
        text=True,
        check=True,
        cwd=ORACLES,
    )
    took: list[float] = json.loads(done.stdout)
    return took


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    rounds = parser.parse_args().rounds
    request = Request(root=ROOT, only=frozenset({"newsletter"}), dry_run=True)
    loaded = build.load(request)
    [episode] = loaded.episodes
    shared = build.plan(loaded, request, Bench(ROOT / "output", Alone()))[0].shared
    made = render(episode, shared, picked_anew=True)
    weight = len(made["newsletter.html"])
    print(f"{'weight':<16} {weight:,} bytes of HTML   (promise: at most {30 * 1024:,})")
    warm = milliseconds(lambda: render(episode, shared, picked_anew=False), rounds)
    say("example", warm, "   (promise: median at most 8)")
    anew = milliseconds(lambda: render(episode, shared, picked_anew=True), rounds)
    say("example, picks", anew)
    long_one(episode, shared, max(3, rounds // 20))
    against_node(made["newsletter.mjml"].decode(), warm, rounds)


def long_one(episode: Episode, shared: Shared, rounds: int) -> None:
    """Measure an article of 100 KB."""
    text = a_long_article(episode.article.markdown)
    say("100 KB, load", milliseconds(lambda: read_anew(text), rounds))
    read = read_anew(text)
    for layout in ("digest", "full"):
        settings = replace(episode.show.newsletter, layout=layout)
        show = replace(episode.show, newsletter=settings)
        long = replace(episode, article=read, calls=read.calls, show=show)
        took = milliseconds(lambda long=long: render(long, shared, picked_anew=True), rounds)
        say(f"100 KB, {layout}", took, "   (promise: below 150)")


def against_node(source: str, warm: list[float], rounds: int) -> None:
    """Measure the official program on the same mail."""
    theirs = by_node(source, rounds)
    cold = milliseconds(lambda: by_node(source, 1), 3)
    if not theirs:
        print("mjml             is not there: npm install --prefix tests/oracles")
        return
    ours = milliseconds(lambda: mjml.mjml2html(source, fonts={}), rounds)
    say("mjml, from cold", cold)
    say("mjml, warm", theirs)
    say("ours, the same", ours)
    ratio = statistics.median(theirs) / statistics.median(ours)
    print(f"{'ratio':<16} {ratio:.0f} times as fast on the same MJML   (promise: 10)")
    for name, took in (("started anew", cold), ("warm", theirs)):
        whole = statistics.median(took) / statistics.median(warm)
        print(f"{'':<16} {whole:.1f} times, {name}, beside our whole newsletter in all its forms")


if __name__ == "__main__":
    main()
