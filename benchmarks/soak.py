"""Ask a server good and hostile queries for ten minutes, and write down how it bore that.

Visitors ask at the same time, each from a list of their own drawn from one seed: pages, questions, good queries and
queries that are too long, too deep, too large, endless, or want something from elsewhere. What is written down: the
requests and errors by kind, the time that the good ones took, the memory at the start and at the end, and how many
workers were replaced. An answer that is none of those that are due ends the run with exit code 1.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import statistics
import tempfile
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from peers.processes import HOST, Server, fetch, free_port, pss, tree
from peers.samendoen import PROGRAM

RESULTS = Path(__file__).parent / "results" / "soak.json"
SECONDS, VISITORS, SEED, PATIENCE, STEP = 600.0, 6, 7, 60.0, 0.2
#: What may answer a good request; 503 is the crowd, which hostile visitors make.
FINE = {200, 503}
#: What may answer a hostile one: never a success, never silence.
REFUSALS = {400, 413, 503}


def sparql(query: str, **more: str) -> str:
    """Give the address of *query*."""
    return f"/sparql?{urlencode({'query': query, 'format': 'json', **more})}"


GOOD = {
    "page": "/measures",
    "thing": "/partners/politie",
    "question": "/api/v1/questions/cooperation",
    "sheet": "/api/v1/questions/measures?format=xlsx",
    "count": sparql("SELECT (COUNT(*) AS ?n) { ?s a ?c }"),
    "table": sparql("SELECT * { ?s ?p ?o } LIMIT 5000"),
    "graph": sparql("CONSTRUCT { ?s ?p ?o } { ?s a <https://w3id.org/samendoen/def#Measure> ; ?p ?o }", format="ttl"),
    "ready": "/readyz",
}
_DOUBLED = "".join(f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1}) " for n in range(30))
HOSTILE = {
    "endless": sparql("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"),
    "nested": sparql(f"SELECT * {'{' * 300}{'}' * 300}"),
    "bloated": sparql(f"SELECT * {{ BIND('0123456789abcdef' AS ?v0) {_DOUBLED} }}"),
    "large": sparql("SELECT * { ?a ?b ?c . ?d a ?f }"),
    "sorted": sparql("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f"),
    "service": sparql("SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }"),
    "from": sparql("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"),
    "broken": sparql("SELECT * {"),
}
#: Of ten requests so many are hostile.
SHARE = 2


@dataclass
class Seen:
    """What came of the requests: how many answers of each kind and status, and the milliseconds of good ones."""

    answers: Counter[tuple[str, str]]
    taken: dict[str, list[float]]
    undue: list[str]

    def note(self, kind: str, status: str, milliseconds: float) -> None:
        """Take down an answer."""
        self.answers[kind, status] += 1
        good = kind in GOOD
        if status not in {str(it) for it in (FINE if good else REFUSALS)}:
            self.undue.append(f"{kind}: {status}")
        elif good and status == "200":
            self.taken["queries" if GOOD[kind].startswith("/sparql") else "pages"].append(milliseconds)


def visit(port: int, number: int, end: float, seen: Seen) -> None:
    """Ask until *end*, each time something drawn by lot; a good query is never quite the same."""
    lot = random.Random(SEED + number)  # noqa: S311  the lot decides what is asked, nothing secret
    while time.monotonic() < end:
        kinds = HOSTILE if lot.randrange(10) < SHARE else GOOD
        kind = lot.choice(list(kinds))
        address = kinds[kind]
        if kind in {"count", "table"}:
            address = address.replace("&format", f"%20%23{lot.randrange(1_000_000)}&format")
        begun = time.perf_counter()
        status = answered(port, address)
        seen.note(kind, status, (time.perf_counter() - begun) * 1000)


def answered(port: int, address: str) -> str:
    """Give the status of the answer, or what came instead of one."""
    connection = HTTPConnection(HOST, port, timeout=PATIENCE)
    try:
        connection.request("GET", address)
        answer = connection.getresponse()
        answer.read()
    except (OSError, HTTPException) as error:
        return type(error).__name__
    finally:
        connection.close()
    return str(answer.status)


def spread(taken: list[float]) -> dict[str, float]:
    """Give the median, the 99th percentile and the most of *taken*."""
    cuts = statistics.quantiles(taken, n=100)
    return {"median": round(cuts[49], 1), "p99": round(cuts[98], 1), "most": round(max(taken), 1)}


def memory(server: Server) -> dict[str, float]:
    """Give the megabytes that the server and what it started take, all together, and how many processes that are."""
    taken = []
    for process in tree(server.process.pid):
        with suppress(OSError):  # a worker may die between the two looks
            taken.append(pss(process))
    return {"processes": len(taken), "mb": round(sum(taken) / 1e6, 1)}


def replaced(port: int) -> int:
    """Give how many workers were replaced so far."""
    return int(json.loads(fetch(port, "/readyz", "application/json", PATIENCE))["workers_replaced"])


def soak(server: Server, seconds: float) -> tuple[dict[str, object], list[str]]:
    """Have everybody visit *server* for *seconds*; give what is to be written down, and what was not due."""
    for address in GOOD.values():
        answered(server.port, address)
    before, seen = memory(server), Seen(Counter(), {"pages": [], "queries": []}, [])
    end = time.monotonic() + seconds
    visitors = [threading.Thread(target=visit, args=(server.port, n, end, seen)) for n in range(VISITORS)]
    for visitor in visitors:
        visitor.start()
    halfway = []
    while any(visitor.is_alive() for visitor in visitors):
        time.sleep(STEP)
        if not halfway and time.monotonic() > end - seconds / 2:
            halfway.append(memory(server))
    return {
        "seconds": seconds,
        "visitors": VISITORS,
        "requests": seen.answers.total(),
        "answers": {f"{kind} {status}": count for (kind, status), count in sorted(seen.answers.items())},
        "undue": len(seen.undue),
        "good_ms": {kind: spread(taken) for kind, taken in seen.taken.items()},
        "memory": {"start": before, "halfway": halfway[0] if halfway else before, "end": memory(server)},
        "workers_replaced": replaced(server.port),
    }, seen.undue


def main() -> None:
    """Serve the packaged data and soak it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="how long; less is not written down")
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        server = Server([PROGRAM, "serve", "--data", Path(folder) / "data", "--port", str(port)], port, Path(folder))
        try:
            server.until(lambda: fetch(port, "/readyz", "application/json", PATIENCE))
            result, undue = soak(server, seconds)
        finally:
            server.stop()
    machine = {"python": platform.python_version(), "cores": os.cpu_count()}
    if seconds >= SECONDS:
        RESULTS.write_text(json.dumps({"machine": machine, **result}, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=1))
    if undue:
        raise SystemExit(f"Not due: {Counter(undue)}")


if __name__ == "__main__":
    main()
