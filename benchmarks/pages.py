"""The first view of each page over the packaged data and over a region, side by side: of a cold app, and of a settled.

    python benchmarks/pages.py              the whole, as the docs show it
    python benchmarks/pages.py --size 6     smaller; written only where --results says

Cold, the workers hold the version, the search has its index and the templates are read, and nothing was asked before:
of every page and every round the app and its caches are new. Settled, the app has shown what it shows before anybody
asks, and each page is seen for the first time by a visitor. What is timed is the request alone, without HTTP: the
questions, the reading of their rows, and the rendering.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from contextlib import contextmanager
from http import HTTPStatus
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from peers import material
from peers.samendoen import manifest
from region import MEASURES

from api.app import create_app, read_templates
from api.catalogue import DEFAULT_LANGUAGE
from api.preparation import iter_steps
from api.serving.dataset import Dataset
from api.serving.served import Served
from api.settings import read_settings
from graph.build import build_version
from graph.engine import Pool
from graph.engine.store import Store
from graph.versions.archive import Archive
from ontology.namespaces import find_plan_key
from queries.answers import list_things
from queries.plans import Plans
from queries.questions import Library

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from flask import Flask

    from api.settings import Settings
    from graph.versions import Version

    Json = dict[str, object]

RESULTS = Path(__file__).parent / "results" / "pages.json"
SIZE, ROUNDS = 38, 1
#: What a first view may take in an app that has settled, in milliseconds, over the packaged data and over the region.
BOUNDS_MS = (50, 300)
#: The pages by name; a class in braces stands for the id of its first thing.
PAGES = {
    "start": "/",
    "plan": "/plans/{plan}",
    "themes": "/themes",
    "theme": "/themes/{plan}/{Theme}",
    "partners": "/partners",
    "partner": "/partners/{plan}/{Partner}",
    "measures": "/measures",
    "measure": "/measures/{plan}/{Measure}",
    "legislation": "/legislation",
    "law": "/legislation/{Law}",
    "gaps": "/gaps",
    "gaps of a kind": "/gaps?kind=owner",
    "coverage": "/coverage",
    "calendar": "/calendar",
    "decisions": "/decisions",
    "defects": "/defects",
    "levels": "/levels",
    "money": "/money",
    "compare": "/compare",
    "versions": "/versions",
    "changes": "/changes",
    "handout": "/handout?plan={plan}&partner={Partner}",
    "meeting": "/meeting?plan={plan}&partner={Partner}&theme={Theme}",
    "network": "/network",
    "network of a theme": "/network?plan={plan}&theme={Theme}",
    "document": "/documents/{plan}/{Document}",
    "line": "/documents/{plan}/{Document}/lines/27",
    "questions": "/questions",
    "a long question": "/questions/evidence",
    "its memo": "/questions/evidence/memo",
    "search": "/search?q=jongeren",
    "model": "/def",
    "API": "/api/v1",
    "help": "/help",
}
CLASSES = ("Document", "Law", "Measure", "Partner", "Theme")


def build_packaged(folder: Path) -> None:
    """Build the packaged data in *folder*."""
    build_version(folder)


def build_region(size: int, folder: Path, measures: int = MEASURES) -> None:
    """Publish a region of *size*, of so many *measures*, in *folder*, without holding it against the shapes."""
    text = material.written(size, folder, measures)
    stated = material.stated(text)
    true = sorted({*stated, *material.derived(stated)})
    lines = sorted([*true, *material.summarised(true)])
    Archive(folder).publish(lines, manifest(text, lines))


def list_paths(folder: Path) -> dict[str, str]:
    """List the path of each page over the current version in *folder*."""
    plan = next(iter(Plans(Store(Archive(folder).find("current").path))))
    own = {name: [it for it in list_things(plan.engine, name) if find_plan_key(it.iri) == plan.key] for name in CLASSES}
    ids = {name: (found or list_things(plan.engine, name))[0].id for name, found in own.items()}
    return {name: path.format_map({**ids, "plan": plan.key}) for name, path in PAGES.items()}


def time_view(app: Flask, path: str) -> float:
    """Time one view of the page of *app* at *path*, in milliseconds.

    :raises SystemExit: when there is no such page.
    """
    start = time.perf_counter()
    response = app.test_client().get(path, headers={"Accept": "text/html"})
    size, taken = len(response.data), (time.perf_counter() - start) * 1000
    if response.status_code != HTTPStatus.OK or not size:
        raise SystemExit(f"{path} was answered {response.status_code}.")
    return taken


@contextmanager
def open_cold(version: Version, pool: Pool, settings: Settings) -> Iterator[Served]:
    """Serve *version*, which *pool* holds, with caches that are new, and with the index of the search."""
    dataset = Dataset._over(version, pool, settings, Library(settings.questions))  # noqa: SLF001  the same workers
    dataset.search.index(DEFAULT_LANGUAGE)
    yield Served(dataset, settings)
    dataset.search.close()


def time_round(version: Version, pool: Pool, settings: Settings, paths: Mapping[str, str]) -> dict[str, list[float]]:
    """Time the first view of each of *paths* over *version*, cold and settled."""
    cold: dict[str, float] = {}
    for name, path in paths.items():
        with open_cold(version, pool, settings) as served:
            cold[name] = time_view(read_templates(create_app(served)), path)
    with open_cold(version, pool, settings) as served:
        app = read_templates(create_app(served))
        served._settle()  # noqa: SLF001  as the thread that watches does
        for step in iter_steps(app, served):
            step()
        settled = {name: time_view(app, path) for name, path in paths.items()}
    gc.unfreeze()
    return {name: [cold[name], settled[name]] for name in paths}


def measure_pages(folders: Mapping[str, Path], rounds: int) -> list[Json]:
    """Measure each page over the data in *folders*, which take turns."""
    paths = {name: list_paths(folder) for name, folder in folders.items()}
    times: dict[str, list[dict[str, list[float]]]] = {name: [] for name in folders}
    for _ in range(rounds):
        for name, folder in folders.items():
            settings = read_settings({"SAMENDOEN_DATA": str(folder)})
            version = Archive(folder).find("current")
            pool = Pool(version.path, settings.workers, settings.limits, own=settings.page_workers)
            try:
                times[name].append(time_round(version, pool, settings, paths[name]))
            finally:
                pool.close()
    found: list[Json] = []
    for page, shown in PAGES.items():
        medians = {
            name: [round(statistics.median(it[page][way] for it in taken), 1) for way in (0, 1)]
            for name, taken in times.items()
        }
        worst = {name: round(max(it[page][1] for it in taken), 1) for name, taken in times.items()}
        found.append({"page": page, "path": shown, "median_ms": medians, "worst_settled_ms": worst})
        print(json.dumps(found[-1]), flush=True)
    return found


def main(arguments: Sequence[str]) -> None:
    """Measure what *arguments* ask for, and write the results."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--size", type=int, default=SIZE, help="how many municipalities the region has")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--results", type=Path, help="where to write; only the whole is written without it")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="pages-") as place:
        folders = {"packaged": Path(place, "packaged"), str(given.size): Path(place, str(given.size))}
        for folder in folders.values():
            folder.mkdir()
        material.alone(build_packaged, folders["packaged"])
        material.alone(build_region, given.size, folders[str(given.size)])
        pages = measure_pages(folders, given.rounds)
    machine: Json = {"cores": os.cpu_count(), "python": platform.python_version(), "load": os.getloadavg()[1]}
    results: Json = {
        "machine": machine,
        "versions": {name: version(name) for name in ("flask", "pyoxigraph")},
        "rounds": given.rounds,
        "size": given.size,
        "bounds_ms": BOUNDS_MS,
        "pages": pages,
    }
    target = given.results or (RESULTS if (given.size, given.rounds) == (SIZE, ROUNDS) else None)
    if target:
        target.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
