"""Ask the same questions over HTTP of our server and of its peers; compare answers, times, and answers a second.

    python benchmarks/serving.py                                    the whole, as docs/reference/speed.md shows it
    python benchmarks/serving.py --quick --without virtuoso         a minute's try, without one that is not installed

All systems are up, and one at a time is asked; see benchmarks/README.md for what is measured and how.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from peers import SYSTEMS, material, wrk
from peers.contest import Contest, How, Lane
from peers.peer import missing
from peers.processes import memory

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from peers.material import Question
    from peers.peer import Peer

    Json = dict[str, object]
    #: By question, who gave no answer to it, and why it is not asked again.
    Silent = dict[str, dict[str, str]]

RESULTS = Path(__file__).parent / "results" / "serving.json"
SIZES = (38, 342)
FULL = How(rounds=5, seconds=1, warm=1.0, patience=20.0)
SHORT = How(rounds=1, seconds=1, warm=0.0, patience=10.0)
OURS = "samendoen"


def options(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the *arguments* of the command."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="six municipalities, one round of each")
    parser.add_argument("--sizes", type=int, nargs="+", help="so many municipalities")
    parser.add_argument("--rounds", type=int, help="rounds of each measurement")
    parser.add_argument("--seconds", type=int, help="seconds of a round of wrk")
    parser.add_argument("--patience", type=float, help="seconds that an answer may take")
    parser.add_argument("--questions", nargs="+", help="only these")
    parser.add_argument("--without", nargs="+", default=[], choices=[it for it in SYSTEMS if it != OURS])
    parser.add_argument("--results", type=Path, help="where to write; only the whole is written without it")
    return parser.parse_args(arguments)


def how(given: argparse.Namespace) -> How:
    """Give how much is measured, as *given*."""
    base = SHORT if given.quick else FULL
    wanted = {name: getattr(given, name) for name in ("rounds", "seconds", "patience")}
    return How(**{**vars(base), **{name: value for name, value in wanted.items() if value is not None}})


def lanes(question: Question, peers: Mapping[str, Peer], silent: Mapping[str, str]) -> list[Lane]:
    """Give the lanes in which *question* is asked of *peers*, all but those that are *silent*, with why.

    Ours is also asked it as written, where that differs from what ours is asked.
    """
    found = [Lane(name, peer, question.text, ours=name == OURS) for name, peer in peers.items()]
    if question.ours:
        found[0] = Lane(OURS, peers[OURS], question.ours, ours=True)
        found.insert(1, Lane(f"{OURS}, as written", peers[OURS], question.text, ours=True, counted=False))
    for lane in found:
        lane.refused = silent.get(lane.name, "")
    return found


def contests(found: Sequence[Contest]) -> list[Json]:
    """Ask first all questions to compare and to warm up, then all to time, then all to count."""
    for step in (Contest.meet, Contest.cold, Contest.repeated):
        for contest in found:
            started = time.perf_counter()
            step(contest)
            print(f"{step.__name__:<9} {contest.name:<24} {time.perf_counter() - started:6.1f} s", flush=True)
    return [show(contest.result()) for contest in found]


def show(result: Json) -> Json:
    """Print a *result*, and give it back."""
    print(json.dumps(result, indent=1), flush=True)
    return result


def run(size: int, chosen: Sequence[Question], names: Sequence[str], much: How, silent: Silent) -> Json:
    """Measure a region of *size*: loading, and each question; who was *silent* at a smaller size is not asked."""
    with tempfile.TemporaryDirectory(prefix="serving-") as place, ExitStack() as stack:
        folder = Path(place)
        made = material.made(size, folder)
        print(f"{size} municipalities: {made.triple_count:,} triples", flush=True)
        peers, loading = {}, {}
        for name in names:
            (folder / name).mkdir()
            peers[name] = SYSTEMS[name](folder / name, much.patience)
            stack.callback(peers[name].stop)
            data = made.quads if name == OURS else made.triples
            loading[name] = round(peers[name].begin(data), 2)
            print(f"loaded    {peers[name].title:<24} {loading[name]:6.1f} s", flush=True)
        found = [Contest(it.name, lanes(it, peers, silent[it.name]), much) for it in chosen]
        results = contests(found)
        for contest in found:
            silent[contest.name] |= dict.fromkeys(contest.silent, f"none at {size} municipalities")
        return {"triples": made.triple_count, "quads_of_ours": made.quad_count, "load_s": loading, "questions": results}


def about(names: Sequence[str], much: How, left_out: Sequence[str]) -> Json:
    """Give what was measured with what."""
    gib = round(memory() / 2**30, 1)
    return {
        "machine": {"cores": os.cpu_count(), "memory_gib": gib, "system": f"{platform.system()} {platform.machine()}"},
        "versions": {**{name: SYSTEMS[name].version() for name in names}, "wrk": wrk.version()},
        "titles": {name: SYSTEMS[name].title for name in names},
        "left_out": sorted(left_out),
        "how": {**vars(much), "connections": wrk.CONNECTIONS},
    }


def main(arguments: Sequence[str]) -> None:
    """Check what is installed, measure, and write the results."""
    given = options(arguments)
    names = [name for name in SYSTEMS if name not in given.without]
    absent = [*missing(wrk.NEEDS), *(f"{it} (or --without {n})" for n in names for it in missing(SYSTEMS[n].needs))]
    if absent:
        raise SystemExit("\n".join(absent))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is stopped
    much, sizes = how(given), given.sizes or ((6,) if given.quick else SIZES)
    chosen = [it for it in material.questions() if not given.questions or it.name in given.questions]
    silent: Silent = {question.name: {} for question in chosen}
    measured = {str(size): run(size, chosen, names, much, silent) for size in sorted(sizes)}
    results = {**about(names, much, given.without), "sizes": measured}
    target = given.results or (None if given.quick or given.sizes or given.questions else RESULTS)
    if target:
        target.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
