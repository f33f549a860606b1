"""The first view of each page over regions of 6, 38 and 342 plans: its answer, its weight, and what it takes.

    python benchmarks/region_pages.py                                  the whole, as the docs show it
    python benchmarks/region_pages.py --sizes 6 --results FILE         smaller

The workers hold the version already, and nothing was asked of it before: of each page the app and its caches are new.
The search has its index and the templates are read, as in a server that has started.
Processor time is that of the app and its workers together; on a machine that does nothing else a page takes no longer.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from pages import build_region
from peers import material

from api.app import create_app, read_templates
from api.catalogue import DEFAULT_LANGUAGE
from api.serving.dataset import Dataset
from api.serving.served import Served
from api.settings import read_settings
from graph.engine import Pool
from graph.versions import Archive
from queries.questions import Library

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from api.settings import Settings
    from graph.versions import Version

    Json = dict[str, object]

RESULTS = Path(__file__).parent / "results" / "region.json"
SIZES = (6, 38, 342)
#: What a page may weigh, in bytes, and of how many elements it may be.
MOST_BYTES, MOST_ELEMENTS = 300_000, 5_000
#: The pages; `{plan}` stands for the key of the plan in the middle.
PAGES = (
    "/",
    "/plans",
    "/plans/{plan}",
    "/themes",
    "/themes/{plan}/jeugd",
    "/partners",
    "/partners/politie",
    "/partners/{plan}/wijkteam",
    "/measures",
    "/measures?plan={plan}",
    "/measures/{plan}/001",
    "/legislation",
    "/legislation/jeugdwet",
    "/coverage",
    "/coverage?plan={plan}",
    "/gaps",
    "/gaps?kind=owner",
    "/network",
    "/network?plan={plan}",
    "/documents/{plan}/plan",
    "/documents/{plan}/plan/lines/40",
    "/search?q=jongeren",
    "/questions",
    "/questions/measures",
    "/questions/cooperation",
    "/questions/evidence",
    "/questions/gaps",
    "/questions/partners-without-measure",
)
_ELEMENT = re.compile(rb"<[a-zA-Z]")


def measure_processor_seconds() -> float:
    """Measure the seconds of processor time that this process and all below it have taken."""
    parents, taken = {}, {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            except OSError:  # it ended meanwhile
                continue
            parents[int(folder.name)], taken[int(folder.name)] = int(fields[1]), int(fields[11]) + int(fields[12])
    return sum(ticks for process, ticks in taken.items() if _is_ours(process, parents)) / os.sysconf("SC_CLK_TCK")


def _is_ours(process: int, parents: dict[int, int]) -> bool:
    """Say whether *process* is this one or below it."""
    while process in parents and process != os.getpid():
        process = parents[process]
    return process == os.getpid()


def view_page(version: Version, pool: Pool, settings: Settings, path: str) -> Json:
    """View the page at *path* over *version*, which *pool* holds, in an app of which nothing was asked before."""
    dataset = Dataset._over(version, pool, settings, Library(settings.questions))  # noqa: SLF001  the same workers
    plans = [plan.key for plan in dataset.plans]
    if path.startswith("/search"):
        dataset.search.index(DEFAULT_LANGUAGE)
    client = read_templates(create_app(Served(dataset, settings))).test_client()
    processor, started = measure_processor_seconds(), time.perf_counter()
    shown = path.replace("{plan}", plans[len(plans) // 2])
    response = client.get(shown, headers={"Accept": "text/html"})
    wall, processor = time.perf_counter() - started, measure_processor_seconds() - processor
    dataset.search.close()
    return {
        "page": path,
        "status": response.status_code,
        "bytes": len(response.data),
        "elements": len(_ELEMENT.findall(response.data)),
        "processor_s": round(processor, 2),
        "wall_s": round(wall, 2),
    }


def time_index(version: Version, pool: Pool, settings: Settings) -> float:
    """Time in seconds how long the index of the search takes, which a server makes when it starts."""
    dataset = Dataset._over(version, pool, settings, Library(settings.questions))  # noqa: SLF001  the same workers
    started = time.perf_counter()
    dataset.search.index(DEFAULT_LANGUAGE)
    taken = time.perf_counter() - started
    dataset.search.close()
    return taken


def measure_size(size: int) -> Json:
    """Measure each page over a region of *size* plans."""
    with tempfile.TemporaryDirectory(prefix="region-") as place:
        folder = Path(place)
        material.alone(build_region, size, folder)
        settings = read_settings({"SAMENDOEN_DATA": place, "SAMENDOEN_WORKERS": "1"})
        current = Archive(folder).find("current")
        before = measure_processor_seconds()
        pool = Pool(current.path, settings.workers, settings.limits, own=settings.page_workers)
        try:
            start = round(measure_processor_seconds() - before, 1)
            index = round(time_index(current, pool, settings), 1)
            pages = list(_iter_pages(current, pool, settings))
        finally:
            pool.close()
    return {
        "plans": size,
        "quads": current.manifest.quads,
        "start_processor_s": start,
        "index_s": index,
        "pages": pages,
    }


def _iter_pages(version: Version, pool: Pool, settings: Settings) -> Iterator[Json]:
    """Yield what each page is and takes, and print it."""
    for path in PAGES:
        found = view_page(version, pool, settings, path)
        print(json.dumps(found), flush=True)
        yield found


def main(arguments: Sequence[str]) -> None:
    """Measure what *arguments* ask for, and write the results."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="so many plans")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where to write")
    given = parser.parse_args(arguments)
    sizes = [measure_size(size) for size in given.sizes]
    results: Json = {
        "machine": {"cores": os.cpu_count(), "load": round(os.getloadavg()[1], 1)},
        "versions": {name: version(name) for name in ("flask", "pyoxigraph")},
        "most_bytes": MOST_BYTES,
        "most_elements": MOST_ELEMENTS,
        "sizes": sizes,
    }
    given.results.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
