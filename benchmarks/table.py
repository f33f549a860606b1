"""The tables of `docs/reference/speed.md`, drawn from what the runs wrote; what was not run yet is left out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Json = dict[str, Any]

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "results"
OURS, AS_WRITTEN = "samendoen", "samendoen, as written"
STEPS = ("load", "validate", "reason", "summarise", "publish")
MB = 1_000_000
#: From here on a number is shown without decimals.
MANY = 100


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


def served(results: Json) -> Iterator[str]:
    """Give what was measured over HTTP, a table for each size."""
    how, machine, titles = results["how"], results["machine"], results["titles"]
    peers = ", ".join(f"{titles[name]} ({results['versions'][name]})" for name in titles if name != OURS)
    yield (
        f"The same questions to {titles[OURS]} and to {peers}, on {machine['cores']} cores and "
        f"{machine['memory_gib']:g} GiB, in one run. All hold the same triples, and all gave the same rows. Cold is "
        "the median time of an answer to a text that was not asked before, the systems in turns, at least "
        f"{how['rounds']} times each. Repeated is how often a second the same text is answered over "
        f"{how['connections']} connections, the median of {how['rounds']} rounds of {how['seconds']} s. "
        "A ratio below 1 means that ours is slower. Ours is asked with what is counted beforehand, as the start "
        "page and the matrix ask it, or with the names joined last. As written it runs on the engine of Oxigraph "
        "in memory, and takes as long and some milliseconds more. See [benchmarks](../../benchmarks/README.md)."
    )
    if results["left_out"]:
        yield from ("", f"Left out of this run: {', '.join(results['left_out'])}.")
    for size, measured in results["sizes"].items():
        yield from _size(size, measured, titles)


def _size(size: str, measured: Json, titles: Mapping[str, str]) -> Iterator[str]:
    """Give the table of one *size*, how long loading took, and who gave no answer to what."""
    rewritten = any(AS_WRITTEN in case["cold_ms"] for case in measured["questions"])
    columns = [OURS, *([AS_WRITTEN] if rewritten else []), *(name for name in titles if name != OURS)]
    named = {OURS: "ours", AS_WRITTEN: "ours, as written"} | {name: titles[name] for name in titles if name != OURS}
    heads = ["question", "rows", "kB", *(f"{named[name]}, ms" for name in columns), "best peer ÷ ours"]
    heads += ["ours, repeated/s", "best peer, repeated/s", "ours ÷ best peer"]
    yield from ("", f"**{size} municipalities, {measured['triples']:,} triples**", "")
    yield from _table(heads, [_served(case, columns, titles) for case in measured["questions"]])
    loading = ", ".join(f"{titles[name]} {seconds:.1f} s" for name, seconds in measured["load_s"].items())
    yield from ("", f"From the file to the first answer: {loading}.")
    yield from _silent(measured["questions"], named)


def _silent(questions: Sequence[Json], named: Mapping[str, str]) -> Iterator[str]:
    """Say who gave no answer to which of *questions*; why is in the results."""
    told = {name: [f"`{it['question']}`" for it in questions if name in it["no_answer"]] for name in named}
    if any(told.values()):
        each = (f"{named[name]} to {', '.join(found)}" for name, found in told.items() if found)
        yield from ("", f"No answer: {'; '.join(each)}.")


def _served(case: Json, columns: Sequence[str], titles: Mapping[str, str]) -> list[str]:
    """Give the cells of one *case*; a peer too slow to be counted gives at most so many answers a second."""
    cold, rates, bounds = case["cold_ms"], case["repeated_per_s"], case["repeated_at_most_per_s"]
    if OURS in cold and AS_WRITTEN not in case["no_answer"]:
        cold = {AS_WRITTEN: cold[OURS], **cold}  # where ours is asked nothing else
    peers = [name for name in titles if name != OURS]
    best = min((cold[name] for name in peers if name in cold), default=None)
    most = max((rates[name] for name in peers if name in rates), default=0.0)
    bound = max((bounds[name] for name in peers if name in bounds), default=0.0)
    few, many = ("< ", "> ") if bound > most else ("", "")
    most, ours = max(most, bound), rates.get(OURS)
    size = next(iter(case["bytes"].values()), 0) / 1000
    cells = [f"`{case['question']}`", f"{case['rows']:,}", f"{size:,.1f}", *(_number(cold.get(it)) for it in columns)]
    cells += [_ratio(best, cold.get(OURS)), _number(ours), few + _number(most or None)]
    return [*cells, _ratio(ours, most, many)]


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
    yield from _table(heads, [_version(it, steps) for it in results["data"]])


def _version(it: Json, steps: Sequence[str]) -> list[str]:
    """Give the cells of one version."""
    cells = [it["name"], f"{it['quads']:,}", *(_number(it["build_s"].get(step)) for step in steps)]
    cells += [_number(it["file_bytes"] / MB), _number(it["ready_s"]), _number(it["swap_s"])]
    cells += [f"{it['dropped']} of {it['asked']:,}"]
    return [*cells, *(_number(it["memory_bytes"][name] / MB) for name in ("web", "holder", "worker"))]


def closures(results: Json) -> Iterator[str]:
    """Give how long closing the data takes by our rules and by others; nothing for a file of an older form."""
    yield from results.get("table", ())


def soaked(results: Json) -> Iterator[str]:
    """Give how the server bore good and hostile queries at the same time."""
    taken, memory = results["good_ms"], {when: it["mb"] for when, it in results["memory"].items()}
    yield (
        f"{results['seconds'] / 60:g} minutes of {results['visitors']} visitors, a fifth of whose requests are "
        "endless, too large, too deep, broken, or want something from elsewhere, with our own settings on "
        f"{results['machine']['cores']} cores: {results['requests']:,} requests, of which {results['undue']} were "
        f"answered otherwise than is due; {results['workers_replaced']} workers were replaced. The others waited "
        f"{taken['pages']['median']:g} ms for a page (median; 99 of 100 at most {taken['pages']['p99']:g}) and "
        f"{taken['queries']['median']:g} ms for a query ({taken['queries']['p99']:g}). All processes together took "
        f"{memory['start']:.0f} MB at the start, {memory['halfway']:.0f} halfway and {memory['end']:.0f} at the end, "
        "the answers that are kept included."
    )
    yield ""
    yield from _table(["kind and status", "answers"], [[kind, f"{n:,}"] for kind, n in results["answers"].items()])


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
    yield from _table(heads, [_asked(case) for case in results["cases"]])
    if any("rewritten" in case["rdflib_form"] for case in results["cases"]):
        yield ""
        yield "≥: rdflib gives no answer within a minute as the question stands; it was asked an easier query."


def _asked(case: Json) -> list[str]:
    """Give the cells of one *case*."""
    bound = "≥ " if case["rdflib_form"] == "rewritten" else ""
    times = [f"{case['pool_ms']:.1f}", f"{case['rdflib_ms']:.0f}", f"{bound}{case['ratio']:.0f}"]
    return [f"`{case['case']}`", str(case["rows"]), *times]


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Give a table with *heads* over *rows*; all but the first column are numbers."""
    yield _line(heads)
    yield "|---|" + "---:|" * (len(heads) - 1)
    yield from map(_line, rows)


