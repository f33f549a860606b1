"""Which blank nodes are alike: of which the same is said, whatever the blank nodes beside them are called.

By that, the first step of RDF Dataset Canonicalization (section 4.6), they cannot be told apart. Where such nodes are
linked to each other, the way from each to each has to be gone, and that is what takes long.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad


def find_alike(quads: Iterable[Quad]) -> list[BlankNode]:
    """Find the most blank nodes in *quads* that are alike and linked to each other; none where no two are."""
    quads = [quad for quad in quads if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)]
    said: dict[BlankNode, list[tuple[str, ...]]] = defaultdict(list)
    for quad in quads:
        for node in {quad.subject, quad.object}:
            if isinstance(node, BlankNode):
                said[node].append(tuple(_describe(term, node) for term in (quad.subject, quad.predicate, quad.object)))
    groups: dict[tuple[tuple[str, ...], ...], list[BlankNode]] = defaultdict(list)
    for node, lines in said.items():
        groups[tuple(sorted(lines))].append(node)
    alike = {node for group in groups.values() if len(group) > 1 for node in group}
    return max(_connect(alike, quads), key=len, default=[])


def _describe(term: object, node: BlankNode) -> str:
    """Describe *term* as it looks from *node*: that itself, another blank node, or anything else as it is."""
    if term == node:
        return "_:this"
    return "_:other" if isinstance(term, BlankNode) else str(term)


def _connect(nodes: set[BlankNode], quads: Iterable[Quad]) -> list[list[BlankNode]]:
    """List the groups of *nodes* that *quads* link to each other; a node that is linked to none is left out."""
    links: dict[BlankNode, set[BlankNode]] = defaultdict(set)
    for quad in quads:
        one, other = quad.subject, quad.object
        if isinstance(one, BlankNode) and isinstance(other, BlankNode) and {one, other} <= nodes:
            links[one].add(other)
            links[other].add(one)
    found: list[list[BlankNode]] = []
    seen: set[BlankNode] = set()
    for start in links:
        group: list[BlankNode] = []
        pending = [start]
        while pending:
            node = pending.pop()
            if node not in seen:
                seen.add(node)
                group.append(node)
                pending.extend(links[node])
        found.append(group)
    return found
