"""From a question to a network and its pictures, over the small plan: with the plan's own words, and made once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from api.networks.choice import parse_choice
from api.networks.drawing import Drawn, find_node
from api.networks.made import find_drawn, list_views
from api.networks.reach import enter_view
from graph.engine import Store
from graph.errors import BadParameter
from queries.answers import ask
from tests.scopes import make_scope, make_url
from visualisation import BOTH, LEFT, REST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.requests.scope import Scope
    from graph.versions import Version


@pytest.fixture(scope="module")
def scope(small_version: Version, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scope]:
    """Make a scope over the small plan, with a renderer."""
    made = make_scope(small_version, Store(small_version.path), tmp_path_factory.mktemp("editions"))
    yield made
    made.rendering.renderers.close()


def draw(scope: Scope, **parameters: str) -> Drawn:
    """Draw what the URL with *parameters* asks for."""
    url = make_url("/network", **parameters)
    scope, choice = enter_view(scope, url, parse_choice(url))
    return find_drawn(scope, url, choice)


def test_every_view_has_all_that_its_question_answers(scope: Scope) -> None:
    """Each row with two ends is an edge between two nodes, under the names that the answer has."""
    views = list_views(scope)

    assert views
    for question in views:
        header = question.network
        assert header is not None
        if header.shared:  # its things are tied by what they share, so that what is shared is no node
            continue
        answer = ask(scope.plans, question, {}, "nl")
        names = {
            row.text(column): row.text(f"{column}_label")
            for row in answer.rows
            for edge in header.edges
            for column in (edge.one, edge.other)
            if row.get(column)
        }
        drawn = draw(scope, view=question.name, author="with")
        assert {node.id: node.label for node in drawn.left.nodes} == names, question.name
        assert drawn.whole[0] == len(names)
        assert {row.text("basis") for row in answer.rows if row.get("basis")} <= {it.value for it in drawn.bases}


def test_edges_say_on_what_and_where(scope: Scope) -> None:
    """An edge of who works with whom has its subject, its basis, and the lines with a link."""
    drawn = draw(scope, author="with")

    assert all(edge.about_label and edge.about_page and edge.lines and edge.page for edge in drawn.left.edges)
    assert all(edge.plan_label for edge in drawn.left.edges)
    assert all(node.kind_label and node.page for node in drawn.left.nodes)


def test_drawing_is_made_once(scope: Scope) -> None:
    """What looks at a node, or shows the table, is the same drawing; another filter is another."""
    first, kept = draw(scope), scope.rendering.kept.size

    assert draw(scope, node="politie", show="table") == first
    assert scope.rendering.kept.size == kept > 0
    assert draw(scope, author="with", weight="2") != first
    assert scope.rendering.kept.size > kept


def test_author_is_left_out_where_it_hides_the_others(scope: Scope) -> None:
    """Who published the plan is there when asked for, and else where it has no more than a third of the pairs."""
    view = "partner-coverage"
    with_authors, without = (draw(scope, view=view, author=it) for it in ("with", "without"))

    assert any(node.is_author for node in with_authors.left.nodes)
    assert not any(node.is_author for node in without.left.nodes)
    assert draw(scope, view=view).with_authors == (with_authors.share <= 1 / 3)


def test_focus_is_found_by_name_and_by_id(scope: Scope) -> None:
    """A focus may be given as it is called, by the end of its address, or by all of that."""
    network = draw(scope, author="with").left
    node = network.nodes[0]

    assert {find_node(network, it) for it in (node.id, node.id.rpartition("/")[2], node.label.upper())} == {node.id}
    assert find_node(network, "nobody at all") == find_node(network, " ") == ""


@pytest.mark.parametrize(
    "parameters",
    [
        {"view": "gaps"},
        {"view": "nothing"},
        {"theme": "nowhere"},
        {"colour": "red"},
        {"municipality": "x"},
        {"hide": "nothing"},
        {"open": "nothing"},
    ],
)
def test_what_is_not_there_is_refused(scope: Scope, parameters: dict[str, str]) -> None:
    """A question that is no network, and a value or parameter that means nothing, are refused."""
    with pytest.raises(BadParameter):
        draw(scope, **parameters)


def test_kind_that_is_elsewhere_may_be_hidden_or_opened(scope: Scope) -> None:
    """What hides a kind, or opens a group, stays where one goes on to a network without it."""
    assert draw(scope, hide="education") == draw(scope)
    assert draw(scope, open="education") == draw(scope, open=REST) == draw(scope)
    assert draw(scope, hide="law", author="with") == draw(scope, author="with")


def test_network_beside_itself_has_no_difference(scope: Scope) -> None:
    """Compared with the same choice, all is in both; compared with less, the rest is only left."""
    same = draw(scope, author="with", against__theme="")
    less = draw(scope, author="with", against__theme="water")

    assert {it.side for it in (*same.left.nodes, *same.left.edges)} == {BOTH}
    assert {it.side for it in less.left.edges} == {BOTH, LEFT}


def test_pages_in_a_version_keep_its_language(scope: Scope) -> None:
    """In another language the same things are called otherwise, and are drawn anew."""
    english = draw(replace(scope, language="en"), author="with")

    assert [node.id for node in english.left.nodes] == [node.id for node in draw(scope, author="with").left.nodes]
    assert english != draw(scope, author="with")
