"""What every page about a thing needs: the thing at an address, its names, and the evidence for it."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask import abort

from api.http.language import get_language
from api.http.language import gettext as _
from api.serving.dataset import get_dataset
from graph.terms import make_iri, to_json
from queries.answers import ask_rows, find_thing
from queries.questions import load_panel

if TYPE_CHECKING:
    from queries.answers import Row


def find_thing_iri(name: str, local_id: str) -> str:
    """Find the IRI of the thing of class *name* with *local_id*, or answer 404."""
    found = find_thing(get_dataset().engine, name, local_id)
    if found is None:
        abort(
            404,
            _("The plan has nothing called %(id)s here. Choose one from the list.") % {"id": local_id[:80]},
        )
    return found.iri


def describe_thing(address: str) -> dict[str, object]:
    """Describe the thing with IRI *address*, as every page about it does: its names and evidence."""
    names: dict[str, list[str]] = defaultdict(list)
    for row in ask_panel("names", address):
        names[str(row["what"])].append(str(row["value"]))
    places = {(row["document"], row["line"]): row for row in reversed(ask_panel("evidence", address))}
    evidence = [{**row, "sentence": find_sentence(row)} for row in reversed(places.values())]
    return {"address": address, "names": names, "evidence": evidence, "title": next(iter(names["name"]), address)}


def find_sentence(place: Row) -> str:
    """Find the text of the line at *place*; empty where its document is not at hand."""
    text = get_dataset().texts.get(str(place["sha256"]))
    return text.line(int(place["line"] or 0)) if text else ""


def ask_panel(name: str, address: str) -> list[Row]:
    """Ask the panel called *name* about the thing with IRI *address*, and return its rows."""
    return ask_rows(get_dataset().engine, load_panel(name), {"_thing": to_json(make_iri(address))}, get_language())


def find_first_day() -> str:
    """Find the first day of the plan; empty where no plan says it."""
    (row,) = ask_rows(get_dataset().engine, load_panel("first-day"), {}, get_language())
    return str(row["day"] or "")


def list_days() -> dict[str, str]:
    """List the days that a page compares: the first of the plan, where it is known, and today."""
    today = datetime.now(UTC).astimezone().date().isoformat()
    return {"first": first, "today": today} if (first := find_first_day()) else {"today": today}
