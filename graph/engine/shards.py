"""The plans of a large version, a few at a time: each shard is a store with those plans and what is common to all.

The engine finds what has a term by going through all that has it, in whichever graph, or through the whole graph:
whatever is shorter. What every plan names, such as the police, is in every graph, so over one store of all plans a
question to one of them takes longer with each plan that there is. In a shard it does not.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, RdfFormat, Store

from ontology.namespaces import find_plan_key

if TYPE_CHECKING:
    from collections.abc import Iterable

#: As many plans as one shard holds; a version with no more than this has none.
PLANS_PER_SHARD = 12


class Shards:
    """The shards of a store; none where that holds few plans."""

    def __init__(self, store: Store, graphs: Iterable[str], size: int = PLANS_PER_SHARD) -> None:
        """Divide the *graphs* in *store* over shards of *size* plans, in the order of their keys."""
        plans: dict[str, list[str]] = defaultdict(list)
        for graph in sorted(graphs):
            plans[find_plan_key(graph)].append(graph)
        common_graphs = plans.pop("", [])
        self._shards: dict[str, Store] = {}
        keys = sorted(plans) if len(plans) > size else []
        common = [(graph, _dump(store, graph)) for graph in common_graphs] if keys else []
        for at in range(0, len(keys), size):
            shard = Store()
            own = (graph for key in keys[at : at + size] for graph in plans[key])
            for graph, lines in [*common, *((graph, _dump(store, graph)) for graph in own)]:
                shard.bulk_load(input=lines, format=RdfFormat.N_TRIPLES, to_graph=NamedNode(graph))
            self._shards |= dict.fromkeys(keys[at : at + size], shard)

    def find(self, graphs: Iterable[str]) -> Store | None:
        """Find a shard that holds all of *graphs*, of which there is one; None where no shard does."""
        plans = {find_plan_key(graph) for graph in graphs} - {""}
        found = {id(shard): shard for shard in map(self._shards.get, plans or [*self._shards][:1])}
        return next(iter(found.values())) if len(found) == 1 else None


def _dump(store: Store, graph: str) -> bytes:
    """Write what *store* has in *graph* as N-Triples."""
    return store.dump(format=RdfFormat.N_TRIPLES, from_graph=NamedNode(graph)) or b""
