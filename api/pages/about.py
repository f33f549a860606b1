"""About Samendoen: what it is, what can be relied on, and whose it is."""

from __future__ import annotations

from flask import Blueprint, current_app

from api.components.page import render_page
from api.requests.scope import get_scope
from api.requests.url import read_url
from ontology import __released__, __version__
from ontology.base import DEFAULT_BASE

blueprint = Blueprint("about", __name__)


@blueprint.get("/about")
def show_about() -> str:
    """Show what Samendoen is, what can be relied on, that it names no person, and its licence and source."""
    said = {
        "release": __version__,
        "released": __released__,
        "source": DEFAULT_BASE.rstrip("/"),
        "contact": current_app.config["SAMENDOEN_CONTACT"],
    }
    return render_page(get_scope(), read_url(), "about/index.html", **said)
