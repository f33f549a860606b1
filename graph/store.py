"""A version held in memory, and the one place where SPARQL is run.

`Store` answers in its own process. Visitors' queries never run in the web process: they go through `graph.pool`
to a worker, which holds a `Store` of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Protocol

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Variable,
    parse,
    serialize,
)
from pyoxigraph import Store as Oxigraph

from graph.errors import QueryRefused, QuerySyntaxError, QueryTooLarge
from graph.keywords import keywords
from graph.terms import from_json
from ontology.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from graph.terms import TermJson

#: Media types of solutions and truth values, most wanted first.
RESULT_FORMATS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
#: Media types of graphs, most wanted first.
GRAPH_FORMATS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
}


@dataclass(frozen=True)
class Request:
    """A query with its bindings and the formats wanted for each kind of answer.

    A bound variable must be in the projection of a SELECT: pyoxigraph refuses it elsewhere. Without
    `default_graphs` the default graph is the union of all graphs.
    """

    text: str
    bindings: Mapping[str, TermJson] = field(default_factory=dict)
    result_type: str = "application/sparql-results+json"
    graph_type: str = "text/turtle"
    default_graphs: Sequence[str] = ()
    named_graphs: Sequence[str] = ()


@dataclass(frozen=True)
class Reply:
    """An answer in the format that was asked for."""

    media_type: str
    body: bytes


class Engine(Protocol):
    """Whatever answers requests over one version: a `Store` here, or a pool of workers."""

    def ask(self, request: Request) -> Reply:
        """Answer *request*, or raise a `QueryError`."""
        ...


class _Bounded(BytesIO):
    """A buffer that refuses to grow past a limit."""

    def __init__(self, limit: int) -> None:
        """Hold at most *limit* bytes."""
        super().__init__()
        self._limit = limit

    def write(self, data: bytes, /) -> int:  # type: ignore[override]  # narrower than BytesIO on purpose
        """Write *data*, or raise `QueryTooLarge`."""
        if self.tell() + len(data) > self._limit:
            raise QueryTooLarge(
                "The answer is larger than %(limit)s bytes. Ask for less, or use LIMIT.", limit=self._limit
            )
        return super().write(data)


class Store:
    """One version in memory."""

    def __init__(self, path: Path, limit: int = 64_000_000) -> None:
        """Load the N-Quads file at *path*; an answer is at most *limit* bytes."""
        self._store = Oxigraph()
        self._store.bulk_load(path=str(path), format=RdfFormat.N_QUADS)
        self._limit = limit

    def ask(self, request: Request) -> Reply:
        """Answer *request*.

        :raises QuerySyntaxError: when the text is not SPARQL.
        :raises QueryRefused: when it asks for another server or for a term that cannot be bound.
        :raises QueryTooLarge: when the answer goes past the limit.
        """
        words = keywords(request.text)
        if words & {"SERVICE", "SERVICESILENT"}:
            raise QueryRefused("This endpoint reaches no other server; leave SERVICE out.")
        given = bool(request.default_graphs or request.named_graphs)
        try:
            answer = self._store.query(
                request.text,
                substitutions={Variable(name): from_json(term) for name, term in request.bindings.items()},
                use_default_graph_as_union=not given and "FROM" not in words,
                default_graph=[NamedNode(iri) for iri in request.default_graphs] if given else None,
                named_graphs=[NamedNode(iri) for iri in request.named_graphs] if given else None,
            )
            return self._write(answer, request)
        except SyntaxError as error:
            raise _syntax(str(error)) from error
        except OSError as error:
            raise QueryRefused("This endpoint reaches no other server; leave SERVICE out.") from error
        except (ValueError, RuntimeError) as error:
            raise QueryRefused("The engine refuses this query: %(reason)s", reason=str(error)[:300]) from error

    def _write(self, answer: QuerySolutions | QueryBoolean | QueryTriples, request: Request) -> Reply:
        """Write *answer* in the format that *request* wants for its kind."""
        buffer = _Bounded(self._limit)
        if isinstance(answer, QueryTriples):
            serialize(answer, buffer, GRAPH_FORMATS[request.graph_type], prefixes=PREFIXES)
            return Reply(request.graph_type, buffer.getvalue())
        answer.serialize(buffer, RESULT_FORMATS[request.result_type])
        return Reply(request.result_type, buffer.getvalue())


def turtle(n_triples: bytes) -> bytes:
    """Give *n_triples* as Turtle with our prefixes."""
    triples = (quad.triple for quad in parse(n_triples, RdfFormat.N_TRIPLES))
    return serialize(triples, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""


def _syntax(message: str) -> QuerySyntaxError:
    """Say where a query is wrong, and leave out the grammar that the engine prints after it."""
    found = re.match(r"error at (\d+):(\d+)", message)
    if found:
        return QuerySyntaxError(
            "The query is not SPARQL 1.1: look at line %(line)s, column %(column)s, or just before it.",
            line=found[1],
            column=found[2],
        )
    return QuerySyntaxError("The query is not SPARQL 1.1: %(reason)s", reason=message.splitlines()[0][:300])
