"""The things one can choose: each with its IRI, its local id and its labels."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from graph.engine.store import Request
from graph.terms import make_iri, to_json
from ontology.namespaces import DEF, PREFIXES
from queries.library import panel

if TYPE_CHECKING:
    from graph.engine.store import Engine
    from queries.question import Parameter


#: What was found before, for as long as its engine lives.
_KEPT: WeakKeyDictionary[Engine, dict[tuple[str, ...], list[Thing]]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Thing:
    """A thing with its IRI, its local id, and its label in each language.

    `broader` is the IRI of what it falls under, `group` what its kind or theme is called in each language, where
    there is one.
    """

    iri: str
    id: str
    label: dict[str, str]
    broader: str = ""
    group: dict[str, str] = field(default_factory=dict)


def of_class(engine: Engine, name: str) -> list[Thing]:
    """Give every thing of our class *name*, by local id."""
    return _things(engine, "things", {"_class": f"{DEF}{name}"})


def of_scheme(engine: Engine, name: str) -> list[Thing]:
    """Give every concept of our scheme *name*, by local id."""
    return _things(engine, "concepts", {"_scheme": f"{PREFIXES['scheme']}{name}"})


def choices(engine: Engine, parameter: Parameter) -> list[Thing]:
    """Give the things that *parameter* can be set to; a day or a text is none."""
    match parameter.type:
        case "thing":
            return [thing for name in parameter.of.split() for thing in of_class(engine, name)]
        case "concept":
            return of_scheme(engine, parameter.of)
        case _:
            return []


def find(engine: Engine, name: str, local_id: str) -> Thing | None:
    """Give the thing of our class *name* with *local_id*, or nothing."""
    return next((thing for thing in of_class(engine, name) if thing.id == local_id), None)


def _things(engine: Engine, name: str, values: dict[str, str]) -> list[Thing]:
    """Give the things that the panel *name* finds with *values* bound; asked once, as an engine holds one version."""
    kept = _KEPT.setdefault(engine, {})
    key = (name, *values.values())
    if key not in kept:
        kept[key] = _found(engine, name, values)
    return kept[key]


def _found(engine: Engine, name: str, values: dict[str, str]) -> list[Thing]:
    """Ask for the things that the panel *name* finds with *values* bound."""
    request = Request(panel(name), {variable: to_json(make_iri(value)) for variable, value in values.items()})
    found: dict[str, Thing] = {}
    for row in json.loads(engine.ask(request).body)["results"]["bindings"]:
        key = row["thing"]["value"]
        broader = row["broader"]["value"] if "broader" in row else ""
        thing = found.setdefault(key, Thing(key, row["id"]["value"], {}, broader))
        language = row["label"].get("xml:lang", "")
        thing.label[language] = row["label"]["value"]
        if "group" in row:
            thing.group.setdefault(language, row["group"]["value"])
    return list(found.values())