def _line(cells: Sequence[str]) -> str:
    """Give *cells* as a line of a table."""
    return f"| {' | '.join(cells)} |"


def _number(value: float | None) -> str:
    """Give *value* with as many digits as it can bear, and a dash where there is none.

    >>> _number(0.1234), _number(12.34), _number(1234.5), _number(None)
    ('0.12', '12.3', '1,234', '-')
    """
    if value is None:
        return "-"
    digits = 2 if value < 1 else 1 if value < MANY else 0
    return f"{value:,.{digits}f}"


def _ratio(above: float | None, below: float | None, more: str = "") -> str:
    """Give *above* divided by *below*, or *more* than that, and a dash where either is missing."""
    return f"{more}**{_number(above / below)}**" if above is not None and below else "-"


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
        ["the index", _number(ours["median"]), _number(ours["worst"])],
        ["a query with CONTAINS", _number(sparql["median"]), _number(sparql["worst"])],
        ["times slower", _ratio(sparql["median"], ours["median"]), _ratio(sparql["worst"], ours["worst"])],
    ]
    yield from _table(["searched by", "median, ms", "worst, ms"], rows)


def pages(results: Json) -> Iterator[str]:
    """Give how long the first view of each page takes, over the packaged data and over a region."""
    region, machine = str(results["size"]), results["machine"]
    yield (
        "The first view of a page in an app that was just started, so that nothing was asked before, over the packaged "
        f"data and over a region of {region} municipalities, in turns; medians of {results['rounds']} on "
        f"{machine['cores']} cores, whose load was {machine['load']:.1f}, without HTTP. The start page, the page of a "
        f"measure and the matrix are to take less than {results['bound_ms'] / 1000:g} s on a quiet machine."
    )
    yield ""
    heads = ["page", "packaged, ms", f"{region} municipalities, ms", "worst, ms", "ratio"]
    yield from _table(heads, [_page(it, region) for it in results["pages"]])


def _page(it: Json, region: str) -> list[str]:
    """Give the cells of one page."""
    medians = it["median_ms"]
    cells = [f"`{it['path']}`", *(_number(medians[name]) for name in ("packaged", region))]
    return [*cells, _number(it["worst_ms"][region]), _ratio(medians[region], medians["packaged"])]


PARTS = {
    "serving": ("Over HTTP, beside other engines", served),
    "versions": ("To build, start and swap a version", versions),
    "soak": ("Under good and hostile queries", soaked),
    "closure": ("To derive what follows", closures),
    "questions": ("Without HTTP, beside plain rdflib", asked),
    "searching": ("To search words", searched),
    "pages": ("To see a page for the first time", pages),
}
