"""What is excluded exists, and what is said of it holds."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from graph.engine.request import Request
from graph.errors import QueryError, SourceError
from graph.sources.source import make_user_sources, read_source
from tests.conformance import exclusions
from tests.conformance.likeness import verdict
from tests.conformance.results import from_xml
from tests.conformance.suites import MF, QT, each, iri, path_of, suites

if TYPE_CHECKING:
    from tests.conformance.datasets import Stores
    from tests.conformance.suites import Case

UPDATE = "http://www.w3.org/2009/sparql/tests/test-update#"


def updates(case: Case) -> bool:
    """Say whether *case* is about SPARQL Update."""
    return "Update" in case.kind or case.suite == "sparql11/delete-insert"


def test_exclusions_exist() -> None:
    """Every test and every suite that is excluded is one of the W3C's."""
    known = {(case.suite, case.name) for cases in suites().values() for case in cases}

    assert exclusions.tests().keys() - known == set()
    assert exclusions.suites().keys() - suites().keys() == set()
    assert {suite for suite, _ in exclusions.tests()} & exclusions.suites().keys() == set()
    written = {name for group in exclusions.groups("written") for name in group["names"]}
    assert written - {f"{suite}/{name}" for suite, name in known} == set()


def test_exclusions_are_named_once() -> None:
    """No test and no suite has two reasons."""
    for kind, single in (("tests", exclusions.tests()), ("suites", exclusions.suites())):
        assert sum(len(group["names"]) for group in exclusions.groups(kind)) == len(single)


def test_reasons_are_given() -> None:
    """Every exclusion has a reason, said in a sentence."""
    reasons = [group["reason"] for kind in ("tests", "suites", "written") for group in exclusions.groups(kind)]

    assert [reason for reason in reasons if len(reason.split()) < 5 or not reason.endswith(".")] == []


@each(updates)
def test_update_is_no_query(case: Case, stores: Stores) -> None:
    """No update of the suites is taken for a query, so none can change anything."""
    manifest = case.manifest
    request = manifest.value(case.action, f"{UPDATE}request") or manifest.value(case.action, f"{QT}query")
    path = path_of(request or case.action)

    with pytest.raises(QueryError):
        stores.of("").ask(Request(path.read_text(encoding="utf-8"), base=iri(path)))


def test_entailment_is_more_than_is_answered(stores: Stores) -> None:
    """Simple entailment does not give every answer that the suite of the other regimes asks for."""
    likenesses = Counter(compared(case, stores) for case in suites()["sparql11/entailment"])

    assert likenesses[""] > 0


def compared(case: Case, stores: Stores) -> str:
    """Say how like the answer to *case* is to what is expected."""
    reply = stores.evaluate(case, "application/sparql-results+xml")
    expected = from_xml(case.result.read_bytes(), "")
    return verdict(from_xml(reply.body, ""), expected, ordered=False, lax=False)


@each(lambda case: case.suite in {"rdf11/rdf-trig", "rdf11/rdf-xml"})
def test_format_is_not_read(case: Case) -> None:
    """A file of a format that is only written is refused for its format, whatever is in it."""
    with pytest.raises(SourceError, match="This kind of file is not read"):
        read_source(*make_user_sources([case.input]))


def test_deprecated_suite_is_deprecated() -> None:
    """Every test of the suite that the W3C is said to deprecate, it does deprecate."""
    approvals = {
        case.manifest.text(case.node, "http://www.w3.org/2001/sw/DataAccess/tests/test-dawg#approval")
        for case in suites()["sparql11/http-rdf-update"]
    }

    assert {approval.rpartition("#")[2] for approval in approvals} == {"Deprecated"}


def test_direct_identification_is_required() -> None:
    """Every test of the suite on graphs at addresses of their own says that it requires them."""
    cases = suites()["sparql11/graph-store-protocol/manifest-direct"]
    required = [case.manifest.text(case.node, f"{MF}requires") for case in cases]

    assert set(required) == {f"{MF}DirectGraphIdentification"}
