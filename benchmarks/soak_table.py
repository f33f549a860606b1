"""The table of how visitors fare among attackers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.cells import format_number, write_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    Json = dict[str, Any]


def draw_soak(results: Json) -> Iterator[str]:
    """Draw how visitors fare among attackers for a while, for each number of attackers."""
    for place, hostile in enumerate(sorted(results["soaks"], key=int)):
        yield from [""] if place else []
        yield from _draw_one(results["soaks"][hostile], results["machine"]["cores"])


def _draw_one(results: Json, cores: int) -> Iterator[str]:
    """Draw one of them, on so many *cores*."""
    grown = results["slope_mb_per_minute"]
    answered = sum(n for kind, n in results["answers"].items() if kind.endswith(" 200"))
    asked = sum(results["answers"].values())
    workers = ", ".join(f"{n:,} by {cause}" for cause, n in results["workers_ended"].items()) or "none"
    yield (
        f"{results['seconds'] / 60:g} minutes of {results['visitors']} visitors, each from an address of their own, "
        f"among {results['hostile']} attackers of changing kinds from four others, with our own settings on "
        f"{cores} cores that all share. Of {asked:,} answers to the visitors, for "
        f"{results['targets']} addresses, {answered:,} had the bytes that they had before anybody else came, the "
        f"others were refused for want of room; {len(results['undue'])} were not due. Workers that were replaced: "
        f"{workers}. All processes together took {_draw_memory(results, 'all_mb')}; in the second half that changed by "
        f"{grown['all_mb']:g} MB a minute, with workers that come and go. The server's own process, which stays, took "
        f"{_draw_memory(results, 'own_mb')}, and in the second half that changed by {grown['own_mb']:g} MB a minute."
    )
    yield ""
    heads = ["what visitors ask for", "answers", "refused", "median, ms", "99 of 100, ms", "longest, ms"]
    yield from write_table(heads, [_draw_kind(results, kind) for kind in results["waited_ms"]])


def _draw_memory(results: Json, name: str) -> str:
    """Draw the memory called *name*: at the start, at most, and at the end."""
    sizes = [it[name] for it in results["memory"]]
    return f"{sizes[0]:.0f} MB at the start, at most {max(sizes):.0f}, and {sizes[-1]:.0f} at the end"


def _draw_kind(results: Json, kind: str) -> list[str]:
    """Draw the cells of one *kind* of what visitors ask for."""
    waited = results["waited_ms"][kind]
    refused = sum(results["answers"].get(f"{kind} {status}", 0) for status in (429, 503))
    times = (format_number(waited[name]) for name in ("p50", "p99", "most"))
    return [kind, f"{waited['answers']:,}", f"{refused:,}", *times]
