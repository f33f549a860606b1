"""What only has a name and occurs nowhere else: most often a thing that is there already, misspelt."""

from __future__ import annotations

from collections import defaultdict
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from graph.fault import Fault
from graph.message import Message
from graph.terms import value_of
from ontology.namespaces import ID, RDF, RDFS, SKOS, compact_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import Quad

STRAY = Message(
    "This only has a name, and nothing points at it, so it shows nowhere; did you mean %(known)s? Correct the address."
)
LONELY = Message("This only has a name, and nothing points at it, so it shows nowhere; say what it is, or remove it.")
_NAMES = frozenset((f"{SKOS}prefLabel", f"{SKOS}altLabel", f"{SKOS}hiddenLabel", f"{RDFS}label"))
#: How alike two ids must be for the one to be offered for the other, from 0 to 1 (difflib).
_ALIKE = 0.6
#: As many of them as are held against all that is known, for that takes longer the more of either there are.
_MOST_LIKENED = 50


def check_strays(quads: Iterable[tuple[Quad, str]]) -> list[Fault]:
    """List a warning for each node of ours in *quads* (each with its file's name) that only has a name."""
    places: dict[str, str] = {}
    said: dict[str, set[str]] = defaultdict(set)
    pointed: set[str] = set()
    for quad, place in quads:
        node = value_of(quad.subject)
        places[node] = place
        said[node].add(quad.predicate.value)
        if isinstance(quad.object, NamedNode):
            pointed.add(quad.object.value)
    known = _group_by_type(node for node, props in said.items() if f"{RDF}type" in props)
    strays = [node for node, props in said.items() if node.startswith(ID) and props <= _NAMES and node not in pointed]
    likened = set(sorted(strays)[:_MOST_LIKENED])
    return sorted(
        Fault(places[node], node, "stray-name", _describe(node, known) if node in likened else LONELY, "warning")
        for node in strays
    )


def _group_by_type(nodes: Iterable[str]) -> dict[str, dict[str, str]]:
    """Group those of *nodes* that are ours by their type, each under its own id."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for node in sorted(nodes):
        if node.startswith(ID):
            kind, own = _split(node)
            found[kind][own] = node
    return found


def _split(node: str) -> tuple[str, str]:
    """Split the address of *node* into its type and its own id, the last part."""
    path = node.removeprefix(ID)
    return path.partition("/")[0], path.rpartition("/")[2]


def _describe(node: str, known: Mapping[str, Mapping[str, str]]) -> Message:
    """Describe that *node* has only a name, with the one of its type among those *known* that is most like it."""
    kind, own = _split(node)
    alike = get_close_matches(own, known.get(kind, {}), 1, _ALIKE)
    return STRAY.fill(known=compact_iri(known[kind][alike[0]])) if alike else LONELY
