"""The options of a form that leave something to see: the others are not offered."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from api.networks.assembly import assemble_network
from api.networks.drawing import find_node, shows_authors
from api.networks.made import make_naming
from api.requests.question import answer_all
from visualisation import Edge, Network, Node, filter_network, make_network, measure_author_share

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from api.components.form import Field
    from api.networks.choice import NetworkChoice
    from api.requests.scope import Scope
    from queries.questions import Question

#: As many options as are each tried, where the network itself does not say which of them it has.
MOST_TRIED = 12
#: The types of parameters whose options can be told to leave nothing.
_CHOSEN = ("thing", "concept", "choice")


def offer_fields(scope: Scope, question: Question, choice: NetworkChoice, fields: list[Field]) -> list[Field]:
    """Keep in each of *fields* the options that, with all else that *choice* says, leave something to see.

    What is chosen stays, as it is what one wants to change.
    """

    def find_network(values: Mapping[str, str]) -> Network:
        return _filter(_keep_network(scope, question, values), choice)

    return [_offer_field(field, choice, find_network) for field in fields]


def _offer_field(field: Field, choice: NetworkChoice, find_network: Callable[[Mapping[str, str]], Network]) -> Field:
    """Keep in *field* the options that leave something; all of them where that would take long to find out.

    Where the network without this choice has the options as its things or kinds, it has those that leave something.
    """
    options = [it for its in field.groups.values() for it in its]
    if field.kind not in _CHOSEN or field.required or not options:
        return field
    around = find_network({name: it for name, it in choice.values.items() if name != field.name})
    names = {it for node in around.nodes for it in (node.kind, *_list_ends(node.id))}
    offered = {it.value for it in options} & names
    if not offered and len(options) <= MOST_TRIED:
        offered = {it.value for it in options if find_network({**choice.values, field.name: it.value}).nodes}
    if not offered:
        return field
    groups = {
        group: [it for it in its if it.value == field.chosen or it.value in offered]
        for group, its in field.groups.items()
    }
    return replace(field, groups={group: its for group, its in groups.items() if its})


def _list_ends(iri: str) -> tuple[str, str, str]:
    """List how an option may call the thing *iri*: by all of it, its local id, or that with its plan before it."""
    parts = iri.split("/")
    return iri, parts[-1], "/".join(parts[-2:])


def _filter(network: Network, choice: NetworkChoice) -> Network:
    """Filter *network* as *choice* says, and as the page does where it leaves something open."""
    share = measure_author_share(network)
    return filter_network(network, choice.to_filter(find_node(network, choice.focus), authors=shows_authors(share)))


def _keep_network(scope: Scope, question: Question, values: Mapping[str, str]) -> Network:
    """Assemble the network of *question* with *values*, once for who asks the same."""
    given = sorted(it for it in values.items() if it[1])
    key = ("offered", question.name, question.edition, *given, scope.picked, *scope.key)

    def make() -> bytes:
        return _write(assemble_network(answer_all(scope, question, dict(values)), make_naming(scope)))

    return _read(json.loads(scope.rendering.keep(key, make)))


def _write(network: Network) -> bytes:
    """Write *network* without the texts of its edges, by which nothing is chosen."""
    edges = [[it.one, it.other, it.weight, it.basis, it.relation] for it in network.edges]
    nodes = [asdict(it) for it in network.nodes]
    return json.dumps({"nodes": nodes, "edges": edges, "directed": network.directed}).encode()


def _read(values: dict[str, Any]) -> Network:
    """Read the network that `_write` wrote; edges stay apart by their place, as they did by their texts."""
    edges = (
        Edge(one, other, weight, basis, relation=relation, about=str(place))
        for place, (one, other, weight, basis, relation) in enumerate(values["edges"])
    )
    return make_network((Node(**it) for it in values["nodes"]), edges, directed=values["directed"])
