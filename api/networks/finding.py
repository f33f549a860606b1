"""What a URL names and a network does not show: which choice left it out, or that there is no such thing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from api.networks.drawing import find_node
from api.networks.made import find_drawn
from api.networks.panel import build_edge_panel, build_node_panel
from graph.errors import BadParameter
from visualisation import NetworkFilter, filter_network

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from api.networks.choice import NetworkChoice
    from api.networks.drawing import Drawn
    from api.requests.scope import Scope
    from api.requests.url import RequestUrl
    from visualisation import Network

#: By what a URL says it, each choice that leaves nodes or edges out, and what it is when it leaves out nothing.
OPEN: Mapping[str, dict[str, object]] = {
    "hide": {"hidden": frozenset()},
    "relation": {"relation": ""},
    "basis": {"basis": ""},
    "weight": {"least": 1},
    "author": {"authors": True},
    "focus": {"focus": ""},
}
#: What `find_emptying_choice` calls a choice, by what a URL calls it.
NAMES = {"hidden": "hide", "least": "weight", "authors": "author"}
#: How many letters of a name are repeated in an error.
_LONGEST = 80
#: What a URL names in a network, and which values of a parameter of the whole network there are.
_NAMING = ("focus", "node", "start", "end")


@dataclass(frozen=True)
class Absence:
    """Something that was named, called `label`, and is left out by the choice called `by`, as a URL says it.

    `back` are the changes to the URL that take just that choice back. Where it is the question that was narrowed, `by`
    is one of its parameters; where more than one choice is in the way, it is empty, and all of them are taken back.
    """

    parameter: str
    label: str
    by: str
    back: Mapping[str, str]


def list_absences(scope: Scope, url: RequestUrl, choice: NetworkChoice, drawn: Drawn) -> list[Absence]:
    """List what *choice* names and *drawn* does not show, each with the choice that leaves it out.

    :raises BadParameter: where there is no such thing in this network, whatever is chosen.
    """
    return list(_iter_absences(scope, url, choice, drawn))


def _iter_absences(scope: Scope, url: RequestUrl, choice: NetworkChoice, drawn: Drawn) -> Iterator[Absence]:
    """Yield what is named and not shown: things, and a line.

    :raises BadParameter: where there is no such thing, or no such relation, whatever is chosen.
    """
    for name in _NAMING:
        value = getattr(choice, name)
        if value and not _is_shown(drawn, name, value):
            yield _find_absence(scope, url, choice, drawn, name, value)
    if choice.edge and not build_edge_panel(drawn, choice.edge):
        yield _find_edge_absence(scope, url, choice)
    check_relation(scope, url, choice, drawn)


def check_relation(scope: Scope, url: RequestUrl, choice: NetworkChoice, drawn: Drawn) -> None:
    """Check that some edge of the view of *choice*, of which something was *drawn*, has the relation that it names.

    :raises BadParameter: where none has, whatever else is chosen.
    """
    if not choice.relation or choice.relation in {it.value for it in drawn.relations}:
        return
    values = {} if _can_be_open(scope, choice) else choice.values
    known = [it.value for it in _find_whole(scope, url, choice, values).relations]
    if choice.relation not in known:
        if not known:
            raise BadParameter("relation", "In this view %(parameter)r chooses nothing. Leave it out.")
        raise BadParameter("relation", "%(parameter)r is one of %(known)s.", known=", ".join(known))


def _is_shown(drawn: Drawn, name: str, value: str) -> bool:
    """Say whether *drawn* shows the thing that *value* means for the parameter called *name*."""
    return bool(build_node_panel(drawn, value) if name == "node" else find_node(drawn.left, value))


def _find_absence(  # noqa: PLR0913  what is named, and all that it can be looked for in
    scope: Scope, url: RequestUrl, choice: NetworkChoice, drawn: Drawn, name: str, value: str
) -> Absence:
    """Find what leaves out the thing that *value* means for the parameter called *name*."""
    whole = _find_whole(scope, url, choice, choice.values).left
    iri = find_node(whole, value)
    if iri:
        label = next(node.label for node in whole.nodes if node.id == iri)
        chosen = choice.to_filter(drawn.focus, authors=drawn.with_authors)
        by = _find_hindrance(whole, chosen, iri)
        return Absence(name, label, by, _open(by, name) if by else _open_all(name))
    everything = _find_whole(scope, url, choice, {}).left if _can_be_open(scope, choice) else whole
    iri = find_node(everything, value)
    if not iri:
        raise BadParameter(
            name,
            "%(parameter)r: there is nothing called '%(value)s' in this network. Take a name from the picture or the "
            "list, or an address.",
            value=value[:_LONGEST],
        )
    label = next(node.label for node in everything.nodes if node.id == iri)
    given = [it for it, its in choice.values.items() if its]
    return Absence(name, label, given[0] if len(given) == 1 else "", dict.fromkeys(given, ""))


def _find_edge_absence(scope: Scope, url: RequestUrl, choice: NetworkChoice) -> Absence:
    """Find the line that *choice* names in the network before anything was left out of it.

    :raises BadParameter: where there is no such line.
    """
    panel = build_edge_panel(_find_whole(scope, url, choice, choice.values), choice.edge)
    if panel is None:
        raise BadParameter(
            "edge", "%(parameter)r names no line of this network. Choose one in the picture, the list or the table."
        )
    return Absence("edge", f"{panel.one.label} \N{EN DASH} {panel.other.label}", "", _open_all("edge"))


def _find_whole(scope: Scope, url: RequestUrl, choice: NetworkChoice, values: Mapping[str, str]) -> Drawn:
    """Find the network of the view that *choice* names, asked with *values*, before anything is left out of it."""
    bare = type(choice)(view=choice.view, values=values, author="with", layout=choice.layout)
    return find_drawn(scope, url, bare)


def _can_be_open(scope: Scope, choice: NetworkChoice) -> bool:
    """Say whether the question that *choice* names can be asked without any value."""
    question = scope.library.questions[choice.view]
    return not any(it.required and not it.default for it in question.parameters)


def _find_hindrance(whole: Network, chosen: NetworkFilter, iri: str) -> str:
    """Find the one choice of those *chosen* without which *whole* keeps the node *iri*; empty where it takes more."""
    for name, opened in OPEN.items():
        left = filter_network(whole, replace(chosen, **opened))  # type: ignore[arg-type]  # by the names of its fields
        if any(node.id == iri for node in left.nodes):
            return name
    return ""


def _open(by: str, name: str) -> dict[str, str]:
    """List the changes to a URL that take back the choice called *by*, and keep what is named for *name*."""
    return {by: "with" if by == "author" else ""} if by != name else {name: ""}


def _open_all(name: str) -> dict[str, str]:
    """List the changes to a URL that take back every choice that leaves something out, but for *name*."""
    return {it: "with" if it == "author" else "" for it in OPEN if it != name}
