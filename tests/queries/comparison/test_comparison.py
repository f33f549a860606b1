"""Two sides beside each other: a copy is alike, a swap mirrors, and no cell of the one depends on the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from graph.engine import Store
from graph.errors import BadParameter
from ontology.namespaces import PREFIXES
from queries.comparison import Comparison, Reader, compare, find_in_plans, find_sides, find_topic, list_overview
from queries.plans import Plans
from queries.questions import Library
from tests.builds import SMALL_PLAN
from tests.copies import build_beside

if TYPE_CHECKING:
    from collections.abc import Mapping

    from queries.comparison import Section, Verdict
    from queries.plans import Plan

COPY, CHANGED, JOINT = "kopie-2031", "anders-2035", "samen-2031"
#: What the changed copy says otherwise: a title, a law's place in it, and when it holds.
CHANGES = {
    "Een meldpunt voor geluid": "Katten tellen",
    "Samen rondes lopen": "Zeehonden vangen",
    '"2031-01-01"^^xsd:date ;\n    smd:endsOn "2034-12-31"': '"2035-01-01"^^xsd:date ;\n    smd:endsOn "2038-12-31"',
}
#: What the joint plan says of one of its municipalities alone.
FOR_ONE = {'"Walk rounds together"@en ;': '"Walk rounds together"@en ;\n    smd:holdsFor gemeente:gm9801 ;'}
ON = date(2036, 2, 3)


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Plans:
    """Publish the small plan, a copy, a changed copy, and a copy that two municipalities publish."""
    copies: Mapping[str, Mapping[str, str]] = {COPY: {}, CHANGED: CHANGES, JOINT: FOR_ONE}
    plans = Plans(Store(build_beside(tmp_path_factory.mktemp("beside") / "all", copies).path))
    one, other = (f"{PREFIXES['gemeente']}{it}" for it in ("gm9801", "gm9802"))
    for plan in plans:
        publishers = (one, other) if plan.key == JOINT else (one,)
        plans._plans[plan.key] = replace(plan, publishers=publishers)  # noqa: SLF001  whatever the small plan says
    return plans


def lay(plans: Plans, a: str, b: str, language: str = "nl") -> Comparison:
    """Compare *a* and *b*."""
    return compare(Reader(plans, Library(), language, ON), find_sides(plans, tuple(plans), {"a": a, "b": b}, language))


def list_cells(comparison: Comparison, side: str) -> list[object]:
    """List what stands in the cells of one *side*, by section and row, in no order."""
    return sorted(
        (section.name, row.key, repr(cell))
        for section in comparison.sections
        for row in section.rows
        for cell in getattr(row, side)
    )


def find(comparison: Comparison, name: str) -> Section:
    """Find the section called *name*."""
    return next(it for it in comparison.sections if it.name == name)


def list_verdicts(section: Section) -> set[Verdict]:
    """List the verdicts in *section* of rows in which something stands."""
    return {row.verdict for row in section.rows if row.left or row.right}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_copy_is_alike_in_everything(plans: Plans, language: str) -> None:
    """A plan beside its copy is alike in every row in which something stands, each with its reason."""
    comparison = lay(plans, SMALL_PLAN, COPY, language)

    assert [it.name for it in comparison.sections] == ["measures", "owners", "partners", "gaps", "laws", "money"]
    for section in comparison.sections:
        written = [row for row in section.rows if row.left or row.right]
        assert written, section.name
        assert all(row.verdict == "alike" and row.reasons for row in written if row.left and section.name != "owners")
    assert list_verdicts(find(comparison, "owners")) == {"alike"}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (SMALL_PLAN, CHANGED),
        (f"{SMALL_PLAN}/water", f"{CHANGED}/nachten"),
        (f"{COPY}/zwemclub", f"{CHANGED}/havenpolitie"),
    ],
)
def test_swap_mirrors(plans: Plans, a: str, b: str) -> None:
    """With the sides changed, each row is the same row mirrored."""
    there, back = lay(plans, a, b), lay(plans, b, a)

    assert {row for it in there.sections for row in it.rows} == {
        row.mirror() for it in back.sections for row in it.rows
    }
    assert [it.name for it in there.sections] == [it.name for it in back.sections]


def test_what_differs_is_told(plans: Plans) -> None:
    """A changed measure has no like; its neighbours keep theirs; another first day is another status of a law."""
    comparison = lay(plans, SMALL_PLAN, CHANGED)
    rest = [row for row in find(comparison, "measures").rows if row.verdict == "both"]

    assert {cell.label for row in rest for cell in row.left} == {"Een meldpunt voor geluid", "Samen rondes lopen"}
    assert {cell.label for row in rest for cell in row.right} == {"Katten tellen", "Zeehonden vangen"}
    assert "alike" in list_verdicts(find(comparison, "measures"))
    assert "both" in list_verdicts(find(comparison, "laws"))


@pytest.mark.parametrize("other", [COPY, CHANGED, JOINT])
def test_no_cell_depends_on_the_other_side(plans: Plans, other: str) -> None:
    """What stands on the left is the same, whatever stands on the right."""
    assert list_cells(lay(plans, SMALL_PLAN, other), "left") == list_cells(lay(plans, SMALL_PLAN, JOINT), "left")


def test_no_cell_depends_on_which_plans_there_are(plans: Plans, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What stands on the left is the same in a version in which the other plan says something else."""
    folder = tmp_path_factory.mktemp("fewer") / "two"
    fewer = Plans(Store(build_beside(folder, {COPY: {"Samen rondes lopen": "Zeehonden vangen"}}).path))

    assert list_cells(lay(fewer, SMALL_PLAN, COPY), "left") == list_cells(lay(plans, SMALL_PLAN, COPY), "left")
    assert list_cells(lay(fewer, SMALL_PLAN, COPY), "right") != list_cells(lay(plans, SMALL_PLAN, COPY), "right")


