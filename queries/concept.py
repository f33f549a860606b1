"""What a concept is called: answers hold its local id, people read its label."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from graph.engine.store import Request
from queries.library import panel

if TYPE_CHECKING:
    from graph.engine.store import Engine
    from queries.answer import Value
    from queries.question import Column

Labels = dict[tuple[str, str], dict[str, str]]

#: What was found before, for as long as its engine lives: an engine holds one version.
_KEPT: WeakKeyDictionary[Engine, Labels] = WeakKeyDictionary()


def labels(engine: Engine) -> Labels:
    """Give the labels of each concept, by scheme and local id, and then by language."""
    if engine not in _KEPT:
        found: Labels = {}
        for row in json.loads(engine.ask(Request(panel("labels"))).body)["results"]["bindings"]:
            of_concept = found.setdefault((row["scheme"]["value"], row["id"]["value"]), {})
            of_concept[row["label"].get("xml:lang", "")] = row["label"]["value"]
        _KEPT[engine] = found
    return _KEPT[engine]


def label(engine: Engine, scheme: str, local_id: Value, language: str) -> str:
    """Give the label of a concept in *language*; an unknown one shows its local id."""
    return labels(engine).get((scheme, str(local_id)), {}).get(language, str(local_id))


def shown(engine: Engine, column: Column, value: Value, language: str) -> str:
    """Give *value* of *column* as people read it; nothing where it is absent."""
    if value is None:
        return ""
    return label(engine, column.of, value, language) if column.type == "concept" else str(value)
