"""Hold one small app behind several servers against each other, under those who hold what others wait for.

Each server is started anew for each attack, which goes on for half a minute. It is written down how soon a page comes
meanwhile, whether the server ends what is held and after how many seconds, and the memory it takes.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from peers.crowd import Crowd
from peers.probe import Probe, ask, count_megabytes
from peers.processes import HOST, Refused, Server, fetch, free_port

Json = dict[str, Any]

ROOT = Path(__file__).parent
RESULTS = ROOT / "results" / "servers.json"
#: Seconds of an attack, for which a page is waited for, and after which the attack is under way.
SECONDS, PATIENCE, SETTLING = 30.0, 10.0, 1.0
#: As many threads as each may have, where it takes a number.
THREADS = "24"
SOURCE = "127.0.0.2"
#: Who attacks, and how many.
ATTACKS = {"Silent": 60, "SlowHead": 60, "SlowBody": 60, "LargestReader": 60, "HungUpUpload": 48, "OtherProtocol": 48}
#: What comes of who hangs up himself.
OWN = {"hung up"}


@dataclass(frozen=True)
class Contender:
    """A server: the package that it is in, and its command, in which `{port}` is where it listens."""

    package: str
    command: tuple[str, ...]

    def start(self, folder: Path) -> Server:
        """Start it in *folder*, and wait until it answers."""
        port = free_port()
        command = [sys.executable, *(it.format(port=port) for it in self.command)]
        server = Server(command, port, folder, {"PYTHONPATH": str(ROOT / "peers")})
        server.until(lambda: fetch(port, "/", "*/*", PATIENCE))
        return server


CONTENDERS = {
    "granian": Contender(
        "granian",
        ("-m", "granian", "--interface", "wsgi", "--port", "{port}", "--blocking-threads", THREADS, "small_app:app"),
    ),
    "waitress": Contender(
        "waitress", ("-m", "waitress", "--listen=127.0.0.1:{port}", f"--threads={THREADS}", "small_app:app")
    ),
    "hypercorn": Contender("hypercorn", ("-m", "hypercorn", "--bind", "127.0.0.1:{port}", "wsgi:small_app:app")),
    "uvicorn": Contender(
        "uvicorn", ("-m", "uvicorn", "--interface", "wsgi", "--no-access-log", "--port", "{port}", "small_app:app")
    ),
    "ours": Contender("samendoen", (str(ROOT / "peers" / "small_server.py"), "{port}")),
}


def measure(contender: Contender, attack: str, seconds: float) -> Json:
    """Measure how *contender* bears an *attack* of so many *seconds*."""
    with tempfile.TemporaryDirectory() as folder:
        server = contender.start(Path(folder))
        try:
            start = count_megabytes(server.process.pid)
            with Crowd(attack, server.port, ATTACKS[attack], SOURCE) as crowd:
                time.sleep(SETTLING)
                with Probe(server.port, "/", PATIENCE) as probe:
                    time.sleep(seconds - SETTLING)
                    end = count_megabytes(server.process.pid)
            status, waited = ask(server.port, "/", PATIENCE, HOST)
        finally:
            server.stop(patience=5)
    ended = {what: crowd.first_s[what] for what in crowd.got if what not in OWN}
    return {
        "page": probe.waits.describe(),
        "after": {"status": status, "ms": round(waited * 1000, 1)},
        "ended_s": min(ended.values(), default=None),
        "got": dict(sorted(crowd.got.items())),
        "memory_mb": {"start": start, "end": end},
    }


def main() -> None:
    """Measure all servers under all attacks, in turns."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", choices=CONTENDERS, default=list(CONTENDERS), help="the servers")
    parser.add_argument("--attacks", nargs="+", choices=ATTACKS, default=list(ATTACKS), help="the attacks")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="how long each goes on")
    parser.add_argument("--results", type=Path, help="where to write; what is not the whole is written only there")
    args = parser.parse_args()
    found: list[Json] = []
    for attack in args.attacks:
        servers = {}
        for name in args.only:
            try:
                servers[name] = measure(CONTENDERS[name], attack, args.seconds)
            except Refused as error:
                servers[name] = {"refused": str(error)}
            print(attack, name, json.dumps(servers[name]), flush=True)
        found.append({"attack": attack, "by": ATTACKS[attack], "servers": servers})
    whole = len(args.only) == len(CONTENDERS) and len(args.attacks) == len(ATTACKS) and args.seconds >= SECONDS
    if path := args.results or (RESULTS if whole else None):
        results = {
            "machine": {"python": platform.python_version(), "cores": os.cpu_count()},
            "versions": {name: version(CONTENDERS[name].package) for name in args.only},
            "seconds": args.seconds,
            "patience_s": PATIENCE,
            "attacks": found,
        }
        path.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
