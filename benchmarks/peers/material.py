"""What is served: a region as ours publishes it and as triples for the others, and the questions asked of it."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from pyoxigraph import NamedNode, RdfFormat, parse
from region import region

import ontology
from graph.checks.shapes import validate_data
from graph.reasoning.closure import Closure
from graph.reasoning.rules import load_ontology_rules
from graph.reasoning.summary import summarise_version
from graph.sources.source import list_packaged_sources, read_source
from graph.versions.canonical import name_blank_nodes
from ontology.namespaces import make_graph_iri

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Made = TypeVar("Made")
Parameters = ParamSpec("Parameters")

ASKED = Path(__file__).parents[1] / "asked"
SEED = 1
MODEL = make_graph_iri("model")


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


def written(size: int, folder: Path) -> Path:
    """Write what a region of *size* states, and give where."""
    path = folder / "stated.nq"
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(region(size, SEED))
    return path


def stated(path: Path) -> list[bytes]:
    """Read the model and the value lists, which a region speaks in, and the region written at *path*, as N-Quads.

    Without the shapes and without the packaged plan; a blank node of the model has the name that publishing gives it.
    """
    model = name_blank_nodes(
        quad for it in list_packaged_sources() if it.graph == MODEL for quad in read_source(it).quads
    )
    return [f"{quad} .\n".encode() for quad in chain(model, parse(path=str(path), format=RdfFormat.N_QUADS))]


def shaped(lines: Iterable[bytes]) -> None:
    """Hold *lines*, with the value lists that they point into, against the shapes, and stop when one is broken."""
    lists = [read_source(source).quads for source in list_packaged_sources() if source.path in ontology.VOCABULARIES]
    quads = [quad for quad in parse(b"".join(lines), RdfFormat.N_QUADS) if quad.graph_name != NamedNode(MODEL)]
    if faults := validate_data([(quad, "region") for quad in chain(quads, *lists)]):
        raise SystemExit(f"The region breaks {len(faults)} shapes: {faults[0]}")


def derived(lines: Iterable[bytes]) -> list[bytes]:
    """Give what follows from *lines*."""
    closure = Closure(load_ontology_rules())
    closure.read(lines)
    return b"".join(closure.derived_lines()).splitlines(keepends=True)


def summarised(lines: Iterable[bytes]) -> list[bytes]:
    """Give what ours precomputes from *lines*, which hold everything that follows."""
    return list(summarise_version(lines))
