"""The tables of what was measured over HTTP, as the questions are put to ours now.

A run knows how it put each question to ours. What ours was asked in other words then, and is asked as written now, has
here what was measured of it as written, in the same run.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.cells import format_number, format_ratio, write_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Json = dict[str, Any]

ASKED = Path(__file__).with_name("asked")
OURS, AS_WRITTEN = "samendoen", "samendoen, as written"


def draw_serving(results: Json) -> Iterator[str]:
    """Draw what was measured over HTTP, a table for each size."""
    yield _describe_run(results)
    if results["left_out"]:
        yield from ("", f"Left out of this run: {', '.join(results['left_out'])}.")
    for size, measured in results["sizes"].items():
        questions = [restate_case(case) for case in measured["questions"]]
        yield from _size(size, {**measured, "questions": questions}, results["titles"])


@cache
def list_ways() -> dict[str, list[str]]:
    """List the questions by how they are put to ours: with what is counted beforehand, in other words, as written."""
    ways: dict[str, list[str]] = {"counted": [], "reworded": [], "written": []}
    for path in sorted(ASKED.glob("*.rq")):
        if path.stem.endswith(".ours"):
            continue
        ours = path.with_suffix(".ours.rq")
        counted = ours.exists() and "qb:dataSet" in ours.read_text(encoding="utf-8")
        ways["counted" if counted else "reworded" if ours.exists() else "written"].append(path.stem)
    return ways


def restate_case(case: Json) -> Json:
    """Restate *case* with what was measured of ours as the question is put to it now.

    Its repeated answers are left out where they were only measured in the words of then.
    """
    if case["question"] not in list_ways()["written"] or AS_WRITTEN not in case["bytes"] | case["no_answer"]:
        return case
    kept = {name: {**case[name]} for name in ("bytes", "cold_ms", "repeated_per_s", "no_answer")}
    for values in kept.values():
        values.pop(OURS, None)
        if AS_WRITTEN in values:
            values[OURS] = values[AS_WRITTEN]
    return {**case, **kept}


def _describe_run(results: Json) -> str:
    """Describe what was run on what, how it was timed, and how each question is put to ours."""
    how, machine, titles, versions = (results[name] for name in ("how", "machine", "titles", "versions"))
    peers = ", ".join(f"{titles[name]} ({versions[name]})" for name in titles if name != OURS)
    ways = {way: _join_names(names) for way, names in list_ways().items()}
    return (
        f"The same questions to {titles[OURS]} and to {peers}, on {machine['cores']} cores and "
        f"{machine['memory_gib']:g} GiB, in one run. All hold the same triples, and all gave the same rows. Cold is "
        "the median time of an answer to a text that was not asked before, the systems in turns, at least "
        f"{how['rounds']} times each. Repeated is how often a second the same text is answered over "
        f"{how['connections']} connections, the median of {how['rounds']} rounds of {how['seconds']} s. "
        f"A ratio below 1 means that ours is slower. Ours is asked {ways['counted']} with what is counted beforehand, "
        f"as the matrix asks it, {ways['reworded']} with the names joined last, and {ways['written']} as written. As "
        "written it runs on the engine of Oxigraph in memory, and takes as long and some milliseconds more. The run is "
        f"of {titles[OURS]} {versions[OURS]}, on what that version publishes. {_describe_left(results)}"
        "See [benchmarks](../../benchmarks/README.md)."
    )


def _describe_left(results: Json) -> str:
    """Say that the run has more than is shown, where it put a question to ours in words that are not used any more."""
    cases = [case for measured in results["sizes"].values() for case in measured["questions"]]
    if all(restate_case(case) == case for case in cases):
        return ""
    return "What it put to ours in words that are no longer used is not shown, hence the dashes under repeated. "


def _join_names(names: Sequence[str]) -> str:
    """Join *names*, each as code, in a sentence.

    >>> _join_names(["law", "pairs", "text"])
    '`law`, `pairs` and `text`'
    """
    *first, last = (f"`{name}`" for name in names)
    return f"{', '.join(first)} and {last}" if first else last


def _size(size: str, measured: Json, titles: Mapping[str, str]) -> Iterator[str]:
    """Give the table of one *size*, how long loading took, and who gave no answer to what."""
    rewritten = any(AS_WRITTEN in case["cold_ms"] for case in measured["questions"])
    columns = [OURS, *([AS_WRITTEN] if rewritten else []), *(name for name in titles if name != OURS)]
    named = {OURS: "ours", AS_WRITTEN: "ours, as written"} | {name: titles[name] for name in titles if name != OURS}
    heads = ["question", "rows", "kB", *(f"{named[name]}, ms" for name in columns), "best peer ÷ ours"]
    heads += ["ours, repeated/s", "best peer, repeated/s", "ours ÷ best peer"]
    yield from ("", f"**{size} municipalities, {measured['triples']:,} triples**", "")
    yield from write_table(heads, [_served(case, columns, titles) for case in measured["questions"]])
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
    cells = [f"`{case['question']}`", f"{case['rows']:,}", f"{size:,.1f}"]
    cells += [
        *(format_number(cold.get(it)) for it in columns),
        format_ratio(best, cold.get(OURS)),
        format_number(ours),
        few + format_number(most or None),
    ]
    return [*cells, format_ratio(ours, most, many)]
