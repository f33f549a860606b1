"""What every page about a thing needs: the thing at an address, its names, and the evidence for it."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask import abort

from api.data import data
from api.language import current
from api.language import gettext as _
from graph.terms import make_iri, to_json
from queries import thing
from queries.answer import ask_rows
from queries.library import load_panel

if TYPE_CHECKING:
    from queries.answer import Row


def find(name: str, local_id: str) -> str:
    """Give the IRI of the thing of class *name* with *local_id*, or answer 404 with what there is."""
    found = thing.find_thing(data().engine, name, local_id)
    if found is None:
        abort(
            404,
            _("The plan has nothing called %(id)s here. Choose one from the list.") % {"id": local_id[:80]},
        )
    return found.iri


def told(address: str) -> dict[str, object]:
    """Give what every page about the thing at *address* shows: its names and the evidence for it."""
    names: dict[str, list[str]] = defaultdict(list)
    for row in panel_rows("names", address):
        names[str(row["what"])].append(str(row["value"]))
    places = {(row["document"], row["line"]): row for row in reversed(panel_rows("evidence", address))}
    evidence = [{**row, "sentence": sentence(row)} for row in reversed(places.values())]
    return {"address": address, "names": names, "evidence": evidence, "title": next(iter(names["name"]), address)}


def sentence(place: Row) -> str:
    """Give the text of the line at *place*, where its document is at hand."""
    text = data().texts.get(str(place["sha256"]))
    return text.line(int(place["line"] or 0)) if text else ""


def panel_rows(name: str, address: str) -> list[Row]:
    """Give the rows of the panel called *name* about the thing at *address*."""
    return ask_rows(data().engine, load_panel(name), {"_thing": to_json(make_iri(address))}, current())


def first_day() -> str:
    """Give the first day of the plan, or nothing where no plan says it."""
    (row,) = ask_rows(data().engine, load_panel("first-day"), {}, current())
    return str(row["day"] or "")


def days() -> dict[str, str]:
    """Give the days on which one looks at what changes: the first of the plan, where it is known, and today."""
    today = datetime.now(UTC).astimezone().date().isoformat()
    return {"first": first, "today": today} if (first := first_day()) else {"today": today}
