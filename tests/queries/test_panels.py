"""Panels: what one is bound to show is what the library's question says of it, no more and no less."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import pytest

from api.components.gap_summary import COUNTED_CLASSES
from graph.engine.store import Store
from graph.terms import make_day, make_iri, to_json
from queries.answers import ask, ask_rows, find_iri, list_things
from queries.plans import Plans
from queries.questions import LANGUAGES, load_panel
from queries.questions.library import find_question

if TYPE_CHECKING:
    from graph.versions.archive import Version
    from queries.answers import Row

#: How the columns end that say what comes nearest.
NEAREST = ("_line", "_page", "_document", "", "_label", "_subject", "_reason")
#: The columns of each panel about a measure that a question has as well, and that question.
OF_MEASURES = {
    "measure-gaps": ("gaps", "node", ("kind", "reading", "line", *(f"nearest{it}" for it in NEAREST))),
    "measure-themes": ("measures", "measure", ("theme", "theme_label", "horizon")),
}
#: How many things of a class there are, of which something can be missing: in all, and for each theme.
TOTALS = """
PREFIX smd: <https://w3id.org/samendoen/def#>

SELECT ?class ?theme ?count
WHERE {
  {
    SELECT ?of (COUNT(DISTINCT ?node) AS ?count)
    WHERE {
      VALUES ?of { smd:Measure smd:Goal smd:Duty smd:Power smd:DataSharing }
      ?node a ?of .
      FILTER NOT EXISTS { ?node smd:repeats ?first }
    }
    GROUP BY ?of
  }
  UNION
  {
    SELECT ?of ?theme (COUNT(DISTINCT ?node) AS ?count)
    WHERE {
      VALUES ?of { smd:Measure smd:Goal smd:Duty smd:Power smd:DataSharing }
      ?node a ?of ; smd:countsFor ?theme .
      FILTER NOT EXISTS { ?node smd:repeats ?first }
    }
    GROUP BY ?of ?theme
  }
  BIND(STRAFTER(STR(?of), STR(smd:)) AS ?class)
}
ORDER BY ?class ?theme
"""
#: The day that counts as today, for what asks what holds on a day.
TODAY = {"_on": to_json(make_day("2026-01-31"))}


def ask_bound(store: Store, name: str, iri: str, language: str) -> list[Row]:
    """Ask the panel called *name* about the thing with *iri*."""
    query = load_panel(name)
    return ask_rows(store, query, {"_thing": to_json(make_iri(iri)), **(TODAY if "?_on" in query else {})}, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", OF_MEASURES)
def test_panel_of_a_measure_says_what_the_question_says(store: Store, name: str, language: str) -> None:
    """Of every measure the panel gives each row once that the question over all measures gives of it."""
    question, column, names = OF_MEASURES[name]
    said: dict[str, list[Row]] = defaultdict(list)
    for row in ask(Plans(store), find_question(question), {}, language).rows:
        picked = {name: row[name] for name in names}
        if picked not in said[str(row[column])]:
            said[str(row[column])].append(picked)

    shown = {it.iri: ask_bound(store, name, it.iri, language) for it in list_things(store, "Measure")}

    assert any(shown.values())
    assert shown == {iri: said[iri] for iri in shown}


def test_no_more_is_missing_than_there_is(store: Store) -> None:
    """For no theme, and not for all together, more goals lack an indicator than there are goals."""
    totals = {row["theme"]: row["count"] for row in ask_rows(store, TOTALS, {}, "nl") if row["class"] == "Goal"}

    for theme in (None, *(it.iri for it in list_things(store, "Theme"))):
        asked = {"kind": "indicator", **({"theme": theme} if theme else {})}
        missing = {row["node"] for row in ask(Plans(store), find_question("gaps"), asked).rows}
        assert len(missing) <= int(totals.get(theme) or 0), theme


def test_published_gaps_are_those_of_the_question(store: Store) -> None:
    """In all, and for each theme, as many things lack something as the question has, read as it reads them."""
    for iri in ("", *(it.iri for it in list_things(store, "Theme"))):
        rows = ask(Plans(store), find_question("gaps"), {"theme": iri}).rows
        readings = {(row["kind"], row["node"]): row["reading"] for row in rows}
        missing = Counter(kind for kind, _node in readings)
        said = Counter(kind for (kind, _node), reading in readings.items() if reading == "mentioned_open")

        counts = (
            ask_bound(store, "theme-gap-counts", iri, "nl")
            if iri
            else ask_rows(store, load_panel("plan-gap-counts"), TODAY, "nl")
        )

        assert {row["kind"]: (row["missing"], row["open"]) for row in counts if row["missing"]} == {
            kind: (number, said[kind]) for kind, number in missing.items()
        }, iri
        assert all(row.integer("open") <= row.integer("missing") <= row.integer("things") for row in counts)


def test_published_things_are_those_of_the_totals(store: Store) -> None:
    """Of as many things something can be missing, in all, as there are of the classes that can lack it."""
    totals = {row["class"]: row.integer("count") for row in ask_rows(store, TOTALS, {}, "nl") if not row["theme"]}
    counts = {row["kind"]: row["things"] for row in ask_rows(store, load_panel("plan-gap-counts"), TODAY, "nl")}
    expected = {kind: sum(totals.get(name, 0) for name in classes) for kind, classes in COUNTED_CLASSES.items()}

    assert counts == {kind: number for kind, number in expected.items() if number}


@pytest.mark.parametrize("language", LANGUAGES)
def test_published_partners_are_those_of_the_question(store: Store, language: str) -> None:
    """The matrix has each partner of the question, in its order, of the same kind and with as many measures."""
    names = ("actor", "actor_label", "kind", "measures")
    rows = [[row[name] for name in names] for row in ask(Plans(store), find_question("partners"), {}, language).rows]

    assert [
        [row[name] for name in names] for row in ask_rows(store, load_panel("coverage-partners"), {}, language)
    ] == rows
    assert any(row[-1] for row in rows)


def test_totals_are_those_of_the_questions(store: Store) -> None:
    """The start page counts as many partners and measures as the questions about them have."""
    totals = {row["class"]: row["count"] for row in ask_rows(store, load_panel("totals"), {}, "nl")}

    assert totals == {
        name: len({row[column] for row in ask(Plans(store), find_question(question), {}).rows})
        for name, question, column in (("Partner", "partners", "actor"), ("Measure", "measures", "measure"))
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_parts_of_a_theme_are_those_of_the_question(store: Store, language: str) -> None:
    """A theme shows the themes that fall under it, in the order of the question."""
    rows = ask(Plans(store), find_question("themes"), {}, language).rows

    for theme in rows:
        parts = [
            {name: row[name] for name in ("theme", "theme_label")} for row in rows if row["broader"] == theme["theme"]
        ]
        assert ask_bound(store, "theme-parts", theme.text("theme"), language) == parts


@pytest.mark.parametrize("name", ["Actor", "Law", "Measure", "Norm", "Theme"])
def test_thing_is_named_by_its_iri_or_its_id(version: Version, store: Store, name: str) -> None:
    """By either name one finds the thing that the list has under it, also before that list was made; else nothing."""
    known = list_things(store, name)
    fresh = Store(version.path)

    assert [find_iri(fresh, name, it.id) for it in known] == [it.iri for it in known]
    assert [find_iri(fresh, name, it.iri) for it in known] == [it.iri for it in known]
    assert [find_iri(store, name, it.id) for it in known] == [it.iri for it in known]
    assert find_iri(fresh, name, "nobody") is None


def test_published_steps_are_those_of_the_question(store: Store) -> None:
    """In all, and for each theme, as many measures stand on each step as the question says, and all of them on one."""
    for iri in ("", *(it.iri for it in list_things(store, "Theme"))):
        rows = ask(Plans(store), find_question("ownership-steps"), {"theme": iri, "on": TODAY["_on"]["value"]}).rows
        measures = ask(Plans(store), find_question("measures"), {"theme": iri}).rows
        counts = (
            ask_bound(store, "theme-step-counts", iri, "nl")
            if iri
            else ask_rows(store, load_panel("plan-step-counts"), TODAY, "nl")
        )

        assert {row["step"]: row["measures"] for row in counts} == {
            row["step"]: row["measures"] for row in rows if row["measures"]
        }, iri
        assert sum(row.integer("measures") for row in rows) == len({row["measure"] for row in measures}), iri


def test_step_of_a_measure_is_that_of_the_question(store: Store) -> None:
    """Of every measure the panel says the step that the question says, and whom it names there."""
    rows = ask(Plans(store), find_question("measures"), {"on": TODAY["_on"]["value"]}).rows
    named = {row["measure"]: row for row in ask(Plans(store), find_question("measures-without-owner"), {}).rows}

    assert len({row["step"] for row in rows}) > 1
    for row in rows:
        shown = ask_bound(store, "measure-step", row.text("measure"), "nl")
        assert {it["step"] for it in shown} == {row["step"]}
        actors = {it["actor_label"] for it in shown if it["actor"]}
        if row["measure"] in named:
            assert ", ".join(sorted(map(str, actors))) == (named[row["measure"]]["named"] or "")
        assert bool(actors) == (row["step"] != "nobody")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nearest_line_is_never_its_own(store: Store, language: str) -> None:
    """What comes nearest to a gap lies in no line of the thing itself, and says where, what and why."""
    own: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for row in ask(Plans(store), find_question("evidence"), {}, language).rows:
        lines = range(row.integer("line"), row.integer("last_line") + 1) if row["line"] else ()
        own[row.text("node")].update((row.text("document"), line) for line in lines)
    rows = ask(Plans(store), find_question("gaps"), {}, language).rows
    near = [row for row in rows if row["nearest"]]

    assert near
    assert all((row["nearest_document"], row["nearest_line"]) not in own[row.text("node")] for row in near)
    assert all(row["nearest_label"] and row["nearest_reason"] and row["nearest_document"] for row in near)
    assert all(not row["nearest_line"] and not row["nearest_reason"] for row in rows if not row["nearest"])
