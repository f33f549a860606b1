"""A version held in memory, and the one place where SPARQL is run.

`Store` answers in its own process. Clients' queries never run in the web process: they go through
`graph.engine.workers.pool` to a worker, which holds a `Store` of its own.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial
from io import BytesIO
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, RdfFormat, Variable, serialize
from pyoxigraph import Store as Oxigraph

from graph.engine.ordering.key import IRI_START, ORDER_KEY, OrderKeys
from graph.engine.reply import Reply
from graph.engine.request import Engine
from graph.engine.screening.dataset import has_dataset_clause
from graph.engine.screening.order import rewrite_order
from graph.engine.screening.screen import QueryBounds, read_screened
from graph.engine.shards import Shards
from graph.engine.writing import (
    CSV,
    GRAPH_FORMATS,
    RDF_XML,
    RESULT_FORMATS,
    XML,
    XmlSink,
    as_file,
    require_xml_names,
    write_csv,
)
from graph.errors import QueryRefused, QuerySyntaxError, QueryTooLarge
from graph.terms import from_json
from graph.versions import open_version
from ontology.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from pyoxigraph import QueryTriples

    from graph.engine.request import Request
    from graph.engine.screening.outline import QueryOutline
    from graph.engine.writing import Sink

    Answer = QuerySolutions | QueryBoolean | QueryTriples
    Query = Callable[..., Answer]

ANSWER_BYTES = 64_000_000
#: More texts than the project has of its own, which are not to be read anew; the longest of all take 100 MB.
TEXTS_KEPT = 256


class _BoundedSink:
    """A sink that refuses to take more than a limit."""

    def __init__(self, sink: Sink, limit: int) -> None:
        """Pass at most *limit* bytes on to *sink*."""
        self._sink = sink
        self._limit = limit
        self._taken = 0

    def write(self, data: bytes, /) -> int:
        """Write *data*, or raise `QueryTooLarge`."""
        self._taken += len(data)
        if self._taken > self._limit:
            raise QueryTooLarge(
                "The answer is larger than %(limit)s bytes. Ask for less, or use LIMIT.", limit=self._limit
            ).of("answer_bytes")
        return self._sink.write(data)

    def flush(self) -> None:
        """Do nothing: what is written is passed on at once."""


class Store(Engine):
    """One version in memory."""

    def __init__(self, path: Path, limit: int = ANSWER_BYTES, bounds: QueryBounds | None = None) -> None:
        """Load the version at *path*; an answer is at most *limit* bytes, a query within *bounds*."""
        self._store = Oxigraph()
        with open_version(path) as file:
            self._store.bulk_load(input=file, format=RdfFormat.N_QUADS)
        self._graphs = {graph.value for graph in self._store.named_graphs() if isinstance(graph, NamedNode)}
        self._shards = Shards(self._store, self._graphs)
        self._limit = limit
        self._bounds = bounds or QueryBounds()

    def ask(self, request: Request) -> Reply:
        """Answer *request*.

        :raises QuerySyntaxError: when the text is not SPARQL.
        :raises QueryRefused: when it asks for another server, a graph that is not here, or a term that cannot be bound.
        :raises QueryTooLarge: when the query or the answer goes past a limit.
        """
        buffer = BytesIO()
        kinds: list[str] = []
        self.write(request, kinds.append, buffer)
        return Reply(kinds[0], buffer.getvalue())

    def write(self, request: Request, announce: Callable[[str], None], sink: Sink) -> None:
        """Call *announce* with the media type of the answer to *request*, then write the answer to *sink*.

        :raises QueryError: as `ask` does, when something is written already or before.
        """
        try:
            self._write(request, announce, _BoundedSink(sink, self._limit))
        except SyntaxError as error:
            raise _to_syntax_error(str(error)) from error
        except OSError as error:
            raise QueryRefused("This endpoint reaches no other server; leave SERVICE out.") from error
        except (ValueError, RuntimeError) as error:
            raise QueryRefused("The engine refuses this query: %(reason)s", reason=str(error)[:300]) from error

    def _write(self, request: Request, announce: Callable[[str], None], sink: _BoundedSink) -> None:
        """Evaluate *request* and write what comes of it."""
        if request.whole:
            announce(request.graph_type)
            self._store.dump(as_file(sink), GRAPH_FORMATS[request.graph_type], prefixes=PREFIXES)
            return
        keys = OrderKeys()
        answer = self._evaluate(request, keys)
        media_type = request.result_type if isinstance(answer, QuerySolutions | QueryBoolean) else request.graph_type
        announce(media_type)
        file = as_file(XmlSink(sink) if media_type in XML else sink)
        if isinstance(answer, QuerySolutions) and media_type == CSV:
            write_csv(answer, sink)
        elif isinstance(answer, QuerySolutions | QueryBoolean):
            answer.serialize(file, RESULT_FORMATS[media_type])
        else:
            triples = require_xml_names(answer) if media_type == RDF_XML else answer
            serialize(triples, file, GRAPH_FORMATS[media_type], prefixes=PREFIXES)
        keys.require_whole()

    def _evaluate(self, request: Request, keys: OrderKeys) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Evaluate the query of *request* over the graphs that it names, and order by *keys*."""
        named = [*request.default_graphs, *request.named_graphs]
        given = bool(named)
        outline, chooses, ordered = _read_once(request.text, self._bounds, request.base)
        self._refuse_unknown(named if given else _list_named_graphs(outline) if chooses else ())
        store = (self._shards.find(named) if given else None) or self._store
        query = partial(
            store.query,
            base_iri=request.base,
            substitutions={Variable(name): from_json(term) for name, term in request.bindings.items()},
            use_default_graph_as_union=not given and not chooses,
            default_graph=[NamedNode(iri) for iri in request.default_graphs] if given else None,
            named_graphs=[NamedNode(iri) for iri in request.named_graphs] if given else None,
        )
        return _query_in_order(query, request.text, ordered, keys)

    def _refuse_unknown(self, graphs: Iterable[str]) -> None:
        """Refuse *graphs* of which one is not here: it is not fetched, and an empty answer would mislead."""
        for graph in graphs:
            if graph not in self._graphs:
                raise QueryRefused(
                    "There is no graph %(graph)s here, and none is fetched. The endpoint's description names them.",
                    graph=graph[:200],
                )


