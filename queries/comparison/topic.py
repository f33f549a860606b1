"""One subject in every plan: which plans have measures for it, and which of these name an owner."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph.errors import BadParameter
from graph.folding import to_sort_key
from graph.message import Message
from ontology.namespaces import expand_iri
from queries.answers import LONGEST_TEXT, ask_rows
from queries.comparison.material import Material, make_cell
from queries.comparison.measures import NO_OWNER, OWNER
from queries.comparison.side import Side
from queries.questions import load_panel
from queries.search import find_telling_stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from queries.answers import Value
    from queries.comparison.comparison import Cell
    from queries.comparison.material import Reader
    from queries.plans import Plan, Plans


BY_THEME = Message("by its theme: %(theme)s")


@dataclass(frozen=True)
class Topic:
    """A subject: the theme of the yardstick with `iri`, or else the words in `label`."""

    label: str
    iri: str = ""

    @property
    def stems(self) -> frozenset[str]:
        """What the forms of its words share."""
        return frozenset(find_telling_stems(self.label, "nl"))


@dataclass(frozen=True)
class TopicInPlan:
    """What one plan has on a subject: its measures, those with an owner first; how many have one; its phenomena."""

    plan: Plan
    measures: tuple[Cell, ...]
    owned: int
    phenomena: tuple[Cell, ...]


def find_topic(plans: Plans, given: str, language: str) -> Topic:
    """Find the subject that *given* names: a theme of the yardstick by IRI, local id or name, or else words.

    :raises BadParameter: when it is too long, or has no word that says something.
    """
    iri = expand_iri(given)
    for row in ask_rows(plans.register, load_panel("yardstick"), {}, language):
        yardstick, label = row.text("yardstick"), row.text("label")
        names = (to_sort_key(yardstick.rpartition("/")[2]), to_sort_key(label))
        if iri == yardstick or to_sort_key(given) in names:
            return Topic(label, yardstick)
    topic = Topic(given)
    if len(given) > LONGEST_TEXT or not topic.stems:
        raise BadParameter(
            "about",
            "%(given)r is no subject to look for. Choose a theme of the yardstick, or give one or two words.",
            given=given[:80],
        )
    return topic


def find_in_plans(reader: Reader, topic: Topic, chosen: Sequence[Plan]) -> list[TopicInPlan]:
    """Find what each plan of *chosen* has on *topic*, asked one by one, as *reader* reads it.

    Words are looked for in the Dutch titles of measures and of their themes, and in the names of phenomena; a word may
    be a part of a longer one.
    """
    values = {"yardstick": topic.iri} if topic.iri else {}
    return [
        _find_in_plan(Material(reader, Side("plan", plan.key, plan.iri, plan.key, (plan,), values)), topic, plan)
        for plan in chosen
    ]


def _find_in_plan(material: Material, topic: Topic, plan: Plan) -> TopicInPlan:
    """Find what *plan*, which *material* is read from, has on *topic*."""
    cells: dict[str, Cell] = {}
    owners: dict[str, dict[str, None]] = defaultdict(dict)
    themes: dict[str, str] = {}
    titled = _list_about(material, topic, "measures-by-yardstick", "measure")
    themed = _list_about(material, topic, "measures-by-yardstick", "theme")
    for _plan, row in material.ask("measures-by-yardstick"):
        measure = row.text("measure")
        if measure in titled or row["theme"] in themed:
            cells.setdefault(measure, make_cell(plan, row, "measure"))
            if row["owner"]:
                owners[measure][row.text("owner_label")] = None
            if measure not in titled:
                themes[measure] = row.text("theme_label")
    about = set() if topic.iri else _list_about(material, topic, "phenomena", "phenomenon")
    rows = material.ask("phenomena") if about else []
    phenomena = tuple(make_cell(plan, row, "phenomenon") for _plan, row in rows if row["phenomenon"] in about)
    ordered = sorted(cells, key=lambda it: (it not in owners, it in themes))
    return TopicInPlan(
        plan,
        tuple(_note(cells[it], list(owners[it]), themes.get(it, "")) for it in ordered),
        sum(map(bool, owners.values())),
        phenomena,
    )


def _note(cell: Cell, owners: Sequence[str], theme: str) -> Cell:
    """Note in *cell* who owns the measure, and by which *theme* it was found, if not by its title."""
    owned = OWNER.fill(names=", ".join(owners)) if owners else NO_OWNER
    return replace(cell, notes=(owned, *([BY_THEME.fill(theme=theme)] if theme else [])))


def _list_about(material: Material, topic: Topic, name: str, column: str) -> set[Value]:
    """List which things in *column* of the question called *name* are about *topic*, by their Dutch labels.

    Of a theme of the yardstick that is everything, for then the question is asked of that theme alone.
    """
    rows = material.ask(name, language="nl")
    return {row[column] for _plan, row in rows if topic.iri or holds_words(topic, row.text(f"{column}_label"))}


def holds_words(topic: Topic, text: str) -> bool:
    """Say whether *text*, in Dutch, has every word of *topic*, by itself or as a part of a longer word.

    >>> holds_words(Topic("inbraak"), "Voorlichting over woninginbraken"), holds_words(Topic("inbraak"), "Braaf binnen")
    (True, False)
    """
    stems = find_telling_stems(text, "nl")
    return all(any(wanted in stem for stem in stems) for wanted in topic.stems)