def test_each_cell_has_its_own_line(plans: Plans) -> None:
    """Each cell is of its own side, and points at a line of a document of its own plan."""
    comparison = lay(plans, SMALL_PLAN, CHANGED)

    for section in comparison.sections:
        for row in section.rows:
            for key, cells in ((SMALL_PLAN, row.left), (CHANGED, row.right)):
                assert all(cell.plan == key and f"/document/{key}/" in cell.document for cell in cells)
                assert all(cell.line or cell.page for cell in cells), section.name


def test_municipalities_stand_through_their_joint_plan(plans: Plans) -> None:
    """Of two municipalities that publish a plan together, it is said which plan that is."""
    comparison = lay(plans, "Zilverhaven", "gemeente:gm9802")

    assert comparison.kind == "municipality"
    assert comparison.joint == (JOINT,)
    assert [plan.key for plan in comparison.right.plans] == [JOINT]
    same = [row for row in find(comparison, "measures").rows if row.left and row.left == row.right]
    assert {str(row.reasons[0]) for row in same} == {"it is one measure, of a plan of both"}
    assert {plan.key for plan in comparison.left.plans} == {SMALL_PLAN, COPY, CHANGED, JOINT}


def test_what_holds_for_one_is_not_the_others(plans: Plans) -> None:
    """Of the joint plan a municipality has everything but what holds only for another one."""
    rows = find(lay(plans, "gemeente:gm9801", "gemeente:gm9802"), "measures").rows
    left, right = ({cell.thing for row in rows for cell in getattr(row, side)} for side in ("left", "right"))
    joint = {it for it in left if f"/{JOINT}/" in it}

    assert joint - right == {f"{PREFIXES['measure']}{JOINT}/water-03"}
    assert right < left


