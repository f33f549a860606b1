"""One engine that closes one file, in a process of its own; it prints how long that took and how much memory.

    python benchmarks/closing_engines.py ENGINE FOLDER [--out FILE]

Two things are told. Closing is from what was read, as the engine holds it, to that with what follows; for ours with the
ontology closed by owlrl and compiled. The whole is from the file to what follows, in the form in which the engine gives
it: ours as lines of N-Quads, owlrl as a graph of rdflib, `reasonable` as a list of triples of rdflib (its closing has
that in it, since it cannot be had apart). What a program loads to begin with does not count.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from closing_data import OURS, PLAIN, STATED, WRITTEN, in_our_terms, subjects

from ontology.namespaces import RDF

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Measured = tuple[dict[str, float], int, Callable[[], Iterable[bytes]]]

TYPE = f"{RDF}type"
#: Megabytes in what the operating system tells, which is in kibibytes.
MB = 1024 / 1_000_000


def samendoen(folder: Path, *, constructs: bool = True, chains: bool = True) -> Measured:
    """Close by the rules compiled from our ontology, and by the CONSTRUCT rules; or without either, to compare."""
    import ontology  # noqa: PLC0415  each engine loads its own
    from graph.reasoning.closure import CONSTRUCT_FILES, Closure  # noqa: PLC0415  as above
    from graph.reasoning.rules import compile_rules  # noqa: PLC0415  as above

    started = time.perf_counter()
    rules = compile_rules([*ontology.MODEL, *ontology.ALIGNMENTS])
    compiled = time.perf_counter()
    closure = Closure(rules if chains else replace(rules, chains=()), files=CONSTRUCT_FILES if constructs else ())
    with (folder / STATED).open("rb") as lines:
        closure.read(lines)
    read = time.perf_counter()
    closure.close()
    closed = time.perf_counter()
    derived = list(closure.derived_lines())
    ended = time.perf_counter()
    seconds = {"compile": compiled - started, "read": read - compiled, "close": closed - read, "write": ended - closed}
    count = sum(part.count(b"\n") for part in derived)
    return seconds, count, lambda: (line for part in closure.lines() for line in part.splitlines())


def owlrl(folder: Path) -> Measured:
    """Close ontology and data together with owlrl."""
    import owlrl as peer  # noqa: PLC0415  each engine loads its own
    from rdflib import Graph  # noqa: PLC0415  as above

    started = time.perf_counter()
    graph = Graph().parse(folder / WRITTEN, format="nt")
    read, stated = time.perf_counter(), len(graph)
    peer.DeductiveClosure(peer.OWLRL_Semantics).expand(graph)
    ended = time.perf_counter()
    return {"read": read - started, "close": ended - read}, len(graph) - stated, lambda: map(line, graph)


def reasonable(folder: Path, *, plain: bool = True) -> Measured:
    """Close ontology and data together with `reasonable`; the *plain* ontology says nothing to contradict."""
    from reasonable import PyReasoner  # noqa: PLC0415  each engine loads its own

    started = time.perf_counter()
    peer = PyReasoner()
    peer.load_file(str(folder / (PLAIN if plain else WRITTEN)))
    read = time.perf_counter()
    triples = peer.reason()
    ended = time.perf_counter()
    stated = sum(1 for _ in (folder / (PLAIN if plain else WRITTEN)).open("rb"))
    return {"read": read - started, "close": ended - read}, len(triples) - stated, lambda: map(line, triples)


def line(triple: Any) -> bytes:
    """Write *triple* of rdflib as N-Triples."""
    return f"{' '.join(term.n3() for term in triple)} .".encode()


ENGINES: dict[str, Callable[[Path], Measured]] = {
    OURS: samendoen,
    "owlrl": owlrl,
    "reasonable": reasonable,
    "reasonable, as written": lambda folder: reasonable(folder, plain=False),
    # What is not timed, only compared with: what the ontology alone says, which is what the others can know.
    "by the ontology": lambda folder: samendoen(folder, constructs=False),
    "without chains": lambda folder: samendoen(folder, constructs=False, chains=False),
}


def main() -> None:
    """Let the engine that the command line names close the files in a folder, and print what it took."""
    parser = argparse.ArgumentParser(description="Close a file with one engine, and print what it took.")
    parser.add_argument("engine", choices=ENGINES)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, help="write here what it says in our terms about the data")
    given = parser.parse_args()
    before = time.process_time()
    seconds, derived, closed = ENGINES[given.engine](given.folder)
    cpu = time.process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if given.out:
        known = subjects(given.folder)
        lines = sorted({said for said in closed() if in_our_terms(said, known)})
        given.out.write_bytes(b"\n".join(lines))
    json.dump({"seconds": seconds, "cpu_s": cpu, "peak_mb": peak * MB, "derived": derived}, sys.stdout)


if __name__ == "__main__":
    main()
