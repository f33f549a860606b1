"""A request as the server sees it: whose it is, what it is called in the log, and what came of it."""

from __future__ import annotations

import re
import time
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from api.http.locality import FORWARDING_HEADERS, is_from_here, parse_host
from api.server.hosts import find_client
from graph.engine import Task, digest_for_log

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    Scope = MutableMapping[str, Any]

#: What a proxy may call a request, so that its log and ours speak of the same.
_REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{8,64}")


@dataclass
class Visit:
    """One request: its ASGI `scope`, the `address` of its client, and the `task` for it.

    `lane` is the lane it goes through, and `placed` says whether it has a place there. `waited` and `taken` are
    seconds, `status` is 0 where nothing was answered, and `sent` counts the bytes of the answer.
    """

    scope: Scope
    address: str
    task: Task
    begun: float = field(default_factory=time.monotonic)
    lane: str = ""
    placed: bool = False
    waited: float = 0.0
    status: int = 0
    sent: int = 0

    @classmethod
    def begin(cls, scope: Scope, *, trusted: bool) -> Visit:
        """Begin a visit of who sent *scope*; one that came by a *trusted* proxy keeps the name it has there.

        What such a proxy says of who asks has been heard by then, so that those headers are taken away.
        """
        given = find_header(scope, b"x-request-id") if trusted else b""
        if trusted:
            kept = [it for it in scope["headers"] if it[0].decode("latin-1") not in FORWARDING_HEADERS]
            scope = {**scope, "headers": kept}
        name = given.decode() if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
        address = (scope.get("client") or ("",))[0]
        return cls(scope, address, Task(find_client(address), name))

    @property
    def path(self) -> str:
        """The path that is asked for."""
        return str(self.scope["path"])

    @property
    def method(self) -> str:
        """The method."""
        return str(self.scope["method"])

    @property
    def taken(self) -> float:
        """The seconds since it began."""
        return time.monotonic() - self.begun

    @property
    def is_from_here(self) -> bool:
        """Whether who asks is at this machine."""
        names = {name.decode("latin-1") for name, _ in self.scope["headers"]}
        return is_from_here(self.address, self.get_header(b"host").decode("latin-1"), names)

    @property
    def has_good_host(self) -> bool:
        """Whether it says for which host it is, once and well; only HTTP/1.0 may leave that out (RFC 9112, 3.2)."""
        hosts = [value.decode("latin-1") for name, value in self.scope["headers"] if name == b"host"]
        if not hosts:
            return str(self.scope["http_version"]) == "1.0"
        return len(hosts) == 1 and bool(parse_host(hosts[0]))

    def get_header(self, name: bytes) -> bytes:
        """Get the header called *name*, in small letters, or nothing."""
        return find_header(self.scope, name)

    def describe(self) -> dict[str, object]:
        """Describe the visit for a log: what was asked and what came of it, and nothing of who asked.

        What was searched for or asked may name a person, so that it is there by its digest alone.
        """
        query = self.scope["query_string"]
        return {
            "request": self.task.name,
            "method": self.method,
            "path": self.path[:300],
            "query": digest_for_log(query) if query else None,
            "status": self.status,
            "bytes": self.sent,
            "ms": round(self.taken * 1000, 1),
            "waited_ms": round(self.waited * 1000, 1),
            "lane": self.lane,
        }


def find_header(scope: Scope, name: bytes) -> bytes:
    """Find the header of *scope* called *name*, in small letters, or nothing."""
    return next((value for key, value in scope["headers"] if key == name), b"")
