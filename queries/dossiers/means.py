"""With what means an actor takes part: money, data, agreements, duties and powers, and the bodies it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.message import CountMessage, Message
from queries.dossiers.day import Day
from queries.dossiers.dossier import Entry, Name, Related, Section

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from queries.answers import Row
    from queries.dossiers.dossier import Note
    from queries.dossiers.material import Material

SHARING = Message("Data sharing")
AGREEMENTS = Message("Agreements")
LAW = Message("Duties and powers")
BODIES = Message("Bodies and members")
DECIDES = Message("What it decides")
SUPPLIES = Message("supplies data")
RECEIVES = Message("gets data")
PURPOSE = Message("for: %(purpose)s")
NO_LAW = Message("no legal basis named")
OTHER_SOURCES = Message("other sources")
SOURCES = Message("from")
RECIPIENTS = Message("to")
BY_LAW = Message("legal basis")
LAW_NAMED = Message("law named with it")
WITH = Message("with")
ABOUT = Message("about: %(subject)s")
DUTY = Message("duty")
POWER = Message("power")
WHEN = Message("when: %(trigger)s")
WITHIN = CountMessage("within %(count)s day", "within %(count)s days")
LAW_ENDED = Message("%(law)s was repealed on %(day)s")
MEMBER_OF = Message("is a member of it")
HAS_MEMBER = Message("is a member here")
FROM = Message("from %(day)s")
UNTIL = Message("until %(day)s")


def list_sharing(material: Material) -> Section:
    """List which data the actor supplies and gets, with whom, for what, and by which law."""

    def make(rows: list[Row]) -> Entry:
        sources, recipients = (_list_names(material, rows, "other", side) for side in ("source", "recipient"))
        supplies = any(it.thing == material.actor for it in sources)
        gets = any(it.thing == material.actor for it in recipients)
        laws = _list_names(material, rows, "law")
        notes: list[Note] = [*([SUPPLIES] if supplies else []), *([RECEIVES] if gets else [])]
        notes += [PURPOSE.fill(purpose=it) for it in _list_texts(rows, "text")]
        others = [it for it in sources if it.thing != material.actor]
        related = (
            Related(OTHER_SOURCES if supplies else SOURCES, tuple(others)),
            Related(RECIPIENTS, tuple(it for it in recipients if it.thing != material.actor)),
            Related(BY_LAW, tuple(laws)),
        )
        return _make_entry(material, rows, (*notes, *(() if laws else (NO_LAW,))), related)

    return Section("sharing", SHARING, _list_entries(material, ("sharing",), make))


def list_agreements(material: Material) -> Section:
    """List the agreements to which the actor is a party, with the other parties."""

    def make(rows: list[Row]) -> Entry:
        kinds = [("agreement-kind", "sort"), ("status", "status")]
        notes: list[Note] = [material.find_label(scheme, it) for scheme, c in kinds for it in _list_texts(rows, c)]
        notes += [ABOUT.fill(subject=it) for it in _list_texts(rows, "text")]
        return _make_entry(material, rows, notes, (Related(WITH, tuple(_list_names(material, rows, "other"))),))

    return Section("agreements", AGREEMENTS, _list_entries(material, ("agreement",), make))


def list_law(material: Material) -> Section:
    """List what the actor must and may do, when, within how long, and by which law."""

    def make(rows: list[Row]) -> Entry:
        notes: list[Note] = [DUTY if rows[0]["part"] == "duty" else POWER]
        notes += [WHEN.fill(trigger=it) for it in _list_texts(rows, "text")]
        notes += [WITHIN.fill(it) for it in dict.fromkeys(row.optional_integer("number") for row in rows) if it]
        laws, named = (_list_names(material, rows, "law", side) for side in ("basis", "named"))
        ended = {row.text("law_label"): row.text("until") for row in rows if row["law_label"] and row["until"]}
        notes += [LAW_ENDED.fill(law=law, day=Day(day)) for law, day in ended.items()]
        notes += () if laws or named else (NO_LAW,)
        others = tuple(it for it in named if it not in laws)
        return _make_entry(material, rows, notes, (Related(BY_LAW, tuple(laws)), Related(LAW_NAMED, others)))

    return Section("law", LAW, _list_entries(material, ("duty", "power"), make))


def list_bodies(material: Material) -> Section:
    """List of which bodies the actor is a member, and who are members of it, with from and until when."""

    def make(rows: list[Row]) -> Entry:
        days = [(FROM, "from"), (UNTIL, "until")]
        notes: list[Note] = [MEMBER_OF if rows[0]["part"] == "body" else HAS_MEMBER]
        notes += [it.fill(day=Day(day)) for it, column in days for day in _list_texts(rows, column)]
        return _make_entry(material, rows, notes, (), "other")

    return Section("bodies", BODIES, _list_entries(material, ("body", "member"), make, "other"))


def list_rules(material: Material) -> Section:
    """List the rules by which the actor decides."""
    return Section(
        "decides", DECIDES, _list_entries(material, ("rule",), lambda rows: _make_entry(material, rows, (), ()))
    )


def _list_entries(
    material: Material, parts: Iterable[str], make: Callable[[list[Row]], Entry], column: str = "thing"
) -> tuple[Entry, ...]:
    """List what *make* makes of the rows of each thing in *column*, part by part."""
    found: dict[tuple[str, str], list[Row]] = {}
    for part in parts:
        for row in material.rows["dossier-means"]:
            if row["part"] == part:
                found.setdefault((part, row.text(column)), []).append(row)
    return tuple(make(rows) for rows in found.values())


def _make_entry(
    material: Material, rows: list[Row], notes: Iterable[Note], related: Iterable[Related], column: str = "thing"
) -> Entry:
    """Make the entry of the thing in *column* of *rows*, with *notes*, and those of *related* that name anybody."""
    label = "other_label" if column == "other" else "label"
    thing = rows[0].text(column)
    return Entry(
        Name(thing, rows[0].optional_text(label) or thing.rpartition("/")[2]),
        notes=tuple(notes),
        related=tuple(it for it in related if it.names),
        bases=("stated",),
        lines=material.read_lines(row.optional_text("places") for row in rows),
    )


def _list_names(material: Material, rows: Iterable[Row], column: str, side: str = "") -> list[Name]:
    """List each thing in *column* of *rows* once, or of those on one *side*."""
    names = (material.name_column(row, column) for row in rows if not side or row["side"] == side)
    return list(dict.fromkeys(it for it in names if it))


def _list_texts(rows: Iterable[Row], column: str) -> Iterator[str]:
    """Yield each text in *column* of *rows* once."""
    yield from dict.fromkeys(row.text(column) for row in rows if row[column])
