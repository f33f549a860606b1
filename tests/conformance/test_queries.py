"""SPARQL 1.0 and 1.1: each query of the W3C gives what the W3C says it gives, in each of our formats."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, parse

from graph.errors import QueryRefused, QuerySyntaxError
from tests.conformance.datasets import FORMATS
from tests.conformance.exclusions import suites
from tests.conformance.likeness import same_graph, verdict
from tests.conformance.results import READERS, REPLIES
from tests.conformance.suites import MF, each, iri

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pyoxigraph import Quad

    from graph.engine.reply import Reply
    from tests.conformance.conftest import Hold
    from tests.conformance.datasets import Stores
    from tests.conformance.suites import Case

#: An ORDER BY that is not in a group, so that it orders the answer itself.
ORDER = re.compile(r"\bORDER\s+BY\b[^}]*$", re.IGNORECASE)


def evaluates(case: Case) -> bool:
    """Say whether *case* asks a query and says what comes of it."""
    return case.kind in {"QueryEvaluationTest", "CSVResultFormatTest"} and case.suite not in suites()


def parses(case: Case) -> bool:
    """Say whether *case* is about the syntax of a query."""
    kinds = {"PositiveSyntaxTest", "NegativeSyntaxTest", "PositiveSyntaxTest11", "NegativeSyntaxTest11"}
    return case.kind in kinds and case.suite not in suites()


def asks_elsewhere(case: Case) -> bool:
    """Say whether the query of *case* is one that asks another server."""
    return case.suite in {"sparql11/service", "sparql11/syntax-fed"}


@each(evaluates)
def test_query(case: Case, hold: Hold, stores: Stores) -> None:
    """A query gives the solutions, truth value or graph that the test expects."""
    hold(case, lambda case: evaluated(case, stores))


def evaluated(case: Case, stores: Stores) -> str:
    """Say how like the answer to *case* is to what is expected."""
    reply = stores.evaluate(case, READERS[case.result.suffix][0])
    if reply.media_type in REPLIES:
        found = compared(case, reply)
    else:
        found = same_graph(parse(reply.body, RdfFormat.N_TRIPLES), expected_graph(case.result))
    assert found, f"{case} is answered otherwise:\n{reply.body.decode()}"
    return found


def compared(case: Case, reply: Reply) -> str:
    """Say how like the solutions or the truth value in *reply* are to the expected ones."""
    expected = READERS[case.result.suffix][1](case.result.read_bytes(), iri(case.result))
    ordered = expected.ordered or ORDER.search(case.input.read_text(encoding="utf-8")) is not None
    lax = case.manifest.text(case.node, f"{MF}resultCardinality") == f"{MF}LaxCardinality"
    return verdict(REPLIES[reply.media_type](reply.body, ""), expected, ordered=ordered, lax=lax)


def expected_graph(path: Path) -> Iterable[Quad]:
    """Read the graph that is expected."""
    return parse(path=path, format=FORMATS[path.suffix], base_iri=iri(path))


@each(parses)
def test_syntax(case: Case, hold: Hold, stores: Stores) -> None:
    """What is SPARQL is read as SPARQL, and what is not is refused as a fault of syntax."""
    hold(case, lambda case: read(case, stores))


def read(case: Case, stores: Stores) -> None:
    """Let the query of *case* be read, and see that it is, or is not, refused for its syntax.

    A function that nobody knows is refused only after the query was read: that is no fault of syntax.
    """
    fault = None
    try:
        stores.parse(case)
    except QuerySyntaxError as error:
        fault = error
    except QueryRefused as error:
        if "custom function" not in str(error):
            raise
    assert (fault is None) == case.kind.startswith("Positive"), f"{case}: {fault or 'it is taken for SPARQL'}"


@each(asks_elsewhere)
def test_federated_query_is_refused(case: Case, stores: Stores) -> None:
    """A query with SERVICE is refused as what it is, and not as a fault of syntax: we reach no other server."""
    with pytest.raises(QueryRefused, match="no other server"):
        stores.parse(case)
