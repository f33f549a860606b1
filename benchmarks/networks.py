"""Networks of 1, 6, 38 and 342 plans: their first view, their drawing in a real browser, and their layout.

    python benchmarks/networks.py                              the whole, as the docs show it
    python benchmarks/networks.py --sizes 1 6 --results FILE   smaller

Beside it, in the same run: pyvis with its defaults, in the same browser with the network cut off, and the layouts of
networkx. One plan is the packaged one, more are an invented region. Of each page the app and its caches are new; the
workers hold the version, and a renderer has its libraries, as in a server that has started.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from contextlib import contextmanager, nullcontext
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from network_browser import Chromium
from network_layouts import time_layouts
from pages import build_packaged, build_region
from peers import material
from region_pages import measure_processor_seconds

from api.app import create_app, read_templates
from api.networks.choice import parse_choice
from api.networks.made import find_drawn, find_view
from api.networks.reach import enter_view
from api.requests.scope import get_scope
from api.requests.url import read_url
from api.serving.dataset import Dataset
from api.serving.served import Served
from api.settings import read_settings
from graph.engine import Pool
from graph.versions import Archive
from queries.questions import Library

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flask import Flask

    from api.settings import Settings
    from graph.versions import Version

    Json = dict[str, object]

RESULTS = Path(__file__).parent / "results" / "networks.json"
SIZES = (1, 6, 38, 342)
#: What a first view may take, in seconds, of one plan and of a region, and what a page may weigh, in bytes.
MOST_SECONDS, MOST_REGION_SECONDS, MOST_BYTES = 0.3, 1.0, 600_000
#: The pages; `{plan}` stands for the key of the plan in the middle.
PAGES = ("/network", "/network?theme=jeugd", "/network?plan={plan}", "/network?plan={plan}&theme=jeugd")
#: The pages whose pictures are drawn in a browser: that which one comes to, and the one with the most lines.
PICTURES = ("/network", "/network?view=cooperation")


@contextmanager
def open_app(held: Version, pool: Pool, settings: Settings) -> Iterator[tuple[Flask, list[str]]]:
    """Open an app over the version *held* by *pool*, of which nothing was asked before; give the keys of the plans."""
    dataset = Dataset._over(held, pool, settings, Library(settings.questions))  # noqa: SLF001  the same workers
    dataset.rendering.renderers.render("".encode)  # so that a renderer has its libraries
    try:
        yield read_templates(create_app(Served(dataset, settings))), [plan.key for plan in dataset.plans]
    finally:
        dataset.search.close()


def view_page(held: Version, pool: Pool, settings: Settings, path: str) -> Json:
    """View the page at *path* over the version *held* by *pool*, for the first time and again."""
    with open_app(held, pool, settings) as (app, plans):
        shown = path.replace("{plan}", plans[len(plans) // 2])
        taken = []
        for _ in range(2):
            processor, started = measure_processor_seconds(), time.perf_counter()
            response = app.test_client().get(shown, headers={"Accept": "text/html"})
            taken.append((time.perf_counter() - started, measure_processor_seconds() - processor))
    (first, first_processor), (again, again_processor) = taken
    found: Json = {
        "page": path,
        "status": response.status_code,
        "bytes": len(response.data),
        "first_s": round(first, 2),
        "first_processor_s": round(first_processor, 2),
        "again_s": round(again, 3),
        "again_processor_s": round(again_processor, 2),
    }
    print(json.dumps(found), flush=True)
    return found


def view_picture(chromium: Chromium, app: Flask, path: str) -> Json:
    """View in *chromium* the picture of the page at *path* of *app*, pyvis's of the same network, and lay out both."""
    with app.test_request_context(path):
        url = read_url()
        scope, choice = enter_view(get_scope(), url, parse_choice(url))
        drawn, (_question, header) = find_drawn(scope, url, choice), find_view(scope, choice.view)
    pairs = {frozenset((edge.one, edge.other)) for edge in drawn.left.edges}
    found: Json = {
        "page": path,
        "nodes": len(drawn.left.nodes),
        "pairs": len(pairs),
        "shown": len(drawn.shown.nodes),
        "ours": chromium.see_page(app, path),
        "pyvis": chromium.see_pyvis(drawn.left),
        "layout": time_layouts(drawn.shown, header.layout),
    }
    print(json.dumps(found), flush=True)
    return found


def measure_size(size: int, built: Path | None, chromium: Chromium) -> Json:
    """Measure a version of *size* plans, which is in the folder *built*, or else built now, with *chromium*."""
    with nullcontext(str(built)) if built else tempfile.TemporaryDirectory(prefix="networks-") as place:
        if not built:
            build = (build_packaged,) if size == 1 else (build_region, size)
            material.alone(*build, Path(place))  # type: ignore[arg-type]  either takes the folder last
        settings = read_settings({"SAMENDOEN_DATA": place, "SAMENDOEN_WORKERS": "1"})
        current = Archive(Path(place)).find("current")
        pool = Pool(current.path, settings.workers, settings.limits, own=settings.page_workers)
        try:
            pages = [view_page(current, pool, settings, path) for path in PAGES]
            with open_app(current, pool, settings) as (app, _plans):
                pictures = [view_picture(chromium, app, path) for path in PICTURES]
        finally:
            pool.close()
    load = round(os.getloadavg()[0], 1)
    return {"plans": size, "quads": current.manifest.quads, "load": load, "pages": pages, "pictures": pictures}


def main(arguments: Sequence[str]) -> None:
    """Measure what *arguments* ask for, and write the results."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="so many plans")
    parser.add_argument("--built", type=Path, help="where folders with versions are, each named after its size")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where to write")
    given = parser.parse_args(arguments)
    with Chromium.start() as chromium:
        sizes = [measure_size(it, given.built and given.built / str(it), chromium) for it in given.sizes]
        results: Json = {
            "machine": {"cores": os.cpu_count(), "load": round(os.getloadavg()[1], 1)},
            "versions": {name: version(name) for name in ("flask", "pyvis", "networkx")},
            "browser": chromium.version,
            "most_s": {"one": MOST_SECONDS, "region": MOST_REGION_SECONDS},
            "most_bytes": MOST_BYTES,
            "sizes": sizes,
        }
    given.results.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
