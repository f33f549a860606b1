"""What a concept is called: answers hold its local id, people read its label."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from queries.questions import find_text, load_panel

if TYPE_CHECKING:
    from graph.engine import Engine
    from queries.answers.row import Value
    from queries.questions import Column

Labels = dict[tuple[str, str], dict[str, str]]

#: What was found before, for as long as its engine lives: an engine holds one version.
_LABELS_BY_ENGINE: WeakKeyDictionary[Engine, Labels] = WeakKeyDictionary()


def read_concept_labels(engine: Engine) -> Labels:
    """Read the labels of each concept, by scheme and local id, and then by language."""
    if engine not in _LABELS_BY_ENGINE:
        found: Labels = {}
        for row in engine.select(load_panel("labels")):
            of_concept = found.setdefault((row.value("scheme"), row.text("id")), {})
            of_concept[row.language("label")] = row.text("label")
        _LABELS_BY_ENGINE[engine] = found
    return _LABELS_BY_ENGINE[engine]


def find_concept_label(engine: Engine, scheme: str, local_id: Value, language: str) -> str:
    """Find the label of a concept in *language*, or else in Dutch; an unknown one shows its local id."""
    return find_text(read_concept_labels(engine).get((scheme, str(local_id)), {}), language, str(local_id))


def format_value(engine: Engine, column: Column, value: Value, language: str) -> str:
    """Format *value* of *column* as people read it; empty where it is absent."""
    if value is None:
        return ""
    if column.type == "concept":
        return find_concept_label(engine, column.of, value, language)
    return value if isinstance(value, str) else str(value)


def format_euros(euros: Value, language: str) -> str:
    """Format *euros* with a mark between the thousands, as *language* writes it.

    >>> format_euros(33444, "nl"), format_euros(1234.5, "en")
    ('33.444', '1,234.5')
    """
    text = f"{euros:,}" if isinstance(euros, int | float) else str(euros)
    return text.translate(str.maketrans(",.", ".,")) if language == "nl" else text
