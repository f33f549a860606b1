"""What is served: a region as ours publishes it and as triples for the others, and the questions asked of it."""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from pyoxigraph import NamedNode, RdfFormat, parse
from region import MEASURES, region

import ontology
from graph.checks.shapes import validate_data
from graph.reasoning.closure import Closure
from graph.reasoning.rules import load_ontology_rules
from graph.reasoning.summary import summarise_plan, summarise_register
from graph.sources.source import list_packaged_sources, read_source
from graph.versions.canonical import name_blank_nodes
from graph.versions.manifest import parse_graph_iri
from ontology.namespaces import find_plan_key, make_graph_iri, make_plan_graph_iri

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Made = TypeVar("Made")
Parameters = ParamSpec("Parameters")

ASKED = Path(__file__).parents[1] / "asked"
SEED = 1
MODEL = make_graph_iri("model")
COMMON = (MODEL, make_graph_iri("register"))


@dataclass(frozen=True)
class Question:
    """A question in SPARQL: as everyone is asked it, and as ours is, where ours has something precomputed for it."""

    name: str
    text: str
    ours: str | None


@dataclass(frozen=True)
class Material:
    """A region on disk: the N-Quads of our version, the triples for the others, and how many there are of either."""

    quads: Path
    triples: Path
    quad_count: int
    triple_count: int


def questions() -> Iterator[Question]:
    """Give the questions, in the order of their names."""
    for path in sorted(ASKED.glob("*.rq")):
        if not path.stem.endswith(".ours"):
            ours = path.with_suffix(".ours.rq")
            written = ours.read_text(encoding="utf-8") if ours.exists() else None
            yield Question(path.stem, path.read_text(encoding="utf-8"), written)


def made(size: int, folder: Path) -> Material:
    """Make a region of so many municipalities (*size*) in *folder*."""
    return alone(_make, size, folder)


def alone(work: Callable[Parameters, Made], *arguments: Parameters.args, **named: Parameters.kwargs) -> Made:
    """Do *work* in a process of its own, whose memory is free again before anything is measured."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        return executor.submit(work, *arguments, **named).result()


def _make(size: int, folder: Path) -> Material:
    """Write the model, a region of *size*, and what follows, sorted and each once; ours with its summaries."""
    said = stated(written(size, folder))
    true = sorted({*said, *derived(said)})
    made = [*true, *summarised(true)]
    triples = sorted({line.rsplit(b" ", 2)[0] + b" .\n" for line in true})
    for name, lines in (("region.nq", sorted(made)), ("region.nt", triples)):
        with (folder / name).open("wb") as file:
            file.writelines(lines)
    return Material(folder / "region.nq", folder / "region.nt", len(made), len(triples))


def written(size: int, folder: Path, measures: int = MEASURES) -> Path:
    """Write what a region of *size* states, of about so many *measures* each, and give where."""
    path = folder / "stated.nq"
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(region(size, SEED, measures))
    return path


def stated(path: Path) -> list[bytes]:
    """Read the model, the register, which a region speaks of, and the region written at *path*, as N-Quads.

    Without the shapes and without the packaged plans; a blank node of the model has the name that publishing gives it.
    """
    common = name_blank_nodes(
        quad for it in list_packaged_sources() if it.graph in COMMON for quad in read_source(it).quads
    )
    return [f"{quad} .\n".encode() for quad in chain(common, parse(path=str(path), format=RdfFormat.N_QUADS))]


def shaped(lines: Iterable[bytes]) -> None:
    """Hold *lines*, with the value lists that they point into, against the shapes, and stop when one is broken."""
    lists = [read_source(source).quads for source in list_packaged_sources() if source.path in ontology.VOCABULARIES]
    quads = [quad for quad in parse(b"".join(lines), RdfFormat.N_QUADS) if quad.graph_name != NamedNode(MODEL)]
    if faults := validate_data([(quad, "region") for quad in chain(quads, *lists)]):
        raise SystemExit(f"The region breaks {len(faults)} shapes: {faults[0]}")


def _by_plan(lines: Iterable[bytes]) -> dict[str, list[bytes]]:
    """Group *lines* by the key of their plan; those of the model and the register have none."""
    found: dict[str, list[bytes]] = defaultdict(list)
    for line in lines:
        found[find_plan_key(parse_graph_iri(line).decode())].append(line)
    return found


def derived(lines: Iterable[bytes]) -> list[bytes]:
    """Give what follows from *lines*, plan by plan."""
    plans = _by_plan(lines)
    below = Closure(load_ontology_rules())
    below.read(plans.pop("", []))
    found = [*below.derived_lines()]
    for plan, own in plans.items():
        closure = below.fork()
        closure.read(own)
        found += closure.derived_lines(make_plan_graph_iri(plan, "derived"))
    return b"".join(found).splitlines(keepends=True)


def summarised(lines: Iterable[bytes]) -> list[bytes]:
    """Give what ours precomputes from *lines*, which hold everything that follows."""
    plans = _by_plan(lines)
    common = plans.pop("", [])
    own = (summarise_plan(plan, its, common) for plan, its in plans.items())
    return [*summarise_register(common), *chain.from_iterable(own)]
