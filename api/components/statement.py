"""The page of everything that is known of a thing, with its basis and, for what is derived, why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, request

from api.components.foreign_names import list_foreign_names
from api.components.reason import Reason, build_why_link, explain_triple
from api.components.thing import ask_panel, describe_thing
from api.http.language import get_language
from api.serving.dataset import get_dataset
from ontology.namespaces import DCT, DEF, RDF, SKOS, compact_iri

if TYPE_CHECKING:
    from collections.abc import Collection

    from queries.answers import Row

#: Properties that have a place of their own on the page of a thing, or that say only how it is filed.
ELSEWHERE = {
    *(f"{SKOS}{name}" for name in ("prefLabel", "altLabel", "hiddenLabel", "definition", "topConceptOf", "inScheme")),
    *(f"{DEF}{name}" for name in ("evidence", "explanation", "publicSource", "webPage")),
    f"{RDF}type",
    f"{DCT}identifier",
}
#: Properties whose value is the text that comes first on the page, the most wanted first.
LEADS = (f"{SKOS}definition", f"{DEF}explanation", f"{DEF}situation")


def render_thing_page(address: str, told: list[Row], base: str) -> str:
    """Render the page of the thing with IRI *address* and its statements *told*; its formats are at *base*."""
    reason = _explain_requested(address)
    stated = [row for row in told if row["derived"] == "stated"]
    own = get_dataset().page(address)
    return render_template(
        "doc/show.html",
        **{**describe_thing(address), "title": _find_title(address)},
        classes=ask_panel("classes", address),
        lead=_find_lead(told),
        facts=_group_by_property(stated),
        concluded=_group_by_property([row for row in told if row["derived"] == "derived"]),
        sources=ask_panel("sources", address),
        told=[(_name_property(row), build_why_link(row) if row["derived"] == "derived" else "") for row in told],
        pointing=[_name_property(row) for row in ask_panel("inward", address)],
        reason=reason,
        own="" if own.startswith("/doc/") else own,
        base=base,
    )


def group_facts(address: str, without: Collection[str] = ()) -> dict[str, list[Row]]:
    """Group what is stated of the thing with IRI *address* by property label, *without* some properties."""
    rows = ask_panel("outward", address)
    return _group_by_property([row for row in rows if row["derived"] == "stated" and row["property"] not in without])


def _explain_requested(address: str) -> Reason | None:
    """Explain the triple that the URL asks about, where it asks about one."""
    prop, value = request.args.get("why"), request.args.get("value", "")
    return explain_triple(address, prop, value) if prop else None


def _find_title(address: str) -> str:
    """Find what the thing with IRI *address* is called, or else its compact IRI."""
    return next((str(row["label"]) for row in ask_panel("called", address)), compact_iri(address))


def _find_lead(told: list[Row]) -> str:
    """Find the text that says what the thing is, in the language of this request."""
    texts = {str(row["property"]): str(row["value"]) for row in told if row["language"] == get_language()}
    return next((texts[prop] for prop in LEADS if prop in texts), "")


def _name_property(row: Row) -> Row:
    """Name the property of *row* where it is of another vocabulary, for which the graph has no labels."""
    return {**row, "property_label": list_foreign_names().get(str(row["property"]), row["property_label"])}


def _group_by_property(told: list[Row]) -> dict[str, list[Row]]:
    """Group the rows of our own properties among *told* by property label, in the language of this request."""
    grouped: dict[str, list[Row]] = {}
    for row in map(_name_property, told):
        prop = str(row["property"])
        ours = prop.startswith((DEF, SKOS, DCT)) and prop not in ELSEWHERE and prop not in LEADS
        if ours and row["language"] in (None, "", get_language()):
            grouped.setdefault(str(row["property_label"]), []).append(row)
    return grouped
