"""HTTP/1.1 as uvicorn speaks it, within deadlines that it does not have.

uvicorn reads requests and writes answers, but waits for a head, a body or a reader as long as these like (0.54). Here
each phase of a connection is noted, and `Connections.sweep` ends those that take too long.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from api.server.connections import ANSWER, BODY, HEAD, IDLE, Connection

if TYPE_CHECKING:
    import asyncio

    from uvicorn._types import ASGI3Application
    from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

    from api.server.connections import Connections

TOO_LONG = (431, "The address and the headers are longer than this server reads.")
#: How many times as much as it may be a body is read, so that who sends it can hear that it is too large.
LET_GO = 16
#: Bytes of an answer that the other end has not taken yet when the next are written.
LEFT_BYTES = 16_000


class OpenFlow(FlowControl):
    """Flow control that reads on while an answer is being made, so that it is seen when the other end hangs up.

    What may come in meanwhile is bounded by the protocol instead.
    """

    def pause_reading(self) -> None:
        """Read on."""


class BoundedProtocol(HttpToolsProtocol):
    """One connection, in *connections*."""

    def __init__(self, connections: Connections, **about: Any) -> None:
        """Stand ready for a connection, with what uvicorn hands on in *about*."""
        super().__init__(**about)
        self._connections = connections
        self._bounds = connections.bounds
        self._head_bytes = 0
        self._body_bytes = 0
        self._refused = False
        self._answering: RequestResponseCycle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Take the connection over *transport*."""
        super().connection_made(transport)
        self.flow = OpenFlow(transport)
        transport.set_write_buffer_limits(high=self._bounds.sent_bytes + LEFT_BYTES, low=LEFT_BYTES)
        self._connection = Connection(transport, self.client[0] if self.client else "")
        self._connections.add(self._connection)

    def connection_lost(self, exc: Exception | None) -> None:
        """Let the connection go."""
        self._connections.remove(self._connection)
        self.pipeline.clear()
        if self._answering and not self._answering.response_complete:
            self._answering.disconnected = True
            self._answering.message_event.set()
        super().connection_lost(exc)

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        """Have *app* answer the request of *cycle*, which need not be the last that came in."""
        self._answering = cycle
        super()._start_asgi_task(cycle, app)

    def data_received(self, data: bytes) -> None:
        """Read *data*, unless more came than one may send."""
        if self._refused or self.transport.is_closing():
            return
        if self._connection.phase == IDLE:
            self._connection.enter(HEAD)
        self._head_bytes += len(data)
        super().data_received(data)
        self._refuse_too_much()

    def _refuse_too_much(self) -> None:
        """Refuse a head that goes on too long, and whoever sends on before being answered."""
        if self._connection.phase == HEAD and self._head_bytes > self._bounds.head_bytes:
            self._refuse(*TOO_LONG)
        elif self._connection.phase == ANSWER and self._head_bytes > self._bounds.body_bytes:
            self._connections.end(self._connection, "pipelined")

    def _refuse(self, status: int, reason: str) -> None:
        """Answer *status* with *reason*, and close."""
        self._refused = True
        body = reason.encode()
        fields = (
            b"content-type: text/plain; charset=utf-8",
            b"content-length: %d" % len(body),
            b"connection: close",
        )
        self.transport.write(STATUS_LINE[status] + b"\r\n".join(fields) + b"\r\n\r\n" + body)
        self._end_soon()

    def _end_soon(self) -> None:
        """Close once the last word is taken, and hear no more meanwhile."""
        self.transport.pause_reading()
        self.transport.close()

    def on_message_begin(self) -> None:
        """Begin a request, which knows its connection."""
        super().on_message_begin()
        self.scope["state"]["connection"] = self._connection

    def on_headers_complete(self) -> None:
        """Go on from the head to the body, where there is one."""
        if len(self.pipeline) >= self._bounds.pipelined:
            self._connections.end(self._connection, "pipelined")
            raise ValueError("too many requests before the first was answered")  # which ends the reading
        answering = self._connection.phase in {BODY, ANSWER}
        super().on_headers_complete()
        self._head_bytes = self._body_bytes = 0
        if not answering:
            self._connection.enter(BODY)

    def on_body(self, body: bytes) -> None:
        """Take a part of the *body*, as long as it is not too large; what comes after that is let go."""
        self._head_bytes = 0
        room = self._bounds.body_bytes - self._body_bytes
        self._body_bytes += len(body)
        if room > 0:
            super().on_body(body[:room])
        elif self._body_bytes > self._bounds.body_bytes * LET_GO:
            self._connections.end(self._connection, "body")

    def on_message_complete(self) -> None:
        """Go on from the body to the answer."""
        if self._connection.phase == BODY:
            self._connection.enter(ANSWER)
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Go on from the answer to what comes next."""
        super().on_response_complete()
        self._connection.enter(ANSWER if self.cycle and not self.cycle.response_complete else IDLE)

    def resume_writing(self) -> None:
        """Go on writing, as the other end took what it had to."""
        self._connection.take()
        super().resume_writing()
