"""Where a view begins, and of which plans it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.networks.choice import NetworkChoice
from api.networks.reach import BEGUN_AT, OVERVIEW, enter_view, find_beginning, select_plans
from api.requests.window import MOST_PLANS
from graph.engine import Store
from graph.errors import BadParameter
from tests.scopes import make_scope, make_url

if TYPE_CHECKING:
    from api.requests.scope import Scope
    from graph.versions import Version


@pytest.fixture(scope="module")
def scope(small_version: Version, tmp_path_factory: pytest.TempPathFactory) -> Scope:
    """Make a scope over the small plan."""
    return make_scope(small_version, Store(small_version.path), tmp_path_factory.mktemp("editions"))


@pytest.mark.parametrize("view", BEGUN_AT)
def test_view_of_one_thing_begins_at_one(scope: Scope, view: str) -> None:
    """Where nothing is chosen there is something to begin with; what is chosen stays."""
    beginning = find_beginning(scope, NetworkChoice(view=view))

    assert list(beginning) == [BEGUN_AT[view]]
    assert all(beginning.values())
    assert find_beginning(scope, NetworkChoice(view=view, values=beginning)) == {}


def test_other_views_begin_with_all(scope: Scope) -> None:
    """Who works with whom is shown whole."""
    assert find_beginning(scope, NetworkChoice(view="cooperation")) == {}


def test_municipality_chooses_its_plans(scope: Scope) -> None:
    """A municipality is found by its name and its id, and has the plans that it published."""
    publisher = scope.plans.find(scope.chosen[0].key).publishers[0]

    for name in (publisher, scope.find_value(publisher)):
        assert select_plans(scope, NetworkChoice(municipality=name)).chosen == scope.chosen
    with pytest.raises(BadParameter) as refused:
        select_plans(scope, NetworkChoice(municipality="Nergenshuizen"))
    assert refused.value.parameter == "municipality"


def test_many_plans_begin_with_an_overview(scope: Scope) -> None:
    """Of more plans than a page has, the first view is the one that has all of them; each other has a window."""
    many = scope.__class__(**{**scope.__dict__, "chosen": scope.chosen * (MOST_PLANS + 1)})

    assert enter_view(scope, make_url("/network"), NetworkChoice())[1].view == "cooperation"
    wide, choice = enter_view(many, make_url("/network"), NetworkChoice())
    assert (choice.view, len(wide.chosen)) == (OVERVIEW, MOST_PLANS + 1)
    assert len(enter_view(many, make_url("/network"), NetworkChoice(view="cooperation"))[0].chosen) == MOST_PLANS
