"""The accessibility statement of this site."""

from __future__ import annotations

from flask import Blueprint, current_app

from api.components.page import render_page
from api.requests.scope import get_scope
from api.requests.url import read_url
from ontology import __released__, __version__

blueprint = Blueprint("accessibility", __name__)


@blueprint.get("/accessibility")
def show_accessibility() -> str:
    """Show the accessibility statement: the status, what falls short, how it was tested, and whom to tell."""
    said = {"release": __version__, "released": __released__, "contact": current_app.config["SAMENDOEN_CONTACT"]}
    return render_page(get_scope(), read_url(), "accessibility/index.html", **said)
