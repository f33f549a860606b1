"""The tables of `docs/reference/speed.md`, drawn from what the runs wrote; what was not run yet is left out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.attacks_table import draw_attacks
from benchmarks.cells import format_number, format_ratio, write_table
from benchmarks.networks_table import draw_networks
from benchmarks.serving_table import draw_serving
from benchmarks.soak_table import draw_soak

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Json = dict[str, Any]

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "results"
STEPS = ("load", "validate", "reason", "summarise", "publish")
MB = 1_000_000
OK = 200


def section() -> str:
    """Give the section: one part, under its heading, for each run that has results."""
    parts = []
    for name, (heading, draw) in PARTS.items():
        path = RESULTS / f"{name}.json"
        found = list(draw(json.loads(path.read_text(encoding="utf-8")))) if path.exists() else []
        parts += [(heading, found)] if found else []
    lines: list[str] = []
    for heading, found in parts:
        lines += [f"## {heading}", "", *found, ""]
    return "\n".join(lines).rstrip("\n")


def versions(results: Json) -> Iterator[str]:
    """Give what it takes to make, start, serve and swap a version."""
    steps = [step for step in STEPS if any(step in it["build_s"] for it in results["data"])]
    heads = ["data", "quads", *(f"{step}, s" for step in steps), "file, MB", "ready, s", "swap, s", "dropped"]
    heads += ["web, MB", "holder, MB", "a worker, MB"]
    yield (
        f"Medians of {results['rounds']} on {results['machine']['cores']} cores. Ready: from a second start to the "
        "first answer of `/readyz`. Swap: from a publish to the first answer that names the new version, while "
        "questions are asked all the time; dropped are those of them that were not answered. Memory shared with "
        "other processes counts by share (PSS). Of the packaged data summarising counts as publishing, and the larger "
        "regions are not held against the shapes."
    )
    yield ""
    yield from write_table(heads, [_version(it, steps) for it in results["data"]])


def _version(it: Json, steps: Sequence[str]) -> list[str]:
    """Give the cells of one version."""
    cells = [it["name"], f"{it['quads']:,}", *(format_number(it["build_s"].get(step)) for step in steps)]
    cells += [format_number(it["file_bytes"] / MB), format_number(it["ready_s"]), format_number(it["swap_s"])]
    cells += [f"{it['dropped']} of {it['asked']:,}"]
    return [*cells, *(format_number(it["memory_bytes"][name] / MB) for name in ("web", "holder", "worker"))]


def closures(results: Json) -> Iterator[str]:
    """Give how long closing the data takes by our rules and by others; nothing for a file of an older form."""
    yield from results.get("table", ())


def asked(results: Json) -> Iterator[str]:
    """Give the questions on who does what, beside plain rdflib."""
    yield (
        "The questions on who does what, on our engine, as a visitor gets it from a worker, and on plain rdflib "
        f"{results['versions']['rdflib']}, in turns, in one run of `make bench` over {results['quads']:,} quads on "
        f"{results['cores']} cores; medians. "
        "Machines are noisy: use the ratios. See [benchmarks](../../benchmarks/README.md)."
    )
    yield ""
    heads = ["question", "rows", "ours, ms", "rdflib, ms", "times faster"]
    yield from write_table(heads, [_asked(case) for case in results["cases"]])
    if any("rewritten" in case["rdflib_form"] for case in results["cases"]):
        yield ""
        yield "≥: rdflib gives no answer within a minute as the question stands; it was asked an easier query."


def _asked(case: Json) -> list[str]:
    """Give the cells of one *case*."""
    bound = "≥ " if case["rdflib_form"] == "rewritten" else ""
    times = [f"{case['pool_ms']:.1f}", f"{case['rdflib_ms']:.0f}", f"{bound}{case['ratio']:.0f}"]
    return [f"`{case['case']}`", str(case["rows"]), *times]


def searched(results: Json) -> Iterator[str]:
    """Give how long a search takes, beside a query that looks through every text."""
    ours, sparql = results["ms"]["ours"], results["ms"]["sparql"]
    yield (
        f"{results['words']} words (whole, cut short, or with a slip) in the packaged data, medians of "
        f"{results['rounds']} in one run on {results['cores']} cores, without HTTP. The index is made in "
        f"{results['index_ms']:.0f} ms when the app starts. The query in SPARQL finds a part of a text, and no word "
        "forms and no slips."
    )
    yield ""
    rows = [
        ["the index", format_number(ours["median"]), format_number(ours["worst"])],
        ["a query with CONTAINS", format_number(sparql["median"]), format_number(sparql["worst"])],
        ["times slower", format_ratio(sparql["median"], ours["median"]), format_ratio(sparql["worst"], ours["worst"])],
    ]
    yield from write_table(["searched by", "median, ms", "worst, ms"], rows)


def pages(results: Json) -> Iterator[str]:
    """Give how long the first view of each page takes, over the packaged data and over a region."""
    region, machine = str(results["size"]), results["machine"]
    ours, theirs = results["bounds_ms"]
    yield (
        f"The first view of a page over the packaged data and over a region of {region} municipalities, in "
        f"milliseconds, without HTTP: medians of {results['rounds']} on {machine['cores']} cores, whose load was "
        f"{machine['load']:.1f}. Cold, nothing was asked before; settled, the app has shown what it shows before "
        f"anybody asks, in the first minutes that a version is served. A settled page is to take {ours} ms at most, "
        f"and {theirs} of the region."
    )
    yield ""
    heads = ["page", "packaged, cold", "settled", f"{region} municipalities, cold", "settled", "worst"]
    yield from write_table(heads, [_page(it, region) for it in results["pages"]])


def _page(it: Json, region: str) -> list[str]:
    """Give the cells of one page."""
    medians = [format_number(taken) for name in ("packaged", region) for taken in it["median_ms"][name]]
    return [f"`{it['path']}`", *medians, format_number(it["worst_settled_ms"][region])]


def regions(results: Json) -> Iterator[str]:
    """Give what each page is and takes over regions of several sizes."""
    sizes, machine = results["sizes"], results["machine"]
    starts = "; ".join(
        f"{it['plans']} plans ({it['quads']:,} quads): {it['start_processor_s']} s, and {it['index_s']} s"
        for it in sizes
    )
    yield (
        "The first view of a page over invented regions, each plan of about a hundred measures; nothing was asked "
        f"before, and the search has its index. In seconds, without HTTP, on {machine['cores']} cores whose load was "
        f"{machine['load']}. A page is to take at most a second, to weigh at most {results['most_bytes'] // 1000} kB "
        f"and to have at most {results['most_elements']:,} elements. To load the version in its workers takes, in "
        f"processor time, and to make the index of the search: {starts}."
    )
    yield ""
    heads = ["page"]
    heads += [f"{it['plans']} plans, {unit}" for it in sizes for unit in ("s", "kB", "elements")]
    by_page = zip(*(it["pages"] for it in sizes), strict=True)
    yield from write_table(heads, [_region_page(found) for found in by_page])


def _region_page(found: Sequence[Json]) -> list[str]:
    """Give the cells of one page at each size; a status where it was not answered."""
    cells = [f"`{found[0]['page']}`"]
    for it in found:
        cells += [format_number(it["wall_s"]) if it["status"] == OK else str(it["status"])]
        cells += [format_number(it["bytes"] / 1000), f"{it['elements']:,}"]
    return cells


PARTS = {
    "serving": ("Over HTTP, beside other engines", draw_serving),
    "versions": ("To build, start and swap a version", versions),
    "attacks": ("While others attack", draw_attacks),
    "soak": ("Ten minutes among attackers", draw_soak),
    "closure": ("To derive what follows", closures),
    "questions": ("Without HTTP, beside plain rdflib", asked),
    "searching": ("To search words", searched),
    "pages": ("To see a page for the first time", pages),
    "region": ("To see a page over many plans", regions),
    "networks": ("To see and move a network", draw_networks),
}
