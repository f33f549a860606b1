"""The options of the form around a network: those that leave something to see, found with few questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.components.form import build_fields
from api.networks.choice import parse_choice
from api.networks.made import find_drawn, find_view, list_views
from api.networks.offers import MOST_TRIED, offer_fields
from api.networks.reach import enter_view
from tests.api.networks.region import RememberingEngine
from tests.scopes import make_scope, make_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.networks.drawing import Drawn
    from api.requests.scope import Scope
    from graph.versions import Version


@pytest.fixture
def engine(small_version: Version) -> RememberingEngine:
    """Give an engine over the small plan that remembers what it is asked."""
    return RememberingEngine(small_version)


@pytest.fixture
def scope(engine: RememberingEngine, tmp_path: object) -> Iterator[Scope]:
    """Make a scope over the small plan, of which nothing was asked before."""
    made = make_scope(engine.version, engine, tmp_path)  # type: ignore[arg-type]  # a path
    yield made
    made.rendering.renderers.close()


def offer(scope: Scope, **parameters: str) -> dict[str, tuple[set[str], set[str]]]:
    """List by field what is offered and what there is, where a URL with *parameters* is asked for."""
    url = make_url("/network", **parameters)
    scope, choice = enter_view(scope, url, parse_choice(url))
    question, _ = find_view(scope, choice.view)
    fields = build_fields(scope, question, choice.values)
    offered = offer_fields(scope, question, choice, fields)
    listed = [
        [{it.value for its in field.groups.values() for it in its} for field in them] for them in (offered, fields)
    ]
    return {field.name: pair for field, pair in zip(fields, zip(*listed, strict=True), strict=True) if pair[1]}


def draw(scope: Scope, **parameters: str) -> Drawn:
    """Draw what a URL with *parameters* asks for."""
    url = make_url("/network", **parameters)
    scope, choice = enter_view(scope, url, parse_choice(url))
    return find_drawn(scope, url, choice)


def test_what_is_offered_leaves_something(scope: Scope) -> None:
    """Each option of each view leaves something, and a theme that is not offered leaves nothing."""
    for question in list_views(scope):  # but for what has too many options to try
        if any(it.required for it in question.parameters):
            continue
        for name, (offered, options) in offer(scope, view=question.name).items():
            if offered == options and len(options) > MOST_TRIED:
                continue
            assert all(draw(scope, view=question.name, **{name: it}).left.nodes for it in offered), question.name
            if name == "theme":
                assert not any(draw(scope, view=question.name, theme=it).left.nodes for it in options - offered)


def test_what_an_edge_is_about_is_not_asked_again(scope: Scope, engine: RememberingEngine) -> None:
    """What is drawn already and a theme that an edge is about are not asked again; only the other themes are."""
    drawn = draw(scope, view="cooperation")
    about = {edge.about.rpartition("/")[2] for edge in drawn.left.edges}
    engine.texts.clear()
    offered, options = offer(scope, view="cooperation")["theme"]

    assert about & options
    assert about & options <= offered
    assert sum("smd:Cooperation" in text for text in engine.texts) == len(options - about)
