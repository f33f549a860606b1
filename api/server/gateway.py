"""The gateway (ASGI 3.0): every request enters here, waits in its lane, and ends when its visitor hangs up."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from api.server.lanes import LaneFull
from api.server.refusals import (
    BUSY,
    FAILED,
    LATE,
    MISDIRECTED,
    RETRY_SECONDS,
    TOO_LONG,
    UNREADABLE,
    refuse,
    refuse_for_room,
)
from api.server.routing import STATIC, find_lane
from api.server.static import StaticFiles
from api.server.visit import Visit
from api.server.wsgi import AppResponse, build_environ, call_app, close_quietly, run_detached

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from wsgiref.types import WSGIApplication

    from api.server.bounds import Bounds
    from api.server.connections import Connection
    from api.server.hosts import Hosts, Proxies
    from api.server.lanes import Lane
    from api.server.log import Recorder
    from api.server.outbox import Outbox
    from api.server.reports import Reports
    from api.server.wsgi import Scope

    Receive = Callable[[], Awaitable[Any]]
    Send = Callable[[Any], Awaitable[None]]


class HungUp(Exception):
    """The visitor is gone."""


class Gateway:
    """What stands between the connections and the app."""

    def __init__(  # noqa: PLR0913  the parts it is put together from, once
        self,
        app: WSGIApplication,
        *,
        bounds: Bounds,
        lanes: Mapping[str, Lane],
        hosts: Hosts,
        proxies: Proxies,
        reports: Reports,
        outbox: Outbox,
        recorder: Recorder,
        prefix: str,
    ) -> None:
        """Have *app* answer in *lanes*, but for the *reports* on ourselves; the app is reached under *prefix*."""
        self._app = app
        self._bounds = bounds
        self._lanes = lanes
        self._hosts = hosts
        self._proxies = proxies
        self._reports = reports
        self._outbox = outbox
        self._recorder = recorder
        self._prefix = prefix
        self._static = StaticFiles()
        # What is under way is stopped beside the loop, which would wait for the locks of those who work at it.
        self._endings = ThreadPoolExecutor(1, thread_name_prefix="endings")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request in *scope*."""
        connection: Connection | None = scope["state"].get("connection")
        peer = connection.address if connection else ""
        visit = Visit.begin(self._strip_prefix(scope), trusted=self._proxies.include(peer))
        with self._recorder.record(visit), suppress(HungUp):
            response = await self._answer(visit, receive)
            try:
                await self._send(visit, response, send, connection)
            finally:
                close_quietly(response)

    def _strip_prefix(self, scope: Scope) -> Scope:
        """Strip the prefix from the path of *scope*, where the proxy has not done so."""
        path = scope["path"]
        if self._prefix and (path == self._prefix or path.startswith(f"{self._prefix}/")):
            path = path.removeprefix(self._prefix) or "/"
        return {**scope, "path": path, "root_path": self._prefix}

    async def _answer(self, visit: Visit, receive: Receive) -> AppResponse:
        """Answer *visit* from what is at hand, or else by the app."""
        if not visit.has_good_host:
            return refuse(visit, HTTPStatus.BAD_REQUEST, UNREADABLE, Connection="close")
        if report := self._reports.find(visit):
            return report
        host = visit.get_header(b"host").decode("latin-1")
        if host and not self._hosts.include(host):
            return refuse(visit, HTTPStatus.MISDIRECTED_REQUEST, MISDIRECTED)
        if kept := self._static.find(visit):
            return kept
        try:
            body = await self._read_body(visit, receive)
        except TimeoutError:
            return refuse(visit, HTTPStatus.REQUEST_TIMEOUT, LATE, Connection="close")
        return await self._answer_unless_hung_up(visit, body, receive)

    async def _read_body(self, visit: Visit, receive: Receive) -> bytes:
        """Read the body of *visit*; one that says it is too large is left unread, and the app says so."""
        declared = visit.get_header(b"content-length")
        if declared.isdigit() and int(declared) > self._bounds.body_bytes:
            return b""
        parts = []
        async with asyncio.timeout(self._bounds.body_seconds):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise HungUp
                parts.append(message["body"])
                if not message["more_body"]:
                    return b"".join(parts)

    async def _answer_unless_hung_up(self, visit: Visit, body: bytes, receive: Receive) -> AppResponse:
        """Have the app answer *visit* with *body*; when the visitor hangs up, what is done for it ends."""
        work = asyncio.ensure_future(self._answer_in_lane(visit, body))
        hanging_up = asyncio.ensure_future(_wait_for_hangup(receive))
        try:
            await asyncio.wait((work, hanging_up), return_when=asyncio.FIRST_COMPLETED)
            if work.done():
                return work.result()
            if not visit.placed:
                work.cancel()
            await asyncio.get_running_loop().run_in_executor(self._endings, visit.task.cancel)
            with suppress(asyncio.CancelledError, Exception):
                close_quietly(await work)
            raise HungUp
        finally:
            hanging_up.cancel()

    async def _answer_in_lane(self, visit: Visit, body: bytes) -> AppResponse:
        """Have the app answer *visit*, with *body*, when there is a place in its lane."""
        lane = self._lanes[find_lane(visit)]
        visit.lane = lane.name
        loop = asyncio.get_running_loop()
        try:
            async with lane.enter(visit.task.client):
                visit.placed, visit.waited = True, visit.taken
                late = loop.call_later(self._bounds.answer_seconds, visit.task.cancel)
                environ = build_environ(visit.scope, body, visit.task)
                work = partial(run_detached, partial(call_app, self._app, environ, visit.task))
                try:
                    response = await loop.run_in_executor(lane.threads, work)
                finally:
                    late.cancel()
                if visit.task.cancelled:
                    await asyncio.sleep(self._bounds.hung_up_seconds)
        except LaneFull:
            return refuse_for_room(visit, greedy=lane.is_taken_by(visit.task.client))
        except TimeoutError:
            return refuse(visit, HTTPStatus.SERVICE_UNAVAILABLE, BUSY, Retry_After=str(RETRY_SECONDS))
        except Exception:  # noqa: BLE001  whatever it is, it is written down and answered
            self._recorder.report_failure(visit)
            return refuse(visit, HTTPStatus.INTERNAL_SERVER_ERROR, FAILED)
        if visit.task.cancelled:  # nobody reads it, or it took too long in all
            close_quietly(response)
            return refuse(visit, HTTPStatus.SERVICE_UNAVAILABLE, TOO_LONG, Retry_After=str(RETRY_SECONDS))
        return self._static.keep(visit, response) if lane.name == STATIC else response

    async def _send(self, visit: Visit, response: AppResponse, send: Send, connection: Connection | None) -> None:
        """Send *response* to who made *visit*, as fast as it is read."""
        visit.status = response.status
        end = connection.line.abort if connection else visit.task.cancel
        with self._outbox.hold(response, visit.task.client, end):
            headers = _write_headers(visit, response)
            await send({"type": "http.response.start", "status": response.status, "headers": headers})
            for piece in () if visit.method == "HEAD" else response.iter_pieces():
                if connection and connection.line.is_closing():
                    await asyncio.sleep(0)  # until uvicorn has heard of it too
                    raise HungUp
                await send({"type": "http.response.body", "body": piece, "more_body": True})
                visit.sent += len(piece)
            await send({"type": "http.response.body", "body": b""})


def _write_headers(visit: Visit, response: AppResponse) -> list[tuple[bytes, bytes]]:
    """Write the headers of *response* to *visit*, with what the request is called in the log."""
    named = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in response.headers]
    return [*named, (b"X-Request-ID", visit.task.name.encode())]


async def _wait_for_hangup(receive: Receive) -> None:
    """Wait until the visitor hangs up."""
    while (await receive())["type"] != "http.disconnect":
        pass
