"""What visitors who mean well ask for, and whether what they get is what it was when nobody else was there."""

from __future__ import annotations

import hashlib
import random
import re
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import count
from typing import TYPE_CHECKING
from urllib.parse import quote

from peers.processes import HOST

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SEED, PATIENCE = 7, 60.0
#: How often something is asked for before anybody else is there, at most.
TRIES = 5
#: Seconds that a visitor looks at what came, at most.
LOOKING = 0.5
OK = 200
#: What is answered where there is no room at the moment.
REFUSALS = {429, 503}
#: The lists of things that have a page each.
THINGS = ("partners", "themes", "measures")
PAGES = (
    "/",
    "/measures",
    "/gaps",
    "/gaps?kind=owner",
    "/coverage",
    "/themes",
    "/partners",
    "/legislation",
    "/search?q=jeugd",
)
QUESTIONS = ("cooperation", "measures", "partners", "evidence", "measures-without-owner")
#: Queries that have one answer, whatever comment stands behind them.
QUERIES = (
    "SELECT (COUNT(*) AS ?n) { ?s a ?c }",
    "SELECT ?s ?o { ?s a ?o } ORDER BY ?s ?o LIMIT 5000",
    "ASK { ?s ?p ?o }",
    "SELECT ?c (COUNT(?s) AS ?n) { ?s a ?c } GROUP BY ?c ORDER BY ?c",
)
_number = count(1)


@dataclass(frozen=True)
class Target:
    """What is asked for: its kind in the tables, its address, and the query in it that is never quite the same."""

    kind: str
    path: str
    query: str = ""

    def write(self) -> str:
        """Write the address as it is asked this time."""
        fresh = f"&query={quote(f'{self.query} #{next(_number)}')}" if self.query else ""
        return f"{self.path}{fresh}"


def list_targets(port: int) -> list[Target]:
    """List what is asked of the server at *port*."""
    pages = [*PAGES, *_iter_things(port), *(f"/questions/{name}" for name in QUESTIONS)]
    made = [f"/questions/{name}/memo" for name in QUESTIONS]
    files = [
        f"/api/v1/questions/{name}?format={kind}"
        for name in QUESTIONS
        for kind in ("docx", "xlsx", "csv", "json", "ttl")
    ]
    networks = ["/network", "/network?theme=jeugd", "/network?theme=zorg-en-veiligheid"]
    return [
        *(Target("page", it) for it in pages),
        *(Target("memo", it) for it in (*made, *(f"{it}?format=docx" for it in made))),
        *(Target("file", it) for it in files),
        *(Target("network", it) for it in networks),
        *(Target("query", "/sparql?format=json", it) for it in QUERIES),
    ]


def _iter_things(port: int) -> Iterator[str]:
    """Yield the page of each thing that a list leads to."""
    for kind in THINGS:
        _, body = fetch_once(port, f"/{kind}", HOST)
        found = re.findall(rf'href="(/{kind}/[^"?#]+)"', body.decode())
        yield from sorted(set(found))


def fetch_once(port: int, path: str, source: str) -> tuple[int, bytes]:
    """Fetch *path* over a connection from the address *source*; give the status and the body.

    :raises OSError: when no answer came.
    """
    connection = HTTPConnection(HOST, port, timeout=PATIENCE, source_address=(source, 0))
    try:
        connection.request("GET", path, headers={"Accept-Language": "nl"})
        answer = connection.getresponse()
        return answer.status, answer.read()
    except HTTPException as error:
        raise OSError(str(error)) from error
    finally:
        connection.close()


def find_digests(port: int, targets: list[Target]) -> dict[Target, str]:
    """Find what each of *targets* gives when nobody else is there, twice the same.

    :raises SystemExit: when one gives nothing, or something else the second time.
    """
    found = {}
    for target in targets:
        first, second = (fetch_patiently(port, target) for _ in range(2))
        if first != second:
            raise SystemExit(f"{target} gives other bytes the second time, with nobody there.")
        found[target] = hashlib.sha256(first).hexdigest()
    return found


def fetch_patiently(port: int, target: Target) -> bytes:
    """Fetch *target*, some times if need be: on a machine with other work to do a limit of time may be passed.

    :raises SystemExit: when it gives nothing in the end.
    """
    status, body = 0, b""
    for _ in range(TRIES):
        status, body = fetch_once(port, target.write(), HOST)
        if status == OK:
            return body
    raise SystemExit(f"{target} gives {status} with nobody there: {body[:300]!r}")


@dataclass
class Seen:
    """What came of visits: answers by kind and status, the milliseconds of good ones, and what was not due."""

    answers: Counter[tuple[str, str]] = field(default_factory=Counter)
    taken: dict[str, list[float]] = field(default_factory=dict)
    undue: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, target: Target, status: str, milliseconds: float, *, right: bool) -> None:
        """Note an answer to *target*, and whether it is the *right* one."""
        with self._lock:
            self.answers[target.kind, status] += 1
            if status == str(OK) and right:
                self.taken.setdefault(target.kind, []).append(milliseconds)
            elif status == str(OK) or status not in {str(it) for it in REFUSALS}:
                self.undue[f"{target.path} {status}{'' if right else ', other bytes'}"] += 1


def visit(port: int, number: int, end: float, digests: Mapping[Target, str], seen: Seen) -> None:
    """Visit as the one with this *number* until *end*, looking at each for a moment: what is asked is drawn by lot."""
    lot = random.Random(SEED + number)  # noqa: S311  the lot decides what is asked, nothing secret
    kinds = sorted({it.kind for it in digests})
    while time.monotonic() < end:
        kind = lot.choice(kinds)
        target = lot.choice([it for it in digests if it.kind == kind])
        begun = time.perf_counter()
        try:
            status, body = fetch_once(port, target.write(), f"127.0.1.{number + 1}")
        except OSError as error:
            seen.note(target, type(error).__name__, 0.0, right=False)
        else:
            right = hashlib.sha256(body).hexdigest() == digests[target]
            seen.note(target, str(status), (time.perf_counter() - begun) * 1000, right=right or status != OK)
        time.sleep(lot.uniform(0, LOOKING))
