"""The table of servers beside each other, under those who hold what others wait for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from benchmarks.attacks_table import WORDS
from benchmarks.cells import write_table

Json = dict[str, Any]

SERVERS = Path(__file__).parent / "results" / "servers.json"


def write_servers() -> str:
    """Write the table of servers beside each other, of what the run wrote; nothing where there was none."""
    if not SERVERS.exists():
        return ""
    results = json.loads(SERVERS.read_text(encoding="utf-8"))
    names = list(results["versions"])
    heads = ["attack", *(name if name == "ours" else f"{name} {results['versions'][name]}" for name in names)]
    rows = [
        [f"{it['by']} {WORDS[it['attack']]}", *(_draw_server(it["servers"][name]) for name in names)]
        for it in results["attacks"]
    ]
    about = (
        f"A small app behind each, on {results['machine']['cores']} cores, attacked for {results['seconds']:g} s: the "
        f"longest wait for a page of 10 kB meanwhile (**none** where none came within {results['patience_s']:g} s), "
        "after how many seconds the server first ended what was held, and the megabytes at the end."
    )
    return "\n".join([about, "", *write_table(heads, rows)])


def _draw_server(found: Json) -> str:
    """Draw what was *found* of one server under one attack."""
    page = found["page"]
    missed = page["asked"] - page["answered"]
    wait = "**none**" if not page["answered"] else f"{page['worst_ms']:.0f} ms"
    lost = f" ({missed} of {page['asked']} not)" if missed and page["answered"] else ""
    held = "" if "hung up" in found["got"] else f", {_draw_end(found['ended_s'])}"
    gone = "" if found["after"]["status"] == "200" else ", **none** after it either"
    return f"{wait}{lost}{held}{gone}, {found['memory_mb']['end']:.0f} MB"


def _draw_end(seconds: float | None) -> str:
    """Draw after how many *seconds* what was held was ended."""
    return "never ended" if seconds is None else f"ended after {seconds:.0f} s"
