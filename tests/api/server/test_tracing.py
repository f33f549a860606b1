"""Traces, where somebody collects them: a span for each request, which says nothing of who asked."""

from __future__ import annotations

import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from api.server.tracing import Traces, TracesNotInstalled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.api.server.conftest import Serve

TRACE = "0af7651916cd43dd8448eb211c80319c"


@pytest.fixture
def collected() -> Iterator[tuple[str, list[bytes]]]:
    """Collect what is sent to an address on loopback."""
    received: list[bytes] = []

    class Collector(BaseHTTPRequestHandler):
        """A collector."""

        def do_POST(self) -> None:
            """Take what is sent."""
            received.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Collector)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", received
    server.shutdown()
    thread.join()
    server.server_close()


def test_request_is_a_span(serve: Serve, collected: tuple[str, list[bytes]], monkeypatch: pytest.MonkeyPatch) -> None:
    """A request is a span of the trace that its client names, with its status and name, and not what was searched."""
    address, received = collected
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", address)
    monkeypatch.setenv("OTEL_BSP_SCHEDULE_DELAY", "100")
    with serve() as site:
        answer = site.ask("/search?q=iemand", traceparent=f"00-{TRACE}-b7ad6b7169203331-01")
        site.until(lambda: received)

    sent = ExportTraceServiceRequest.FromString(received[0])
    spans = [span for resource in sent.resource_spans for scope in resource.scope_spans for span in scope.spans]
    (span,) = [span for span in spans if span.trace_id.hex() == TRACE]
    about = {it.key: it.value for it in span.attributes}
    assert about["url.path"].string_value == "/search"
    assert about["http.response.status_code"].int_value == answer.status
    assert about["samendoen.request"].string_value == answer.headers["X-Request-ID"]
    assert b"iemand" not in b"".join(received)
    assert b"127.0.0.1" not in received[0]


def test_nothing_is_loaded_where_nobody_collects(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an address for them there are no traces, also where what makes them is not installed."""
    monkeypatch.delenv("OTEL_EXPORTER_OTLP_ENDPOINT", raising=False)
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)

    assert Traces.from_environment()


def test_traces_that_cannot_be_made_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where they are wanted and not installed, the start says what to install."""
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)

    with pytest.raises(TracesNotInstalled, match="traces"):
        Traces.from_environment()
