"""The data of the suites in our store: a version with a graph per file, and a query over the files that it names."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from graph.engine.request import Request
from graph.engine.store import Store
from tests.conformance.suites import QT, iri, path_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from graph.engine.reply import Reply
    from tests.conformance.suites import Case

FORMATS = {".ttl": RdfFormat.TURTLE, ".nt": RdfFormat.N_TRIPLES, ".rdf": RdfFormat.RDF_XML}
FROM = re.compile(r"\bFROM\s+(?:NAMED\s+)?(?:<([^>]*)>|(\w*):(\w*))", re.IGNORECASE)
PREFIX = re.compile(r"\bPREFIX\s+(\w*):\s*<([^>]*)>", re.IGNORECASE)


@cache
def n_quads(path: Path) -> str:
    """Give the triples of the file at *path* as N-Quads, in a graph that has the IRI of the file."""
    graph = NamedNode(iri(path))
    triples = parse(path=path, format=FORMATS[path.suffix], base_iri=graph.value, rename_blank_nodes=True)
    return "".join(f"{Quad(t.subject, t.predicate, t.object, graph)} .\n" for t in triples)


def from_clauses(text: str, base: str) -> list[str]:
    """Give the graphs that the query *text* names in its FROM clauses, as absolute IRIs.

    >>> from_clauses("PREFIX : <http://a/> SELECT * FROM <b.ttl> FROM NAMED :c {}", "http://a/q.rq")
    ['http://a/b.ttl', 'http://a/c']
    """
    prefixes = dict(PREFIX.findall(text))
    return [prefixes[prefix] + name if not full else urljoin(base, full) for full, prefix, name in FROM.findall(text)]


class Stores:
    """A store for each set of graphs that a test asks about."""

    def __init__(self, folder: Path) -> None:
        """Keep the versions in *folder*."""
        self._folder = folder
        self._stores: dict[str, Store] = {}

    def of(self, quads: str) -> Store:
        """Give the store that holds *quads*."""
        if quads not in self._stores:
            version = self._folder / f"{len(self._stores)}.nq"
            version.write_text(quads, encoding="utf-8")
            self._stores[quads] = Store(version)
        return self._stores[quads]

    def over(self, paths: Iterable[Path]) -> Store:
        """Give the store with a graph for each of *paths*."""
        return self.of("".join(n_quads(path) for path in sorted(set(paths))))

    def evaluate(self, case: Case, result_type: str) -> Reply:
        """Answer the query of *case* over the files that its FROM clauses name, else over those that the test names.

        A graph without triples is no graph here, so it is not asked for.
        """
        text, base = case.input.read_text(encoding="utf-8"), iri(case.input)
        named_by_query = [path_of(NamedNode(name)) for name in from_clauses(text, base)]
        data, named = ([], []) if named_by_query else (case.files(f"{QT}data"), case.files(f"{QT}graphData"))
        request = Request(
            text,
            result_type=result_type,
            graph_type="application/n-triples",
            default_graphs=_filled(data),
            named_graphs=_filled(named),
            base=base,
        )
        return self.over([*data, *named, *named_by_query]).ask(request)

    def parse(self, case: Case) -> None:
        """Let the query of *case* be read, over a store in which the graphs that it names are there."""
        text, base = case.input.read_text(encoding="utf-8"), iri(case.input)
        graphs = from_clauses(text, base)
        self.of("".join(f"<urn:it> <urn:is> <urn:there> <{name}> .\n" for name in graphs)).ask(Request(text, base=base))


def _filled(paths: Iterable[Path]) -> list[str]:
    """Give the graphs of those *paths* that hold a triple."""
    return [iri(path) for path in paths if n_quads(path)]
