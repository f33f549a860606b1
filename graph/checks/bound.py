"""The fault that more follows from a file than can be worked out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from graph.fault import Fault
from graph.message import Message
from graph.terms import value_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.checks.division import Placed
    from graph.errors import TooMuchFollows

BOUND_RULE = "much-follows"


def make_bound_fault(quads: Iterable[Placed], error: TooMuchFollows) -> Fault:
    """Make the fault that *error* tells of *quads*, at the node of theirs of which the same is said most often."""
    links = Counter(
        (value_of(it.subject), it.predicate, place) for it, place in quads if not isinstance(it.object, Literal)
    )
    props = Counter(prop for _, prop, _ in links.elements())
    (node, _, place), _ = max(
        links.items(), key=lambda item: (item[1], props[item[0][1]]), default=(("", None, "?"), 0)
    )
    return Fault(place, node, BOUND_RULE, Message(error.template))
