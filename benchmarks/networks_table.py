"""The part of `docs/reference/speed.md` on networks, drawn from what `networks.py` wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.cells import format_number, format_ratio, write_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Json = dict[str, Any]

OK = 200
KB, MS = 1000, 1000


def draw_networks(results: Json) -> Iterator[str]:
    """Give what the page of a network takes and weighs, how it moves, and how long layouts take, beside others."""
    sizes, bounds, machine = results["sizes"], results["most_s"], results["machine"]
    loads = ", ".join(f"{it['load']:.1f} at {_count_plans(it['plans'])}" for it in sizes)
    yield (
        "The page of a network over the packaged plan and over invented regions, in an app of which nothing was asked "
        f"before, without HTTP, on {machine['cores']} cores. The load of the machine was {loads}, so processor time, "
        "of the app, its workers and its renderers together, says more than what a visitor waited. A first view is to "
        f"take {bounds['one']:g} s of one plan and {bounds['region']:g} s of a region, and a page to weigh "
        f"{results['most_bytes'] // KB} kB without vis-network. A page about a region shows at most 15 plans, but for "
        "its overview, which has all."
    )
    yield ""
    heads = ["page", *(f"{_count_plans(it['plans'])}, {unit}" for it in sizes for unit in ("processor s", "s", "kB"))]
    yield from write_table(heads, [_write_page(found) for found in zip(*(it["pages"] for it in sizes), strict=True)])
    yield ""
    again = max(page["again_processor_s"] for it in sizes for page in it["pages"])
    yield f"A second view took at most {again:g} s of processor time."
    yield ""
    yield (
        f"The same pages in {results['browser']}, in software: from the request to the drawn picture, less what the "
        "server took, and the frames a second while a mouse drags it for two seconds. Beside it the same network as "
        f"pyvis {results['versions']['pyvis']} writes it with its defaults, from a file and with the network cut off, "
        "until its nodes have come to rest; it draws all nodes, where ours folds what is more than 150. More than "
        "1 in a ratio means that ours is faster."
    )
    yield ""
    heads = ["page", "plans", "nodes", "drawn", "ties", "ours, s", "pyvis, s", "pyvis ÷ ours"]
    heads += ["ours, frames/s", "pyvis, frames/s", "ours ÷ pyvis"]
    rows = [_write_picture(it["plans"], found) for it in sizes for found in it["pictures"]]
    yield from write_table(heads, rows)
    yield ""
    yield from _draw_layouts(results)


def _draw_layouts(results: Json) -> Iterator[str]:
    """Give how long layouts take, beside those of networkx."""
    yield (
        "To lay out what is drawn, in milliseconds of processor time: ours for a wide and for a narrow window, with "
        "names apart and no line through what is not its own, and those of networkx "
        f"{results['versions']['networkx']}, which place points and know of no names. Its layout of Kamada and Kawai "
        "needs SciPy, which is not installed where there is a dash."
    )
    yield ""
    heads = ["page", "plans", "drawn", "wide", "narrow", "spring", "spring ÷ wide"]
    heads += ["Kamada-Kawai", "Kamada-Kawai ÷ wide"]
    yield from write_table(
        heads, [_write_layout(it["plans"], found) for it in results["sizes"] for found in it["pictures"]]
    )


def _count_plans(plans: int) -> str:
    """Say how many *plans* there are."""
    return "1 plan" if plans == 1 else f"{plans} plans"


def _write_page(found: Sequence[Json]) -> list[str]:
    """Give the cells of one page at each size; a status where it was not answered."""
    cells = [f"`{found[0]['page']}`"]
    for it in found:
        cells += [format_number(it["first_processor_s"]) if it["status"] == OK else str(it["status"])]
        cells += [format_number(it["first_s"]), format_number(it["bytes"] / KB)]
    return cells


def _write_picture(plans: int, found: Json) -> list[str]:
    """Give the cells of one picture of *plans* in a browser."""
    ours, pyvis = found["ours"], found["pyvis"]
    cells = [f"`{found['page']}`", *(f"{it:,}" for it in (plans, found["nodes"], found["shown"], found["pairs"]))]
    cells += [format_number(it["ready_ms"] / MS) if it["ready_ms"] else "> 120" for it in (ours, pyvis)]
    cells += [format_ratio(pyvis["ready_ms"], ours["ready_ms"])]
    cells += [format_number(it["frames_per_s"]) for it in (ours, pyvis)]
    return [*cells, format_ratio(ours["frames_per_s"], pyvis["frames_per_s"])]


def _write_layout(plans: int, found: Json) -> list[str]:
    """Give the cells of the layouts of one picture of *plans*."""
    taken = found["layout"]
    cells = [f"`{found['page']}`", f"{plans}", f"{found['shown']}"]
    cells += [format_number(taken[f"{name}_ms"]) for name in ("wide", "narrow", "spring")]
    cells += [format_ratio(taken["spring_ms"], taken["wide_ms"]), format_number(taken["kamada_kawai_ms"])]
    return [*cells, format_ratio(taken["kamada_kawai_ms"], taken["wide_ms"])]
