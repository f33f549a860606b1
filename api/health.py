"""Whether the app is alive, and whether it can answer."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from api.data import data
from api.errors import answer
from graph.errors import QueryError
from graph.store import Request

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def alive() -> Response:
    """Say that the process answers."""
    return jsonify({"status": "alive"})


@blueprint.get("/readyz")
def ready() -> Response:
    """Say whether a worker answers over the version in use, and which version that is."""
    try:
        data().engine.ask(Request("ASK { ?s ?p ?o }"))
    except QueryError as error:
        return answer(503, str(error))
    return jsonify({"status": "ready", "version": data().version.digest})
