"""Turtle, N-Triples and N-Quads: what is well-formed is read, as it is meant, and nothing else is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Quad, RdfFormat, parse

from graph.engine.store import Store
from graph.errors import SourceError
from graph.sources.source import make_user_sources, read_source
from tests.conformance.likeness import same_graph
from tests.conformance.suites import each, iri

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conformance.conftest import Hold
    from tests.conformance.suites import Case


def imported(case: Case) -> bool:
    """Say whether *case* is about a format in which we read data of others."""
    return case.suite in {"rdf11/rdf-turtle", "rdf11/rdf-n-triples"}


def kept(case: Case) -> bool:
    """Say whether *case* is about the format in which we keep versions."""
    return case.suite == "rdf11/rdf-n-quads"


@each(imported)
def test_import(case: Case, hold: Hold, tmp_path: Path) -> None:
    """A file of data is read as `samendoen build` reads it, and refused where it breaks the syntax."""
    hold(case, lambda case: negative(case) if "Negative" in case.kind else positive(case, tmp_path))


def negative(case: Case) -> None:
    """See that the input of *case* is refused."""
    (source,) = make_user_sources([case.input])
    try:
        read_source(source)
    except SourceError:
        return
    raise AssertionError(f"{case} is read, though it breaks the syntax")


def positive(case: Case, folder: Path) -> str | None:
    """See that the input of *case* is read, and as it is meant where the test says how.

    The reader knows no base but the one that a file gives itself, so it is given one where the test counts on it.
    """
    path = case.input
    if "Eval" not in case.kind:
        read_source(*make_user_sources([path]))
        return None
    copy = folder / path.name
    copy.write_bytes(f"@base <{iri(path)}> .\n".encode() + path.read_bytes())
    quads = read_source(*make_user_sources([copy])).quads
    mine = (Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) for quad in quads)
    found = same_graph(mine, parse(path=case.result, format=RdfFormat.N_TRIPLES))
    assert found == "exact", f"{case} is read otherwise"
    return None


@each(kept)
def test_version(case: Case, hold: Hold) -> None:
    """A file of N-Quads is read as a version is, and refused where it breaks the syntax."""
    hold(case, loaded)


def loaded(case: Case) -> None:
    """See that the input of *case* is, or is not, loaded."""
    fault = None
    try:
        Store(case.input)
    except SyntaxError as error:
        fault = error
    assert (fault is None) == ("Positive" in case.kind), (
        f"{case}: {fault or 'it is loaded, though it breaks the syntax'}"
    )
