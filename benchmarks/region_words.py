"""What invented plans are made of: their words, from `region.toml`, and the bodies and laws of the register."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import NamedNode, RdfFormat, Store, parse
from region_page import slug

from graph.sources.source import list_register_sources
from graph.terms import value_of
from ontology.namespaces import DCT, DEF, PREFIXES, RDF, SKOS, expand_iri


class Actor(NamedTuple):
    """An actor: its node as N-Quads writes it, its names in both languages, its kind, and its common kind.

    One of the register has no kind here: the register says that.
    """

    node: str
    nl: str
    en: str
    kind: str = ""
    common: str = ""


class Municipality(NamedTuple):
    """A municipality of the register: its actor, its bare name, the id that the register gives it, and its region."""

    actor: Actor
    name: str
    id: str
    region: Actor


WORDS = tomllib.loads(Path(__file__).with_name("region.toml").read_text(encoding="utf-8"))


@cache
def load_register() -> Store:
    """Load the register, once."""
    store = Store()
    for source in list_register_sources():
        store.bulk_extend(parse(path=source.path, format=RdfFormat.TURTLE))
    return store


def _values(node: NamedNode, prop: str) -> list[str]:
    """List the values of *prop* of *node* in the register, in order."""
    found = load_register().quads_for_pattern(node, NamedNode(prop), None)
    return sorted(value_of(quad.object) for quad in found)


def _label(node: NamedNode, language: str) -> str:
    """Return what the register calls *node* in *language*."""
    found = load_register().quads_for_pattern(node, NamedNode(f"{SKOS}prefLabel"), None)
    return next(quad.object.value for quad in found if getattr(quad.object, "language", "") == language)


def find_actor(iri: str) -> Actor:
    """Find the actor of the register with *iri*."""
    node = NamedNode(iri)
    return Actor(f"<{iri}>", _label(node, "nl"), _label(node, "en"))


@cache
def list_municipalities() -> list[Municipality]:
    """List the municipalities that there are today, neighbours together: by safety region, and then by code."""
    store, found = load_register(), []
    for quad in store.quads_for_pattern(None, NamedNode(f"{RDF}type"), NamedNode(f"{DEF}Municipality")):
        node = quad.subject
        if isinstance(node, NamedNode) and (region := _values(node, f"{DEF}inSafetyRegion")):
            name = min(_values(node, f"{SKOS}altLabel"), key=len)
            found.append(
                Municipality(find_actor(node.value), name, _values(node, f"{DCT}identifier")[0], find_actor(region[0]))
            )
    return sorted(found, key=lambda it: (it.region.node, it.actor.node))


@cache
def list_bodies() -> list[Actor]:
    """List the bodies of the register that every plan may name."""
    return [find_actor(expand_iri(name)) for name in WORDS["actors"]["register"]]


@cache
def list_laws() -> list[Actor]:
    """List the laws of the register that every plan may name, which have a node and names as an actor has."""
    return [find_actor(f"{PREFIXES['legislation']}{name}") for name in WORDS["laws"]["register"]]


class Theme(NamedTuple):
    """A theme of a plan: its number, which for a sub-theme begins with that of the theme above, its names and texts.

    `relation` is how it is matched to the theme of the yardstick called `yardstick`.
    """

    number: str
    name: str
    nl: str
    en: str
    definition: str
    defined: str
    relation: str
    yardstick: str


THEMES = [Theme(*row) for row in WORDS["themes"]["list"]]
#: Whom measures are for; a group is named wherever its word stands.
GROUPS = dict(WORDS["actors"]["groups"])


def make_local_actors(key: str, place: str, english: str) -> list[Actor]:
    """Make the partners of the plan with *key* itself, called after the *place* that it is about."""
    return [
        Actor(f"<{PREFIXES['actor']}{key}/{slug(nl)}>", f"{nl} {place}", f"{en} {english}", kind, common)
        for kind, common, nl, en in WORDS["actors"]["local"]
    ]
