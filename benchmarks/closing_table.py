"""The table in `docs/reference/speed.md` of how what follows is derived."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cells import MANY, write_table
from closing_data import OURS, PACKAGED

if TYPE_CHECKING:
    from collections.abc import Iterator

    Json = dict[str, Any]

PEERS = ("owlrl", "reasonable")


def table(results: Json) -> list[str]:
    """Give *results* as the lines of a text with a table for each peer."""
    versions = results["versions"]
    how = (
        f"To derive what follows, on {results['machine']['cores']} cores, each run a process of its own; medians of "
        f"{results['rounds']}, in turns. Closing is from what was read to that with what follows, in memory; the whole "
        "is from the file to what follows. Ours has owlrl close the ontology, which both include, and also applies the "
        "rules that no ontology can say; the others close ontology and data together."
    )
    lines = [how]
    for peer in PEERS:
        heads = ["data", "stated", *_columns("closing", peer, "s"), *_columns("whole", peer, "s")]
        heads += _columns("memory", peer, "MB")
        rows = [_row(it, it["engines"][peer]) for it in results["data"] if peer in it["engines"]]
        if not rows:
            continue
        lines += ["", f"**{peer} {versions[peer]}**", "", *write_table(heads, rows)]
        lines += ["", *_compared(peer, results["data"])]
    return lines


def _columns(what: str, peer: str, unit: str) -> list[str]:
    """Give the heads of the columns on *what*: ours, that of the *peer*, and how many times ours that is."""
    return [f"{what}: ours, {unit}", f"{peer}, {unit}", "times ours"]


def _row(measured: Json, theirs: Json) -> list[str]:
    """Give the cells of the row of one set of data."""
    ours = measured["engines"][OURS]
    cells = [_name(measured["name"]), f"{measured['stated']:,}"]
    for what in ("closing_s", "total_s", "peak_mb"):
        there = what in theirs
        cells += [_number(ours[what]), _number(theirs[what]) if there else "no answer"]
        cells += [_number(theirs[what] / ours[what]) if there else ""]
    return cells


def _compared(peer: str, data: list[Json]) -> Iterator[str]:
    """Say how what the *peer* says compares with what ours does."""
    found = [(_name(it["name"]), it["compared"][peer]) for it in data if peer in it["compared"]]
    same = [name for name, counts in found if not counts["only_ours"] and not counts["only_theirs"]]
    chains = ", ".join(f"{counts['by_chains']:,} ({name})" for name, counts in found if "by_chains" in counts)
    if same:
        apart = f", apart from what follows by chains of properties, of which it knows none: {chains}" if chains else ""
        yield f"The same triples follow in our terms ({', '.join(same)}){apart}."
    for name, counts in found:
        if name not in same:
            yield f"Not the same: {name}, {counts['only_ours']:,} only ours, {counts['only_theirs']:,} only theirs."


def _name(name: str) -> str:
    """Give the name of a set of data as people should see it."""
    return name if name == PACKAGED else f"{name} municipalities" if name != "1" else "1 municipality"


def _number(value: float) -> str:
    """Give *value* with as many decimals as tell something."""
    return f"{value:,.0f}" if value >= MANY else f"{value:.3g}"
