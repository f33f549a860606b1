"""The table of `docs/reference/conformance.md`, drawn from the counts that `make conformance` wrote."""

from __future__ import annotations

import json
from pathlib import Path

COUNTS = Path(__file__).with_name("counts.json")
#: What is counted in each suite: those of `value` are among those that passed, those of `part` among those excluded.
KEYS = ("tests", "passed", "value", "excluded", "part")
#: The standards, in the order of the table, each with how the names of its suites begin; the longest that fits counts.
STANDARDS = {
    "SPARQL 1.1 Query": ("sparql11/",),
    "SPARQL 1.0 Query": ("sparql10/",),
    "SPARQL 1.1 Query Results (CSV, TSV, JSON)": ("sparql11/csv-tsv-res", "sparql11/json-res"),
    "SPARQL 1.1 Protocol": ("sparql11/protocol",),
    "SPARQL 1.1 Service Description": ("sparql11/service-description",),
    "SPARQL 1.1 Graph Store HTTP Protocol": ("sparql11/graph-store-protocol/manifest-indirect",),
    "Turtle": ("rdf11/rdf-turtle",),
    "N-Triples": ("rdf11/rdf-n-triples",),
    "N-Quads": ("rdf11/rdf-n-quads",),
    "RDF Dataset Canonicalization (RDFC-1.0)": ("rdf-canon",),
    "SPARQL 1.1 Federated Query": ("sparql11/service/", "sparql11/syntax-fed"),
    "SPARQL 1.1 Update": (
        "sparql11/add",
        "sparql11/basic-update",
        "sparql11/clear",
        "sparql11/copy",
        "sparql11/delete",
        "sparql11/drop",
        "sparql11/move",
        "sparql11/syntax-update",
        "sparql11/update",
    ),
    "Graph Store, deprecated tests and graphs at addresses of their own": (
        "sparql11/http-rdf-update",
        "sparql11/graph-store-protocol/manifest-direct",
    ),
    "Entailment (SPARQL 1.1, RDF 1.1)": ("sparql11/entailment", "rdf11/rdf-mt"),
    "Reading of TriG and RDF/XML": ("rdf11/rdf-trig", "rdf11/rdf-xml"),
}
SAID = """\
The W3C's own tests, run by `make conformance` through the code that answers queries and reads data. What is excluded is
named, with its reason, in [exclusions.toml](../../tests/conformance/exclusions.toml), and must still fail. *By value*:
right but for how a number is spelled, such as 1 for 01."""
WRITES = """\
Whoever writes is refused. Of the tests of the Graph Store Protocol that are excluded for it, %s pass in what they read,
over a version that holds what they would have written."""


def standard(suite: str) -> str:
    """Give the standard that *suite* tests.

    >>> standard("sparql11/service-description"), standard("sparql11/service")
    ('SPARQL 1.1 Service Description', 'SPARQL 1.1 Federated Query')
    """
    fitting = [
        (len(start), name) for name, starts in STANDARDS.items() for start in starts if f"{suite}/".startswith(start)
    ]
    return max(fitting)[1]


def section() -> str:
    """Give the section on conformance: how it was found, and one row a standard."""
    counts: dict[str, dict[str, int]] = json.loads(COUNTS.read_text(encoding="utf-8"))
    part = sum(found["part"] for found in counts.values())
    lines = [
        SAID,
        "",
        "| standard | tests | passed | of which by value | excluded |",
        "|---|---:|---:|---:|---:|",
        *(_row(name, counts) for name in STANDARDS),
        "",
        WRITES % part,
    ]
    return "\n".join(lines)


def _row(name: str, counts: dict[str, dict[str, int]]) -> str:
    """Give the row of the standard called *name*."""
    of_it = [found for suite, found in counts.items() if standard(suite) == name]
    cells = " | ".join(str(sum(found[key] for found in of_it)) for key in ("tests", "passed", "value", "excluded"))
    return f"| {name} | {cells} |"


def written(counts: dict[str, dict[str, int]]) -> str:
    """Give *counts* as they are kept: a line a suite."""
    lines = (f" {json.dumps(suite)}: {json.dumps(found)}" for suite, found in sorted(counts.items()))
    return "{\n" + ",\n".join(lines) + "\n}\n"
