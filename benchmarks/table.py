"""The README's table of the benchmark, drawn from the results that the run wrote."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "results" / "questions.json"
MARKS = ("<!-- benchmark -->", "<!-- /benchmark -->")


def section() -> str:
    """Give the README's section on speed: what was measured, and one row a case."""
    results: dict[str, Any] = json.loads(RESULTS.read_text(encoding="utf-8"))
    versions, odd = results["versions"], any("rewritten" in case["rdflib_form"] for case in results["cases"])
    said = (
        "The questions on who does what, on our engine, as a visitor gets it from a worker, and on plain rdflib "
        f"{versions['rdflib']}, in turns, in one run of `make bench` over {results['quads']:,} quads on "
        f"{results['cores']} cores; medians. "
        "Machines are noisy: use the ratios. See [benchmarks](benchmarks/README.md)."
    )
    lines = [
        "## Speed",
        "",
        said,
        "",
        "| question | rows | ours, ms | rdflib, ms | times faster |",
        "|---|---:|---:|---:|---:|",
        *(_row(case) for case in results["cases"]),
    ]
    if odd:
        lines += ["", "≥: rdflib gives no answer within a minute as the question stands; it was asked an easier query."]
    return "\n".join(lines)


def _row(case: dict[str, Any]) -> str:
    """Give the row of one *case*."""
    bound = "≥ " if case["rdflib_form"] == "rewritten" else ""
    ratio = f"{bound}{case['ratio']:.0f}"
    return f"| `{case['case']}` | {case['rows']} | {case['pool_ms']:.1f} | {case['rdflib_ms']:.0f} | {ratio} |"


def drawn(readme: str) -> str:
    """Give *readme* with the section as the results have it now."""
    before, rest = readme.split(MARKS[0])
    _, after = rest.split(MARKS[1])
    return f"{before}{MARKS[0]}\n{section()}\n{MARKS[1]}{after}"


if __name__ == "__main__":
    path = ROOT / "README.md"
    path.write_text(drawn(path.read_text(encoding="utf-8")), encoding="utf-8")
