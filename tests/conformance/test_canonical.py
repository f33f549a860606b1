"""RDFC-1.0, as the build uses it: the same graph has the same bytes, whatever its blank nodes were called."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Quad, RdfFormat, parse

from graph.versions.canonical import canonicalise_quads
from ontology.namespaces import ID
from tests.conformance.suites import each

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.conformance.conftest import Hold
    from tests.conformance.suites import Case

RDFC = "https://w3c.github.io/rdf-canon/tests/vocab#"
#: Seconds that naming the nodes of a poisoned graph may take.
PATIENCE = 3
CHILD = """
import sys
from pathlib import Path
from pyoxigraph import RdfFormat, parse
from graph.versions.canonical import canonicalise_quads
list(canonicalise_quads(parse(path=Path(sys.argv[1]), format=RdfFormat.N_QUADS)))
"""


def named(case: Case) -> bool:
    """Say whether *case* is about the names that blank nodes get."""
    return case.suite == "rdf-canon"


@each(named)
def test_canonical(case: Case, hold: Hold) -> None:
    """A graph gets the bytes, and a poisoned one the refusal, that the test expects."""
    checks = {"RDFC10EvalTest": same_bytes, "RDFC10MapTest": same_names, "RDFC10NegativeEvalTest": given_up}
    hold(case, checks[case.kind])


def canonical(path: Path) -> list[str]:
    """Give the quads in the file at *path* as the build writes them, with the names of RDFC-1.0 for our own IRIs."""
    quads = canonicalise_quads(parse(path=path, format=RdfFormat.N_QUADS))
    written = "".join(f"{quad} .\n" for quad in quads)
    return sorted(re.sub(rf"<{re.escape(ID)}node/(\w+)>", r"_:\1", written).split("\n")[:-1])


def same_bytes(case: Case) -> None:
    """See that the input of *case* becomes, byte for byte, its result."""
    assert canonical(case.input) == case.result.read_text(encoding="utf-8").split("\n")[:-1], (
        f"{case} is named otherwise"
    )


def same_names(case: Case) -> None:
    """See that the names which *case* expects for the nodes of its input give the canonical form."""
    assert case.result.exists(), f"the names that {case} expects are not at hand"
    names = json.loads(case.result.read_text(encoding="utf-8"))
    assert canonical(case.input) == sorted(f"{quad} ." for quad in renamed(case.input, names))


def renamed(path: Path, names: dict[str, str]) -> Iterable[Quad]:
    """Give the quads in the file at *path* with *names* for their blank nodes."""
    for quad in parse(path=path, format=RdfFormat.N_QUADS):
        terms = (quad.subject, quad.predicate, quad.object, quad.graph_name)
        yield Quad(*(BlankNode(names[term.value]) if isinstance(term, BlankNode) else term for term in terms))


def given_up(case: Case) -> None:
    """See that a graph whose nodes take forever to name is refused; a child tries, and is ended when it does not."""
    try:
        child = subprocess.run(
            [sys.executable, "-c", CHILD, str(case.input)],
            cwd=Path(__file__).parents[2],
            capture_output=True,
            check=False,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired as error:
        raise AssertionError(f"{case} was still being named after {PATIENCE} seconds") from error
    assert child.returncode != 0, f"{case} was named, though it must be refused"
