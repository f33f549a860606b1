"""The plans of a large version, a few at a time: each shard is a store with those plans and what is common to all.

The engine finds what has a term by going through all that has it, in whichever graph, or through the whole graph:
whatever is shorter. What every plan names, such as the police, is in every graph, so over one store of all plans a
question to one of them takes longer with each plan that there is. In a shard it does not.
"""

from __future__ import annotations

import os
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
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
        keys = sorted(plans) if len(plans) > size else []
        common = [(graph, _dump(store, graph)) for graph in common_graphs] if keys else []
        parts = [keys[at : at + size] for at in range(0, len(keys), size)]
        own = [[graph for key in part for graph in plans[key]] for part in parts]
        with ThreadPoolExecutor(os.cpu_count()) as threads:  # the engine loads without Python's lock
            shards = threads.map(lambda graphs: _make_shard(store, common, graphs), own)
            self._shards = {key: shard for part, shard in zip(parts, shards, strict=True) for key in part}

    def find(self, graphs: Iterable[str]) -> Store | None:
        """Find a shard that holds all of *graphs*, of which there is one; None where no shard does."""
        plans = {find_plan_key(graph) for graph in graphs} - {""}
        found = {id(shard): shard for shard in map(self._shards.get, plans or [*self._shards][:1])}
        return next(iter(found.values())) if len(found) == 1 else None


def _make_shard(store: Store, common: Iterable[tuple[str, bytes]], graphs: Iterable[str]) -> Store:
    """Make a shard of what is *common*, as lines by graph, and the *graphs* in *store*."""
    shard = Store()
    for graph, lines in chain(common, ((graph, _dump(store, graph)) for graph in graphs)):
        shard.bulk_load(input=lines, format=RdfFormat.N_TRIPLES, to_graph=NamedNode(graph))
    return shard


def _dump(store: Store, graph: str) -> bytes:
    """Write what *store* has in *graph* as N-Triples."""
    return store.dump(format=RdfFormat.N_TRIPLES, from_graph=NamedNode(graph)) or b""
