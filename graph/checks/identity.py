"""Whether one thing has one address: nothing of ours is said to be the same as something else of ours.

`owl:sameAs` would have to join all that is said of both, in every answer; that is not what the rules do, and a link
without effect would mislead whoever reads the data elsewhere. To somebody else's address it is a link, and stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from graph.fault import Fault
from graph.message import Message
from graph.terms import value_of
from ontology.namespaces import DEF, ID, PREFIXES, RDF, SKOS, compact_iri, find_plan_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad

SAME = Message(
    "Is said to be the same as %(other)s, and both are ours: one thing has one address here, so that would join "
    "nothing. Use one of the two everywhere, and write the other spelling as skos:hiddenLabel."
)
MATCH = Message(
    "Is matched with %(other)s of its own plan, and a match leads to another scheme (NL-SBB); use skos:related, or "
    "make one thing of the two."
)
_SAME_AS = f"{PREFIXES['owl']}sameAs"
_MATCHES = frozenset(f"{SKOS}{kind}Match" for kind in ("exact", "close", "broad", "narrow", "related"))


def check_identity(quads: Iterable[tuple[Quad, str]]) -> list[Fault]:
    """List a fault for each two things of ours in *quads* (each with its file's name) that are said to be one."""
    quads = list(quads)
    described = {
        value_of(quad.subject)
        for quad, _ in quads
        if quad.predicate.value == f"{RDF}type" and value_of(quad.object).startswith(DEF)
    }
    faults = []
    for quad, place in quads:
        node, other = value_of(quad.subject), value_of(quad.object)
        if quad.predicate.value == _SAME_AS and all(it.startswith(ID) or it in described for it in (node, other)):
            faults.append(Fault(place, node, "one-address", SAME.fill(other=compact_iri(other))))
        elif quad.predicate.value in _MATCHES and isinstance(quad.object, NamedNode) and _are_of_one_plan(node, other):
            faults.append(Fault(place, node, "match-elsewhere", MATCH.fill(other=compact_iri(other))))
    return sorted(set(faults))


def _are_of_one_plan(node: str, other: str) -> bool:
    """Say whether *node* and *other* are both owned by one plan."""
    return bool(find_plan_key(node)) and find_plan_key(node) == find_plan_key(other)
