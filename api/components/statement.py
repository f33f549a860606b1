"""The page of everything that is known of a thing, with its basis and, for what is derived, why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.components.foreign_names import list_foreign_names
from api.components.reason import build_why_link
from api.components.thing import ask_panel, describe_thing, find_name
from ontology.namespaces import DCT, DEF, RDF, SKOS
from queries.answers import Row

if TYPE_CHECKING:
    from collections.abc import Collection

    from api.components.reason import Reason
    from api.requests.scope import Scope
    from graph.message import Translator

#: Properties that have a place of their own on the page of a thing, or that say only how it is filed.
ELSEWHERE = {
    *(f"{SKOS}{name}" for name in ("prefLabel", "altLabel", "hiddenLabel", "definition", "topConceptOf", "inScheme")),
    *(f"{DEF}{name}" for name in ("evidence", "explanation", "publicSource", "webPage")),
    f"{RDF}type",
    f"{DCT}identifier",
}
#: Properties whose value is the text that comes first on the page, the most wanted first.
LEADS = (f"{SKOS}definition", f"{DEF}explanation", f"{DEF}situation")


def describe_statements(
    scope: Scope, iri: str, rows: list[Row], reason: Reason | None, pointing: list[Row] | None = None
) -> dict[str, object]:
    """Describe the thing *iri* for the page of its statements, which are *rows*, with the *reason* of one of them.

    What points to it are the rows of *pointing*, or else all that *scope* has.
    """
    inward = ask_panel(scope, "inward", iri) if pointing is None else pointing
    named = _name_properties(rows, scope.translator)
    stated = [row for row in named if row["derived"] == "stated"]
    derived = [row for row in named if row["derived"] == "derived"]
    own = scope.find_page(iri)
    return {
        **describe_thing(scope, iri),
        "title": find_name(scope, iri),
        "classes": ask_panel(scope, "classes", iri),
        "lead": _find_lead(rows, scope.language),
        "facts": _group_by_property(stated, scope.language),
        "concluded": _group_by_property(derived, scope.language),
        "sources": ask_panel(scope, "sources", iri),
        "statements": [(row, _link_reason(row)) for row in named],
        "pointing": _name_properties(inward, scope.translator),
        "reason": reason,
        "own": "" if own.startswith("/doc/") else own,
    }


def group_facts(scope: Scope, iri: str, without: Collection[str] = ()) -> dict[str, list[Row]]:
    """Group what is stated of the thing *iri* by property label, *without* some properties."""
    rows = ask_panel(scope, "outward", iri)
    stated = [row for row in rows if row["derived"] == "stated" and row["property"] not in without]
    return _group_by_property(_name_properties(stated, scope.translator), scope.language)


def _find_lead(rows: list[Row], language: str) -> str:
    """Find the text that says what the thing is, in *language*."""
    texts = {row.text("property"): row.text("value") for row in rows if row["language"] == language}
    return next((texts[prop] for prop in LEADS if prop in texts), "")


def _name_properties(rows: list[Row], translator: Translator) -> list[Row]:
    """Name the property of each of *rows* where it is of another vocabulary, for which the graph has no labels."""
    foreign = list_foreign_names(translator)
    return [Row({**row, "property_label": foreign.get(row.text("property"), row["property_label"])}) for row in rows]


def _link_reason(row: Row) -> str:
    """Link to the reason of the statement in *row*; nothing where it is stated."""
    return build_why_link(row) if row["derived"] == "derived" else ""


def _group_by_property(rows: list[Row], language: str) -> dict[str, list[Row]]:
    """Group those of *rows* that have a property of ours and a value in *language*, or in none, by its label."""
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        prop = row.text("property")
        ours = prop.startswith((DEF, SKOS, DCT)) and prop not in ELSEWHERE and prop not in LEADS
        if ours and row["language"] in (None, "", language):
            grouped.setdefault(row.text("property_label"), []).append(row)
    return grouped
