"""Have people visit a server for ten minutes among others who attack it, and hold every answer against the right one.

Six visitors, each from an address of their own, look at pages and memos, ask questions and queries, and take files and
networks. What they get is to have the bytes that it had before anybody else came, or a refusal for want of room. Four
attackers at a time, or four crowds (`--many`), in processes and from addresses of their own, change what they do every
so often. What is written down: the waits of the visitors, the refusals, the memory every half minute, and the workers
that were replaced. An answer that was not due, to either, ends the run with exit code 1.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import statistics
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from peers.crowd import Crowd
from peers.probe import count_megabytes
from peers.processes import HOST, Server, fetch, free_port, pss
from peers.samendoen import PROGRAM
from peers.visits import PATIENCE, Seen, find_digests, list_targets, visit

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]

RESULTS = Path(__file__).parent / "results" / "soak.json"
SECONDS, VISITORS = 600.0, 6
#: How many kinds of attackers there are at a time, and the seconds after which they change.
HOSTILE, TURN = 4, 40.0
#: Seconds between two looks at the memory, and those that everybody has to end.
LOOK, ENDING = 30.0, 5.0
#: Every kind of attacker, so that those of one turn differ in what they hold.
KINDS = (
    *("BadQuery", "SlowReader", "WordFile", "Silent", "EndlessQuery", "HungUpUpload", "OtherFile", "PageFlood"),
    *("HungUpQuery", "LargestReader", "NetworkPage", "SlowBody", "OtherReader", "Pipeliner", "SlowHead", "SlowChunk"),
    *("SameEndlessQuery", "RangeReader", "OtherProtocol", "SlowByte"),
)
#: What may be answered to a query that is to be refused.
REFUSALS = {"400", "413", "429", "503"}
#: The metrics that are written down, with the label by which they are counted.
METRICS = {
    "workers_ended": "samendoen_ended_workers_total",
    "connections_ended": "samendoen_ended_connections_total",
    "refused_by_lane": "samendoen_lane_refused_total",
}


def list_undue(kind: str, got: dict[str, int]) -> Iterator[str]:
    """List what attackers of this *kind* got that was not due: an error of ours, or an answer to a bad query."""
    for came, times in got.items():
        status = came.split(",")[0].rpartition(" ")[2]
        ours = status.isdigit() and int(status) >= 500 and status != "503"  # noqa: PLR2004  where errors of ours begin
        if ours or (kind == "BadQuery" and status.isdigit() and status not in REFUSALS):
            yield f"{kind} got {came}, {times} times"


def attack(server: Server, many: int, end: float, got: Counter[str], undue: list[str]) -> None:
    """Attack *server* until *end* by `HOSTILE` kinds at a time, *many* of each, each from an address of its own."""
    turn = 0
    while (left := end - time.monotonic()) > 0:
        kinds = [KINDS[(turn * HOSTILE + place) % len(KINDS)] for place in range(HOSTILE)]
        with ExitStack() as attacking:
            crowds = [
                attacking.enter_context(Crowd(kind, server.port, many, f"127.0.0.{place + 2}"))
                for place, kind in enumerate(kinds)
            ]
            time.sleep(min(TURN, left))
        for kind, crowd in zip(kinds, crowds, strict=True):
            got.update({f"{kind}: {came}": times for came, times in crowd.got.items()})
            undue += list_undue(kind, crowd.got)
        turn += 1


def read_metrics(port: int) -> Json:
    """Read from the server at *port* what it counted, and its answers by status."""
    text = fetch(port, "/metrics", "text/plain", PATIENCE).decode()
    found: Json = {name: _count_by(text, rf"{metric}{{\w+=\"(\w+)\"}}") for name, metric in METRICS.items()}
    return {**found, "statuses": _count_by(text, r"samendoen_requests_total{.*status=\"(\d+)\"}")}


def _count_by(text: str, metric: str) -> dict[str, int]:
    """Count in *text* what the pattern *metric* has, by its group."""
    found: Counter[str] = Counter()
    for name, value in re.findall(rf"^{metric} ([\d.e+]+)$", text, re.MULTILINE):
        found[name] += int(float(value))
    return dict(sorted(found.items()))


def describe_waits(taken: list[float]) -> Json:
    """Describe how long was waited, in milliseconds."""
    cuts = statistics.quantiles(taken, n=100, method="inclusive")
    return {"answers": len(taken), "p50": round(cuts[49], 1), "p99": round(cuts[98], 1), "most": round(max(taken), 1)}


def look(server: Server, begun: float) -> Json:
    """Look how many megabytes all processes of *server* take, and its own process alone, and when that is."""
    pid = server.process.pid
    return {
        "at_s": round(time.monotonic() - begun, 1),
        "all_mb": count_megabytes(pid),
        "own_mb": round(pss(pid) / 1e6, 1),
    }


def find_slope(looks: list[Json], name: str) -> float | None:
    """Find by how many megabytes a minute the memory called *name* grows in the second half of *looks*."""
    half = looks[len(looks) // 2 :]
    if len(half) == 1:
        return None
    times, sizes = ([it[one] for it in half] for one in ("at_s", name))
    return round(statistics.linear_regression(times, sizes).slope * 60, 2)


def soak(server: Server, many: int, seconds: float) -> tuple[Json, list[str]]:
    """Have everybody visit *server* for *seconds*, with *many* attackers of each kind.

    Gives what is to be written down, and what was not due.
    """
    digests = find_digests(server.port, list_targets(server.port))
    begun = time.monotonic()
    looks, seen, got, hostile = [look(server, begun)], Seen(), Counter[str](), list[str]()
    end = begun + seconds
    people = [threading.Thread(target=visit, args=(server.port, n, end, digests, seen)) for n in range(VISITORS)]
    people.append(threading.Thread(target=attack, args=(server, many, end, got, hostile)))
    for one in people:
        one.start()
    while (left := end - time.monotonic()) > 0:
        time.sleep(min(LOOK, left))
        looks.append(look(server, begun))
    for one in people:
        one.join()
    time.sleep(ENDING)
    looks.append(look(server, begun))
    metrics = read_metrics(server.port)
    failed = [f"{times} answers {it}" for it, times in metrics["statuses"].items() if it >= "500" and it != "503"]
    undue = [*(f"{times} times {what}" for what, times in seen.undue.items()), *hostile, *failed]
    return {
        "seconds": seconds,
        "visitors": VISITORS,
        "hostile": HOSTILE * many,
        "targets": len(digests),
        "answers": {f"{kind} {status}": times for (kind, status), times in sorted(seen.answers.items())},
        "undue": undue,
        "waited_ms": {kind: describe_waits(taken) for kind, taken in sorted(seen.taken.items())},
        "attackers_got": dict(sorted(got.items())),
        "memory": looks,
        "slope_mb_per_minute": {name: find_slope(looks[:-1], name) for name in ("all_mb", "own_mb")},
        **metrics,
    }, undue


def write_result(path: Path, result: Json) -> None:
    """Write *result* at *path*, beside those with other numbers of attackers that stand there already."""
    results: Json = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"soaks": {}}
    results["machine"] = {"python": platform.python_version(), "cores": os.cpu_count()}
    results["soaks"][str(result["hostile"])] = result
    path.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Serve the packaged data and soak it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="how long; less is not written down")
    parser.add_argument("--many", type=int, default=1, help="how many attackers of each of the four kinds at a time")
    parser.add_argument("--results", type=Path, help="where to write it in any case")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        command: list[str | Path] = [
            PROGRAM,
            "serve",
            "--data",
            Path(folder) / "data",
            "--host",
            HOST,
            "--port",
            str(port),
        ]
        server = Server(command, port, Path(folder), {"SAMENDOEN_LOG": "off"})
        try:
            server.until(lambda: fetch(port, "/readyz", "application/json", PATIENCE))
            result, undue = soak(server, args.many, args.seconds)
        finally:
            server.stop()
    if path := args.results or (RESULTS if args.seconds >= SECONDS else None):
        write_result(path, result)
    print(json.dumps(result, indent=1))
    if undue:
        raise SystemExit(f"Not due: {undue}")


if __name__ == "__main__":
    main()
