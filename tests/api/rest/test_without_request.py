"""What the API and the endpoint make is made of a scope: the document and the pictures need no app and no request."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import flask
import pytest

from api.catalogue import load_catalogue
from api.rest.openapi import build_openapi
from api.sparql.picture import DRAWABLE_TYPES, describe_undrawable, render_picture
from api.sparql.protocol import QueryRequest, QueryService
from api.sparql.start import find_starting_point
from graph.errors import QuerySyntaxError
from visualisation import UndrawableError

if TYPE_CHECKING:
    from api.requests.scope import Scope

COUNT = "SELECT ?c (COUNT(?t) AS ?n) { ?t a ?c } GROUP BY ?c ORDER BY ?c"


@pytest.fixture(autouse=True)
def _no_request() -> None:
    """Make sure that nothing of Flask is there to be read."""
    assert not flask.has_app_context()


@pytest.fixture
def service(scope: Scope) -> QueryService:
    """Answer queries from the store."""
    return QueryService(scope.engine, scope.engine, "https://example.org/sparql")


def test_document_is_made_of_a_scope(scope: Scope) -> None:
    """The OpenAPI document has a path for each question, stands at the base it is given, and speaks the language."""
    dutch = build_openapi(scope, "/hier/api/v1")
    english = build_openapi(replace(scope, language="en", translator=load_catalogue("en")), "/api/v1")

    assert dutch["servers"] == [{"url": "/hier/api/v1"}]
    assert {f"/questions/{name}" for name in scope.library.questions} <= dutch["paths"].keys()
    assert dutch["paths"].keys() == english["paths"].keys()
    assert dutch["paths"]["/search"]["get"]["summary"] == "Wat de woorden vinden, het beste eerst"
    assert english["paths"]["/search"]["get"]["summary"] == "What the words find, best first"


def test_picture_is_drawn_of_a_reply(scope: Scope, service: QueryService) -> None:
    """A chart of an answer is drawn from the reply; one without rows says so, in the language of the scope."""
    query = QueryRequest(COUNT, (), (), None)
    nothing = QueryRequest(COUNT.replace("?t a ?c", "?t a ?c FILTER(false)"), (), (), None)

    assert "<svg" in render_picture(scope, service.answer(query, *DRAWABLE_TYPES), "chart").svg
    with pytest.raises(UndrawableError) as caught:
        render_picture(scope, service.answer(nothing, *DRAWABLE_TYPES), "chart")
    assert describe_undrawable(caught.value, scope.translator).startswith("Het antwoord heeft geen rijen")


def test_relative_iri_is_relative_to_the_endpoint(service: QueryService) -> None:
    """A relative IRI in a query is that of the endpoint which answers it; an empty query is refused."""
    reply = service.answer(QueryRequest("SELECT (<x> AS ?iri) {}", (), (), None), *DRAWABLE_TYPES)

    assert b'"https://example.org/x"' in reply.body
    with pytest.raises(QuerySyntaxError):
        service.answer(QueryRequest(" ", (), (), None), *DRAWABLE_TYPES)


def test_editor_starts_at_a_question(scope: Scope) -> None:
    """The editor starts at the question that is named, with what was chosen; an unknown one is named as such."""
    start = find_starting_point(scope, {"from": "themes", "lang": "nl"})

    assert start.question == scope.library.find("themes")
    assert start.chosen == {}
    assert find_starting_point(scope, {"from": "nergens"}).unknown == "nergens"
