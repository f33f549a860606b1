"""Networks over the version of a scope: which views there are, and what is drawn of one, made once and kept.

What is kept leads to things by their IRIs, so that pages and files of every face share it; pages make paths of those.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from api.networks.assembly import Naming, assemble_network
from api.networks.choice import USUAL_VIEW
from api.networks.drawing import draw_network, read_drawn
from api.networks.insights import Activity, read_insights, tell_insights
from api.networks.overview import ask_view, is_overview
from api.networks.record import Recorder, read_network
from api.networks.sides import find_other_side, lay_beside
from api.networks.sorts import list_sorts
from api.requests.question import answer_all, parse_selection
from api.requests.url import RequestUrl
from graph.errors import BadParameter
from queries.answers import list_concepts, select_rows
from visualisation import REST, Edge, Network, make_network, project_network

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from api.networks.choice import NetworkChoice
    from api.networks.drawing import Drawn
    from api.networks.insights import Insights
    from api.requests.scope import Scope
    from queries.questions import NetworkHeader, Question

#: What stands between the IRI of a document and the number of a line in it.
_LINE = "#line-"
#: The question that says who is active on which theme.
ACTIVITY_QUESTION = "partner-coverage"
#: The question that says who is a member of which body.
MEMBERS_QUESTION = "members"
#: Of as many plans is asked who is not at the table, which takes another question or two for each.
MOST_ASKED = 5
#: As many groups as a message names.
MOST_NAMED = 12


def list_views(scope: Scope) -> list[Question]:
    """List the questions of the library that can be seen as a network."""
    return [question for question in scope.library.questions.values() if question.network]


def find_view(scope: Scope, name: str) -> tuple[Question, NetworkHeader]:
    """Find the question called *name*, or else the usual one, and how it is seen as a network.

    :raises BadParameter: when there is none, or it is seen as no network.
    """
    question = scope.library.questions.get(name or USUAL_VIEW)
    if question is None or question.network is None:
        known = ", ".join(it.name for it in list_views(scope)) or "-"
        raise BadParameter("view", "There is no view %(name)r here. Views: %(known)s.", name=name[:80], known=known)
    return question, question.network


def find_drawn(scope: Scope, url: RequestUrl, choice: NetworkChoice) -> Drawn:
    """Find what is drawn of the view that *choice* names, of the rows that *url* keeps, with links to our pages.

    :raises BadParameter: when there is no such view, or its question takes no such value.
    :raises UnknownVersion: when it is compared with a version that is not there.
    """
    drawn = read_drawn(find_drawn_bytes(scope, url, choice))
    left = _lead_to_pages(scope, drawn.left)
    return replace(drawn, left=left, shown=left if drawn.shown is drawn.left else _lead_to_pages(scope, drawn.shown))


def find_drawn_bytes(scope: Scope, url: RequestUrl, choice: NetworkChoice) -> bytes:
    """Find what is drawn of the view that *choice* names, made once for all who see the same, as it is kept.

    :raises BadParameter: as `find_drawn`.
    """
    question, header = find_view(scope, choice.view)

    def prepare() -> Callable[[], bytes]:
        network = _assemble(scope, url, question, choice.values)
        _check_hidden(scope, network, choice.hidden)
        _check_opened(scope, network, choice.opened)
        if choice.against:
            other, values = find_other_side(scope, choice)
            network = lay_beside(scope, network, other, _assemble(other, url, question, values))
        return partial(draw_network, network, choice.to_bare(), header.layout)

    layout = choice.layout or header.layout
    return scope.rendering.render(("network", *build_drawn_key(scope, url, question, choice), layout), prepare)


def find_insights(scope: Scope, url: RequestUrl, choice: NetworkChoice, drawn: Drawn) -> Insights | None:
    """Find what can be said of what was *drawn* of who works with whom, made once; None for any other view.

    :raises BadParameter: as `find_drawn`.
    """
    question, _ = find_view(scope, choice.view)
    if question.name != USUAL_VIEW or choice.against or not drawn.left.nodes:
        return None
    chosen = choice.to_filter(drawn.focus, authors=drawn.with_authors)

    def prepare() -> Callable[[], bytes]:
        network = _assemble(scope, url, question, choice.values)
        if len(scope.chosen) > MOST_ASKED:
            return partial(tell_insights, network, network, chosen, None, scope.language)
        whole = _assemble(scope, RequestUrl(url.path), question, {}) if any(choice.values.values()) else network
        activities = _list_activities(scope, choice)
        return partial(tell_insights, _join_members(scope, whole), network, chosen, activities, scope.language)

    key = ("network-insights", *build_drawn_key(scope, url, question, choice))
    return read_insights(scope.rendering.render(key, prepare))


def _join_members(scope: Scope, network: Network) -> Network:
    """Tie the bodies of *network* to their members: who is a member of a body is at its table."""
    members = answer_all(scope, scope.library.find(MEMBERS_QUESTION), {}).rows
    edges = (Edge(row.text("body"), row.text("member")) for row in members)
    return make_network(network.nodes, (*network.edges, *edges), directed=network.directed)


def _list_activities(scope: Scope, choice: NetworkChoice) -> tuple[Activity, ...]:
    """List who is active on each theme, or on the one that *choice* names."""
    theme = choice.values.get("theme", "")
    answer = answer_all(scope, scope.library.find(ACTIVITY_QUESTION), {"theme": theme} if theme else {})
    actors: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in answer.rows:
        plan = f" ({row['plan_label']})" if len(scope.chosen) > 1 else ""
        actors[row.text("theme"), f"{row['theme_label']}{plan}"].append(row.text("actor"))
    return tuple(Activity(*it, tuple(sorted(its))) for it, its in sorted(actors.items()))


def build_drawn_key(scope: Scope, url: RequestUrl, question: Question, choice: NetworkChoice) -> tuple[object, ...]:
    """Build all that what is drawn of *question* depends on, but for its layout and the version."""
    only = sorted(parse_selection(url).only.items())
    sides = [(scope, choice.values), *([find_other_side(scope, choice)] if choice.against else [])]
    asked = [(it.version.digest, *it.key, *sorted(pair for pair in values.items() if pair[1])) for it, values in sides]
    return (question.name, question.edition, *asked, *only, *choice.narrowing)


def _check_hidden(scope: Scope, network: Network, hidden: frozenset[str]) -> None:
    """Check that what is *hidden* are kinds: of things in *network*, or else of actors or things anywhere.

    :raises BadParameter: when one of them is none.
    """
    _require_known("hide", hidden, {node.kind for node in network.nodes}, partial(_list_kinds, scope))


def _check_opened(scope: Scope, network: Network, opened: frozenset[str]) -> None:
    """Check that what is *opened* are groups: of things in *network*, or else those that another choice may have.

    :raises BadParameter: when one of them is none.
    """
    inside = {node.group for node in network.nodes}
    _require_known("open", opened - {REST}, inside, partial(_list_groups, scope), MOST_NAMED)


def _require_known(
    parameter: str, given: frozenset[str], inside: set[str], others: Callable[[], set[str]], most: int | None = None
) -> None:
    """Require that all that is *given* is *inside* a network, or else elsewhere, as *others* lists it.

    :raises BadParameter: when it is not, which names at most so many of those inside.
    """
    if not given <= inside and not given <= inside | others():
        known = ", ".join(sorted(inside)[:most]) or "-"
        raise BadParameter(parameter, "%(parameter)r is one of %(known)s.", known=known)


def _list_groups(scope: Scope) -> set[str]:
    """List what a group can be of, whether or not a network has it: a kind, a safety region or a plan."""
    regions = {_shorten(row.text("region")) for row in scope.ask_panel("publisher-regions")}
    return _list_kinds(scope) | regions | {plan.key for plan in scope.plans}


def _list_kinds(scope: Scope) -> set[str]:
    """List the kinds of actors and the sorts of things, whether or not a network has them."""
    return {it.id for it in list_concepts(scope.engine, "kind")} | list_sorts(scope.ask_panel("model-terms")).keys()


def _assemble(scope: Scope, url: RequestUrl, question: Question, values: Mapping[str, str]) -> Network:
    """Assemble the network of the answer to *question* with *values*, of the rows that *url* keeps."""
    selection = replace(parse_selection(url), sort="")
    shared = question.network.shared if question.network else ""
    if not selection and (not shared or is_overview(scope, question, values)):
        network = keep_network(scope, question, values, partial(make_naming, scope))
        return project_network(network, {edge.other for edge in network.edges}) if shared else network
    answer = select_rows(answer_all(scope, question, dict(values)), selection, scope.format_cell)
    network = assemble_network(answer, make_naming(scope))
    return project_network(network, {row.text(shared) for row in answer.rows if row.get(shared)}) if shared else network


def keep_network(
    scope: Scope, question: Question, values: Mapping[str, str], find_naming: Callable[[], Naming]
) -> Network:
    """Assemble the network of *question* with *values*, before it is projected, once for who asks the same."""
    given = sorted(it for it in values.items() if it[1])
    key = ("network-assembled", question.name, question.edition, *given, *scope.key)

    def make() -> bytes:
        recorder, network = Recorder(), assemble_network(ask_view(scope, question, values), find_naming())
        return json.dumps({"network": recorder.write(network), "values": recorder.values}).encode()

    written = json.loads(scope.rendering.keep(key, make))
    return read_network(written["network"], written["values"])


def make_naming(scope: Scope) -> Naming:
    """Make how things in a network of *scope* are called; each is led to by its IRI."""
    kinds = {row.text("actor"): row.text("kind") for row in scope.ask_panel("kinds")}
    authors = frozenset(row.text("author") for row in scope.ask_panel("authors"))
    regions = {row.text("publisher"): row for row in scope.ask_panel("publisher-regions")} if scope.has_several else {}
    return Naming(
        scope.engine,
        scope.plans,
        scope.language,
        kinds,
        authors,
        {it: (_shorten(row.text("region")), row.text("region_label")) for it, row in regions.items()},
        list_sorts(scope.ask_panel("model-terms")),
        lambda iri: iri if iri.startswith(("http://", "https://")) else "",
        lambda document, number: f"{document}{_LINE}{number}",
        lambda iri: (scope.paths.find_local(iri) or ("other", ""))[0],
    )


def _shorten(iri: str) -> str:
    """Shorten *iri* to how it ends, which a URL says for it."""
    return iri.rpartition("/")[2]


def _lead_to_pages(scope: Scope, network: Network) -> Network:
    """Lead from all that is in *network* to the pages of *scope*."""
    nodes = tuple(replace(it, page=scope.find_page(it.page) if it.page else "") for it in network.nodes)
    return Network(nodes, tuple(_lead_to_line(scope, it) for it in network.edges), network.directed)


def _lead_to_line(scope: Scope, edge: Edge) -> Edge:
    """Lead from *edge* to the pages of *scope* about what it is about, and about the line that it rests on."""
    document, _, number = edge.page.rpartition(_LINE)
    return replace(
        edge,
        about_page=scope.find_page(edge.about_page) if edge.about_page else "",
        page=scope.find_line(document, int(number)) if document else "",
    )
