"""What is known of a version, kept beside it as JSON."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.fault import Fault, fault_from_json, fault_to_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


#: What follows the base in the IRI of a graph of ours.
_GRAPHS = "id/graph/"


@dataclass(frozen=True)
class ShapesResult:
    """What validating the data against the shapes and the house rules gave, when the version was built."""

    conforms: bool = True
    violations: int = 0
    warnings: int = 0


@dataclass(frozen=True)
class Manifest:
    """When a version was made, from which files (name to SHA-256), quads per graph, and the faults that stop no build.

    The rest is filled in by who publishes: `follows` is the digest that was current until then, `size` and `sha256` are
    of the compressed file, and `program` is the version of the program that published.
    """

    created: str
    inputs: Mapping[str, str]
    graphs: Mapping[str, int]
    shapes: ShapesResult = ShapesResult()
    warnings: tuple[Fault, ...] = ()
    follows: str | None = None
    size: int = 0
    sha256: str = ""
    program: str = ""

    @property
    def quads(self) -> int:
        """Count the quads that the version holds."""
        return sum(self.graphs.values())

    @property
    def base(self) -> str:
        """The base of its IRIs (`ontology.base`), by the graphs it has; empty where none of them is ours."""
        return next((graph.partition(_GRAPHS)[0] for graph in self.graphs if _GRAPHS in graph), "")

    def to_json(self) -> bytes:
        """Convert the manifest to JSON, as it is kept."""
        warnings = [fault_to_json(fault) for fault in self.warnings]
        plain = vars(self) | {"shapes": vars(self.shapes), "warnings": warnings}
        return json.dumps(plain, indent=1, sort_keys=True).encode() + b"\n"


def parse_graph_iri(line: bytes) -> bytes:
    """Parse the IRI of the graph out of a *line* of N-Quads, of which each has one."""
    return line[line.rindex(b"<") + 1 : line.rindex(b">")]


def count_per_graph(lines: Iterable[bytes]) -> dict[str, int]:
    """Count how many of *lines* are in each graph, by its IRI."""
    return {graph.decode(): count for graph, count in sorted(Counter(map(parse_graph_iri, lines)).items())}


def read_manifest(path: Path) -> Manifest | None:
    """Read the manifest at *path*; None where it is absent, broken, or of another form than this one.

    A warning that an older program kept, as a line of text, becomes a fault with that line as its words.
    """
    try:
        raw = json.loads(path.read_bytes())
        shapes = ShapesResult(**raw["shapes"])
        manifest = Manifest(**{**raw, "shapes": shapes, "warnings": tuple(map(fault_from_json, raw["warnings"]))})
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return manifest if raw.keys() == vars(manifest).keys() and _is_sound(manifest) else None


def read_inputs(path: Path) -> Mapping[str, str] | None:
    """Read from the manifest at *path* alone which files the version was made of, whatever else is wrong with it.

    None where that cannot be read, so that nobody knows what the version was made of.
    """
    try:
        inputs = json.loads(path.read_bytes())["inputs"]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    return inputs if _maps_to(inputs, str) else None


def _is_sound(manifest: Manifest) -> bool:
    """Say whether each part of *manifest* is of the kind it should be."""
    texts = (manifest.created, manifest.sha256, manifest.program, manifest.follows or "")
    counts = (manifest.size, manifest.shapes.violations, manifest.shapes.warnings)
    return (
        _are_all(texts, str)
        and _are_all(counts, int)
        and isinstance(manifest.shapes.conforms, bool)
        and _maps_to(manifest.inputs, str)
        and _maps_to(manifest.graphs, int)
    )


def _are_all(values: Any, kind: type) -> bool:
    """Say whether all *values* are of *kind*."""
    return all(isinstance(value, kind) for value in values)


def _maps_to(value: object, kind: type) -> bool:
    """Say whether *value* is an object of which each member is of *kind*."""
    return isinstance(value, dict) and _are_all(value.values(), kind)
