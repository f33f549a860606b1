"""Find the files of data and read them, each into a named graph.

Only Turtle and N-Triples are read: both are read without ever fetching anything or expanding entities.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, Quad

import ontology
from graph.errors import SourceError
from graph.message import Message
from graph.sources.file import read_file
from graph.sources.parsing import RDF_FORMATS, iter_lines, parse_triples
from graph.terms import value_of
from ontology.base import BASE, DEFAULT_BASE, rebase_iri
from ontology.namespaces import DEF, PREFIXES, RDF, RDFS, find_plan_key, make_graph_iri, make_plan_graph_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DATA_FOLDER = Path(__file__).parents[1] / "data"
_LINKED = Message(
    "This kind of file is not read: its context can stand at another address, and nothing is fetched from there."
)
_MARKED = Message("This kind of file is not read: its entities can name other files, and grow without end.")
_GRAPHS = Message("This kind of file is not read: it names graphs of its own, and would write over those of others.")
#: Why a kind of file is not read, where people have such files.
REFUSED_FORMATS = {
    **dict.fromkeys((".jsonld", ".json"), _LINKED),
    **dict.fromkeys((".rdf", ".xml", ".owl"), _MARKED),
    **dict.fromkeys((".trig", ".nq"), _GRAPHS),
}
#: How the names of files that are read end, and of files of RDF that are not.
DATA_SUFFIXES, GRAPH_SUFFIXES = frozenset(RDF_FORMATS), frozenset(REFUSED_FORMATS) - {".json", ".xml"}
#: The property whose value is an IRI that is written as a text (SHACL, section 5.2.1).
_NAMESPACE = "http://www.w3.org/ns/shacl#namespace"


@dataclass(frozen=True)
class Source:
    """A file of data and the IRI of the graph it goes into; empty where what it says decides that.

    `shown` is what it is called where that is not its path, as of a copy in the data folder.
    """

    path: Path
    graph: str = ""
    packaged: bool = False
    shown: str = ""

    @property
    def name(self) -> str:
        """The path to show: that of a packaged file from the project's folder, that of another in full."""
        root = Path(__file__).parents[2]
        return self.shown or (self.path.relative_to(root).as_posix() if self.packaged else str(self.path))


@dataclass(frozen=True)
class Reading:
    """What one file holds: its quads, and the SHA-256 of its bytes."""

    source: Source
    sha256: str
    quads: tuple[Quad, ...]


def list_model_sources() -> list[Source]:
    """List the files of the model, its schemes and its shapes: what every version needs, whatever it is about."""
    model = [*ontology.MODEL, *ontology.VOCABULARIES, *ontology.ALIGNMENTS]
    return [
        *(Source(path, make_graph_iri("model"), packaged=True) for path in model),
        *(Source(path, make_graph_iri("shapes"), packaged=True) for path in ontology.SHAPES),
    ]


def list_register_sources() -> list[Source]:
    """List the files of the register: what stands beside the plans and is theirs in common."""
    files = sorted((DATA_FOLDER / "register").glob("*.ttl"))
    return [Source(path, make_graph_iri("register"), packaged=True) for path in files]


def list_plan_sources() -> list[Source]:
    """List the files of the plans that come with the project, each in the graph of its plan."""
    files = sorted((DATA_FOLDER / "plans").glob("*/*.ttl"))
    return [Source(path, make_plan_graph_iri(path.parent.name, "stated"), packaged=True) for path in files]


def list_packaged_sources() -> list[Source]:
    """List the files that come with the project: those of the model, the register, and each plan."""
    return [*list_model_sources(), *list_register_sources(), *list_plan_sources()]


def make_user_sources(paths: Iterable[Path]) -> list[Source]:
    """Make a source for each of the user's *paths*, in full; it goes into the graph of the plan that it speaks of.

    A link keeps its own name, for that is what its user knows; one that leads nowhere is refused when it is read.
    """
    return [Source(Path(os.path.abspath(path))) for path in paths]  # noqa: PTH100  Path.resolve fails on a loop of links


