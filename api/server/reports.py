"""What the server says of itself, at once and from memory: alive, ready, and how it fares."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING

from api.server.wsgi import AppResponse

if TYPE_CHECKING:
    from api.server.metrics import Metrics
    from api.server.visit import Visit
    from api.serving.served import Served

JSON_TYPE = "application/json"
METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Reports:
    """The reports: no thread and no worker is needed for any, so that no crowd keeps them waiting."""

    def __init__(self, served: Served, metrics: Metrics, *, open_metrics: bool) -> None:
        """Report on *served*, and the *metrics*: to everybody where they are open, else to this machine alone."""
        self._served = served
        self._metrics = metrics
        self._open_metrics = open_metrics

    def find(self, visit: Visit) -> AppResponse | None:
        """Find the report that *visit* asks for, if any."""
        if visit.method not in {"GET", "HEAD"}:
            return None
        if visit.path == "/healthz":
            return _make_response(HTTPStatus.OK, JSON_TYPE, _write({"status": "alive"}))
        if visit.path == "/readyz":
            return self._report_readiness(is_here=visit.is_from_here)
        if visit.path == "/metrics" and (self._open_metrics or visit.is_from_here):
            return _make_response(HTTPStatus.OK, METRICS_TYPE, self._metrics.write())
        return None

    def _report_readiness(self, *, is_here: bool) -> AppResponse:
        """Report whether we can answer, with what the problems are for who *is_here*."""
        report = self._served.report()
        status = HTTPStatus.OK if report.ready else HTTPStatus.SERVICE_UNAVAILABLE
        return _make_response(status, JSON_TYPE, _write(report.describe(is_here=is_here)))


def _write(about: object) -> bytes:
    """Write *about* as JSON."""
    return json.dumps(about, ensure_ascii=False).encode()


def _make_response(status: HTTPStatus, kind: str, content: bytes) -> AppResponse:
    """Make the response of *status* with *content*, which is of now alone."""
    fields = {
        "Content-Type": kind,
        "Content-Length": str(len(content)),
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return AppResponse(int(status), list(fields.items()), [content])
