"""Whether the nodes without a name can be told apart, so that each gets the same name in every version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode

from graph.errors import NodesAlike
from graph.fault import Fault
from graph.message import Message
from graph.terms import value_of
from graph.versions import name_blank_nodes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad

ALIKE = Message(
    "%(count)s nodes without a name are alike and linked to each other, as this one, and cannot be told apart in "
    "reasonable time; give each an address of its own in the place of '_:' or '[ ]'."
)


def check_nameless(quads: Iterable[tuple[Quad, str]], plan: str = "") -> list[Fault]:
    """List the one fault that the nodes without a name in *quads* cannot be told apart; none where they can.

    They are what *plan* says, or with an empty key the register, each with its file's name.
    """
    places: dict[str, str] = {}
    blank: list[Quad] = []
    for quad, place in quads:
        ends = [value_of(end) for end in (quad.subject, quad.object) if isinstance(end, BlankNode)]
        if ends:
            blank.append(quad)
            places |= dict.fromkeys(ends, place)
    try:
        name_blank_nodes(blank, plan)
    except NodesAlike as error:
        first = next((node for node in places if node in set(error.nodes)), next(iter(places)))
        return [Fault(places[first], first, "nodes-alike", ALIKE.fill(count=len(error.nodes) or len(places)))]
    return []
