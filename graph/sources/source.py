"""Find the files of data and read them, each into a named graph.

Only Turtle and N-Triples are read: both are read without ever fetching anything or expanding entities.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

import ontology
from graph.errors import SourceError, get_reason
from graph.message import Message
from graph.terms import CONTROL_CHARACTERS, value_of
from ontology.base import BASE, DEFAULT_BASE, rebase_iri
from ontology.namespaces import DEF, PREFIXES, RDF, RDFS, find_plan_key, make_graph_iri, make_plan_graph_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DATA_FOLDER = Path(__file__).parents[1] / "data"
RDF_FORMATS = {".ttl": RdfFormat.TURTLE, ".nt": RdfFormat.N_TRIPLES}
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
# XML 1.0 cannot hold these, and both engines write ill-formed XML from them without an error.
CONTROL_PATTERN = re.compile(f"[{CONTROL_CHARACTERS}]")


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
    """Make a source for each of the user's *paths*, resolved; it goes into the graph of the plan that it speaks of."""
    return [Source(path.resolve()) for path in paths]


def digest_sources(sources: Iterable[Source]) -> dict[str, str]:
    """Compute the digest of each of *sources* as it is now: name to SHA-256."""
    return {source.name: hashlib.sha256(source.path.read_bytes()).hexdigest() for source in sources}


def is_stale(made_of: Mapping[str, str], at_hand: Mapping[str, str]) -> bool:
    """Say whether a version *made of* these files (name to SHA-256) is of others than those *at hand* now.

    A version with files from elsewhere on the user's machine is never stale: it is theirs to build again.
    """
    return not any(Path(name).is_absolute() for name in made_of) and dict(made_of) != dict(at_hand)


def read_source(source: Source) -> Reading:
    """Read one file of data into quads.

    :raises SourceError: when it is absent, of an unknown kind, not UTF-8, or breaks the syntax.
    """
    if source.path.suffix.lower() not in RDF_FORMATS:
        why = REFUSED_FORMATS.get(source.path.suffix.lower(), Message("This kind of file is not read."))
        raise SourceError(source.name, why, Message("Give Turtle (.ttl) or N-Triples (.nt)."))
    data = read_file(source.path, source.name)
    try:
        data.decode()
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SourceError(
            source.name, Message("This is not UTF-8."), Message("Save the file as UTF-8."), line
        ) from error
    triples = list(_parse_triples(source, data))
    placed = source if source.graph else replace(source, graph=_find_graph(source, triples))
    graph = NamedNode(placed.graph)
    quads = tuple(Quad(it.subject, it.predicate, it.object, graph) for it in triples)
    return Reading(placed, hashlib.sha256(data).hexdigest(), (*quads, *_make_definition_quads(source, quads)))


def read_file(path: Path, name: str | Path) -> bytes:
    """Read the bytes of the file at *path*, which a message calls *name*.

    :raises SourceError: when it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        why = Message("%(why)s.").fill(why=get_reason(error))
        raise SourceError(name, why, Message("Check the name and the rights.")) from error


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


def _parse_triples(source: Source, data: bytes) -> Iterable[Quad]:
    """Parse *data* into statements, in no graph yet, refusing text that no format can carry."""
    try:
        for quad in parse(
            data.removeprefix(codecs.BOM_UTF8),
            RDF_FORMATS[source.path.suffix.lower()],
            base_iri=make_graph_iri(""),
            without_named_graphs=True,
            rename_blank_nodes=True,
        ):
            if rule := _find_unwritable(quad.object):
                rule = rule.fill(node=quad.subject, property=quad.predicate)
                raise SourceError(source.name, rule, Message("Remove it."))
            yield _rebase_quad(quad)
    except SyntaxError as error:
        message = re.sub(r"^Parser error at .*?: ", "", str(error.msg)).rstrip(".")[:200]
        remedy = Message("Mend that line; a forgotten ';' or '.' just above it is the usual cause.")
        raise SourceError(source.name, Message("%(why)s.").fill(why=message), remedy, error.lineno) from error


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


def _find_unwritable(value: object) -> Message | None:
    """Find what in *value* not every format of ours can carry; None where all can."""
    if isinstance(value, Triple):
        return Message("%(node)s has a triple as its value (RDF 1.2) in %(property)s.")
    if isinstance(value, Literal) and value.direction is not None:
        return Message("%(node)s has a text with a direction (RDF 1.2) in %(property)s.")
    if isinstance(value, Literal) and CONTROL_PATTERN.search(value.value):
        return Message("%(node)s has a control character in %(property)s.")
    return None
