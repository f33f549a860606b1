"""What is done about a phenomenon: each measure whose sentence names it or something narrower, and what none names."""

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

#: A problem under that of noise, which a measure names; one that none names; and a strength that none names.
MORE = """
phenomenon:feest a smd:Phenomenon , skos:Concept ;
    skos:inScheme scheme:phenomenon ; skos:broader phenomenon:geluid ;
    skos:prefLabel "Feest op de kade"@nl , "Parties on the quay"@en ;
    skos:definition "Feest na middernacht."@nl , "Parties after midnight."@en ;
    smd:phenomenonKind phenomenon-kind:problem ; smd:relevantTo theme:kade ;
    smd:evidence evidence:l38-geluid-op-de-kade .
phenomenon:rust a smd:Phenomenon , skos:Concept ;
    skos:inScheme scheme:phenomenon ; skos:topConceptOf scheme:phenomenon ;
    skos:prefLabel "Rust"@nl , "Quiet"@en ;
    skos:definition "Dat men slaapt."@nl , "That people sleep."@en ;
    smd:phenomenonKind phenomenon-kind:strength ; smd:relevantTo theme:kade ;
    smd:evidence evidence:l38-geluid-op-de-kade .
measure:nachten-02 smd:addresses phenomenon:feest .
"""
KIND = "@prefix phenomenon-kind: <https://w3id.org/samendoen/id/phenomenon-kind/> .\n"


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Plans:
    """Publish the small plan with more phenomena."""
    folder: Path = tmp_path_factory.mktemp("phenomena")
    (folder / "more.ttl").write_text(f"{SMALL_PLAN_HEADER}{KIND}{MORE}", encoding="utf-8")
    return Plans(Store(build_small_version(folder / "data", [folder / "more.ttl"]).path))


def ask_rows(plans: Plans, name: str, **values: str) -> list[Row]:
    """Ask the question called *name* with *values*."""
    return ask(plans, find_question(name), values).rows


def test_narrower_counts_for_the_broader(plans: Plans) -> None:
    """A measure that names a narrower problem is there for the broader one too, which says what it is named as."""
    broad, narrow = (ask_rows(plans, "measures-by-phenomenon", phenomenon=it) for it in ("geluid", "feest"))

    assert [(row.text("measure").rpartition("/")[2], row["named_label"]) for row in broad] == [
        ("nachten-02", "Feest op de kade"),
        ("nachten-03", None),
    ]
    assert [(row.text("measure").rpartition("/")[2], row["named_label"]) for row in narrow] == [("nachten-02", None)]
    counts = {row.text("phenomenon_label"): row["measures_by_phenomenon"] for row in ask_rows(plans, "phenomena")}
    assert (counts["Geluid op de kade"], counts["Feest op de kade"], counts["Rust"]) == (2, 1, 0)


def test_problem_that_no_measure_names_is_found(plans: Plans) -> None:
    """What no measure names is there where the plan wants less of it, beside how much its themes do, and else not."""
    rows = ask_rows(plans, "phenomena-without-measure")

    assert [(row["phenomenon_label"], row["themes"], row["theme_measures"]) for row in rows] == [
        ("Zwemmen tussen schepen", "Veilig water", 3)
    ]


@pytest.mark.parametrize(("values", "measures"), [({"theme": "water"}, 0), ({"theme": "kade", "kind": "problem"}, 3)])
def test_measures_of_a_theme_or_kind(plans: Plans, values: dict[str, str], measures: int) -> None:
    """A theme keeps the measures within it, and a kind the phenomena of that kind."""
    assert len(ask_rows(plans, "measures-by-phenomenon", **values)) == measures
