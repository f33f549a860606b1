"""Names for blank nodes that depend on nothing but what is said of them (RDF Dataset Canonicalization, W3C 2024).

Some data takes longer than anyone can wait and more memory than there is, such as ten nodes that all point at each
other (section 7.1 of that standard calls them poison). So the naming is done in a process of its own, which the system
ends when it is late or too large; and many nodes that are all alike are refused before.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, NamedNode, Quad, RdfFormat, parse, serialize

from graph.errors import NodesAlike
from graph.interpreter import build_command
from graph.versions.alike import find_alike
from ontology.base import BASE, DEFAULT_BASE, rebase_text
from ontology.namespaces import ID

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Seconds of a processor that the naming may take, and quads for which it gets one more; twenty thousand take one.
NAMING_SECONDS, _QUADS_A_SECOND = 5.0, 5_000
#: As much longer as it may take where others use the processor too.
_SHARED = 6
#: Bytes of memory that the naming may take, and for each quad besides; a quad takes two thousand.
_MOST_BYTES, _BYTES_A_QUAD = 1 << 30, 8_000
#: As many nodes that are alike may be linked to each other: a hundred in a row take a tenth of a second, and three
#: hundred a hundred times as long.
MOST_ALIKE = 150


def name_blank_nodes(quads: Iterable[Quad], plan: str = "", patience: float = NAMING_SECONDS) -> list[Quad]:
    """List *quads*, each once, with an IRI of ours for each blank node, made of its name by RDFC-1.0.

    So the same data is the same bytes, and a thing has the same name in every answer (RDF 1.1, section 3.5). Those of
    the plan with the key *plan* are its own, and are called the same whatever another plan says, and whatever the base.

    :raises NodesAlike: when the blank nodes are too much alike to be named within *patience* seconds, and a second
        more for each few thousand quads, or in memory.
    """
    certain, blank = set[Quad](), set[Quad]()
    for quad in quads:
        (blank if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode) else certain).add(quad)
    return [*certain, *_name_in_process(blank, plan, patience)] if blank else [*certain]


def _name_in_process(quads: set[Quad], plan: str, patience: float) -> Iterable[Quad]:
    """Have the blank nodes of *quads*, of *plan*, named by the other process, within *patience* and memory."""
    alike = find_alike(quads)
    if len(alike) > MOST_ALIKE:
        raise NodesAlike([node.value for node in alike])
    seconds = patience + len(quads) // _QUADS_A_SECOND
    data = (serialize(quads, format=RdfFormat.N_QUADS) or b"").decode()
    limits = str(int(seconds)), str(_MOST_BYTES + _BYTES_A_QUAD * len(quads))
    command = build_command("graph.versions.canonical", plan, *limits)
    try:
        done = subprocess.run(  # noqa: S603  our own module
            command,
            input=rebase_text(data, BASE, DEFAULT_BASE).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=True,
            timeout=seconds * _SHARED,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        raise NodesAlike([node.value for node in alike]) from error
    return parse(rebase_text(done.stdout.decode()), RdfFormat.N_QUADS)


def canonicalise_quads(quads: Iterable[Quad], plan: str = "") -> Iterator[Quad]:
    """Name the blank nodes of *quads* as `name_blank_nodes` does, in this process, however long it takes."""
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    base = f"{ID}node/{plan}/" if plan else f"{ID}node/"

    def to_iri(term: Any) -> Any:
        return NamedNode(f"{base}{term.value}") if isinstance(term, BlankNode) else term

    return (Quad(to_iri(q.subject), q.predicate, to_iri(q.object), q.graph_name) for q in dataset)


def main(plan: str = "", seconds: str = "", size: str = "") -> None:
    """Name the blank nodes of the N-Quads on standard input, which are of *plan*, on standard output.

    This process ends when it has taken so many *seconds* of a processor, or needs more memory than *size* bytes.
    """
    limits = (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, size), (resource.RLIMIT_CORE, "0")
    for kind, limit in limits:
        with suppress(ValueError, OSError):  # some systems have no such limit; the caller waits no longer either way
            resource.setrlimit(kind, (int(limit), int(limit)))
    named = canonicalise_quads(parse(sys.stdin.buffer, RdfFormat.N_QUADS), plan)
    serialize(named, sys.stdout.buffer, RdfFormat.N_QUADS)
