"""What the engine bears of each shape of query: `python -m tests.graph.engine.endurance` prints it as rows of a table.

It takes some minutes: each shape is repeated until a process of its own ends of it, or is busy for longer than anybody
waits. The bounds of `graph.engine.screening.screen` come from it; a new version of the engine is measured anew.
"""

from __future__ import annotations

import resource
import subprocess
import sys

from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, Store

from tests.graph.engine.shapes import SHAPES, find_last

#: What a measured process may take: seconds of its processor, bytes of memory, and bytes of stack, as a worker has.
SECONDS, MEMORY, STACK = 5, 1_500_000_000, 8_388_608
#: How often a shape is repeated, up to `LONGEST`, until the engine fails; from there on it is looked for more closely.
STEPS = (20, 100, 500, 2500, 10_000)


def evaluate(name: str, count: int) -> None:
    """Evaluate the shape called *name*, repeated *count* times, over two triples, in this process."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    store = Store()
    subject, verb = NamedNode("urn:s"), NamedNode("urn:p")
    store.extend(Quad(subject, verb, term, NamedNode("urn:g")) for term in (Literal(1), Literal("x")))
    try:
        answer = store.query(SHAPES[name].repeat(count), base_iri="urn:", use_default_graph_as_union=True)
        _ = bool(answer) if isinstance(answer, QueryBoolean) else len(list(answer))
    except (SyntaxError, ValueError, RuntimeError):
        return


def survives(name: str, count: int) -> bool:
    """Say whether a process survives the shape called *name*, repeated *count* times."""
    command = [sys.executable, "-m", "tests.graph.engine.endurance", name, str(count)]
    return subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode == 0


def measure(name: str) -> str:
    """Measure how often the shape called *name* can be repeated, as a row of a table."""
    most = SHAPES[name].find_most()
    counts = [*(step for step in STEPS if step < most), most]
    failing = next((count for count in counts if not survives(name, count)), None)
    if failing is None:
        return f"| `{name}` | all {most} |"
    low = max((count for count in counts if count < failing), default=0)
    last = find_last(lambda count: survives(name, count), low, failing, max(1, low // 10))
    return f"| `{name}` | {last} of {most} |"


if __name__ == "__main__":
    if len(sys.argv) > 1:
        evaluate(sys.argv[1], int(sys.argv[2]))
    else:
        resource.setrlimit(resource.RLIMIT_STACK, (STACK, resource.getrlimit(resource.RLIMIT_STACK)[1]))
        for name in SHAPES:
            print(measure(name), flush=True)  # noqa: T201  it prints its table
