"""Names for blank nodes that depend on nothing but what is said of them (RDF Dataset Canonicalization, W3C 2024).

Some data takes longer than anyone can wait, such as ten nodes that all point at each other (section 7.1 of that
standard calls them poison). So the naming is done in a process of its own, which ends when it is late.
"""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, NamedNode, Quad, RdfFormat, parse, serialize

from graph.errors import SamendoenError
from graph.interpreter import build_command
from ontology.base import BASE, DEFAULT_BASE, rebase_text
from ontology.namespaces import ID

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Seconds that the naming may take; the packaged data takes a hundredth of one.
NAMING_SECONDS = 60.0


def name_blank_nodes(quads: Iterable[Quad], plan: str = "", patience: float = NAMING_SECONDS) -> list[Quad]:
    """List *quads*, each once, with an IRI of ours for each blank node, made of its name by RDFC-1.0.

    So the same data is the same bytes, and a thing has the same name in every answer (RDF 1.1, section 3.5). Those of
    the plan with the key *plan* are its own, and are called the same whatever another plan says, and whatever the base.

    :raises SamendoenError: when the blank nodes are too much alike to be named within *patience* seconds.
    """
    certain, blank = set[Quad](), set[Quad]()
    for quad in quads:
        (blank if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode) else certain).add(quad)
    return [*certain, *_name_in_process(blank, plan, patience)] if blank else [*certain]


def _name_in_process(quads: Iterable[Quad], plan: str, patience: float) -> Iterable[Quad]:
    """Have the blank nodes of *quads*, of *plan*, named by the other process, within *patience* seconds."""
    data = (serialize(quads, format=RdfFormat.N_QUADS) or b"").decode()
    command = build_command("graph.versions.canonical", plan)
    try:
        done = subprocess.run(  # noqa: S603  our own module
            command,
            input=rebase_text(data, BASE, DEFAULT_BASE).encode(),
            stdout=subprocess.PIPE,
            check=True,
            timeout=patience,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        raise SamendoenError(
            "The nodes without a name in this data cannot be told apart within %(seconds)s seconds. Give them IRIs.",
            seconds=f"{patience:g}",
        ) from error
    return parse(rebase_text(done.stdout.decode()), RdfFormat.N_QUADS)


def canonicalise_quads(quads: Iterable[Quad], plan: str = "") -> Iterator[Quad]:
    """Name the blank nodes of *quads* as `name_blank_nodes` does, in this process, however long it takes."""
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    base = f"{ID}node/{plan}/" if plan else f"{ID}node/"

    def to_iri(term: Any) -> Any:
        return NamedNode(f"{base}{term.value}") if isinstance(term, BlankNode) else term

    return (Quad(to_iri(q.subject), q.predicate, to_iri(q.object), q.graph_name) for q in dataset)


def main(plan: str = "") -> None:
    """Name the blank nodes of the N-Quads on standard input, which are of *plan*, on standard output."""
    named = canonicalise_quads(parse(sys.stdin.buffer, RdfFormat.N_QUADS), plan)
    serialize(named, sys.stdout.buffer, RdfFormat.N_QUADS)
