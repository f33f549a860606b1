"""The test suites of the W3C, as they lie beside the project: their manifests, and the tests in them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Dataset, Literal, NamedNode, RdfFormat, Triple, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pyoxigraph import BlankNode

    Node = NamedNode | BlankNode | Literal

ROOT = Path(__file__).parents[3] / "shared" / "w3c"
#: Where the W3C publishes the suites: what relative IRIs in their files are relative to.
BASE = "https://w3c.github.io/rdf-tests/"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"


class Manifest:
    """The triples of one file, to walk through."""

    def __init__(self, path: Path) -> None:
        """Read the Turtle file at *path*."""
        self.path = path
        self._quads = Dataset(parse(path=path, format=RdfFormat.TURTLE, base_iri=iri(path)))

    def values(self, subject: Node, predicate: str) -> list[Node]:
        """Give the objects of *subject* and *predicate*."""
        if isinstance(subject, Literal):
            return []
        quads = self._quads.quads_for_subject(subject)
        found = (quad.object for quad in quads if quad.predicate.value == predicate)
        return [node for node in found if not isinstance(node, Triple)]

    def value(self, subject: Node | None, predicate: str) -> Node | None:
        """Give the one object of *subject* and *predicate*, or nothing."""
        return next(iter(self.values(subject, predicate)), None) if subject is not None else None

    def text(self, subject: Node | None, predicate: str) -> str:
        """Give the object of *subject* and *predicate* as text, empty where there is none."""
        found = self.value(subject, predicate)
        return found.value if found is not None else ""

    def items(self, head: Node | None) -> Iterator[Node]:
        """Give the items of the list that starts at *head*."""
        while head is not None and head.value != f"{RDF}nil":
            first = self.value(head, f"{RDF}first")
            assert first is not None, f"{self.path} has a list without an item"
            yield first
            head = self.value(head, f"{RDF}rest")

    def lists(self, predicate: str) -> Iterator[Node]:
        """Give the items of every list that is the object of *predicate*."""
        for quad in self._quads.quads_for_predicate(NamedNode(predicate)):
            yield from self.items(self.value(quad.subject, predicate))


@dataclass(frozen=True)
class Case:
    """One test: the suite it is in, its own name, its kind, and where the manifest says the rest of it."""

    suite: str
    name: str
    kind: str
    manifest: Manifest
    node: Node

    def __str__(self) -> str:
        """Give the test's name with its suite before it."""
        return f"{self.suite}/{self.name}"

    @property
    def action(self) -> Node:
        """What the test is to do: a file, or a node that names several."""
        found = self.manifest.value(self.node, f"{MF}action")
        assert found is not None, f"{self} has no action"
        return found

    @property
    def input(self) -> Path:
        """The file that the action is, or the query in it."""
        return path_of(self.manifest.value(self.action, f"{QT}query") or self.action)

    @property
    def result(self) -> Path:
        """The file with the expected result."""
        found = self.manifest.value(self.node, f"{MF}result")
        assert found is not None, f"{self} has no result"
        return path_of(found)

    def files(self, predicate: str) -> list[Path]:
        """Give the files that the action names with *predicate*."""
        return [path_of(node) for node in self.manifest.values(self.action, predicate)]


def iri(path: Path) -> str:
    """Give the IRI at which the W3C publishes the file at *path*."""
    return BASE + path.relative_to(ROOT).as_posix()


def path_of(node: Node) -> Path:
    """Give the file whose IRI is *node*."""
    return ROOT / node.value.removeprefix(BASE)


def suite_of(path: Path) -> str:
    """Give the name of the suite in the manifest at *path*: its folder, and the file where that is not the usual.

    >>> suite_of(ROOT / "sparql/sparql11/bind/manifest.ttl")
    'sparql11/bind'
    """
    place = path.relative_to(ROOT).with_suffix("")
    return "/".join(part for part in place.parts[1:] if part not in {"tests", "manifest"}) or place.parts[0]


@cache
def suites() -> dict[str, list[Case]]:
    """Give every suite by name, with its tests in the order of its manifest; nothing where the folder is absent."""
    found = {suite_of(path): list(_cases(Manifest(path))) for path in sorted(ROOT.rglob("*manifest*.ttl"))}
    return {name: cases for name, cases in found.items() if cases}


def _cases(manifest: Manifest) -> Iterator[Case]:
    """Give the tests of *manifest*; one without a name of its own is called by its label."""
    for node in manifest.lists(f"{MF}entries"):
        kind = manifest.text(node, f"{RDF}type").rpartition("#")[2]
        name = node.value.rpartition("#")[2] if isinstance(node, NamedNode) else manifest.text(node, f"{MF}name")
        yield Case(suite_of(manifest.path), name, kind, manifest, node)


def each(wanted: Callable[[Case], bool]) -> pytest.MarkDecorator:
    """Run a test once for each *wanted* test of the suites, by its name; once, to be skipped, where they are absent."""
    cases = [case for suite in suites().values() for case in suite if wanted(case)]
    return pytest.mark.parametrize("case", cases or [None], ids=str)
