"""Whether each list is one: in each place one value and one place after it, down to rdf:nil (RDF Schema, section 5.2).

Whoever goes through a list that is none never comes to its end, or tells half of it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from graph.fault import Fault
from graph.message import Message
from graph.terms import value_of
from ontology.namespaces import RDF, compact_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import Quad

    #: What rdf:first or rdf:rest has for each place in a list.
    Links = Mapping[object, set[object]]
    #: A place in a list, the rule that is broken, and the values in what is said of it.
    FaultParts = tuple[object, str, Mapping[str, object]]

#: What is said of each rule that is broken.
SENTENCES = {
    "list-loops": Message(
        "This list comes back to itself (rdf:rest), so it never ends; let it end in rdf:nil, or write it between ( and "
        ")."
    ),
    "list-forks": Message(
        "This place in a list has %(count)s values for %(property)s, and there is one; give each list places of its "
        "own, or write it between ( and )."
    ),
    "list-gap": Message("This place in a list has no %(property)s; add it, or write the list between ( and )."),
    "list-end": Message(
        "This list goes on (rdf:rest) in %(value)s, which is no list; let it end in rdf:nil, or write it between ( "
        "and )."
    ),
    "list-nil": Message(
        "Something comes after the end of a list: rdf:nil has %(property)s; give it a place of its own."
    ),
}
_FIRST, _REST, _NIL = (NamedNode(f"{RDF}{name}") for name in ("first", "rest", "nil"))
#: As much of a value as a message shows, in characters.
_SHOWN = 80


def check_lists(quads: Iterable[tuple[Quad, str]]) -> list[Fault]:
    """List a fault for each list in *quads* (each with its file's name) that loops, forks, or does not end."""
    firsts: dict[object, set[object]] = defaultdict(set)
    rests: dict[object, set[object]] = defaultdict(set)
    places: dict[object, str] = {}
    for quad, place in quads:
        if quad.predicate in (_FIRST, _REST):
            (firsts if quad.predicate == _FIRST else rests)[quad.subject].add(quad.object)
            places[quad.subject] = place
    found = [*_iter_place_faults(places, firsts, rests), *_iter_loops(rests)]
    return sorted(
        Fault(places[node], value_of(node), rule, SENTENCES[rule].fill(**values)) for node, rule, values in found
    )


def _iter_place_faults(nodes: Iterable[object], firsts: Links, rests: Links) -> Iterator[FaultParts]:
    """Yield what is wrong with each of *nodes*, places in lists, by what they have in *firsts* and *rests*."""
    for node in nodes:
        for links, name in ((firsts, "rdf:first"), (rests, "rdf:rest")):
            count = len(links.get(node, ()))
            if node == _NIL:
                if count:
                    yield node, "list-nil", {"property": name}
            elif count != 1:
                yield node, "list-forks" if count else "list-gap", {"property": name, "count": count}
        for after in rests.get(node, ()) if node != _NIL else ():
            if after != _NIL and after not in firsts and after not in rests:
                yield node, "list-end", {"value": _describe_node(after)}


def _describe_node(node: object) -> str:
    """Describe *node*, a literal by its text."""
    if isinstance(node, Literal):
        return f'"{node.value[:_SHOWN]}"'
    return compact_iri(value_of(node))[:_SHOWN] if isinstance(node, NamedNode) else "[]"


def _iter_loops(rests: Links) -> Iterator[FaultParts]:
    """Yield a place of each loop in *rests*; each place is gone through once.

    Where a list forks, the way that is gone is that of its least value: that it forks is a fault of its own.
    """
    seen: set[object] = set()
    for start in rests:
        steps: set[object] = set()
        node: object = start
        while node in rests and node not in seen:
            seen.add(node)
            steps.add(node)
            node = min(rests[node], key=str)
        if node in steps:
            yield node, "list-loops", {}
