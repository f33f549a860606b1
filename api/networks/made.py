"""Networks over the version of a scope: which views there are, and what is drawn of one, made once and kept."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from api.networks.assembly import Naming, assemble_network
from api.networks.drawing import draw_network, read_drawn
from api.networks.sides import find_other_side, lay_beside
from api.networks.sorts import list_sorts
from api.requests.question import answer_all, parse_selection
from graph.errors import BadParameter
from queries.answers import select_rows
from visualisation import project_network

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from api.networks.choice import NetworkChoice
    from api.networks.drawing import Drawn
    from api.requests.scope import Scope
    from api.requests.url import RequestUrl
    from queries.questions import NetworkHeader, Question
    from visualisation import Network


def list_views(scope: Scope) -> list[Question]:
    """List the questions of the library that can be seen as a network."""
    return [question for question in scope.library.questions.values() if question.network]


def find_view(scope: Scope, name: str) -> tuple[Question, NetworkHeader]:
    """Find the question called *name*, and how it is seen as a network.

    :raises BadParameter: when there is none, or it is seen as no network.
    """
    question = scope.library.questions.get(name)
    if question is None or question.network is None:
        known = ", ".join(it.name for it in list_views(scope)) or "-"
        raise BadParameter("view", "There is no view %(name)r here. Views: %(known)s.", name=name[:80], known=known)
    return question, question.network


def find_drawn(scope: Scope, url: RequestUrl, choice: NetworkChoice) -> Drawn:
    """Find what is drawn of the view that *choice* names, of the rows that *url* keeps: made once for all who see it.

    :raises BadParameter: when there is no such view, or its question takes no such value.
    :raises UnknownVersion: when it is compared with a version that is not there.
    """
    question, header = find_view(scope, choice.view)
    other = find_other_side(scope, choice)
    only = tuple(sorted(parse_selection(url).only.items()))
    sides = tuple(
        (it.version.digest, *it.key, *sorted(values.items())) for it, values in (other, (scope, choice.values))
    )
    asked = (question.name, question.edition, only, sides, bool(choice.against))
    key = ("network", *asked, *choice.narrowing, choice.layout or header.layout, scope.picked)

    def prepare() -> Callable[[], bytes]:
        network = _assemble(scope, url, question, choice.values)
        if choice.against:
            network = lay_beside(scope, network, other[0], _assemble(other[0], url, question, other[1]))
        return partial(draw_network, network, choice.to_bare(), header.layout)

    return read_drawn(scope.rendering.render(key, prepare))


def _assemble(scope: Scope, url: RequestUrl, question: Question, values: Mapping[str, str]) -> Network:
    """Assemble the network of the answer to *question* with *values*, of the rows that *url* keeps."""
    everything = answer_all(scope, question, dict(values))
    answer = select_rows(everything, replace(parse_selection(url), sort=""), scope.format_cell)
    network = assemble_network(answer, make_naming(scope))
    shared = question.network.shared if question.network else ""
    return project_network(network, {row.text(shared) for row in answer.rows if row.get(shared)}) if shared else network


def make_naming(scope: Scope) -> Naming:
    """Make how things in a network of *scope* are called, and where they lead."""
    kinds = {row.text("actor"): row.text("kind") for row in scope.ask_panel("kinds")}
    authors = frozenset(row.text("author") for row in scope.ask_panel("authors"))
    return Naming(
        scope.engine,
        scope.plans,
        scope.language,
        kinds,
        authors,
        list_sorts(scope.ask_panel("model-terms")),
        scope.find_page,
        scope.find_line,
        lambda iri: (scope.paths.find_local(iri) or ("other", ""))[0],
    )
