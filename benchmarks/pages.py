"""The first view of each page, in an app that was just started, over the packaged data and over a region, side by side.

    python benchmarks/pages.py                     the whole, as the docs show it
    python benchmarks/pages.py --size 6 --rounds 1  smaller; written only where --results says

Of every page and every round the app, its workers and its caches are new, so that nothing was asked before. What is
timed is the request alone, without HTTP: the questions, the reading of their rows, and the rendering.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from http import HTTPStatus
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from peers import material
from peers.samendoen import manifest
from region import MEASURES

from api.app import create_app
from api.serving.dataset import Dataset
from api.serving.served import Served
from api.settings import read_settings
from graph.build import build_version
from graph.engine.store import Store
from graph.versions.archive import Archive
from ontology.namespaces import find_plan_key
from queries.answers import list_things
from queries.plans import Plans
from queries.questions.library import load_library

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Json = dict[str, object]

RESULTS = Path(__file__).parent / "results" / "pages.json"
SIZE, ROUNDS = 38, 5
#: What a first view of the pages that everybody comes to may take, in milliseconds.
BOUND_MS = 300
PROMISED = ("start", "measure", "coverage")
#: The pages by name; a class in braces stands for the id of its first thing.
PAGES = {
    "start": "/",
    "measure": "/measures/{plan}/{Measure}",
    "coverage": "/coverage",
    "gaps": "/gaps",
    "gaps of a kind": "/gaps?kind=owner",
    "themes": "/themes",
    "theme": "/themes/{plan}/{Theme}",
    "partners": "/partners",
    "partner": "/partners/{plan}/{Partner}",
    "measures": "/measures",
    "network of a theme": "/network?plan={plan}&theme={Theme}",
    "line": "/documents/{plan}/{Document}/lines/27",
    "legislation": "/legislation",
    "law": "/legislation/{Law}",
    "questions": "/questions",
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


def time_first_view(folder: Path, path: str) -> float:
    """Start an app over *folder*, and time the first view of the page at *path*, in milliseconds.

    :raises SystemExit: when there is no such page.
    """
    settings = read_settings({"SAMENDOEN_DATA": str(folder)})
    serving = Served(Dataset.open(settings, load_library()), settings)
    try:
        client = create_app(serving).test_client()
        start = time.perf_counter()
        response = client.get(path, headers={"Accept": "text/html"})
        size, taken = len(response.data), (time.perf_counter() - start) * 1000
    finally:
        serving.close()
    if response.status_code != HTTPStatus.OK or not size:
        raise SystemExit(f"{path} was answered {response.status_code}.")
    return taken


def measure_pages(folders: Mapping[str, Path], rounds: int) -> list[Json]:
    """Measure each page over the data in *folders*, which take turns."""
    paths = {name: list_paths(folder) for name, folder in folders.items()}
    found: list[Json] = []
    for page, shown in PAGES.items():
        times: dict[str, list[float]] = {name: [] for name in folders}
        for _ in range(rounds):
            for name, folder in folders.items():
                times[name].append(time_first_view(folder, paths[name][page]))
        medians = {name: round(statistics.median(taken), 1) for name, taken in times.items()}
        worst = {name: round(max(taken), 1) for name, taken in times.items()}
        found.append({"page": page, "path": shown, "median_ms": medians, "worst_ms": worst})
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
        "bound_ms": BOUND_MS,
        "promised": PROMISED,
        "pages": pages,
    }
    target = given.results or (RESULTS if (given.size, given.rounds) == (SIZE, ROUNDS) else None)
    if target:
        target.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
