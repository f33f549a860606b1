"""The things one can choose: each with its IRI, its local id and its labels."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from graph.folding import to_sort_key
from graph.terms import make_iri, make_literal, to_json
from ontology.namespaces import DEF, PREFIXES
from queries.questions import find_text, load_panel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from graph.engine import Engine
    from queries.questions import Parameter


#: What was found before, for as long as its engine lives.
_THINGS_BY_ENGINE: WeakKeyDictionary[Engine, dict[tuple[str, ...], list[Thing]]] = WeakKeyDictionary()


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

    def find_label(self, language: str) -> str:
        """Find what it is called in *language*, or else in Dutch, or else its local id."""
        return find_text(self.label, language, self.id)


def list_things(engine: Engine, name: str) -> list[Thing]:
    """List every thing of our class *name*, by local id."""
    return _find_things(engine, "things", {"_class": f"{DEF}{name}"})


def list_concepts(engine: Engine, name: str) -> list[Thing]:
    """List every concept of our scheme *name*, by local id."""
    return _find_things(engine, "concepts", {"_scheme": f"{PREFIXES['scheme']}{name}"})


def list_choices(engine: Engine, parameter: Parameter) -> list[Thing]:
    """List the things that *parameter* can be set to; none for a day or a text."""
    match parameter.type:
        case "thing":
            return [thing for name in parameter.of.split() for thing in list_things(engine, name)]
        case "concept":
            return list_concepts(engine, parameter.of)
        case _:
            return []


def find_choice(engines: Iterable[Engine], parameter: Parameter, is_meant: Callable[[Thing], bool]) -> Thing | None:
    """Find the first of the things that *parameter* can be set to over *engines* that *is_meant*; None without one."""
    return next((it for engine in engines for it in list_choices(engine, parameter) if is_meant(it)), None)


def find_iri(engine: Engine, name: str, value: str) -> str | None:
    """Find the IRI of the thing of our class *name* that *value* names: its IRI, its local id, or the end of its IRI.

    A municipality has its name as id, and `gm0757` at the end of its IRI.
    """
    key = ("things", f"{DEF}{name}")
    if (known := _THINGS_BY_ENGINE.get(engine, {}).get(key)) is not None:
        exact = (it.iri for it in known if value in (it.iri, it.id))
        return next(chain(exact, (it.iri for it in known if it.iri.endswith(f"/{value}"))), None)
    bindings = {"_class": to_json(make_iri(f"{DEF}{name}")), "_name": to_json(make_literal(value))}
    return next((row.value("thing") for row in engine.select(load_panel("named-thing"), bindings)), None)


def find_labelled_iri(things: Iterable[Thing], label: str) -> str | None:
    """Find the IRI of the one of *things* that is called *label* in any language, whatever its capitals and accents.

    None where that is none of them, or several.
    """
    wanted = to_sort_key(" ".join(label.split()))
    found = {it.iri for it in things if any(to_sort_key(name) == wanted for name in it.label.values())}
    return found.pop() if len(found) == 1 else None


def _find_things(engine: Engine, name: str, values: dict[str, str]) -> list[Thing]:
    """Find the things of the panel *name* with *values* bound; asked once, as an engine holds one version."""
    kept = _THINGS_BY_ENGINE.setdefault(engine, {})
    key = (name, *values.values())
    if key not in kept:
        kept[key] = _ask_things(engine, name, values)
    return kept[key]


def _ask_things(engine: Engine, name: str, values: dict[str, str]) -> list[Thing]:
    """Ask for the things that the panel *name* finds with *values* bound."""
    bound = {variable: to_json(make_iri(value)) for variable, value in values.items()}
    found: dict[str, Thing] = {}
    for row in engine.select(load_panel(name), bound):
        key = row.value("thing")
        thing = found.setdefault(key, Thing(key, row.text("id"), {}, row.optional_iri("broader") or ""))
        language = row.language("label")
        thing.label[language] = row.text("label")
        if "group" in row:
            thing.group.setdefault(language, row.text("group"))
    return list(found.values())