@pytest.mark.parametrize(
    ("a", "b", "name", "message"),
    [
        ("", SMALL_PLAN, "a", "Nothing is chosen"),
        (SMALL_PLAN, " ", "b", "Nothing is chosen"),
        (SMALL_PLAN, SMALL_PLAN, "b", "on both sides"),
        (SMALL_PLAN, f"{SMALL_PLAN}/water", "b", "Choose two of one kind"),
        (SMALL_PLAN, "gemeente:gm9801", "b", "is a municipality"),
        (SMALL_PLAN, "nergens-2031", "b", "is no plan"),
        (f"{SMALL_PLAN}/niets", SMALL_PLAN, "a", "is no plan"),
        (SMALL_PLAN, "x" * 5000, "b", "is no plan"),
        ('x" } UNION { ?s ?p "s', SMALL_PLAN, "a", "is no plan"),
        ("a> <b", SMALL_PLAN, "a", "is no plan"),
        ("https://w3id.org/samendoen/id/role/owner", SMALL_PLAN, "a", "is no plan"),
    ],
)
def test_what_cannot_be_compared_is_refused(plans: Plans, a: str, b: str, name: str, message: str) -> None:
    """What is missing, unknown, the same or of another kind is told, with the parameter and what would do."""
    with pytest.raises(BadParameter, match=message) as caught:
        lay(plans, a, b)

    assert caught.value.parameter == name


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        (SMALL_PLAN, "plan"),
        (f"https://w3id.org/samendoen/id/plan/{SMALL_PLAN}", "plan"),
        (f"{SMALL_PLAN}/water", "theme"),
        (f"https://w3id.org/samendoen/id/theme/{SMALL_PLAN}/water", "theme"),
        (f"{SMALL_PLAN}/zwemclub", "partner"),
        ("gm9801", "municipality"),
        ("gemeente Zilverhaven", "municipality"),
        ("https://identifier.overheid.nl/tooi/id/gemeente/gm9802", "municipality"),
    ],
)
def test_side_is_named_in_several_ways(plans: Plans, given: str, kind: str) -> None:
    """A side is found by key, IRI, local id or name; and by how the found one is named in a URL."""
    other = {"plan": COPY, "theme": f"{COPY}/kade", "partner": f"{COPY}/brandweer", "municipality": "gm9801"}[kind]
    if given in ("gm9801", "gemeente Zilverhaven"):
        other = "gm9802"
    left, _right = find_sides(plans, tuple(plans), {"a": given, "b": other}, "nl")

    assert left.kind == kind
    assert find_sides(plans, tuple(plans), {"a": left.name, "b": other}, "nl")[0] == left


def test_overview_counts_what_stands_below(plans: Plans) -> None:
    """The overview has each theme with measures, and counts what stands in its rows."""
    comparison = lay(plans, SMALL_PLAN, CHANGED)
    rows = find(comparison, "measures").rows

    assert sum(it.left for it in list_overview(comparison)) == sum(len(row.left) for row in rows)
    assert sum(it.alike for it in list_overview(comparison)) == sum(row.verdict == "alike" for row in rows)
    assert any(it.left_owners for it in list_overview(comparison))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("given", ["ladder", "ladders", "kadeveiligheid", "Kadeveiligheid"])
def test_subject_is_found_in_each_plan_by_itself(plans: Plans, given: str, language: str) -> None:
    """By a word or a theme of the yardstick each plan shows what it shows when it is asked alone."""
    reader = Reader(plans, Library(), language, ON)
    topic = find_topic(plans, given, language)
    together = find_in_plans(reader, topic, tuple(plans))

    assert all(it.measures for it in together)
    assert together == [it for plan in plans for it in find_in_plans(reader, topic, (plan,))]


def test_owner_for_a_subject_is_as_of_the_day(plans: Plans) -> None:
    """Which plan names an owner for a subject is told, with the measure it owns first."""
    (found,) = find_in_plans(
        Reader(plans, Library(), "nl", ON), find_topic(plans, "kadeveiligheid", "nl"), first(plans)
    )

    assert found.owned == 1
    assert str(found.measures[0].notes[0]).startswith("owner: ")
    assert {str(cell.notes[0]) for cell in found.measures[1:]} == {"no owner named"}


def test_words_of_a_theme_find_its_measures(plans: Plans) -> None:
    """Words that stand in no title but in that of a theme find its measures, each with that theme as the reason."""
    (found,) = find_in_plans(Reader(plans, Library(), "nl", ON), find_topic(plans, "stille nacht", "nl"), first(plans))

    assert {cell.thing.rpartition("/")[2] for cell in found.measures} == {"nachten-01", "nachten-02", "nachten-03"}
    assert all("by its theme: Stille nachten" in map(str, cell.notes) for cell in found.measures)


@pytest.mark.parametrize("given", ["de", "!", "x" * 300])
def test_no_subject_is_refused(plans: Plans, given: str) -> None:
    """What holds no word that says something is no subject."""
    with pytest.raises(BadParameter, match="no subject") as caught:
        find_topic(plans, given, "nl")

    assert caught.value.parameter == "about"


def first(plans: Plans) -> tuple[Plan]:
    """Give the small plan alone."""
    return (replace(plans.find(SMALL_PLAN)),)
