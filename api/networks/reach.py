"""Which plans a network is of: those chosen, of one municipality, as many as one page considers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from api.networks.choice import USUAL_VIEW
from api.networks.overview import OVERVIEW
from api.requests.window import MOST_PLANS
from graph.errors import BadParameter
from graph.folding import to_sort_key
from queries.answers import list_choices

if TYPE_CHECKING:
    from api.networks.choice import NetworkChoice
    from api.requests.scope import Scope
    from api.requests.url import RequestUrl

#: The views that are about one thing, and the parameter that names it: of all things they show nothing.
BEGUN_AT = {"surroundings": "thing", "theme-network": "theme"}
#: As many municipalities as a message names.
MOST_NAMED = 12


def enter_view(scope: Scope, url: RequestUrl, choice: NetworkChoice) -> tuple[Scope, NetworkChoice]:
    """Enter the view that *choice* names, or else the usual one, with as many plans of *scope* as a page considers.

    The overview considers all.

    :raises BadParameter: as `select_plans`, and when there is no such window.
    """
    scope, choice = select_plans(scope, choice), resolve_names(scope, choice)
    view = choice.view or _find_usual_view(scope, choice)
    return scope if view == OVERVIEW else scope.narrow(url), replace(choice, view=view)


def find_beginning(scope: Scope, choice: NetworkChoice) -> dict[str, str]:
    """Find where a view that is about one thing begins, where *choice* names none: its parameter, with an example.

    Nothing is found for any other view, or where *scope* has no such thing.
    """
    question, name = scope.library.questions.get(choice.view), BEGUN_AT.get(choice.view, "")
    if question is None or not name or any(choice.values.values()):
        return {}
    parameter = next(it for it in question.parameters if it.name == name)
    engines = [plan.engine for plan in scope.chosen]
    known = {thing.id: None for engine in engines[:1] for thing in list_choices(engine, parameter)}
    found = [*(it for it in parameter.examples if it in known), *known]
    return {name: found[0]} if found else {}


def select_plans(scope: Scope, choice: NetworkChoice) -> Scope:
    """Select the plans of *scope* that the municipality published that *choice* names; all, where it names none.

    :raises BadParameter: when no municipality is called so, or it published no plan here.
    """
    if not choice.municipality:
        return scope
    publisher = _find_publisher(scope, choice.municipality)
    chosen = tuple(plan for plan in scope.chosen if publisher in plan.publishers)
    return replace(scope, chosen=chosen, engine=chosen[0].engine if len(chosen) == 1 else scope.engine)


def _find_usual_view(scope: Scope, choice: NetworkChoice) -> str:
    """Find the view that is shown first: who works with whom, or an overview where there are many plans.

    The overview is shown only where all that *choice* says of its question means something there, as a theme does not.
    """
    overview = scope.library.questions.get(OVERVIEW)
    if overview is None or len(scope.chosen) <= MOST_PLANS:
        return USUAL_VIEW
    return OVERVIEW if choice.values.keys() <= {it.name for it in overview.parameters} else USUAL_VIEW


def resolve_names(scope: Scope, choice: NetworkChoice) -> NetworkChoice:
    """Resolve what *choice* names by the local id of a thing whose IRI is not ours, such as `politie`, to that IRI."""
    iris = {local: iri for iri, local in scope.paths.own.items()}
    focus, node, start, end = (iris.get(it, it) for it in (choice.focus, choice.node, choice.start, choice.end))
    return replace(choice, focus=focus, node=node, start=start, end=end)


def _find_publisher(scope: Scope, name: str) -> str:
    """Find the municipality called *name*, by its label, its local id or its address, that published a chosen plan."""
    labels = {row.text("publisher"): row.text("publisher_label") for row in scope.ask_panel("publishers")}
    published = {iri for plan in scope.chosen for iri in plan.publishers}
    known = {iri: label for iri, label in labels.items() if iri in published}
    wanted = to_sort_key(name)
    for iri, label in known.items():
        if name == iri or wanted in (to_sort_key(label), to_sort_key(scope.find_value(iri))):
            return iri
    some = ", ".join(sorted(known.values(), key=to_sort_key)[:MOST_NAMED]) + (", …" if len(known) > MOST_NAMED else "")
    raise BadParameter(
        "municipality",
        "No municipality called %(name)r published a plan that is chosen here. Municipalities: %(known)s.",
        name=name[:80],
        known=some or "-",
    )
