"""Attack a server in each of the ways of `attackers`, and measure how long everybody else waits meanwhile.

`samendoen serve` with its own settings over the packaged data is started anew for each attack, and left at rest first.
While that goes on, the start page, `/readyz` and a query that nobody asked before are asked for five times a second,
and it is written down how soon they came and how many did not; then the memory, at the end of the attack and five
seconds later. The attackers are in a process of their own. `--ref` measures another commit, installed from its own
locks.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peers.commit import describe_tree, install_commit
from peers.crowd import Crowd
from peers.probe import Probe, ask, ask_fresh, count_megabytes
from peers.processes import HOST, Server, fetch, free_port
from peers.samendoen import PROGRAM

Json = dict[str, Any]

RESULTS = Path(__file__).parent / "results" / "attacks.json"
#: Seconds of an attack, of the wait after it, and for which an answer is waited for.
SECONDS, AFTER, PATIENCE = 6.0, 5.0, 5.0
#: Seconds after which a server that has started is at rest, and after which an attack is under way.
RESTING, SETTLING = 3.0, 1.0
#: Who attacks comes from the address of everybody, or from one of its own.
SOURCES = {"the same": HOST, "another": "127.0.0.2"}
#: What is asked meanwhile; the query is another each time.
TARGETS = {"page": "/", "ready": "/readyz", "query": ""}


@dataclass(frozen=True)
class Attack:
    """A kind of attacker, how many of them there are, and from which addresses they come in turns."""

    kind: str
    many: int
    sources: tuple[str, ...] = tuple(SOURCES)


ALONE = ("another",)
ATTACKS = (
    Attack("OtherProtocol", 48),
    Attack("HungUpUpload", 48),
    Attack("SlowBody", 60),
    Attack("SlowReader", 60),
    Attack("EndlessQuery", 48),
    Attack("WordFile", 60),
    Attack("NetworkPage", 60),
    Attack("HungUpQuery", 100),
    Attack("LargestReader", 100),
    Attack("Silent", 600),
    Attack("SlowHead", 60, ALONE),
    Attack("OtherReader", 60, ALONE),
    Attack("OtherFile", 30, ALONE),
    Attack("PageFlood", 30, ALONE),
    Attack("Pipeliner", 30, ALONE),
)


def measure_attack(server: Server, attack: Attack, source: str, seconds: float) -> Json:
    """Measure what everybody waits while *attack* comes from the *source* for *seconds*."""
    memory = {"start": count_megabytes(server.process.pid)}
    with Crowd(attack.kind, server.port, attack.many, SOURCES[source]) as crowd:
        time.sleep(SETTLING)
        with ExitStack() as probing:
            probes = {
                name: probing.enter_context(Probe(server.port, target, PATIENCE)) for name, target in TARGETS.items()
            }
            time.sleep(max(0.0, seconds - SETTLING))
            memory["end"] = count_megabytes(server.process.pid)
    time.sleep(AFTER)
    memory["after"] = count_megabytes(server.process.pid)
    status, waited = ask(server.port, "/", PATIENCE)
    return {
        "attack": attack.kind,
        "by": attack.many,
        "from": source,
        **{name: probe.waits.describe() for name, probe in probes.items()},
        "after": {"status": status, "ms": round(waited * 1000, 1)},
        "memory_mb": memory,
        "got": dict(sorted(crowd.got.items())),
    }


def start_server(program: Path, folder: Path) -> Server:
    """Start the server that is *program* over the data in *folder*, and ask it each once."""
    port = free_port()
    command: list[str | Path] = [program, "serve", "--data", folder / "data", "--port", str(port)]
    server = Server(command, port, folder, {"SAMENDOEN_LOG": "off"})
    server.until(lambda: fetch(port, "/readyz", "application/json", PATIENCE))
    for target in TARGETS.values():
        ask(port, target or ask_fresh(), PATIENCE)
    time.sleep(RESTING)
    return server


def measure(program: Path, attacks: list[Attack], seconds: float) -> list[Json]:
    """Make each of the *attacks* on a server of its own that is *program*."""
    found = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([program, "build", "--data", folder / "data"], check=True, capture_output=True)
        for attack in attacks:
            for source in attack.sources:
                server = start_server(program, folder)
                try:
                    found.append(measure_attack(server, attack, source, seconds))
                finally:
                    server.stop()
                print(json.dumps(found[-1]), flush=True)
    return found


def write_results(path: Path, when: str, ref: str, seconds: float, attacks: list[Json]) -> None:
    """Write the *attacks* on the commit *ref* at *path*, as what was so *when*, beside what stands there already.

    A part that was measured anew takes the place of what stands there of it; each attack says on which commit it was.
    """
    results: Json = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    anew = {(it["attack"], it["by"], it["from"]): {"ref": ref, **it} for it in attacks}
    kept = results.get(when, {"attacks": []})["attacks"]
    rows = [anew.pop((it["attack"], it["by"], it["from"]), it) for it in kept]
    results["machine"] = {"python": platform.python_version(), "cores": os.cpu_count()}
    results[when] = {
        "seconds": seconds,
        "patience_s": PATIENCE,
        "load": round(os.getloadavg()[2], 1),
        "attacks": [*rows, *anew.values()],
    }
    path.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Attack this tree, or the commit that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ref", help="the commit to measure, as what was so before; otherwise this tree, as after")
    parser.add_argument("--only", nargs="+", choices=[it.kind for it in ATTACKS], help="the kinds to attack as")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="how long each goes on")
    parser.add_argument("--results", type=Path, help="where to write; what is over sooner is written only there")
    args = parser.parse_args()
    ref, program = install_commit(args.ref) if args.ref else (describe_tree(), PROGRAM)
    attacks = [it for it in ATTACKS if not args.only or it.kind in args.only]
    found = measure(program, attacks, args.seconds)
    if path := args.results or (RESULTS if args.seconds >= SECONDS else None):
        write_results(path, "before" if args.ref else "after", ref, args.seconds, found)


if __name__ == "__main__":
    main()
