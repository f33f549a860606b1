"""The page of everything that is known of a thing, with its basis and, for what is derived, why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.components.foreign_names import list_foreign_names
from api.components.reason import build_why_link
from api.components.thing import ask_panel, describe_thing
from ontology.namespaces import DCT, DEF, RDF, SKOS, compact_iri
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


def describe_statements(scope: Scope, iri: str, rows: list[Row], reason: Reason | None) -> dict[str, object]:
    """Describe the thing *iri* for the page of its statements, which are *rows*, with the *reason* of one of them."""
    stated = [row for row in rows if row["derived"] == "stated"]
    derived = [row for row in rows if row["derived"] == "derived"]
    own = scope.paths.find_page(iri)
    return {
        **describe_thing(scope, iri),
        "title": _find_title(scope, iri),
        "classes": ask_panel(scope, "classes", iri),
        "lead": _find_lead(rows, scope.language),
        "facts": _group_by_property(stated, scope.translator),
        "concluded": _group_by_property(derived, scope.translator),
        "sources": ask_panel(scope, "sources", iri),
        "statements": [(_name_property(row, scope.translator), _link_reason(row)) for row in rows],
        "pointing": [_name_property(row, scope.translator) for row in ask_panel(scope, "inward", iri)],
        "reason": reason,
        "own": "" if own.startswith("/doc/") else own,
    }


def group_facts(scope: Scope, iri: str, without: Collection[str] = ()) -> dict[str, list[Row]]:
    """Group what is stated of the thing *iri* by property label, *without* some properties."""
    rows = ask_panel(scope, "outward", iri)
    stated = [row for row in rows if row["derived"] == "stated" and row["property"] not in without]
    return _group_by_property(stated, scope.translator)


def _find_title(scope: Scope, iri: str) -> str:
    """Find what the thing *iri* is called, or else its compact IRI."""
    return next((str(row["label"]) for row in ask_panel(scope, "called", iri)), compact_iri(iri))


def _find_lead(rows: list[Row], language: str) -> str:
    """Find the text that says what the thing is, in *language*."""
    texts = {str(row["property"]): str(row["value"]) for row in rows if row["language"] == language}
    return next((texts[prop] for prop in LEADS if prop in texts), "")


def _name_property(row: Row, translator: Translator) -> Row:
    """Name the property of *row* where it is of another vocabulary, for which the graph has no labels."""
    label = list_foreign_names(translator).get(row.text("property"), row["property_label"])
    return Row({**row, "property_label": label})


def _link_reason(row: Row) -> str:
    """Link to the reason of the statement in *row*; nothing where it is stated."""
    return build_why_link(row) if row["derived"] == "derived" else ""


def _group_by_property(rows: list[Row], translator: Translator) -> dict[str, list[Row]]:
    """Group those of *rows* that have a property of ours by its label, in the language of *translator*."""
    grouped: dict[str, list[Row]] = {}
    for row in (_name_property(it, translator) for it in rows):
        prop = str(row["property"])
        ours = prop.startswith((DEF, SKOS, DCT)) and prop not in ELSEWHERE and prop not in LEADS
        if ours and row["language"] in (None, "", translator.language):
            grouped.setdefault(str(row["property_label"]), []).append(row)
    return grouped
