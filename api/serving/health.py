"""Whether the app is alive, and whether it can answer."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, jsonify

from api.http.locality import is_request_from_here

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def report_liveness() -> Response:
    """Report that the process answers."""
    return jsonify({"status": "alive"})


@blueprint.get("/readyz")
def report_readiness() -> Response:
    """Report whether queries are answered, over which version, and what went wrong with what is watched.

    The server that production runs on answers this itself, so that no crowd keeps it waiting (`api.server.reports`).
    """
    report = current_app.extensions["samendoen"].report()
    response = jsonify(report.describe(is_here=is_request_from_here()))
    response.status_code = 200 if report.ready else 503
    return response
