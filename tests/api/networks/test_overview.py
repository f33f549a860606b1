"""The overview of many plans: what the question answers of each, asked of all at once, and gathered by region."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from api.networks.choice import parse_choice
from api.networks.made import find_drawn, find_drawn_bytes
from api.networks.overview import OVERVIEW, ask_overview, ask_view, is_overview
from api.networks.reach import enter_view
from api.requests.question import answer_all
from api.serving.dataset import RENDERED_PART
from api.serving.rendering import Rendering
from api.settings import read_settings
from graph.engine import Cache
from tests.api.networks.region import PLANS
from tests.scopes import make_url
from visualisation import Edge, Network, fold_network, make_network

if TYPE_CHECKING:
    from api.networks.choice import NetworkChoice
    from api.networks.drawing import Drawn
    from api.requests.scope import Scope
    from tests.api.networks.region import RememberingEngine


def enter(scope: Scope, **parameters: str) -> tuple[Scope, NetworkChoice]:
    """Enter the view that a URL with *parameters* means."""
    url = make_url("/network", **parameters)
    return enter_view(scope, url, parse_choice(url))


def draw(scope: Scope, **parameters: str) -> Drawn:
    """Draw what a URL with *parameters* asks for."""
    return find_drawn(*enter(scope, **parameters)[:1], make_url("/network"), enter(scope, **parameters)[1])


@pytest.mark.parametrize("values", [{}, {"kind": "care_and_welfare"}, {"kind": "police_and_justice"}])
def test_overview_has_the_pairs_that_the_question_answers(region_scope: Scope, values: dict[str, str]) -> None:
    """Each plan has the same partners of the same kinds as where each plan is asked by itself."""
    question = region_scope.library.find(OVERVIEW)
    columns = ("plan", "plan_label", "partner", "partner_label", "kind")
    answers = [ask(region_scope, question, values) for ask in (ask_overview, answer_all)]
    found = [{tuple(row[name] for name in columns) for row in answer.rows} for answer in answers]

    assert found[0] == found[1]
    assert len(found[0]) >= PLANS
    assert answers[0].parameters == answers[1].parameters


def test_overview_takes_few_queries(region_scope: Scope, region_engine: RememberingEngine) -> None:
    """Plans are not asked one by one, as they are where the rows have to say how often and where."""
    question = region_scope.library.find(OVERVIEW)
    before = len(region_engine.texts)
    ask_view(region_scope, question, {})

    assert len(region_engine.texts) - before < PLANS / 2


def test_few_plans_are_asked_in_full(region_scope: Scope) -> None:
    """Where there are no more plans than a page considers, each row says how often and where."""
    question = region_scope.library.find(OVERVIEW)
    few = replace(region_scope, chosen=region_scope.chosen[:3])

    assert not is_overview(few, question, {})
    assert all(row["lines"] for row in ask_view(few, question, {}).rows)


@pytest.mark.parametrize(
    ("parameters", "view", "plans"),
    [
        ({}, OVERVIEW, PLANS),
        ({"kind": "care_and_welfare"}, OVERVIEW, PLANS),
        ({"theme": "jeugd"}, "cooperation", 15),
        ({"view": "cooperation"}, "cooperation", 15),
        ({"view": OVERVIEW}, OVERVIEW, PLANS),
    ],
)
def test_usual_view_takes_what_is_chosen(
    region_scope: Scope, parameters: dict[str, str], view: str, plans: int
) -> None:
    """Of many plans the overview is shown first, unless what is chosen means nothing there, such as a theme."""
    scope, choice = enter(region_scope, **parameters)

    assert (choice.view, len(scope.chosen)) == (view, plans)
    assert draw(region_scope, **parameters).left.nodes


def test_plans_are_gathered_by_safety_region(region_scope: Scope) -> None:
    """A plan is folded with those whose municipalities lie in the same safety region, under the name of that."""
    nodes = draw(region_scope).left.nodes
    groups = {node.group: node.group_label for node in nodes}

    assert len(nodes) == PLANS
    assert 1 <= len(groups) < PLANS
    assert all(label.startswith("Veiligheidsregio") for label in groups.values())
    assert {node.group for node in draw(region_scope, view="cooperation").left.nodes}.isdisjoint(groups)

    many = make_network(
        (replace(node, id=f"{node.id}-{copy}") for node in nodes for copy in range(20)),
        (Edge(f"{one.id}-0", f"{other.id}-1") for one in nodes for other in nodes),
    )
    folded = [node for node in fold_network(many).nodes if node.sort == "group"]
    assert {node.group for node in folded} == set(groups)


def test_what_was_laid_out_is_not_laid_out_again(region_scope: Scope) -> None:
    """The largest view of a region is small enough to be kept: whoever comes next has no renderer work."""
    url = make_url("/network", view="cooperation")
    usual = read_settings({}).cache_bytes // RENDERED_PART
    rendering = Rendering(region_scope.rendering.renderers, Cache(usual))
    scope, choice = enter_view(replace(region_scope, rendering=rendering), url, parse_choice(url))
    first = find_drawn_bytes(scope, url, choice)
    made = scope.rendering.renderers.made

    assert find_drawn_bytes(scope, url, choice) == first
    assert scope.rendering.renderers.made == made > 0
    assert isinstance(find_drawn(scope, url, choice).left, Network)
