"""What the plan leaves open that touches an actor, and where the plan names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.folding import to_sort_key
from graph.message import Message
from queries.dossiers.dossier import Entry, Name, Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from queries.answers import Row
    from queries.dossiers.dossier import Note
    from queries.dossiers.material import Material

OPEN = Message("Open")
OPEN_IN_THEMES = Message("Still to decide in its themes")
THROUGH = Message("Through the joint plan")
NAMED = Message("Named without a role")
PLACES = Message("Where the plan names it")
STILL_TO_DECIDE = Message("still to decide")
NO_OWNER = Message("no owner")
NO_LAW = Message("no legal basis")
OPEN_LEAD = Message(
    "Measures in which it takes part and that have no owner, its data sharing, duties and powers without a legal "
    "basis, and what it or its measure still waits for."
)
THROUGH_LEAD = Message(
    "The plan names all its municipalities together there, as %(together)s. This is derived: no sentence says it of "
    "this municipality alone."
)
ONLY_NAMED = Message("named there, without a role")
SAID_OF_IT = Message("says something of it")
ITS_POLICY = Message("its policy")
#: What a thing is that has no legal basis, and what is said of it.
_CLASSES = {"sharing": Message("data sharing"), "duty": Message("duty"), "power": Message("power")}


def list_open(material: Material) -> Section:
    """List what is open and touches the actor itself: decisions, measures without owner, what has no legal basis."""
    order = {"decision": 0, "owner": 1, "legal_basis": 2}
    rows = [row for row in material.rows["dossier-open"] if row["why"] != "theme"]
    rows.sort(key=lambda row: order[row.text("kind")])
    return Section("open", OPEN, tuple(_list_things(material, rows)), OPEN_LEAD)


def list_open_in_themes(material: Material) -> Section:
    """List what is still to be decided on the themes on which the actor is active, by theme."""
    rows = [row for row in material.rows["dossier-open"] if row["why"] == "theme"]
    return Section("open-in-themes", OPEN_IN_THEMES, tuple(_list_things(material, rows, by_theme=True)))


def _list_things(material: Material, rows: Iterable[Row], *, by_theme: bool = False) -> Iterator[Entry]:
    """Yield an entry for each thing of *rows* and each thing that it lacks, or for each theme where *by_theme*."""
    found: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        found.setdefault((row["thing"], row["kind"], row["theme"] if by_theme else ""), []).append(row)
    for its in found.values():
        row = its[0]
        group = material.name_column(row, "theme") if by_theme else None
        lines = material.read_lines(it.optional_text("places") for it in its)
        basis = "stated" if row["kind"] == "decision" else "derived"
        yield Entry(_name(row), tuple(_list_notes(row)), bases=(basis,), lines=lines, group=group)


def _list_notes(row: Row) -> list[Note]:
    """List what is said of the open thing in *row*."""
    match row.text("kind"):
        case "decision":
            return [STILL_TO_DECIDE]
        case "owner":
            return [NO_OWNER]
        case _:
            return [_CLASSES[row.text("class")], NO_LAW]


def list_through(material: Material) -> Section:
    """List in what a municipality takes part through the plan that it publishes with others, which is derived."""
    rows = [row for row in material.rows["dossier-means"] if row["part"] == "through"]
    together = next((row.optional_text("other_label") or "" for row in rows), "")
    rows = [row for row in rows if row["thing"]]
    rows.sort(key=lambda row: (row["side"] != "theme", to_sort_key(str(row["label"]))))
    kinds = {"measure": Message("measure"), "theme": Message("theme")}
    entries = (Entry(_name(row), (kinds[row.text("side")],), bases=("derived",)) for row in rows)
    return Section("through", THROUGH, tuple(entries), THROUGH_LEAD.fill(together=together))


def list_named(material: Material) -> Section:
    """List what names the actor without a role, what says something of it, and its policy."""
    said = {"only": ONLY_NAMED, "said": SAID_OF_IT, "policy": ITS_POLICY}
    found: dict[tuple[str, str], list[Row]] = {}
    for row in material.rows["dossier-places"]:
        if row["what"] in said and row["thing"]:
            found.setdefault((row.text("what"), row.text("thing")), []).append(row)
    entries = (
        Entry(
            _name(its[0]),
            (said[what],),
            bases=("stated",),
            lines=material.read_lines(row.optional_text("at") for row in its),
        )
        for (what, _thing), its in found.items()
    )
    return Section("named", NAMED, tuple(entries))


def list_places(material: Material) -> Section:
    """List every place where the plan names the actor, once a line, with its section and a few words."""
    found: dict[object, Row] = {}
    for row in material.rows["dossier-places"]:
        if row["what"] == "place":
            found.setdefault(row["at"], row)
    entries = (
        Entry(
            _name(row),
            lines=material.read_lines([row.optional_text("at")]),
            anchor=row.optional_text("anchor") or "",
            digest=row.optional_text("sha256") or "",
        )
        for row in found.values()
    )
    return Section("places", PLACES, tuple(entries))


def _name(row: Row) -> Name:
    """Name the thing in *row*."""
    thing = row.optional_text("thing") or ""
    return Name(thing, row.optional_text("label") or thing.rpartition("/")[2])
