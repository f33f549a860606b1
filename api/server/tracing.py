"""Traces by OpenTelemetry, where somebody collects them: one span for each request, and nothing of who asked.

They are sent where the variables of OpenTelemetry say (`OTEL_EXPORTER_OTLP_ENDPOINT` and the others of its
specification); without those nothing of it is loaded.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from graph.errors import SamendoenError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opentelemetry.trace import Tracer

    from api.server.visit import Visit

#: The variables that say where traces are sent.
ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")


class TracesNotInstalled(SamendoenError):
    """Traces are wanted, and what makes them is not installed."""


class Traces:
    """The traces of one server; without a tracer there are none."""

    def __init__(self, tracer: Tracer | None = None) -> None:
        """Have *tracer* make them."""
        self._tracer = tracer

    @classmethod
    def from_environment(cls) -> Traces:
        """Make traces where the environment says where they go.

        :raises TracesNotInstalled: when it does, and what makes them is not installed.
        """
        if not any(os.environ.get(name) for name in ENDPOINTS):
            return cls()
        try:
            from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415  optional
            from opentelemetry.sdk.resources import SERVICE_NAME, Resource  # noqa: PLC0415  as above
            from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415  as above
            from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415  as above
        except ImportError as error:
            raise TracesNotInstalled(
                "%(variable)s is set, and OpenTelemetry is not installed. Install 'samendoen[traces]', or unset it.",
                variable=" / ".join(ENDPOINTS),
            ) from error
        name = os.environ.get("OTEL_SERVICE_NAME", "samendoen")
        provider = TracerProvider(resource=Resource.create({SERVICE_NAME: name}))
        provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
        return cls(provider.get_tracer("samendoen"))

    @contextmanager
    def span(self, visit: Visit) -> Iterator[None]:
        """Make the span of *visit*, whose work is in this block; it belongs to the trace that the client names."""
        if self._tracer is None:
            yield
            return
        from opentelemetry.propagate import extract  # noqa: PLC0415  as above
        from opentelemetry.trace import SpanKind  # noqa: PLC0415  as above

        named = {name: visit.get_header(name.encode()).decode("latin-1") for name in ("traceparent", "tracestate")}
        with self._tracer.start_as_current_span(visit.method, extract(named), SpanKind.SERVER) as span:
            try:
                yield
            finally:
                span.update_name(f"{visit.method} {visit.lane}".rstrip())
                span.set_attributes(_list_attributes(visit))


def _list_attributes(visit: Visit) -> dict[str, str | float]:
    """List the attributes of the span of *visit*, by the names of the semantic conventions where they have one."""
    return {
        "http.request.method": visit.method,
        "url.path": visit.path,
        "http.response.status_code": visit.status,
        "http.response.body.size": visit.sent,
        "samendoen.request": visit.task.name,
        "samendoen.lane": visit.lane,
        "samendoen.waited": visit.waited,
    }
