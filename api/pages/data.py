"""The data: where partners and engineers find all that the pages are made of."""

from __future__ import annotations

from flask import Blueprint

from api.components.page import render_page
from api.requests.scope import get_scope
from api.requests.url import read_url

blueprint = Blueprint("data", __name__)


@blueprint.get("/data")
def show_data() -> str:
    """Show where the data are: files, the API, SPARQL, the model and the versions, and under which licence."""
    return render_page(get_scope(), read_url(), "data/index.html")
