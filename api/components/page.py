"""A page: a template with what it shows, and with what each template may ask of the scope and the URL."""

from __future__ import annotations

from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from flask import render_template

from api.components.heading import build_heading
from api.components.place import Places
from api.components.table import format_day, link_parts
from api.requests.url import add_parameters
from graph.message import describe_value
from queries.questions import Question

if TYPE_CHECKING:
    from api.requests.scope import Scope
    from api.requests.url import RequestUrl


def render_page(scope: Scope, url: RequestUrl, template: str, **values: object) -> str:
    """Render *template* with *values*, with its heading, and with the functions that every template may use."""
    question = values.get("question")
    asked = question if isinstance(question, Question) else None
    heading = values.pop("heading", None) or build_heading(scope, url, question=asked)
    return render_template(template, **bind_functions(scope, url), heading=heading, **values)


def bind_functions(scope: Scope, url: RequestUrl) -> dict[str, object]:
    """Bind to *scope* and *url* the functions that every template may use, by name; none of them reads the request."""
    return {
        "url": url,
        "url_for": scope.url_for,
        "add_parameters": add_parameters,
        "next_number": count(1).__next__,
        "translator": scope.translator,
        "say": partial(describe_value, translator=scope.translator),
        "concept": scope.find_concept_label,
        "dated": partial(format_day, language=scope.language),
        "page_of": scope.find_page,
        "line_of": scope.find_line,
        "link_parts": partial(link_parts, scope),
        "places": Places(scope),
        "identity_of": scope.paths.find_identity,
        "value_of": scope.find_value,
        "scope": scope,
    }
