"""The questions by the yardstick: under which of its themes a measure or partner stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.engine import Store
from queries.answers import ask
from queries.plans import Plans
from queries.questions.library import find_question
from tests.builds import SMALL_PLAN_HEADER, build_small_version

if TYPE_CHECKING:
    from pathlib import Path

    from queries.answers import Row

#: A theme below another that nobody matched, and one beside it that nobody matched either.
MORE = f"""{SMALL_PLAN_HEADER}
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix smd: <https://w3id.org/samendoen/def#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

theme:oevers a smd:Theme , skos:Concept ;
    skos:inScheme scheme:theme ;
    skos:broader theme:nachten ;
    skos:notation "2a1" ;
    skos:prefLabel "Oevers"@nl , "Banks"@en ;
    skos:definition "Langs het water."@nl , "Along the water."@en ;
    smd:evidence evidence:l42-kunnen-slapen .

theme:lucht a smd:Theme , skos:Concept ;
    skos:inScheme scheme:theme ;
    skos:topConceptOf scheme:theme ;
    skos:notation "3" ;
    skos:prefLabel "Lucht"@nl , "Air"@en ;
    skos:definition "Boven de haven."@nl , "Above the harbour."@en ;
    smd:evidence evidence:l42-kunnen-slapen .
"""
MEASURE = """
measure:{name} a smd:Measure ;
    skos:prefLabel "Iets met {name}"@nl , "Something with {name}"@en ;
    smd:inPlan <https://w3id.org/samendoen/id/plan/zilverhaven-2031> ;
    smd:hasTheme theme:{name} ;
    smd:evidence evidence:l47-ladders-langs-de-hele-kade .
"""


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Plans:
    """Publish the small plan with two themes more, each with a measure."""
    folder: Path = tmp_path_factory.mktemp("more")
    file = folder / "more.ttl"
    file.write_text(MORE + MEASURE.format(name="oevers") + MEASURE.format(name="lucht"), encoding="utf-8")
    return Plans(Store(build_small_version(folder / "data", [file]).path))


def list_rows(plans: Plans, **values: str) -> list[Row]:
    """List the measures by the yardstick."""
    return ask(plans, find_question("measures-by-yardstick"), values).rows


def list_places(plans: Plans, **values: str) -> set[tuple[str, str]]:
    """List where each measure stands: how its IRI ends, and how that of the theme of the yardstick does."""
    return {
        (row.text("measure").rpartition("/")[2], str(row["yardstick"] or "").rpartition("/")[2])
        for row in list_rows(plans, **values)
    }


def test_narrowest_match_counts(plans: Plans) -> None:
    """Matched to a field and to a theme in it, it stands under the latter, and not where its parent does."""
    places = list_places(plans)

    assert {yardstick for measure, yardstick in places if measure.startswith("nachten")} == {"nachtrust"}
    assert {yardstick for measure, yardstick in places if measure.startswith("water")} == {"kadeveiligheid"}


def test_unmatched_theme_stands_with_the_one_above_it(plans: Plans) -> None:
    """A measure of a theme that nobody matched stands where the theme above does; without one, under none."""
    places = list_places(plans)

    assert ("oevers", "nachtrust") in places
    assert ("lucht", "") in places


def test_field_has_what_its_themes_have(plans: Plans) -> None:
    """Who chooses a field gets the measures of its themes; what stands under none is in no field."""
    field, theme = list_places(plans, yardstick="kadeveiligheid"), list_places(plans, yardstick="nachtrust")

    assert theme < field
    assert field == {it for it in list_places(plans) if it[1]}
    assert {row["field_label"] for row in list_rows(plans, yardstick="nachtrust")} == {"Kadeveiligheid"}


def test_measures_are_those_of_the_question(plans: Plans) -> None:
    """Each measure is there, with the owners that the question about measures has of it on the day."""
    for day in ("2020-01-01", "2033-01-01"):
        known = {(r["measure"], r["owner"]) for r in ask(plans, find_question("measures"), {"on": day}).rows}
        assert {(row["measure"], row["owner"]) for row in list_rows(plans, on=day)} == known
        for owner in ("none", "named"):
            kept = {(row["measure"], row["owner"]) for row in list_rows(plans, on=day, owner=owner)}
            assert kept == {it for it in known if bool(it[1]) == (owner == "named")}


def test_partners_are_those_of_the_question(plans: Plans) -> None:
    """Each partner is there, and under a theme of the yardstick only who is active on a theme that goes with it."""
    rows = ask(plans, find_question("partners-by-yardstick"), {}).rows
    active = {row["actor"] for row in ask(plans, find_question("partner-coverage"), {}).rows}

    assert {row["actor"] for row in rows} == {row["actor"] for row in ask(plans, find_question("partners"), {}).rows}
    assert {row["actor"] for row in rows if row["yardstick"]} <= active
    assert active <= {row["actor"] for row in rows}
