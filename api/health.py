"""Whether the app is alive, and whether it can answer."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from api.data import data
from api.errors import answer
from graph.engine.store import Request
from graph.errors import QueryError

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def alive() -> Response:
    """Say that the process answers."""
    return jsonify({"status": "alive"})


@blueprint.get("/readyz")
def ready() -> Response:
    """Say whether workers answer, in both lanes, over the version in use; which that is, and how many died over it."""
    try:
        for lane in (data().pool.own, data().pool.visitors):
            lane.ask(Request("ASK { ?s ?p ?o }"))
    except QueryError as error:
        return answer(503, str(error))
    return jsonify({"status": "ready", "version": data().version.digest, "workers_replaced": data().pool.replaced})
