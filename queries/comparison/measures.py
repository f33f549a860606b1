"""The measures of two sides under each theme of the yardstick, and who owns them there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph.folding import to_sort_key
from graph.message import CountMessage, Message
from queries.comparison.comparison import Pairing, Section, judge
from queries.comparison.likeness import Described, find_significant_words, pair_alike
from queries.comparison.material import make_cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from queries.answers import Row
    from queries.comparison.comparison import Cell
    from queries.comparison.material import Material

#: The key of what belongs to no theme of the yardstick.
UNMATCHED = ""
NO_OWNER = Message("no owner named")
OWNER = Message("owner: %(names)s")
OWNED = Message("owns %(count)s of %(measures)s here")
MEASURES = CountMessage("%(count)s measure", "%(count)s measures")
SAME_OWNER = Message("both name the same owner: %(names)s")
#: Kinds of actors that say nothing of what two measures share: every plan has its municipality, and generic words.
_COMMON_KINDS = ("municipality", "generic")


@dataclass(frozen=True)
class Holding:
    """A measure of a side with its owners: for each the key by which it is the same elsewhere, and its cell."""

    measure: Described
    owners: Mapping[str, Cell]


def read_holdings(material: Material) -> dict[str, list[Holding]]:
    """Read the measures of a side by the IRI of the theme of the yardstick that each stands under."""
    elsewhere = material.list_elsewhere()
    rows: dict[tuple[str, str], list[tuple[Cell, Row]]] = defaultdict(list)
    for plan, row in material.ask("measures-by-yardstick"):
        if row["measure"] not in elsewhere:
            key = (row.optional_text("yardstick") or UNMATCHED, row.text("measure"))
            rows[key].append((make_cell(plan, row, "measure"), row))
    describe = _Describer(material)
    found: dict[str, list[Holding]] = defaultdict(list)
    for (yardstick, measure), its in rows.items():
        owners = {row.text("owner"): row.text("owner_label") for _cell, row in its if row["owner"]}
        found[yardstick].append(describe(measure, its[0][0], owners))
    return found


class _Describer:
    """What describes the measures of one side: what each is called in Dutch, and whom and what it names."""

    def __init__(self, material: Material) -> None:
        """Ask what *material* says of all its measures at once."""
        self._titles = {
            row.text("measure"): row.text("measure_label")
            for _plan, row in (material.ask("measures", language="nl") if material.language != "nl" else ())
        }
        parties = material.list_party_keys()
        keys = {actor: key for actor, (key, kind) in parties.items() if kind not in _COMMON_KINDS}
        self._involved: dict[str, list[tuple[str, Cell, Row]]] = defaultdict(list)
        for plan, row in material.ask_panel("involved-in-measures"):
            actor = row.text("actor")
            self._involved[row.text("measure")].append((keys.get(actor, ""), make_cell(plan, row, "actor"), row))
        self._instruments: dict[str, dict[str, str]] = defaultdict(dict)
        for _plan, row in material.ask_panel("instruments-of-measures"):
            name = row.text("instrument_label")
            self._instruments[row.text("measure")][name.casefold()] = name

    def __call__(self, measure: str, cell: Cell, owners: Mapping[str, str]) -> Holding:
        """Describe the *measure* in *cell*, which on the day has these *owners*, by their IRI."""
        involved = self._involved[measure]
        named = {key: it.label for key, it, row in involved if key and row["basis"] == "stated"}
        note = OWNER.fill(names=", ".join(owners.values())) if owners else NO_OWNER
        title = self._titles.get(measure, cell.label)
        words, instruments = find_significant_words(title), self._instruments[measure]
        described = Described(replace(cell, notes=(note,)), title, words, instruments, named)
        owning = {
            key or it.thing: replace(it, label=owners[it.thing])
            for key, it, row in involved
            if row["role"] == "owner" and it.thing in owners
        }
        return Holding(described, owning)


def compare_measures(
    headings: Mapping[str, tuple[str, str]],
    left: Mapping[str, Sequence[Holding]],
    right: Mapping[str, Sequence[Holding]],
) -> Section:
    """Compare the measures *left* and *right* under each of *headings*: a label and a field by the IRI of a theme."""
    rows: list[Pairing] = []
    for key, (label, group) in headings.items():
        lefts, rights = ([it.measure for it in side.get(key, ())] for side in (left, right))
        rows += _compare_theme(key, label, group, lefts, rights)
    return Section("measures", tuple(rows))


def _compare_theme(
    key: str, label: str, group: str, left: Sequence[Described], right: Sequence[Described]
) -> Iterator[Pairing]:
    """Yield a row for each two measures that are alike, and one for those that have no like."""
    pairs = pair_alike(left, right)
    for one, other, why in sorted(pairs, key=lambda it: sorted((to_sort_key(it[0].title), to_sort_key(it[1].title)))):
        yield Pairing(key, label, (one.cell,), (other.cell,), "alike", why.reasons, group)
    here = _list_others(left, {one.cell.thing for one, _other, _why in pairs})
    there = _list_others(right, {other.cell.thing for _one, other, _why in pairs})
    if here or there or not pairs:
        verdict = judge(left, right)
        if key == UNMATCHED and verdict != "neither":
            verdict = "unmatched"
        yield Pairing(key, label, here, there, verdict, (), group)


def _list_others(measures: Sequence[Described], paired: set[str]) -> tuple[Cell, ...]:
    """List the cells of those of *measures* that are not *paired*, by their IRI."""
    return tuple(it.cell for it in measures if it.cell.thing not in paired)


def compare_owners(
    headings: Mapping[str, tuple[str, str]],
    left: Mapping[str, Sequence[Holding]],
    right: Mapping[str, Sequence[Holding]],
) -> Section:
    """Compare who owns measures under each of *headings* on which either side has one."""
    rows = []
    for key, (label, group) in headings.items():
        if not (left.get(key) or right.get(key)):
            continue
        here, there = (_gather_owners(side.get(key, ())) for side in (left, right))
        shared = sorted(here.keys() & there.keys())
        names = ", ".join(min(here[it].label, there[it].label) for it in shared)
        reasons = (SAME_OWNER.fill(names=names),) if shared else ()
        verdict = "alike" if shared else judge(here, there)
        rows.append(Pairing(key, label, tuple(here.values()), tuple(there.values()), verdict, reasons, group))
    return Section("owners", tuple(rows))


def _gather_owners(holdings: Sequence[Holding]) -> dict[str, Cell]:
    """Gather the owners of *holdings* by key, each with how many of the measures it owns."""
    found: dict[str, list[Cell]] = defaultdict(list)
    for holding in holdings:
        for key, cell in holding.owners.items():
            found[key].append(cell)
    return {
        key: replace(its[0], notes=(OWNED.fill(count=len(its), measures=MEASURES.fill(len(holdings))),))
        for key, its in found.items()
    }
