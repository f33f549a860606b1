"""A network of which no more is shown than can be told apart: what is too much is folded into groups that open."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from visualisation.networks.neighbours import map_neighbours
from visualisation.networks.network import Network, Node, make_network

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

#: As many nodes as are shown at once.
MOST_NODES = 150
#: How many times as many nodes make an overview: of those hardly any are shown by themselves.
OVERVIEW = 2
#: As many of the best tied as are shown by themselves in an overview, as a part of all that are shown.
_HUBS = 5
#: What the id of a group begins with.
GROUP_PREFIX = "group:"
#: The group of the smallest groups, where there are too many groups.
REST = "*"


def fold_network(network: Network, opened: Collection[str] = (), most: int = MOST_NODES) -> Network:
    """Fold *network* to at most so many nodes: those of the groups *opened*, the best tied, and a node for each group.

    Whatever has at most so many nodes stays as it is. A group is labelled with how many are in it: `+ 34 care`. Where
    there are too many groups the smallest are one, `REST`; to open that is to open each of them.
    """
    if len(network.nodes) <= most:
        return network
    shown, groups, homes = _divide(network, opened, most)
    if REST in opened:
        smallest = {name for name, home in homes.items() if home == REST}
        shown, groups, homes = _divide(network, {*opened, *smallest}, most)
    ids = {node.id: f"{GROUP_PREFIX}{homes[name]}" for name, nodes in groups.items() for node in nodes}
    folded = _build_groups(groups, homes)
    edges = (replace(it, one=ids.get(it.one, it.one), other=ids.get(it.other, it.other)) for it in network.edges)
    outward = [edge for edge in edges if edge.one != edge.other]
    return make_network([*(it for it in network.nodes if it.id in shown), *folded], outward, directed=network.directed)


def find_home(node: Node, shown: Collection[str]) -> str:
    """Find the id under which *node* is seen among those *shown* by `fold_network`: its own, or that of its group."""
    own = f"{GROUP_PREFIX}{node.group}"
    return next((it for it in (node.id, own) if it in shown), f"{GROUP_PREFIX}{REST}")


def _divide(
    network: Network, opened: Collection[str], most: int
) -> tuple[set[str], dict[str, list[Node]], dict[str, str]]:
    """Divide *network* into which nodes are shown by themselves, the others by group, and the home of each group."""
    shown = _choose_shown(network, opened, most)
    groups: dict[str, list[Node]] = defaultdict(list)
    for node in network.nodes:
        if node.id not in shown:
            groups[node.group].append(node)
    return shown, groups, _merge_groups(groups, most - len(shown))


def _choose_shown(network: Network, opened: Collection[str], most: int) -> set[str]:
    """Choose which nodes of *network* are shown by themselves: of the groups *opened* first, then the best tied."""
    degrees = {name: len(its) for name, its in map_neighbours(network).items()}
    ordered = sorted(network.nodes, key=lambda it: (-degrees[it.id], it.id))
    inside = [node.id for node in ordered if node.group in opened]
    others = [node.id for node in ordered if node.group not in opened]
    room = max(most - len({node.group for node in network.nodes}), most // 2)
    is_overview = len(network.nodes) > OVERVIEW * most
    hubs = min(most // _HUBS, room) if is_overview else room
    return {*inside[:room], *others[: max(min(hubs, room - len(inside)), 0)]}


def _merge_groups(groups: Mapping[str, list[Node]], most: int) -> dict[str, str]:
    """Merge all but the largest of *groups* where there are more than so many: the name of each by its own."""
    ordered = sorted(groups, key=lambda name: (-len(groups[name]), name))
    kept = ordered if len(ordered) <= most else ordered[: max(most - 1, 0)]
    return {name: name if name in kept else REST for name in ordered}


def _build_groups(groups: Mapping[str, list[Node]], homes: Mapping[str, str]) -> list[Node]:
    """Build a node for each of *groups*, after they were merged as *homes* says."""
    merged: dict[str, list[Node]] = defaultdict(list)
    for name, nodes in groups.items():
        merged[homes[name]].extend(nodes)
    return [_build_group(name, nodes) for name, nodes in merged.items()]


def _build_group(name: str, nodes: list[Node]) -> Node:
    """Build the node that stands for *nodes*, of the group called *name*."""
    kinds, labels = {node.kind for node in nodes}, {node.kind_label for node in nodes}
    label = nodes[0].group_label if len({node.group for node in nodes}) == 1 else ""
    return Node(
        f"{GROUP_PREFIX}{name}",
        f"+ {sum(node.members for node in nodes)} {label}".strip(),
        kinds.pop() if len(kinds) == 1 else "group",
        sort="group",
        kind_label=labels.pop() if len(labels) == 1 else "",
        group=name,
        group_label=label,
        members=sum(node.members for node in nodes),
        layer=min(node.layer for node in nodes),
    )
