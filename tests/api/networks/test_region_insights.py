"""What is said of a network of many plans: all but who is not at the table, which is asked of few plans alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.networks.choice import parse_choice
from api.networks.made import find_drawn, find_insights
from api.networks.reach import enter_view
from tests.scopes import make_url

if TYPE_CHECKING:
    from api.networks.insights import Insights
    from api.requests.scope import Scope
    from tests.api.networks.region import RememberingEngine


def tell(scope: Scope, **parameters: str) -> Insights:
    """Tell what can be said where a URL with *parameters* is asked for."""
    url = make_url("/network", view="cooperation", **parameters)
    scope, choice = enter_view(scope, url, parse_choice(url))
    insights = find_insights(scope, url, choice, find_drawn(scope, url, choice))
    assert insights
    return insights


def test_of_many_plans_nobody_is_looked_for(region_scope: Scope, region_engine: RememberingEngine) -> None:
    """What is measured of many plans is said, and that nobody was looked for; no question is asked for that."""
    region_engine.texts.clear()
    insights = tell(region_scope, theme="jeugd")

    assert insights.summary
    assert not insights.looked_for
    assert (insights.absences, insights.missing) == ((), ())
    assert not any("?elsewhere" in text for text in region_engine.texts)


def test_of_one_plan_it_is(region_scope: Scope, region_engine: RememberingEngine) -> None:
    """Of one plan who is not at the table is looked for, on each theme."""
    region_engine.texts.clear()
    insights = tell(region_scope.within(region_scope.chosen[0]), author="with")

    assert insights.looked_for
    assert insights.absences
    assert any("?elsewhere" in text for text in region_engine.texts)
