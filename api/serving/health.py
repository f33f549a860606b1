"""Whether the app is alive, and whether it can answer."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from api.http.errors import make_error_response
from api.serving.dataset import get_dataset
from graph.engine import Request
from graph.errors import QueryError

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def report_liveness() -> Response:
    """Report that the process answers."""
    return jsonify({"status": "alive"})


@blueprint.get("/readyz")
def report_readiness() -> Response:
    """Report whether workers of both lanes answer, over which version, and how many were replaced."""
    try:
        for lane in (get_dataset().pool.own, get_dataset().pool.clients):
            lane.ask(Request("ASK { ?s ?p ?o }"))
    except QueryError as error:
        return make_error_response(503, str(error))
    return jsonify(
        {"status": "ready", "version": get_dataset().version.digest, "workers_replaced": get_dataset().pool.replaced}
    )
