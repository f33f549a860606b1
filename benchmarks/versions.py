"""Make, start, serve and swap versions of the packaged data and of regions; time it, and look at the memory it takes.

    python benchmarks/versions.py                     the whole, as docs/reference/speed.md shows it
    python benchmarks/versions.py --data packaged 6   only these; written only where --results says

The packaged data go through `samendoen build` as it is. A region goes through the same steps, but the larger ones
without the shapes, which would take most of an hour; see benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import statistics
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from peers import material
from peers.contest import fresh
from peers.material import alone
from peers.processes import Refused, fetch, memory, pss, tree
from peers.samendoen import Samendoen, manifest, publish

from graph.build import build_version
from graph.versions.archive import Archive

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.versions.archive import Version

    Json = dict[str, object]

RESULTS = Path(__file__).parent / "results" / "versions.json"
PACKAGED, REGIONS = "packaged", (6, 38, 342)
#: The largest region that is held against the shapes.
SHAPED = 6
ROUNDS = 5
#: Seconds that an answer may take, and a swap.
PATIENCE, SWAPPING = 30.0, 600.0
#: So many ask all the time while versions are swapped, each a query that no cache holds.
CLIENTS = 2
#: So many queries are answered before the memory is looked at.
WARM = 8
ASKED = "SELECT ?type (COUNT(?thing) AS ?things) WHERE { ?thing a ?type } GROUP BY ?type"
#: One quad more makes another version.
ANOTHER = b"<https://example.org/a> <https://example.org/b> <https://example.org/c> <https://example.org/graph> .\n"


class Steps:
    """The seconds that each step takes, told as each begins."""

    def __init__(self) -> None:
        """Begin before the first step."""
        self.seconds: dict[str, float] = {}
        self._name, self._since = "", time.perf_counter()

    def __call__(self, name: str) -> None:
        """End the step before, and begin the one called *name*; no name ends the last."""
        now = time.perf_counter()
        if self._name:
            self.seconds[self._name] = round(now - self._since, 2)
        self._name, self._since = name, now


def packaged(folder: Path) -> dict[str, float]:
    """Build the packaged data in *folder*, and give the seconds of each step."""
    steps = Steps()
    build_version(folder / "data", progress=steps)
    steps("")
    return steps.seconds


def region(size: int, folder: Path) -> dict[str, float]:
    """Build a region of *size* in *folder*, and give the seconds of each step."""
    text = material.written(size, folder)
    steps = Steps()
    steps("load")
    stated = material.stated(text)
    if size <= SHAPED:
        steps("validate")
        material.shaped(stated)
    steps("reason")
    true = sorted({*stated, *material.derived(stated)})
    steps("summarise")
    lines = [*true, *material.summarised(true)]
    steps("publish")
    lines.sort()
    Archive(folder / "data").publish(lines, manifest(text, lines))
    steps("")
    return steps.seconds


@dataclass
class Asking:
    """Clients that ask a server all the time until told to stop, and what became of it."""

    server: Samendoen
    answered: int = 0
    dropped: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Make the clients."""
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._ask) for _ in range(CLIENTS)]

    def __enter__(self) -> None:
        """Start asking."""
        for thread in self._threads:
            thread.start()

    def __exit__(self, *_: object) -> None:
        """Stop asking, once what was asked is answered."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _ask(self) -> None:
        """Ask one query after the other."""
        while not self._stop.is_set():
            try:
                self.server.query(fresh(ASKED))
                self.answered += 1
            except Refused as error:
                self.dropped.append(str(error))


def ready(server: Samendoen) -> str:
    """Give the version that *server* says it is ready with.

    :raises Refused: when it is not.
    """
    found: str = json.loads(fetch(server.server.port, "/readyz", "application/json", PATIENCE))["version"]
    return found


def started(server: Samendoen) -> float:
    """Start *server* over what it has, again where it runs, and give the seconds until it says that it is ready."""
    server.stop()
    since = time.perf_counter()
    server.launch_until(lambda: ready(server))
    return time.perf_counter() - since


def swapped(server: Samendoen, archive: Archive, version: Version) -> float:
    """Make *version* current, and give the seconds until *server* names it."""
    archive.use(version)
    since = time.perf_counter()
    while ready(server) != version.digest:
        if time.perf_counter() - since > SWAPPING:
            raise SystemExit(f"The server did not take version {version.digest} within {SWAPPING:g} s.")
        time.sleep(0.01)
    return time.perf_counter() - since


def memories(server: Samendoen) -> dict[str, int]:
    """Give the bytes of the web process with the one that watches it, of the holder, of a worker, and of all."""
    found = {process: pss(process) for process in tree(server.server.process.pid)}
    nurseries = [it for it in found if b"graph.engine.workers.zygote" in Path(f"/proc/{it}/cmdline").read_bytes()]
    holder, *workers = nurseries
    web = sum(it for process, it in found.items() if process not in nurseries)
    each = round(statistics.mean(found[it] for it in workers))
    return {"web": web, "holder": found[holder], "worker": each, "all": sum(found.values())}


def measured(name: str, folder: Path) -> Json:
    """Measure the data called *name* in *folder*."""
    took = alone(packaged, folder) if name == PACKAGED else alone(region, int(name), folder)
    archive = Archive(folder / "data")
    one = archive.find("current")
    counts: Json = {"name": name, "quads": one.manifest.quads, "file_bytes": one.path.stat().st_size, "build_s": took}
    return {**counts, **run(Samendoen(folder, PATIENCE), archive, one, another(archive, one))}


def another(archive: Archive, one: Version) -> Version:
    """Publish another version than *one*, with a quad more, and leave *one* current."""
    path = archive.folder / "another.nq"
    with archive.open(one) as lines:
        path.write_bytes(b"".join(sorted([ANOTHER, *lines])))
    other = publish(archive.folder, path)
    archive.use(one)
    return other


def run(server: Samendoen, archive: Archive, one: Version, other: Version) -> Json:
    """Start *server* again and again, and then swap *one* and the *other* under it."""
    try:
        starts = [started(server) for _ in range(ROUNDS)]
        for _ in range(WARM):
            server.query(fresh(ASKED))
        taken, asking = memories(server), Asking(server)
        with asking:
            swaps = [swapped(server, archive, one if turn % 2 else other) for turn in range(ROUNDS)]
    finally:
        server.stop()
    times = {"ready_s": starts, "swap_s": swaps}
    asked: Json = {"asked": asking.answered + len(asking.dropped), "dropped": len(asking.dropped)}
    medians = {what: round(statistics.median(seconds), 2) for what, seconds in times.items()}
    return {**medians, **asked, "dropped_because": asking.dropped[:3], "memory_bytes": taken}


def main(arguments: Sequence[str]) -> None:
    """Measure what *arguments* ask for, and write the results."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--data", nargs="+", help=f"'{PACKAGED}', or so many municipalities")
    parser.add_argument("--results", type=Path, help="where to write; only the whole is written without it")
    given = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is stopped
    found = []
    for name in given.data or (PACKAGED, *map(str, REGIONS)):
        with tempfile.TemporaryDirectory(prefix="versions-") as place:
            found.append(measured(name, Path(place)))
            print(json.dumps(found[-1], indent=1), flush=True)
    machine = {"cores": os.cpu_count(), "memory_gib": round(memory() / 2**30, 1), "python": platform.python_version()}
    versions = {name: version(name) for name in ("uvicorn", "pyoxigraph", "pyshacl")}
    results = {"machine": machine, "versions": versions, "rounds": ROUNDS, "clients": CLIENTS, "data": found}
    target = given.results or (None if given.data else RESULTS)
    if target:
        target.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
