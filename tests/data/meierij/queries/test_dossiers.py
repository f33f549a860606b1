"""The dossiers of the packaged plan, counted: what stands in the first line, and where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.catalogue import load_catalogue
from graph.message import describe_value
from queries.answers import ask, find_iri
from queries.dossiers import Dossier, compile_dossier
from queries.plans import Plans
from queries.questions.library import find_question

if TYPE_CHECKING:
    from graph.engine.store import Store

ON = "2026-06-01"


def compile_named(store: Store, local_id: str) -> Dossier:
    """Compile the dossier of the actor with *local_id*, in Dutch."""
    iri = find_iri(store, "Actor", local_id)
    assert iri is not None
    return compile_dossier(next(iter(Plans(store))), iri, "nl", ON)


def write_figures(dossier: Dossier) -> str:
    """Write the first line of *dossier* in Dutch."""
    return ", ".join(str(describe_value(it.text, load_catalogue("nl"))) for it in dossier.figures)


@pytest.mark.parametrize(
    ("local_id", "expected"),
    [
        (
            "riec-oost-brabant",
            "3 thema's, 1 maatregel, werkt samen met 4 partners, levert 3 keer gegevens, 33.444 euro per jaar, 4 open",
        ),
        ("burgemeester", "1 thema, werkt samen met 4 partners, 2 plichten en bevoegdheden, 2 open"),
        ("haaren", "79 maatregelen via het gezamenlijke plan, werkt samen met 5 partners"),
        ("jongeren", "genoemd in 7 maatregelen, werkt samen met 1 partner"),
    ],
)
def test_first_line_says_it(store: Store, local_id: str, expected: str) -> None:
    """The first line sums a partner up by what the plan says of it."""
    assert write_figures(compile_named(store, local_id)) == expected


def test_pair_with_most_rows_has_one_entry(store: Store) -> None:
    """The pair that the question has in most rows is one entry, with every subject."""
    rows = ask(Plans(store), find_question("cooperation"), {"actor": "politie"}).rows
    municipalities = "gemeenten-basisteam-meierij"
    pair = [row for row in rows if municipalities in f"{row['actor_a']}{row['actor_b']}"]
    section = compile_named(store, "politie").find("cooperation")
    assert section is not None
    found = [entry for entry in section.entries if entry.name.thing.endswith(municipalities)]

    assert len(pair) == 12
    assert len(found) == 1
    assert {name.thing for name in found[0].related[0].names} == {row["subject"] for row in pair}


@pytest.mark.parametrize("local_id", ["kadaster", "zorgverzekeraars", "politie"])
def test_who_only_hands_over_data_does_not_cooperate_with_another_who_does(store: Store, local_id: str) -> None:
    """With whom an actor cooperates is what the question says, for those who only hand over data as well."""
    dossier = compile_named(store, local_id)
    rows = ask(Plans(store), find_question("cooperation"), {"actor": local_id}).rows
    section = dossier.find("cooperation")

    assert {entry.name.thing for entry in (section.entries if section else ())} == {
        row[column] for row in rows for column in ("actor_a", "actor_b")
    } - {dossier.actor}


def test_escalation_levels_are_in_order(store: Store) -> None:
    """The responsibilities by level come from the lowest to the highest."""
    section = compile_named(store, "burgemeester").find("responsibilities")
    assert section is not None

    assert [str(entry.name.label)[:5] for entry in section.entries] == ["AVE-3", "AVE-4"]


def test_budget_of_a_publisher_is_told_apart(store: Store) -> None:
    """The municipalities together have every line of the budget, as that of the plan that they publish."""
    section = compile_named(store, "gemeenten-basisteam-meierij").find("money")
    assert section is not None

    assert len(section.entries) == 6
    assert all("publishes" in str(entry.notes[-1]) for entry in section.entries)
