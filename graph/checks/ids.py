"""Whether what the data speak of can be an address, and belongs where it stands.

An IRI of ours is its type and its own id (`role/owner`), or its type, the key of a plan and its own id
(`measure/meierij-2019-2022/jeugd-01`): the first is the register's, the second the plan's. Each part stands in a path
as it is, so it holds letters, digits, and what RFC 3986 calls unreserved besides, and does not end as a format does:
`/doc/actor/naam.ttl` is the Turtle about `actor/naam`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from graph.fault import Fault
from graph.message import Message
from graph.terms import value_of
from ontology.namespaces import DEF, ID, PLAN_TYPES, RDF, compact_iri, find_plan_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import Quad

    #: A node, the rule that is broken, and the values in what is said of it.
    FaultParts = tuple[str, str, Mapping[str, object]]

#: What is said of each rule that is broken.
SENTENCES = {
    "id-characters": Message(
        "'%(part)s' cannot stand in an address; use letters, digits, '-', '.', '_' and '~', and begin with a letter or "
        "digit."
    ),
    "id-format": Message("An address that ends in '.%(ending)s' asks for that format; choose another id."),
    "id-parts": Message(
        "An address of ours has a type and an id, and between them the key of a plan for what that plan owns; this has "
        "%(count)s parts. Give it two or three."
    ),
    "id-owner": Message(
        "What has the type '%(type)s' belongs to a plan; put the key of its plan in the address, as in "
        "%(type)s/meierij-2019-2022/%(id)s."
    ),
    "id-plan": Message(
        "There is no plan '%(plan)s' here; correct the key in the address, describe the plan as plan:%(plan)s, or take "
        "the '/' out of the id."
    ),
    "plan-key": Message("The key of a plan is the last part of its address; write smd:planKey '%(key)s'."),
    "plan-address": Message("The address of a plan is %(base)s and its key; choose such an address."),
    "one-plan": Message(
        "This stands with what plan '%(plan)s' says, and is not of that plan; give each plan files of its own."
    ),
    "other-plans-evidence": Message(
        "Rests on %(other)s, which is in a document of plan '%(plan)s'; point at a place in a document of its own plan."
    ),
    "other-plan": Message(
        "Points at %(other)s, which is of plan '%(plan)s'; a plan speaks of its own things and of the register, so "
        "point at one of those."
    ),
    "plan-in-register": Message(
        "The register stands without any plan, and this points at %(other)s of plan '%(plan)s'; say it in a file of "
        "the plan."
    ),
}
#: How the address of a format ends, of the things, answers and pictures of the website.
FORMAT_ENDINGS = frozenset(
    {
        *("csv", "docx", "graphml", "htm", "html", "json", "jsonld", "md", "n3", "nq", "nt", "pdf", "png", "rdf"),
        *("srj", "srx", "svg", "trig", "tsv", "ttl", "txt", "xhtml", "xlsx", "xml"),
    }
)
#: With what a statement says where it rests.
_EVIDENCE = frozenset(f"{DEF}{name}" for name in ("evidence", "inDocument", "inSection"))
#: What can be said of another plan as a whole: which came before, and how one policy is connected to another.
_OF_PLANS = frozenset(f"{DEF}{name}" for name in ("follows", "precedes", "fromPolicy", "toPolicy"))
#: The rules that whole files break at once.
_ONCE = ("id-owner", "id-plan")
_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]*")
_OWNED = 3  # parts of what a plan owns: type, key and id
_PLAN_BASE = f"{ID}plan/"
#: The types that only a plan has; the register has actors of its own.
_PLANS_ONLY = frozenset(PLAN_TYPES) - {"actor"}


def check_ids(quads: Iterable[tuple[Quad, str]]) -> list[Fault]:
    """List a fault for each node in *quads* (each with its file's name) that is no address or is out of place."""
    quads = list(quads)
    plans = {value_of(quad.subject) for quad, _ in quads if _describes_plan(quad)}
    places = _list_places(quads)
    spoiled: set[str] = set()
    faults: dict[object, Fault] = {}
    for node in sorted(places):
        for _, rule, values in _iter_address_faults(node, plans):
            spoiled.add(node)
            # Where all addresses of a file lack their plan, or have one that is not here, the first is told.
            reported = (rule, places[node], values.get("plan")) if rule in _ONCE else node
            faults.setdefault(reported, Fault(places[node], node, rule, SENTENCES[rule].fill(**values)))
    found = list(faults.values())
    for quad, place in quads:
        for node, rule, values in (*_iter_plan_faults(quad), *_iter_belonging_faults(quad)):
            if node not in spoiled and value_of(quad.object) not in spoiled:
                found.append(Fault(place, node, rule, SENTENCES[rule].fill(**values)))
    return sorted(set(found))


def _describes_plan(quad: Quad) -> bool:
    """Say whether *quad* says that something is a plan."""
    return quad.predicate.value == f"{RDF}type" and value_of(quad.object) == f"{DEF}Plan"


def _list_places(quads: Iterable[tuple[Quad, str]]) -> dict[str, str]:
    """List each node of ours in *quads* with the file that describes it, or else the first that points at it."""
    described: dict[str, str] = {}
    pointed: dict[str, str] = {}
    for quad, place in quads:
        described[value_of(quad.subject)] = place
        if isinstance(quad.object, NamedNode):
            pointed.setdefault(quad.object.value, place)
    return {node: place for node, place in (pointed | described).items() if node.startswith(ID)}


def _iter_address_faults(node: str, plans: set[str]) -> Iterator[FaultParts]:
    """Yield what keeps *node*, which is ours, from being an address beside the *plans* that there are."""
    parts = node.removeprefix(ID).split("/")
    ending = parts[-1].rpartition(".")[2].lower()
    if unfit := next((part for part in parts if (part and not _PART.fullmatch(part)) or ".." in part), None):
        yield node, "id-characters", {"part": unfit}
    elif "" in parts or not _OWNED - 1 <= len(parts) <= _OWNED:
        yield node, "id-parts", {"count": len([part for part in parts if part])}
    elif "." in parts[-1] and ending in FORMAT_ENDINGS:
        yield node, "id-format", {"ending": ending}
    elif len(parts) == _OWNED and f"{_PLAN_BASE}{parts[1]}" not in plans:
        yield node, "id-plan", {"plan": parts[1]}
    elif len(parts) != _OWNED and parts[0] in _PLANS_ONLY:
        yield node, "id-owner", {"type": parts[0], "id": parts[1]}


def _iter_plan_faults(quad: Quad) -> Iterator[FaultParts]:
    """Yield what is wrong where *quad* describes a plan whose address, key and graph do not agree."""
    node = value_of(quad.subject)
    key = node.removeprefix(_PLAN_BASE)
    if _describes_plan(quad) and not node.startswith(_PLAN_BASE):
        yield node, "plan-address", {"base": _PLAN_BASE}
    elif quad.predicate.value == f"{DEF}planKey" and value_of(quad.object) != key:
        yield node, "plan-key", {"key": key}


def _iter_belonging_faults(quad: Quad) -> Iterator[FaultParts]:
    """Yield what is wrong where *quad* is of one plan, by the graph that it is in, and speaks of another."""
    node, other, prop = value_of(quad.subject), value_of(quad.object), quad.predicate.value
    own = find_plan_key(value_of(quad.graph_name))
    said = find_plan_key(node)
    if said and said != own:
        yield node, "one-plan", {"plan": own}
    theirs = find_plan_key(other) if isinstance(quad.object, NamedNode) else ""
    if not theirs or theirs == own or prop in _OF_PLANS:
        return
    values = {"other": compact_iri(other), "plan": theirs}
    if not own:
        yield node, "plan-in-register", values
    else:
        yield node, "other-plans-evidence" if prop in _EVIDENCE else "other-plan", values
