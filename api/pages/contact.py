"""Contact: who runs this site, and how to reach them."""

from __future__ import annotations

from flask import Blueprint, current_app

from api.components.page import render_page
from api.requests.scope import get_scope
from api.requests.url import read_url

blueprint = Blueprint("contact", __name__)


@blueprint.get("/contact")
def show_contact() -> str:
    """Show who runs this site and how to reach them, as the settings say, or that they say nothing."""
    return render_page(get_scope(), read_url(), "contact/index.html", contact=current_app.config["SAMENDOEN_CONTACT"])
