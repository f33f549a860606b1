"""Derive what follows: by our rules, by owlrl over everything, and by `reasonable`; compare the time and the answers.

    python benchmarks/closure.py                              the whole, as docs/reference/speed.md shows it
    python benchmarks/closure.py --rounds 1 --data packaged 6 only these; written only where --results says

Ours closes the ontology with owlrl, compiles that into rules, and applies those and the CONSTRUCT rules to the data;
the others close ontology and data together. Each run is a process of its own; the engines take turns.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from closing_data import OURS, PACKAGED
from closing_table import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    Json = dict[str, Any]

RESULTS = Path(__file__).parent / "results" / "closure.json"
ENGINES = Path(__file__).with_name("closing_engines.py")
DATA = (PACKAGED, "1", "6", "38", "342")
#: The largest region that each engine is given. owlrl takes ten minutes at 38. `reasonable` takes memory by the square
#: of the data where the ontology calls properties functional or classes disjoint, 17 GB at 38 and all there is at 342;
#: so it is given an ontology that does not, from which the same triples follow.
LARGEST = {OURS: 342, "owlrl": 38, "reasonable": 342, "reasonable, as written": 6}
ROUNDS = 5
#: Of the memory that there is, so much may an engine take before it is stopped.
SHARE = 0.8


def main() -> None:
    """Run the engines in turns, compare what they say, and write the results."""
    parser = argparse.ArgumentParser(description="Time how what follows is derived, by ours and by others.")
    parser.add_argument("--data", nargs="+", choices=DATA, default=DATA)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--largest-owlrl", type=int, default=LARGEST["owlrl"], help="the largest region for owlrl")
    parser.add_argument("--results", type=Path)
    given = parser.parse_args()
    LARGEST["owlrl"] = given.largest_owlrl
    whole = tuple(given.data) == DATA and given.rounds >= ROUNDS
    path = given.results or (RESULTS if whole else None)
    result: Json = {
        "machine": {"python": platform.python_version(), "cores": os.cpu_count(), "memory_gib": _gib()},
        "versions": {name: version(name) for name in ("numpy", "owlrl", "pyoxigraph", "rdflib", "reasonable")},
        "rounds": given.rounds,
        "data": [measured(name, given.rounds) for name in given.data],
    }
    result["table"] = table(result)
    if path:
        path.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print("\n".join(result["table"]))


def measured(name: str, rounds: int) -> Json:
    """Give what each engine took for the data called *name*, and how what it says compares with ours."""
    size = 1 if name == PACKAGED else int(name)
    engines = [engine for engine, largest in LARGEST.items() if size <= largest]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        stated = int(_alone([sys.executable, "-c", _WRITE, name, place]))
        runs: dict[str, list[Json]] = {engine: [] for engine in engines}
        for number in range(rounds):
            for engine in engines:
                out = folder / engine if engine != OURS and not number else None
                runs[engine].append(ran(engine, folder, out))
                print(name, engine, json.dumps(runs[engine][-1]), file=sys.stderr, flush=True)
        compared = compare(folder, engines)
    return {
        "name": name,
        "stated": stated,
        "engines": {engine: _median(of_engine) for engine, of_engine in runs.items()},
        "compared": compared,
    }


def ran(engine: str, folder: Path, out: Path | None = None) -> Json:
    """Give what *engine* took to close the data in *folder*; what it says in our terms goes to the file *out*."""
    command = [sys.executable, str(ENGINES), engine, str(folder), *(["--out", str(out)] if out else [])]
    started = time.perf_counter()
    try:
        told: Json = json.loads(_alone(command))
    except subprocess.CalledProcessError as error:
        return {"failed": error.returncode, "after_s": round(time.perf_counter() - started, 1)}
    return told


def compare(folder: Path, engines: Sequence[str]) -> Json:
    """Give how many triples in our terms each of *engines* says, and those that only ours or only it does.

    `reasonable` knows no chains, so what it says is compared with what ours says without them, and those are counted.
    """
    for variant in ("by the ontology", "without chains"):
        ran(variant, folder, folder / variant)
    found: Json = {}
    for engine in engines:
        if (folder / engine).exists():
            knows_chains = engine == "owlrl"
            ours = folder / ("by the ontology" if knows_chains else "without chains")
            counts = map(int, _alone([sys.executable, "-c", _COMPARE, str(ours), str(folder / engine)]).split())
            found[engine] = dict(zip(("said_by_both", "only_ours", "only_theirs"), counts, strict=True))
            if not knows_chains:
                files = (str(folder / "by the ontology"), str(folder / "without chains"))
                found[engine]["by_chains"] = int(_alone([sys.executable, "-c", _COMPARE, *files]).split()[1])
    return found


#: What is done in a process of its own, so that this one stays small: what it holds would count for those it starts.
_WRITE = """
import sys
from pathlib import Path
from closing_data import write
print(write(sys.argv[1], Path(sys.argv[2])))
"""
_COMPARE = """
import sys
from pathlib import Path
one, other = (set(Path(name).read_bytes().splitlines()) for name in sys.argv[1:])
print(len(one & other), len(one - other), len(other - one))
"""


def _alone(command: Sequence[str]) -> str:
    """Give what *command* prints, with so much memory that the machine has some left.

    :raises CalledProcessError: when it fails, for instance for lack of memory.
    """
    limit = int(_gib() * 2**30 * SHARE)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ENGINES.parents[1]), str(ENGINES.parent)])}
    return subprocess.run(
        command,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
    ).stdout


def _gib() -> float:
    """Give how much memory there is, in GiB."""
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1)


def _median(runs: list[Json]) -> Json:
    """Give the medians of *runs* of one engine, or how it failed."""
    failed = [run for run in runs if "failed" in run]
    if failed:
        return failed[0]
    steps = {step: statistics.median(run["seconds"][step] for run in runs) for step in runs[0]["seconds"]}
    closing = [sum(run["seconds"].get(step, 0.0) for step in ("compile", "close")) for run in runs]
    return {
        "closing_s": round(statistics.median(closing), 3),
        "total_s": round(statistics.median(sum(run["seconds"].values()) for run in runs), 3),
        "seconds": {step: round(seconds, 3) for step, seconds in steps.items()},
        "cpu_s": round(statistics.median(run["cpu_s"] for run in runs), 3),
        "peak_mb": round(statistics.median(run["peak_mb"] for run in runs)),
        "derived": runs[0]["derived"],
    }


if __name__ == "__main__":
    main()
