"""Help: how to ask, read an answer, take it along, print it, and go by keyboard."""

from __future__ import annotations

from flask import Blueprint

from api.components.examples import list_examples
from api.components.page import render_page
from api.requests.scope import get_scope
from api.requests.url import read_url

blueprint = Blueprint("help", __name__)


@blueprint.get("/help")
def show_help() -> str:
    """Show how to ask, how to read an answer, and how to take it along, print it and go by keyboard."""
    scope = get_scope()
    return render_page(scope, read_url(), "help/index.html", examples=list_examples(scope))
