"""The log: one line for each request and each event, on standard error, for a program or for a person to read.

No line says who asked. What was asked for is there by its digest, so that two lines can be told to be of the same.
"""

from __future__ import annotations

import json
import logging
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.server.metrics import Metrics
    from api.server.tracing import Traces
    from api.server.visit import Visit

ACCESS = logging.getLogger("samendoen.access")
EVENTS = logging.getLogger("samendoen.server")
#: The field of a record that holds what else there is to say.
ABOUT = "about"


def _list_fields(record: logging.LogRecord) -> dict[str, object]:
    """List what there is to say of *record*, by name."""
    moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
    fields = {"time": moment, "level": record.levelname.lower(), "event": record.name.rpartition(".")[2]}
    about = getattr(record, ABOUT, {})
    message = record.getMessage()
    return {**fields, **({"message": message} if message else {}), **{k: v for k, v in about.items() if v is not None}}


class JsonFormatter(logging.Formatter):
    """Lines that are JSON objects (RFC 8259)."""

    def format(self, record: logging.LogRecord) -> str:
        """Format *record*."""
        fields = _list_fields(record)
        if record.exc_info:
            fields["trace"] = self.formatException(record.exc_info)
        return json.dumps(fields, ensure_ascii=False, default=str)


class TextFormatter(logging.Formatter):
    """Lines of names and values, which a person can read; a trace comes after them."""

    def format(self, record: logging.LogRecord) -> str:
        """Format *record*."""
        fields = _list_fields(record)
        del fields["time"], fields["level"], fields["event"]
        message = str(fields.pop("message", ""))
        said = " ".join(f"{name}={_quote(value)}" for name, value in fields.items())
        moment = datetime.fromtimestamp(record.created, UTC).astimezone().strftime("%H:%M:%S")
        trace = f"\n{self.formatException(record.exc_info)}" if record.exc_info else ""
        return " ".join(filter(None, (moment, message, said))) + trace


def _quote(value: object) -> str:
    """Quote *value* where it would not be seen to be one."""
    text = str(value)
    return json.dumps(text, ensure_ascii=False) if not text or set(text) & set(' "=\n\r\t') else text


def set_up_log(wanted: str, *, queries: bool = False) -> None:
    """Write the log as *wanted*, one of `LOG_FORMATS`; with *queries* each that ended a worker is written out."""
    handler = logging.StreamHandler(sys.stderr)
    plain = wanted == "text" or (wanted == "auto" and sys.stderr.isatty())
    handler.setFormatter(TextFormatter() if plain else JsonFormatter())
    for name, level in (("samendoen", logging.INFO), ("uvicorn", logging.ERROR), ("asyncio", logging.ERROR)):
        logger = logging.getLogger(name)
        logger.handlers[:] = [handler]
        logger.propagate = False
        logger.setLevel(level)
    ACCESS.disabled = wanted == "off"
    if queries:
        logging.getLogger("samendoen.workers").setLevel(logging.DEBUG)


class Recorder:
    """What writes each visit down: a line in the log, its part in the metrics, and a span of the traces."""

    def __init__(self, metrics: Metrics, traces: Traces) -> None:
        """Count in *metrics*, and make *traces*."""
        self._metrics = metrics
        self._traces = traces

    @contextmanager
    def record(self, visit: Visit) -> Iterator[None]:
        """Record *visit* when this block is over, however that ends."""
        try:
            with self._traces.span(visit):
                yield
        finally:
            self._metrics.count(visit)
            ACCESS.info("", extra={ABOUT: visit.describe()})

    def report_failure(self, visit: Visit) -> None:
        """Report that the app failed at *visit*, with the error that is being handled."""
        about = {"request": visit.task.name, "path": visit.path}
        EVENTS.exception("The request failed.", extra={ABOUT: about})
