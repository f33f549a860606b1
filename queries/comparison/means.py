"""The partners, gaps, laws and money of two sides."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph.folding import to_sort_key
from graph.message import CountMessage, Message
from queries.answers import find_concept_label, format_euros
from queries.comparison.comparison import Pairing, Section, judge
from queries.comparison.material import iter_keys, make_cell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.message import Describable
    from queries.comparison.comparison import Cell
    from queries.comparison.material import Material

IN_MEASURES = CountMessage("active in %(count)s measure", "active in %(count)s measures")
NAMED_ONLY = Message("named, without a measure")
SAME_THEMES = Message("active on the same themes of the yardstick: %(names)s")
NO_THEMES = Message("both are named, and active on no theme of the yardstick")
COUNTED = Message("missing for %(count)s out of %(total)s")
UNCOUNTED = Message("missing for %(count)s")
SAME_COUNT = Message("as many")
STATUS = Message("on the first day of the plan: %(status)s")
SAME_STATUS = Message("both name it, and it had the same status on the first day of each")
AMOUNT = Message("%(amount)s euro, %(kind)s")
SAME_AMOUNTS = Message("the same amounts")


@dataclass(frozen=True)
class Entry:
    """What a side says under one key: the label and heading of its row, its cells, and what makes two entries alike."""

    label: str
    cells: tuple[Cell, ...]
    marks: Mapping[str, str]
    group: str = ""


def merge_entries(
    name: str, left: Mapping[str, Entry], right: Mapping[str, Entry], same: Message, none: Message
) -> Section:
    """Merge the entries *left* and *right* by key into the section called *name*.

    Two are alike where they share a mark, for the reason *same*; or where neither has any, for the reason *none*.
    """
    rows = []
    for key in iter_keys(left, right):
        one, other = left.get(key), right.get(key)
        entry = min(filter(None, (one, other)), key=lambda it: (it.group, it.label))
        here, there = (it.cells if it else () for it in (one, other))
        why = _find_shared(one, other, same, none) if one and other else None
        verdict = "alike" if why else judge(here, there)
        rows.append(Pairing(key, entry.label, here, there, verdict, (why,) if why else (), entry.group))
    return Section(name, tuple(sorted(rows, key=lambda it: (to_sort_key(it.group), to_sort_key(it.label), it.key))))


def _find_shared(left: Entry, right: Entry, same: Message, none: Message) -> Message | None:
    """Find why *left* and *right* are alike: what they share, named in *same*, or *none* where neither has a mark."""
    shared = sorted(left.marks.keys() & right.marks.keys())
    if shared:
        return same.fill(names=", ".join(sorted({min(left.marks[it], right.marks[it]) for it in shared})))
    return None if left.marks or right.marks else none


def read_partners(material: Material) -> dict[str, Entry]:
    """Read the partners of a side, by what makes them the same elsewhere; marked by the themes they are active on."""
    keys = material.list_party_keys()
    cells: dict[str, dict[str, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    counts: Counter[str] = Counter()
    marks: dict[str, dict[str, str]] = defaultdict(dict)
    names: dict[str, tuple[str, str]] = {}
    for plan, row in material.ask("partners-by-yardstick"):
        actor, label = row.text("actor"), row.text("actor_label")
        key, kind_id = keys[actor]
        cells[key][actor].append(make_cell(plan, row, "actor"))
        counts[actor] = max(counts[actor], row.integer("measures"))
        kind = _label(material, "kind", kind_id)
        names.setdefault(key, (row.optional_text("common_label") or label, kind))
        if row["yardstick"]:
            marks[key][row.text("yardstick")] = row.text("yardstick_label")
    return {
        key: Entry(
            names[key][0],
            tuple(replace(its[0], notes=(_count(counts[actor]),)) for actor, its in by_actor.items()),
            marks[key],
            names[key][1],
        )
        for key, by_actor in cells.items()
    }


def _count(measures: int) -> Describable:
    """Say in how many *measures* a partner is active, at the theme where it is in most."""
    return IN_MEASURES.fill(measures) if measures else NAMED_ONLY


def read_gaps(material: Material) -> dict[str, Entry]:
    """Read how much of each kind is missing on a side, marked by how much; its cell is the first that lacks it."""
    totals = material.count_gaps()
    first: dict[tuple[str, str], Cell] = {}
    missing: dict[tuple[str, str], set[str]] = defaultdict(set)
    for plan, row in material.ask("gaps"):
        key = (row.text("kind"), plan.key)
        missing[key].add(row.text("node"))
        first.setdefault(key, make_cell(plan, row, "node"))
    by_kind: dict[str, list[Cell]] = defaultdict(list)
    marks: dict[str, dict[str, str]] = defaultdict(dict)
    for (kind, plan_key), nodes in missing.items():
        total = totals.get((plan_key, kind))
        note = COUNTED.fill(count=len(nodes), total=total) if total else UNCOUNTED.fill(count=len(nodes))
        by_kind[kind].append(replace(first[kind, plan_key], notes=(note,)))
        marks[kind][f"{len(nodes)}/{total}"] = str(len(nodes))
    return {kind: Entry(_label(material, "gap", kind), tuple(cells), marks[kind]) for kind, cells in by_kind.items()}


def read_laws(material: Material) -> dict[str, Entry]:
    """Read the laws that a side names, marked by what each was on the first day of its plan."""
    found: dict[str, Entry] = {}
    for plan, row in material.ask("legislation", on_first_day=True):
        if row["document"]:
            status = row.text("status")
            shown = _label(material, "law-status", status)
            cell = make_cell(plan, row, "law", STATUS.fill(status=shown))
            kept = found.get(cell.thing)
            marks = {**(kept.marks if kept else {}), status: shown}
            found[cell.thing] = Entry(cell.label, (*(kept.cells if kept else ()), cell), marks)
    return found


def read_money(material: Material) -> dict[str, Entry]:
    """Read the amounts of a side by year, as they stand and without sums; marked by the amounts together."""
    by_year: dict[str, list[tuple[str, Cell]]] = defaultdict(list)
    for plan, row in material.ask("budget"):
        scales = [
            (name, row[column]) for name, column in (("budget-status", "status"), ("amount-kind", "net_or_gross"))
        ]
        kinds = ", ".join(_label(material, scheme, str(value)) for scheme, value in scales if value)
        note = AMOUNT.fill(amount=format_euros(row["amount_eur"], material.language), kind=kinds)
        by_year[str(row["year"] or "")].append(
            (f"{row['item_label']} {note}".casefold(), make_cell(plan, row, "item", note))
        )
    return {
        year: Entry(year, tuple(cell for _mark, cell in its), {"; ".join(sorted(mark for mark, _cell in its)): ""})
        for year, its in by_year.items()
    }


def _label(material: Material, scheme: str, local_id: str) -> str:
    """Find the label of the concept *local_id* of *scheme*."""
    return find_concept_label(material.register, scheme, local_id, material.language)
