"""What two sides say is merged by key: mirrored when they change places, and each cell as its own side has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from graph.message import Message
from queries.comparison.comparison import MIRRORED, VERDICTS, Cell, judge
from queries.comparison.likeness import Described, find_significant_words
from queries.comparison.means import Entry, merge_entries
from queries.comparison.measures import UNMATCHED, Holding, compare_measures, compare_owners

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from queries.comparison.comparison import Pairing, Section

HEADINGS = {"jeugd": ("Jeugd", "Veld"), "water": ("Water", "Veld"), UNMATCHED: ("", "")}
SAME, NONE = Message("both: %(names)s"), Message("neither")
MARKS = st.dictionaries(st.sampled_from("xyz"), st.sampled_from(("X", "x")), max_size=2)
TITLES = st.sampled_from(("voorlichting op school", "voorlichting", "school en ouders", "ladders hangen"))


def make_cell(side: str, name: str) -> Cell:
    """Make the cell of the thing called *name* on a *side*."""
    return Cell(f"{side}/{name}", name, side, f"{side}/plan", 1)


def entries(side: str) -> st.SearchStrategy[Mapping[str, Entry]]:
    """Draw what one *side* says by key."""
    entry = st.builds(
        lambda names, marks: Entry("iets", tuple(make_cell(side, it) for it in names), marks),
        st.lists(st.sampled_from("abc"), min_size=1, max_size=3, unique=True),
        MARKS,
    )
    return st.dictionaries(st.sampled_from("pqrs"), entry, max_size=4)


def holdings(side: str) -> st.SearchStrategy[Mapping[str, Sequence[Holding]]]:
    """Draw the measures of one *side* by theme of the yardstick, each with an IRI of its own."""

    def make(drawn: Sequence[tuple[str, str, bool]]) -> Mapping[str, Sequence[Holding]]:
        found: dict[str, list[Holding]] = {}
        for place, (theme, title, owned) in enumerate(drawn):
            measure = Described(make_cell(side, f"{place}"), title, find_significant_words(title))
            owners = {"politie": make_cell(side, "politie")} if owned else {}
            found.setdefault(theme, []).append(Holding(measure, owners))
        return found

    return st.lists(st.tuples(st.sampled_from([*HEADINGS]), TITLES, st.booleans()), max_size=6).map(make)


def list_mirrored(section: Section) -> set[Pairing]:
    """List the rows of *section* with their sides changed."""
    return {row.mirror() for row in section.rows}


def list_left(section: Section) -> list[tuple[str, Cell]]:
    """List what stands on the left of *section*, by key."""
    return sorted(((row.key, cell) for row in section.rows for cell in row.left), key=repr)


def test_verdicts_mirror_each_other() -> None:
    """Each verdict has a mirror, and who mirrors twice has what there was."""
    assert all(MIRRORED[MIRRORED[it]] == it for it in VERDICTS)
    assert {judge(a, b) for a in ([], [1]) for b in ([], [1])} < set(VERDICTS)


@given(entries("l"), entries("r"), entries("r"))
def test_entries_are_merged_from_either_side(
    left: Mapping[str, Entry], right: Mapping[str, Entry], other: Mapping[str, Entry]
) -> None:
    """Rows mirror; the left is as it was, whatever is on the right; a side beside itself is alike."""
    there = merge_entries("laws", left, right, SAME, NONE)

    assert set(there.rows) == list_mirrored(merge_entries("laws", right, left, SAME, NONE))
    assert list_left(there) == list_left(merge_entries("laws", left, other, SAME, NONE))
    assert {row.verdict for row in merge_entries("laws", left, left, SAME, NONE).rows} <= {"alike"}
    assert sum(there.counts.values()) == len(there.rows) == len({*left, *right})


@given(holdings("l"), holdings("r"), holdings("r"))
def test_measures_are_compared_from_either_side(
    left: Mapping[str, Sequence[Holding]],
    right: Mapping[str, Sequence[Holding]],
    other: Mapping[str, Sequence[Holding]],
) -> None:
    """Rows mirror, of measures and of owners; each measure of the left is there once, whatever is on the right."""
    for compare in (compare_measures, compare_owners):
        there = compare(HEADINGS, left, right)
        assert set(there.rows) == list_mirrored(compare(HEADINGS, right, left))
        assert list_left(there) == list_left(compare(HEADINGS, left, other))
    cells = [cell.thing for _key, cell in list_left(compare_measures(HEADINGS, left, right))]
    assert sorted(cells) == sorted(it.measure.cell.thing for its in left.values() for it in its)


@given(holdings("l"))
def test_what_nobody_matched_is_never_only_on_one_side(left: Mapping[str, Sequence[Holding]]) -> None:
    """Of a measure whose theme nobody matched it is not said that the other side lacks it."""
    rows = compare_measures(HEADINGS, left, {}).rows

    assert {row.verdict for row in rows if row.key == UNMATCHED and row.left} <= {"unmatched"}
    assert {row.verdict for row in rows if row.key != UNMATCHED and row.left} <= {"only_left"}