def digest_sources(sources: Iterable[Source]) -> dict[str, str]:
    """Compute the digest of each of *sources* as it is now: name to SHA-256.

    :raises SourceError: when one cannot be read.
    """
    return {source.name: hashlib.sha256(read_file(source.path, source.name)).hexdigest() for source in sources}


def is_stale(made_of: Mapping[str, str], at_hand: Mapping[str, str]) -> bool:
    """Say whether a version *made of* these files (name to SHA-256) is of others than those *at hand* now.

    A version with files from elsewhere on the user's machine is never stale: it is theirs to build again.
    """
    return not any(Path(name).is_absolute() for name in made_of) and dict(made_of) != dict(at_hand)


def read_source(source: Source) -> Reading:
    """Read one file of data into quads.

    :raises SourceError: when it is absent, of an unknown kind, too large, not UTF-8, or breaks the syntax.
    """
    if source.path.suffix.lower() not in RDF_FORMATS:
        why = REFUSED_FORMATS.get(source.path.suffix.lower(), Message("This kind of file is not read."))
        raise SourceError(source.name, why, Message("Give Turtle (.ttl) or N-Triples (.nt)."))
    data = read_file(source.path, source.name)
    triples = [_rebase_quad(it) for it in parse_triples(data, source.path.suffix.lower(), source.name)]
    placed = source if source.graph else replace(source, graph=_find_graph(source, triples))
    graph = NamedNode(placed.graph)
    quads = tuple(Quad(it.subject, it.predicate, it.object, graph) for it in triples)
    return Reading(placed, hashlib.sha256(data).hexdigest(), (*quads, *_make_definition_quads(source, quads)))


def list_lines(source: Source) -> list[int]:
    """List the line of each statement that `read_source` reads from *source*, in their order.

    :raises SourceError: when it cannot be read.
    """
    return list(iter_lines(read_file(source.path, source.name), source.path.suffix.lower()))


def _find_graph(source: Source, quads: Iterable[Quad]) -> str:
    """Find the graph that a file goes into: that of the one plan whose things *quads* speak of, else the register.

    :raises SourceError: when it speaks of the things of several plans.
    """
    keys = {key for quad in quads if (key := find_plan_key(value_of(quad.subject)))}
    if len(keys) > 1:
        why = Message("This file speaks of several plans: %(plans)s.").fill(plans=", ".join(sorted(keys)))
        raise SourceError(source.name, why, Message("Give each plan files of its own."))
    keys = keys or {key for quad in quads if (key := find_plan_key(value_of(quad.object)))}
    return make_plan_graph_iri(min(keys), "stated") if len(keys) == 1 else make_graph_iri("register")


def _make_definition_quads(source: Source, quads: Iterable[Quad]) -> list[Quad]:
    """Make, for each term in a file of the model, a quad naming the ontology of that file as its definer.

    So no term has to repeat it, and one that moves to another file has another topic.
    """
    if source.path not in ontology.MODEL:
        return []
    kind, type_of_topic = NamedNode(f"{RDF}type"), NamedNode(f"{PREFIXES['owl']}Ontology")
    typed = [(q.subject, q.object) for q in quads if q.predicate == kind and isinstance(q.subject, NamedNode)]
    (topic,) = (node for node, value in typed if value == type_of_topic)
    terms = dict.fromkeys(node for node, _ in typed if node.value.startswith(DEF))
    return [Quad(term, NamedNode(f"{RDFS}isDefinedBy"), topic, NamedNode(source.graph)) for term in terms]


def _rebase_quad(quad: Quad) -> Quad:
    """Return *quad* with its IRIs under the base that was set; of its texts only where SHACL wants an IRI as a text."""
    if BASE == DEFAULT_BASE:
        return quad
    value = quad.object
    if isinstance(value, Literal) and quad.predicate.value == _NAMESPACE:
        value = Literal(rebase_iri(value.value), datatype=value.datatype)
    return Quad(_rebase_term(quad.subject), _rebase_term(quad.predicate), _rebase_term(value), quad.graph_name)


def _rebase_term(term: Any) -> Any:
    """Return *term* under the base that was set where it is an IRI of ours, or else as it is."""
    return NamedNode(rebase_iri(term.value)) if isinstance(term, NamedNode) else term
