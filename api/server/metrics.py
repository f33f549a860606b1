"""Metrics in the text format of Prometheus: numbers only, and none of them about anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from prometheus_client.core import Metric

    from api.server.connections import Connections
    from api.server.lanes import Lane
    from api.server.outbox import Outbox
    from api.server.visit import Visit
    from api.serving.served import Served

SECONDS = (0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """The metrics of one server."""

    def __init__(self) -> None:
        """Begin at zero."""
        disable_created_metrics()  # type: ignore[no-untyped-call]  # the library has no types for it
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        self._requests = Counter(
            "samendoen_requests", "Requests, by lane and status; 0 hung up.", ("lane", "status"), registry=self.registry
        )
        self._seconds = Histogram(
            "samendoen_request_seconds",
            "Seconds from the head of a request to the end of its answer.",
            ("lane",),
            buckets=SECONDS,
            registry=self.registry,
        )
        self._bytes = Counter("samendoen_sent_bytes", "Bytes of answers that were sent.", registry=self.registry)

    def count(self, visit: Visit) -> None:
        """Count *visit*."""
        lane = visit.lane or "none"
        self._requests.labels(lane, str(visit.status)).inc()
        self._seconds.labels(lane).observe(visit.taken)
        self._bytes.inc(visit.sent)

    def watch(self, served: Served, lanes: Mapping[str, Lane], connections: Connections, outbox: Outbox) -> None:
        """Also read what is so at the moment from the parts of the server."""
        self.registry.register(_Now(served, lanes, connections, outbox))

    def write(self) -> bytes:
        """Write the metrics."""
        return generate_latest(self.registry)


class _Now:
    """What is so at the moment, read when it is asked for."""

    def __init__(self, served: Served, lanes: Mapping[str, Lane], connections: Connections, outbox: Outbox) -> None:
        """Read from these."""
        self._served = served
        self._lanes = lanes
        self._connections = connections
        self._outbox = outbox

    def collect(self) -> Iterator[Metric]:
        """Yield the metrics."""
        yield from self._collect_lanes()
        yield _gauge("connections", "Connections that are open.", [((), len(self._connections))])
        ended = [((why,), count) for why, count in self._connections.ended.items()]
        yield _counter("ended_connections", "Connections ended by us, by what took too long.", ended, ("why",))
        yield _gauge("unsent_bytes", "Bytes of answers on their way.", [((), self._outbox.size)])
        yield from self._collect_served()

    def _collect_lanes(self) -> Iterator[Metric]:
        """Yield what is so in each lane."""
        lanes = self._lanes.values()
        running = [((it.name,), it.running) for it in lanes]
        yield _gauge("lane_running", "Requests being answered, by lane.", running, ("lane",))
        waiting = [((it.name,), it.waiting) for it in lanes]
        yield _gauge("lane_waiting", "Requests that wait for a place, by lane.", waiting, ("lane",))
        refused = [((it.name,), it.refused) for it in lanes]
        yield _counter("lane_refused", "Requests that found no room to wait, by lane.", refused, ("lane",))

    def _collect_served(self) -> Iterator[Metric]:
        """Yield what is so of what is served."""
        report = self._served.report()
        yield _gauge("ready", "Whether it can answer.", [((), int(report.ready))])
        yield _gauge("current", "Whether the version that is current is served.", [((), int(report.is_current))])
        now = self._served.now
        yield _gauge("version", "The version that is served.", [((now.version.digest[:12],), 1)], ("version",))
        yield _gauge("cache_bytes", "Bytes of answers that are kept.", [((), now.cache.size)])
        endings = [((cause,), count) for cause, count in now.pool.endings.items()]
        yield _counter("ended_workers", "Workers that were ended and replaced, by cause.", endings, ("cause",))


def _gauge(
    name: str, about: str, values: Iterable[tuple[tuple[str, ...], float]], labels: tuple[str, ...] = ()
) -> Metric:
    """Make a gauge called *name* of *values*, each with its labels."""
    return _fill(GaugeMetricFamily(f"samendoen_{name}", about, labels=labels), values)


def _counter(name: str, about: str, values: Iterable[tuple[tuple[str, ...], float]], labels: tuple[str, ...]) -> Metric:
    """Make a counter called *name* of *values*, each with its labels."""
    return _fill(CounterMetricFamily(f"samendoen_{name}", about, labels=labels), values)


def _fill(
    family: GaugeMetricFamily | CounterMetricFamily, values: Iterable[tuple[tuple[str, ...], float]]
) -> GaugeMetricFamily | CounterMetricFamily:
    """Fill *family* with *values*, each with its labels."""
    for labels, value in values:
        family.add_metric(list(labels), value)
    return family
