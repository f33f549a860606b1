"""What is closed: the packaged data or a region, together with the ontology, in the forms that the engines read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse, serialize
from region import region

from graph.sources.source import Source, list_packaged_sources, read_source
from ontology.namespaces import DEF, RDF, make_graph_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

OURS = "samendoen"
PACKAGED = "packaged"
#: N-Quads for ours; triples for the others, and the same without what only contradictions follow from.
STATED, WRITTEN, PLAIN = "stated.nq", "stated.ttl", "plain.ttl"
#: The subjects that the data speaks of, a line each.
SUBJECTS = "subjects.txt"
#: Of these OWL 2 RL has rules that end in false, or in what is the same, and the data holds neither.
_JUDGING = (b"owl#FunctionalProperty>", b"owl#disjointWith>")
_OURS = f"<{DEF}".encode()
_TYPE = f"<{RDF}type>".encode()


def write(name: str, folder: Path) -> int:
    """Write the data called *name*, or a region of so many, with the ontology into *folder*; give how many triples.

    `reasonable` reads only what is called Turtle, which triples a line are too.
    """
    model = sorted(set(_model()))
    data = sorted(set(_packaged() if name == PACKAGED else _canonical(region(int(name)))))
    (folder / STATED).write_bytes(b"".join([*model, *data]))
    (folder / SUBJECTS).write_bytes(b"\n".join(sorted({line.split(b" ", 1)[0] for line in data})))
    triples = sorted({_triple(line) for line in (*model, *data)})
    (folder / WRITTEN).write_bytes(b"".join(triples))
    (folder / PLAIN).write_bytes(b"".join(line for line in triples if not any(it in line for it in _JUDGING)))
    return len(triples)


def subjects(folder: Path) -> frozenset[bytes]:
    """Give the subjects that the data in *folder* speaks of."""
    return frozenset((folder / SUBJECTS).read_bytes().splitlines())


def in_our_terms(triple: bytes, known: frozenset[bytes]) -> bool:
    """Say whether *triple*, a line, tells in our terms something of one of the *known* subjects.

    Texts and numbers do not count: owlrl writes some anew, as 0.9 for 0.90. That what follows with those is the same
    is shown by tests/graph/reasoning/test_owlrl.py.
    """
    subject, prop, value = triple.removesuffix(b" .").split(b" ", 2)
    ours = prop.startswith(_OURS) or (prop == _TYPE and value.startswith(_OURS))
    return ours and not value.startswith(b'"') and subject in known


def _model() -> Iterator[bytes]:
    """Give what the ontology states, without the shapes, as N-Quads."""
    yield from _lines(source for source in list_packaged_sources() if source.graph == make_graph_iri("model"))


def _packaged() -> Iterator[bytes]:
    """Give what the packaged data states, as N-Quads."""
    yield from _lines(
        source
        for source in list_packaged_sources()
        if source.graph not in (make_graph_iri("model"), make_graph_iri("shapes"))
    )


def _lines(sources: Iterable[Source]) -> Iterator[bytes]:
    """Give what *sources* state, as N-Quads."""
    for source in sources:
        yield from (serialize(read_source(source).quads, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)


def _canonical(lines: Iterable[str]) -> Iterator[bytes]:
    """Give *lines* of N-Quads as pyoxigraph writes them."""
    for quad in parse("".join(lines).encode(), RdfFormat.N_QUADS):
        yield f"{quad} .\n".encode()


def _triple(line: bytes) -> bytes:
    """Give *line* of N-Quads without its graph; each has one, which is an IRI."""
    return line.rsplit(b" ", 2)[0] + b" .\n"