@lru_cache(maxsize=TEXTS_KEPT)
def _read_once(text: str, bounds: QueryBounds, base: str | None) -> tuple[QueryOutline, bool, str]:
    """Read the outline of *text*, and whether it chooses its dataset; rewrite it to order by keys.

    Our own questions come again and again with other bindings; their text is read once.
    """
    reader = read_screened(text, bounds, base)
    chooses = has_dataset_clause(text, base, is_screened=True)
    return reader.outline, chooses, rewrite_order(text, ORDER_KEY, IRI_START, reader.places)


def _query_in_order(query: Query, text: str, ordered: str, keys: OrderKeys) -> Answer:
    """Evaluate, with *query*, what is *ordered* by *keys*; where that is no SPARQL, *text* as it was written."""
    if ordered == text:
        return query(text)
    try:
        return query(ordered, custom_functions={NamedNode(ORDER_KEY): keys})
    except SyntaxError:  # so is the text itself, which has its own lines and columns; or we read it wrongly
        return query(text)


def _list_named_graphs(outline: QueryOutline) -> list[str]:
    """List the graphs that the query itself names, as far as they can be read from its text."""
    return [iri for iri in (*outline.default_graphs, *outline.named_graphs) if iri is not None]


def list_variables(text: str) -> list[str]:
    """List the variables that the SELECT of *text* returns, in order; no data is asked.

    It is screened first: the engine works in this process here, which a query must not end.

    :raises QuerySyntaxError: when *text* is not SPARQL.
    :raises QueryRefused: when it is no SELECT, or asks for what is never done.
    :raises QueryTooLarge: when it is larger or more nested than a query may be.
    """
    places = read_screened(text, QueryBounds()).places
    return _list_selected(
        lambda query: _query_in_order(query, text, rewrite_order(text, ORDER_KEY, IRI_START, places), OrderKeys())
    )


def list_packaged_variables(text: str) -> list[str]:
    """List the variables that the SELECT of *text* returns, in order, where *text* comes with the project.

    It is not screened: what comes with the project neither ends a process nor takes long, and is read at every start.

    :raises QuerySyntaxError: when *text* is not SPARQL.
    :raises QueryRefused: when it is no SELECT.
    """
    return _list_selected(lambda query: query(text))


def _list_selected(ask: Callable[[Query], Answer]) -> list[str]:
    """List what is selected when *ask* has an engine without data for its query."""
    try:
        answer = ask(Oxigraph().query)
    except SyntaxError as error:
        raise _to_syntax_error(str(error)) from error
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryRefused("The engine refuses this query: %(reason)s", reason=str(error)[:300]) from error
    if not isinstance(answer, QuerySolutions):
        raise QueryRefused("The query is no SELECT.")
    return [variable.value for variable in answer.variables]


def _to_syntax_error(message: str) -> QuerySyntaxError:
    """Make the error that says where a query is wrong, without the grammar the engine prints after it."""
    if place := re.match(r"error at (\d+):(\d+)", message):
        return QuerySyntaxError(
            "The query is not SPARQL 1.1: look at line %(line)s, column %(column)s, or just before it.",
            line=place[1],
            column=place[2],
        )
    return QuerySyntaxError("The query is not SPARQL 1.1: %(reason)s", reason=message.splitlines()[0][:300])
