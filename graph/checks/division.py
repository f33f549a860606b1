"""What was read, divided: what belongs to each plan, and what is common to all, each quad with the name of its file."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode

from graph.terms import value_of
from ontology.namespaces import find_plan_key, make_graph_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pyoxigraph import Quad

    from graph.sources import Reading

    Placed = tuple[Quad, str]

#: The graphs that hold no data: what the model says, and what it demands.
SHAPES_GRAPH = make_graph_iri("shapes")
MODEL_GRAPHS = (make_graph_iri("model"), SHAPES_GRAPH)


@dataclass(frozen=True)
class Division:
    """The `model` with its lists of values, the `schemes`; the `register` beside the plans; and the `plans` by key."""

    model: Sequence[Quad]
    schemes: Sequence[Placed]
    register: Sequence[Placed]
    plans: Mapping[str, Sequence[Placed]] = field(default_factory=dict)

    @cached_property
    def _register_by_node(self) -> Mapping[str, Sequence[Placed]]:
        """What the register says of each node."""
        found: dict[str, list[Placed]] = defaultdict(list)
        for quad, place in self.register:
            found[value_of(quad.subject)].append((quad, place))
        return found

    def list_all(self) -> list[Placed]:
        """List what the register and every plan say."""
        return [*self.register, *chain.from_iterable(self.plans.values())]

    def list_about(self, plan: str) -> list[Placed]:
        """List what the register says of what *plan* names, and then what the plan says: enough to judge it by."""
        quads = self.plans[plan]
        named = {node: None for quad, _ in quads for node in list_nodes(quad)}
        return [*(it for node in named for it in self._register_by_node.get(node, ())), *quads]


def divide_readings(readings: Iterable[Reading]) -> Division:
    """Divide what *readings* hold by the graphs it is in; the shapes are no part of it."""
    model: list[Quad] = []
    schemes: list[Placed] = []
    register: list[Placed] = []
    plans: dict[str, list[Placed]] = defaultdict(list)
    for reading in readings:
        name = reading.source.name
        for quad in reading.quads:
            graph = graph_of(quad)
            if graph not in MODEL_GRAPHS:
                key = find_plan_key(graph)
                (plans[key] if key else register).append((quad, name))
            elif graph != SHAPES_GRAPH:
                model.append(quad)
                if name.startswith("ontology/vocabularies/"):
                    schemes.append((quad, name))
    return Division(model, schemes, register, dict(sorted(plans.items())))


def list_nodes(quad: Quad) -> list[str]:
    """List the nodes at the ends of *quad*: its subject, and its object where that is no literal."""
    ends = (quad.subject, quad.object)
    return [value_of(term) for term in ends if isinstance(term, NamedNode | BlankNode)]


def graph_of(quad: Quad) -> str:
    """Return the IRI of the named graph that *quad* is in; none of ours is in the default graph."""
    return value_of(quad.graph_name)
