"""How long the feed of a long archive takes: the feed's own part, and the whole command.

`feed` is what the room does with 2,000 episodes whose audio facts and notes are known. `command` is
`segue build --only feed` in a process of its own, from reading 2,000 folders to writing the file;
the first run learns what the recordings are, the second remembers it, the third one's articles are
all changed. Each episode has the example's article, with words of its own, and a short recording.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import wave
from pathlib import Path

from segue import build, feed
from segue.release import Alone
from segue.releasing import Bench
from segue.request import Request

ROOT = Path(__file__).resolve().parent.parent
SLUG = "car-t"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--episodes", type=int, default=2000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SEGUE_CACHE_DIR"] = str(Path(folder, "cache"))
        root = Path(folder, "show")
        make_show(root, options.episodes)
        for name in ("first", "again"):
            measure_command(name, root)
        for episode in (root / "episodes").glob("*/episode.md"):
            edit(episode)
        measure_command("edited", root)
        measure_room(root)


def make_show(root: Path, episodes: int) -> None:
    """A show of so many episodes whose audio was built: one of them really, the others alike."""
    root.mkdir()
    settings = re.sub(r"(?m)^(intro|outro) = .*$", "", (ROOT / "segue.toml").read_text("utf-8"))
    (root / "segue.toml").write_text(settings, encoding="utf-8")
    shutil.copytree(ROOT / "assets", root / "assets")
    article = (ROOT / "episodes" / SLUG / "episode.md").read_text(encoding="utf-8")
    front = re.sub(
        r"(?ms)^(audio|image|chapters):.*?(?=^\w|^---)", "", article.partition("\n---\n")[0]
    )
    body = re.sub(r"(?m)^!\[.*$", "", article.partition("\n---\n")[2])
    for at in range(episodes):
        make_episode(root / "episodes" / f"e{at:04}", front, body, at)
    done = build.build(Request(root=root, episodes=("e0000",), only=frozenset({"audio"})))
    faults = [problem.message for problem in done.problems if problem.severity == "error"]
    if faults:
        sys.exit(f"the show could not be made: {faults}")
    made = root / "output" / "e0000"
    for at in range(1, episodes):
        target = root / "output" / f"e{at:04}" / "audio"
        target.mkdir(parents=True)
        report = (made / "audio" / "report.json").read_text("utf-8")
        (target / "report.json").write_text(report.replace("e0000", f"e{at:04}"), "utf-8")
        os.link(made / "audio" / "e0000.mp3", target / f"e{at:04}.mp3")


def make_episode(folder: Path, front: str, body: str, at: int) -> None:
    """One episode with a second of silence."""
    (folder / "audio").mkdir(parents=True)
    own = re.sub(r"(?m)^(guid|date|number|slug|title|season):.*$\n", "", front)
    day = f"{2000 + at // 336}-{at // 28 % 12 + 1:02}-{at % 28 + 1:02}"
    head = f"{own}\ntitle: Episode {at}\nguid: guid-{at}\ndate: {day}\nnumber: {at + 1}"
    text = re.sub(r"(?m)^(?=[A-Z])(.+)$", rf"\1 This is word {at} of it.", body)
    (folder / "episode.md").write_text(f"{head}\n---\n{text}", encoding="utf-8")
    with wave.open(str(folder / "audio" / "talk.wav"), "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", ""))
        sound.writeframes(at.to_bytes(2, "little") * 8000)


def edit(episode: Path) -> None:
    """Change each paragraph of an article."""
    head, _, body = episode.read_text(encoding="utf-8").partition("\n---\n")
    edited = re.sub(r"(?m)^(?=[A-Z])(.+)$", r"\1 It was edited.", body)
    episode.write_text(f"{head}\n---\n{edited}", encoding="utf-8")


def measure_command(name: str, root: Path) -> None:
    """The command in a process of its own."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    command = [sys.executable, "-m", "segue", "build", "--only", "feed", "-q"]
    done = subprocess.run(command, cwd=root, capture_output=True, check=False)
    took = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if done.returncode:
        sys.exit(done.stderr.decode())
    size = (root / "output" / "feed.xml").stat().st_size
    print(f"command, {name:<7} {took:6.1f} s, {spent:6.1f} s of CPU, {size / 1e6:.1f} MB of feed")


def measure_room(root: Path) -> None:
    """The feed's room alone, with everything that it is given in memory."""
    request = Request(root=root, only=frozenset({"feed"}), dry_run=True)
    loaded = build.load(request)
    plans = build.plan(loaded, request, Bench(root / "output", Alone()))
    bundle = build.render(loaded, plans, request, lambda _: None)
    start = time.process_time()
    for job in feed.plan(loaded.show, bundle.releases):
        feed.render(job)
    print(f"feed            {time.process_time() - start:6.2f} s of CPU")


if __name__ == "__main__":
    main()
