"""Close the packaged data by our rules and by owlrl over the whole, side by side; compare what follows and the time.

Ours: owlrl closes the ontology, which is compiled to rules, and the rules are applied to the data. Theirs: owlrl closes
ontology and data together. What follows must be the same triples on our vocabulary about what the data speaks of; the
CONSTRUCT rules of ours, which no ontology can say, are timed and not compared.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import time
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import owlrl
from rdflib import Graph

import ontology
from graph import load
from graph.check import graph_of
from graph.closure import compile_rules
from graph.reason import TYPE, Closure, close, fact_of
from ontology.namespaces import DEF, graph

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyoxigraph import Quad

    Triple = tuple[str, str, str]

RESULTS = Path(__file__).parent / "results" / "closure.json"
FILES = (*ontology.MODEL, *ontology.ALIGNMENTS)
ROUNDS = 5


def main() -> None:
    """Run both in turns, compare them, and write the results."""
    stated = [quad for source in load.packaged() for quad in load.read(source).quads]
    stated = [quad for quad in stated if graph_of(quad) != graph("shapes")]
    subjects = {text(quad.subject) for quad in stated if graph_of(quad) != graph("model")}
    times: dict[str, list[float]] = {"compile": [], "close": [], "owlrl": []}
    for _ in range(ROUNDS):
        rules = timed(times["compile"], partial(compile_rules, FILES))
        timed(times["close"], partial(close, stated, rules))
        theirs = timed(times["owlrl"], partial(whole, stated))
    closure = Closure(compile_rules(FILES))
    closure.add(fact_of(quad) for quad in stated)
    ours = {(text(s), p, text(o)) for s, p, o in closure.facts}
    found = ours_alone(ours, subjects), ours_alone({(str(s), str(p), str(o)) for s, p, o in theirs}, subjects)
    if found[0] != found[1]:
        raise SystemExit(f"Not the same: {sorted(found[0] ^ found[1])[:10]}")
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    result = {
        "machine": {"python": platform.python_version(), "cores": os.cpu_count()},
        "versions": {name: version(name) for name in ("owlrl", "pyoxigraph", "rdflib")},
        "stated": len(stated),
        "closed_by_our_rules": len(ours),
        "closed_by_owlrl": len(theirs),
        "compared_on_our_terms": len(found[0]),
        "rounds": ROUNDS,
        "seconds": {name: round(median, 3) for name, median in medians.items()},
        "ratio": round(medians["owlrl"] / (medians["compile"] + medians["close"]), 1),
    }
    RESULTS.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=1))


def timed(taken: list[float], work: Callable[[], Any]) -> Any:
    """Do *work*, and add the seconds it took to *taken*."""
    started = time.perf_counter()
    done = work()
    taken.append(time.perf_counter() - started)
    return done


def whole(stated: list[Quad]) -> Graph:
    """Give *stated*, graphs left out, closed by owlrl."""
    closed = Graph()
    closed.parse(data="".join(f"{quad.triple} .\n" for quad in stated), format="nt")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closed)
    return closed


def ours_alone(triples: set[Triple], subjects: set[str]) -> set[Triple]:
    """Give those of *triples* that say something in our terms of one of *subjects*."""
    return {
        t for t in triples if t[0] in subjects and (t[1].startswith(DEF) or (t[1] == TYPE and t[2].startswith(DEF)))
    }


def text(term: object) -> str:
    """Give the value of *term*."""
    return str(getattr(term, "value", ""))


if __name__ == "__main__":
    main()
