"""Find the files of data and read them, each into a named graph.

Only Turtle and N-Triples are read: both are read without ever fetching anything or expanding entities.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

import ontology
from graph import terms
from graph.errors import SourceError, get_reason
from graph.message import Message
from ontology.namespaces import DEF, PREFIXES, RDF, RDFS, make_graph_iri

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
# XML 1.0 cannot hold these, and both engines write ill-formed XML from them without an error.
CONTROL_PATTERN = re.compile(f"[{terms.CONTROL_CHARACTERS}]")


@dataclass(frozen=True)
class Source:
    """A file of data and the IRI of the graph it goes into."""

    path: Path
    graph: str

    @property
    def name(self) -> str:
        """The path to show: that of a packaged file from the project's folder, that of another in full."""
        root = Path(__file__).parents[2]
        packaged = not self.graph.startswith(make_graph_iri("file/"))
        return self.path.relative_to(root).as_posix() if packaged else str(self.path)


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
        *(Source(path, make_graph_iri("model")) for path in model),
        *(Source(path, make_graph_iri("shapes")) for path in ontology.SHAPES),
    ]


def list_packaged_sources() -> list[Source]:
    """List the files that come with the project: those of the model, and each folder of data."""
    plans = sorted(DATA_FOLDER.glob("*/*.ttl"))
    return [*list_model_sources(), *(Source(path, make_graph_iri(path.parent.name)) for path in plans)]


def make_user_sources(paths: Iterable[Path]) -> list[Source]:
    """Make a source for each of the user's *paths*, resolved, in a graph named after the file."""
    return [
        Source(path.resolve(), make_graph_iri(f"file/{re.sub(r'[^a-z0-9-]+', '-', path.stem.lower())}"))
        for path in paths
    ]


def digest_packaged_sources() -> dict[str, str]:
    """Compute the digest of each packaged file as it is now: name to SHA-256."""
    return {source.name: hashlib.sha256(source.path.read_bytes()).hexdigest() for source in list_packaged_sources()}


def is_stale(made_of: Mapping[str, str]) -> bool:
    """Say whether a version *made of* these files (name to SHA-256) had other packaged files than now.

    A version with files of the user's own is never stale: it is theirs to build again.
    """
    return not any(Path(name).is_absolute() for name in made_of) and dict(made_of) != digest_packaged_sources()


def read_source(source: Source) -> Reading:
    """Read one file of data into quads.

    :raises SourceError: when it is absent, of an unknown kind, not UTF-8, or breaks the syntax.
    """
    if source.path.suffix.lower() not in RDF_FORMATS:
        why = REFUSED_FORMATS.get(source.path.suffix.lower(), Message("This kind of file is not read."))
        raise SourceError(source.name, why, Message("Give Turtle (.ttl) or N-Triples (.nt)."))
    try:
        data = source.path.read_bytes()
        data.decode()
    except OSError as error:
        raise SourceError(
            source.name, Message("%(why)s.").fill(why=get_reason(error)), Message("Check the name and the rights.")
        ) from error
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SourceError(
            source.name, Message("This is not UTF-8."), Message("Save the file as UTF-8."), line
        ) from error
    quads = tuple(_parse_quads(source, data))
    return Reading(source, hashlib.sha256(data).hexdigest(), (*quads, *_make_definition_quads(source, quads)))


def _parse_quads(source: Source, data: bytes) -> Iterable[Quad]:
    """Parse *data* into quads of the source's graph, refusing text that no format can carry."""
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
            yield Quad(quad.subject, quad.predicate, quad.object, NamedNode(source.graph))
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


def _find_unwritable(value: object) -> Message | None:
    """Find what in *value* not every format of ours can carry; None where all can."""
    if isinstance(value, Triple):
        return Message("%(node)s has a triple as its value (RDF 1.2) in %(property)s.")
    if isinstance(value, Literal) and value.direction is not None:
        return Message("%(node)s has a text with a direction (RDF 1.2) in %(property)s.")
    if isinstance(value, Literal) and CONTROL_PATTERN.search(value.value):
        return Message("%(node)s has a control character in %(property)s.")
    return None
