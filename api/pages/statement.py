"""The page of everything that is known of a thing, with its basis and, for what is derived, why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, request

from api.data import data
from api.language import current
from api.pages import about, why
from api.pages.names import foreign
from ontology.namespaces import DCT, DEF, RDF, SKOS, compact_iri

if TYPE_CHECKING:
    from collections.abc import Collection

    from queries.answer import Row

#: Properties that have a place of their own on the page of a thing, or that say only how it is filed.
ELSEWHERE = {
    *(f"{SKOS}{name}" for name in ("prefLabel", "altLabel", "hiddenLabel", "definition", "topConceptOf", "inScheme")),
    *(f"{DEF}{name}" for name in ("evidence", "explanation", "publicSource", "webPage")),
    f"{RDF}type",
    f"{DCT}identifier",
}
#: Properties whose value is the text that comes first on the page, the most wanted first.
LEADS = (f"{SKOS}definition", f"{DEF}explanation", f"{DEF}situation")


def page(address: str, told: list[Row], base: str) -> str:
    """Give the page of the thing at *address*, of which *told* is said, in the formats at *base*."""
    reason = _reason(address)
    stated = [row for row in told if row["derived"] == "stated"]
    own = data().page(address)
    return render_template(
        "document.html",
        **{**about.told(address), "title": _title(address)},
        classes=about.panel_rows("classes", address),
        lead=_lead(told),
        facts=_grouped(stated),
        concluded=_grouped([row for row in told if row["derived"] == "derived"]),
        sources=about.panel_rows("sources", address),
        told=[(_named(row), why.address(row) if row["derived"] == "derived" else "") for row in told],
        pointing=[_named(row) for row in about.panel_rows("inward", address)],
        reason=reason,
        own="" if own.startswith("/doc/") else own,
        base=base,
    )


def facts(address: str, without: Collection[str] = ()) -> dict[str, list[Row]]:
    """Give what is stated of the thing at *address*, by the label of the property, *without* some properties."""
    rows = about.panel_rows("outward", address)
    return _grouped([row for row in rows if row["derived"] == "stated" and row["property"] not in without])


def _reason(address: str) -> why.Reason | None:
    """Give the reason that the address asks for, where it asks for one."""
    prop, value = request.args.get("why"), request.args.get("value", "")
    return why.reason(address, prop, value) if prop else None


def _title(address: str) -> str:
    """Give what the thing at *address* is called; one without a name shows its prefixed name."""
    return next((str(row["label"]) for row in about.panel_rows("called", address)), compact_iri(address))


def _lead(told: list[Row]) -> str:
    """Give the text that says what the thing is, in the visitor's language."""
    texts = {str(row["property"]): str(row["value"]) for row in told if row["language"] == current()}
    return next((texts[prop] for prop in LEADS if prop in texts), "")


def _named(row: Row) -> Row:
    """Give *row* with a name for its property where another vocabulary, of which we hold no labels, defines it."""
    return {**row, "property_label": foreign().get(str(row["property"]), row["property_label"])}


def _grouped(told: list[Row]) -> dict[str, list[Row]]:
    """Give the rows of our own properties among *told*, by the label of the property, in the visitor's language."""
    grouped: dict[str, list[Row]] = {}
    for row in map(_named, told):
        prop = str(row["property"])
        ours = prop.startswith((DEF, SKOS, DCT)) and prop not in ELSEWHERE and prop not in LEADS
        if ours and row["language"] in (None, "", current()):
            grouped.setdefault(str(row["property_label"]), []).append(row)
    return grouped
