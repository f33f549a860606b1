"""The options of a form that leave something to see: the others are not offered."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from api.networks.drawing import find_node, shows_authors
from api.networks.made import keep_network, make_naming
from queries.answers import gather
from visualisation import filter_network, measure_author_share

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from api.components.form import Field
    from api.networks.choice import NetworkChoice
    from api.requests.scope import Scope
    from queries.questions import Question
    from visualisation import Network

#: As many options as are each tried, where the network itself does not say which of them it has.
MOST_TRIED = 12
#: The types of parameters whose options can be told to leave nothing.
_CHOSEN = ("thing", "concept", "choice")


def offer_fields(scope: Scope, question: Question, choice: NetworkChoice, fields: list[Field]) -> list[Field]:
    """Keep in each of *fields* the options that, with all else that *choice* says, leave something to see.

    What is chosen stays, as it is what one wants to change.
    """
    find_naming = cache(lambda: make_naming(scope))  # once for all options, and not where each network is kept

    def find_network(values: Mapping[str, str]) -> Network:
        return _filter(keep_network(scope, question, values, find_naming), choice)

    return [_offer_field(field, choice, find_network) for field in fields]


def _offer_field(field: Field, choice: NetworkChoice, find_network: Callable[[Mapping[str, str]], Network]) -> Field:
    """Keep in *field* the options that leave something; all of them where that would take long to find out."""
    options = {it.value for its in field.groups.values() for it in its}
    if field.kind not in _CHOSEN or field.required or not options:
        return field
    offered = _find_offered(field, options, choice, find_network)
    if not offered:
        return field
    groups = {
        group: [it for it in its if it.value == field.chosen or it.value in offered]
        for group, its in field.groups.items()
    }
    return replace(field, groups={group: its for group, its in groups.items() if its})


def _find_offered(
    field: Field, options: set[str], choice: NetworkChoice, find_network: Callable[[Mapping[str, str]], Network]
) -> set[str]:
    """Find which of the *options* of *field* leave something; none where that would take long.

    Where the network without this choice has the options as its things or kinds, those leave something. So does what an
    edge is about, where no choice looks at more than one edge; the others are tried.
    """
    around = find_network({name: it for name, it in choice.values.items() if name != field.name})
    names = {it for node in around.nodes for it in (node.kind, *_list_ends(node.id))}
    if options & names:
        return options & names
    is_by_edge = not choice.focus and choice.least == 1
    subjects = {it for edge in around.edges if edge.about and is_by_edge for it in _list_ends(edge.about)}
    tried = sorted(options - subjects)
    if len(tried) > MOST_TRIED:
        return set()
    left = gather(lambda it: find_network({**choice.values, field.name: it}), tried)
    return (options & subjects) | {it for it, network in zip(tried, left, strict=True) if network.nodes}


def _list_ends(iri: str) -> tuple[str, str, str]:
    """List how an option may call the thing *iri*: by all of it, its local id, or that with its plan before it."""
    parts = iri.split("/")
    return iri, parts[-1], "/".join(parts[-2:])


def _filter(network: Network, choice: NetworkChoice) -> Network:
    """Filter *network* as *choice* says, and as the page does where it leaves something open."""
    share = measure_author_share(network)
    return filter_network(network, choice.to_filter(find_node(network, choice.focus), authors=shows_authors(share)))
