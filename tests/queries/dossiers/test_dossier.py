"""A dossier says of an actor what the questions of the library say, and each pair, thing and place once."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from graph.message import ENGLISH, describe_value
from queries.answers import ask, list_things
from queries.dossiers import Day, Dossier, compile_dossier
from queries.plans import Plans
from queries.questions.library import find_question
from tests.builds import SMALL_PLAN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.engine.store import Store
    from queries.answers import Lines, Row

ON = "2032-06-01"
ACTOR = f"https://w3id.org/samendoen/id/actor/{SMALL_PLAN}/"


@pytest.fixture(scope="module")
def dossiers(store: Store) -> dict[str, Dossier]:
    """Compile the dossier of every actor of the small plan, by IRI."""
    plan = next(iter(Plans(store)))
    return {it.iri: compile_dossier(plan, it.iri, "nl", ON) for it in list_things(store, "Actor")}


def answer(store: Store, name: str, **values: str) -> list[Row]:
    """Answer the question called *name*."""
    return ask(Plans(store), find_question(name), values).rows


def list_named(dossier: Dossier, section: str) -> list[str]:
    """List the things that the entries of *section* are about."""
    found = dossier.find(section)
    return [entry.name.thing for entry in found.entries] if found else []


def spread(lines: Lines) -> set[tuple[str, int]]:
    """List each line or page of *lines* by itself, with its document."""
    places = (part.place for part in lines.parts if part.place)
    return {(it.document, number) for it in places for number in range(it.first, it.last + 1)}


def describe(notes: Iterable[object]) -> list[str]:
    """Describe *notes* in English."""
    return [str(describe_value(note, ENGLISH)) for note in notes]


def test_figures_count_what_the_list_of_partners_counts(dossiers: dict[str, Dossier], store: Store) -> None:
    """Of each partner the first line has as many themes and measures as the list of partners."""
    for row in answer(store, "partners"):
        told = describe(figure.text for figure in dossiers[row.text("actor")].figures)
        for name, column in (("theme", "themes"), ("measure", "measures"), ("measure through", "through")):
            count = row.integer(column)
            word = name.replace("theme", "themes").replace("measure", "measures") if count != 1 else name
            numbers = [
                text for text in told if text == f"{count} {word}" or text.startswith(f"{count} {word} the joint")
            ]
            assert len(numbers) == bool(count), (row["actor_label"], name, told)


def test_cooperation_is_that_of_the_question_with_one_entry_for_each_other(
    dossiers: dict[str, Dossier], store: Store
) -> None:
    """With each other the actor has one entry, with every subject, ground and line that the question has of the two."""
    for actor, dossier in dossiers.items():
        said: dict[str, list[Row]] = defaultdict(list)
        for row in answer(store, "cooperation", actor=actor):
            said[row.text("actor_b" if row["actor_a"] == actor else "actor_a")].append(row)
        section = dossier.find("cooperation")
        entries = section.entries if section else ()

        assert sorted(entry.name.thing for entry in entries) == sorted(said)
        for entry in entries:
            rows = said[entry.name.thing]
            assert {name.thing for name in entry.related[0].names} == {row["subject"] for row in rows}
            assert set(entry.bases) == {row["basis"] for row in rows}
            assert entry.lines is not None
            assert spread(entry.lines) == set().union(*(spread(row.all_lines("lines")) for row in rows))


def test_measures_are_those_of_the_question(dossiers: dict[str, Dossier], store: Store) -> None:
    """Under the themes of a dossier stand the measures in which the question has the actor, whatever its role."""
    said: dict[str, set[str]] = defaultdict(set)
    for row in answer(store, "actors-of-measures"):
        said[row.text("actor")].add(row.text("measure"))
    for actor, dossier in dossiers.items():
        assert {it for it in list_named(dossier, "work") if "/measure/" in it} == said[actor]
    assert any(said.values())


@pytest.mark.parametrize(("question", "thing"), [("legal-duties", "duty"), ("powers", "power")])
def test_law_is_that_of_the_questions(dossiers: dict[str, Dossier], store: Store, question: str, thing: str) -> None:
    """Each duty and power stands in the dossier of who bears it, and of nobody else."""
    rows = answer(store, question)
    for iri, dossier in dossiers.items():
        found = {it for it in list_named(dossier, "law") if f"/{thing}/" in it}
        assert found == {row[thing] for row in rows if row["bearer"] == iri}
    assert rows


def test_members_are_those_of_the_question(dossiers: dict[str, Dossier], store: Store) -> None:
    """A membership stands in the dossier of the body and in that of the member, with from and until when."""
    rows = answer(store, "members")
    for iri, dossier in dossiers.items():
        assert set(list_named(dossier, "bodies")) == {
            *(row["member"] for row in rows if row["body"] == iri),
            *(row["body"] for row in rows if row["member"] == iri),
        }
    section = dossiers[f"{ACTOR}havenberaad"].find("bodies")
    assert section is not None
    assert "until 1 January 2033" in describe(section.entries[1].notes + section.entries[0].notes)


def test_open_is_what_the_questions_say_of_it(dossiers: dict[str, Dossier], store: Store) -> None:
    """Open are its measures without an owner on the day, and what has no legal basis by the question."""
    ownerless = {row["measure"] for row in answer(store, "measures-without-owner", on=ON)}
    baseless = {row["node"] for row in answer(store, "gaps", kind="legal_basis")}
    for dossier in dossiers.values():
        found = list_named(dossier, "open")
        assert len(found) == len(set(found))
        assert {it for it in found if "/measure/" in it} <= ownerless
        assert {it for it in found if "/measure/" not in it and "/open-decision/" not in it} <= baseless


def test_agreed_later_says_by_which_decision_and_from_when(dossiers: dict[str, Dossier]) -> None:
    """A part by a later decision is told with the decision and its day, and as agreed."""
    section = dossiers[f"{ACTOR}brandweer"].find("agreed")
    assert section is not None
    (entry,) = section.entries

    assert entry.name.thing.endswith("/nachten-03")
    assert entry.bases == ("agreed",)
    assert entry.related[0].names[0].thing.endswith("/havenberaad-2032-02-03")
    assert "from 1 March 2032" in describe(entry.notes)


def test_who_is_no_partner_is_told_so(dossiers: dict[str, Dossier]) -> None:
    """A target group and a general word are told apart from a partner, and cooperate with nobody by a rule."""
    cautions = {name: str(dossiers[f"{ACTOR}{name}"].caution) for name in ("badgasten", "bondgenoten", "brandweer")}

    assert "target group" in cautions["badgasten"]
    assert "general word" in cautions["bondgenoten"]
    assert cautions["brandweer"] == ""


def test_every_entry_says_its_ground(dossiers: dict[str, Dossier]) -> None:
    """Whatever a dossier says has a ground, and lines unless it is derived from the joint plan or a policy."""
    for dossier in dossiers.values():
        for section in dossier.sections:
            assert section.entries
            for entry in section.entries:
                assert entry.bases or section.name == "places"
                assert entry.lines or section.name in ("through", "named")


def test_places_are_all_the_evidence(dossiers: dict[str, Dossier], store: Store) -> None:
    """Every place where the plan names the actor is in its dossier, once, with a few words."""
    said: dict[str, set[object]] = defaultdict(set)
    for row in answer(store, "evidence"):
        said[row.text("node")].add((row["document"], row["line"]))
    for actor, dossier in dossiers.items():
        section = dossier.find("places")
        entries = section.entries if section else ()
        places = [part.place for it in entries if it.lines for part in it.lines.parts if part.place]
        assert {(it.document, it.first) for it in places if not it.is_page} == said[actor]
        assert all(entry.anchor for entry in entries)


def test_day_is_written_out() -> None:
    """A day is written in words, and what is no day stays as it is."""
    assert [str(Day(text)) for text in ("2021-01-01", "2021", "")] == ["1 January 2021", "2021", ""]
