"""The questions that are drawn as networks say what the questions say that they draw on, no more and no less."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from queries.answers import ask, ask_rows, list_choices
from queries.plans import Plans
from queries.questions import load_panel
from queries.questions.library import find_question, load_questions

if TYPE_CHECKING:
    from graph.engine import Store
    from queries.answers import Row

#: As many things as are walked from, at most: each is asked three times.
MOST_WALKED = 20
#: What is walked through only where one begins there.
HALTS = """
PREFIX smd: <https://w3id.org/samendoen/def#>
SELECT ?halt WHERE {
  { ?halt a smd:Theme } UNION { ?halt a smd:Plan } UNION { ?plan smd:publisher|smd:publishedTogetherBy ?halt }
}
"""
#: What makes a row of the surroundings.
TIE = ("from", "relation", "to", "about", "basis")
Pairs = set[frozenset[str]]


@pytest.fixture(scope="module")
def plans(store: Store) -> Plans:
    """Read the plans that are asked of."""
    return Plans(store)


def ask_all(plans: Plans, name: str, **values: str) -> list[Row]:
    """Ask the question called *name* with *values*."""
    return ask(plans, find_question(name), values).rows


def list_pairs(rows: list[Row], one: str = "actor_a", other: str = "actor_b") -> Pairs:
    """List which things stand in the columns *one* and *other* of the same of *rows*."""
    return {frozenset((row.text(one), row.text(other))) for row in rows}


def list_active(plans: Plans) -> dict[str, set[str]]:
    """List who is active on each theme."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in ask_all(plans, "partner-coverage"):
        found[row.text("theme")].add(row.text("actor"))
    return found


def list_ties(rows: list[Row]) -> set[tuple[object, ...]]:
    """List what *rows* of the surroundings tie, and how."""
    return {tuple(row[name] for name in TIE) for row in rows}


def test_steps_are_those_of_a_walk(plans: Plans) -> None:
    """Each step adds the ties of what is tied by then, but not by way of a theme, the plan or who publishes it."""
    (plan,) = plans
    rows = ask_all(plans, "surroundings")
    halts = {row.text("halt") for row in ask_rows(plan.engine, HALTS, {}, "nl")}
    tied: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        tied[row.text("from")].add(row.text("to"))
        tied[row.text("to")].add(row.text("from"))
    choices = list_choices(plan.engine, find_question("surroundings").parameters[0])
    things = sorted({it.iri for it in choices} & tied.keys())
    walked = things[:: max(1, len(things) // MOST_WALKED)]

    assert len(walked) > 5
    for thing in walked:
        reached = {thing}
        for steps in ("1", "2", "3"):
            kept = [row for row in rows if {row.text("from"), row.text("to")} & reached]
            assert list_ties(ask_all(plans, "surroundings", thing=thing, steps=steps)) == list_ties(kept), thing
            reached |= {it for near in reached for it in tied[near] if it not in halts}


def test_surroundings_have_what_other_questions_say(plans: Plans) -> None:
    """Who has a role in a measure, who cooperates by a sentence, and who is a member of what, is tied."""
    rows = ask_all(plans, "surroundings")
    tied = list_pairs(rows, "from", "to")
    cooperation = [row for row in ask_all(plans, "cooperation") if row["basis"] != "derived"]

    assert list_pairs(ask_all(plans, "actors-of-measures"), "measure", "actor") <= tied
    assert list_pairs(cooperation) <= list_pairs([row for row in rows if row["about"]], "from", "to")
    assert list_pairs(ask_all(plans, "members"), "member", "body") <= tied
    assert list_pairs(ask_all(plans, "measures"), "measure", "theme") <= tied
    assert {row["basis"] for row in rows} >= {"stated", "implied"}


def test_theme_has_its_measures_and_who_takes_part(plans: Plans) -> None:
    """A theme has each of its measures once, and each role that a partner has in them."""
    rows = ask_all(plans, "theme-network")
    partners = {row["actor"] for row in ask_all(plans, "partners")}
    roles = {
        (row["measure"], row["actor"], row["role"], row["basis"])
        for row in ask_all(plans, "actors-of-measures")
        if row["actor"] in partners
    }
    measures = list_pairs(ask_all(plans, "measures"), "measure", "theme")

    assert measures <= list_pairs([row for row in rows if row["theme"]], "subject", "theme")
    assert roles
    assert roles <= {(row["subject"], row["actor"], row["role"], row["basis"]) for row in rows}
    assert {sum(row[name] is not None for name in ("theme", "actor", "law")) for row in rows} == {1}


def test_theme_has_that_of_its_sub_themes(plans: Plans) -> None:
    """What falls under a sub-theme is there for the theme above it, and of another theme there is none."""
    rows = ask_all(plans, "theme-network")
    above = next(row for row in ask_all(plans, "themes") if row["broader"])
    (whole, part) = (ask_all(plans, "theme-network", theme=above.text(it)) for it in ("broader", "theme"))
    lines = [
        [(row["subject"], row["theme"], row["actor"], row["law"], row["role"]) for row in it] for it in (whole, part)
    ]

    assert lines[1]
    assert set(lines[1]) <= set(lines[0])
    assert len(whole) < len(rows)


def test_governance_has_the_members(plans: Plans) -> None:
    """Every member of a body is there, and where they work and what lies where besides; a day leaves out who went."""
    rows = ask_all(plans, "governance")
    late = ask_all(plans, "governance", on="2040-01-01")

    assert list_pairs(ask_all(plans, "members"), "body", "member") <= list_pairs(rows, "from", "to")
    assert {"is lid van", "werkt in gebied", "ligt in"} == {row["relation"] for row in rows}
    assert 0 < len(late) < len(rows)


def test_together_or_not(plans: Plans) -> None:
    """Of each theme, every pair of those active on it is together there or not, and none is both."""
    for theme, active in list_active(plans).items():
        apart = list_pairs(ask_all(plans, "never-together", theme=theme))
        together = list_pairs(ask_all(plans, "cooperation", theme=theme))
        every = {frozenset(pair) for pair in combinations(sorted(active), 2)}

        assert apart == every - together, theme


def test_together_elsewhere(plans: Plans) -> None:
    """Who is together nowhere in the plan has a zero, and who is so on another subject has not."""
    rows = ask_all(plans, "never-together")
    together = list_pairs(ask_all(plans, "cooperation"))

    assert rows
    for row in rows:
        assert (row["elsewhere"] != 0) == (frozenset((row.text("actor_a"), row.text("actor_b"))) in together)
        assert (row["shared"] == 0) == (row["shared_partners"] is None)


def test_themes_share_who_is_active_on_both(plans: Plans) -> None:
    """Two themes share as many partners as are active on both, unless the one is above the other."""
    active = list_active(plans)
    above = {frozenset((row.text("theme"), row.text("broader"))) for row in ask_all(plans, "themes") if row["broader"]}
    rows = ask_all(plans, "themes-by-shared-partners")
    found = {frozenset((row.text("theme_a"), row.text("theme_b"))): row["partners"] for row in rows}
    pairs = {frozenset(pair): len(active[pair[0]] & active[pair[1]]) for pair in combinations(sorted(active), 2)}

    assert found
    assert found == {pair: count for pair, count in pairs.items() if count and pair not in above}


def test_plans_share_who_is_known_to_each(plans: Plans) -> None:
    """A partner by which plans are compared is no publisher and none of a plan's own; its measures are counted."""
    rows = ask_all(plans, "plans-by-shared-partners")
    (plan,) = plans
    measures = {row["actor"]: row["measures"] for row in ask_all(plans, "partners")}

    assert rows
    assert not {row.text("partner") for row in rows} & {*plan.publishers}
    assert not [row for row in rows if f"/{plan.key}/" in row.text("partner")]
    assert all(row["measures"] == measures[row["partner"]] for row in rows if row["partner"] in measures)


def test_author_is_whom_we_means(plans: Plans) -> None:
    """The author of a plan is all its publishers together, or where there is one it alone."""
    (plan,) = plans
    authors = [row.text("author") for row in ask_rows(plan.engine, load_panel("authors"), {}, "nl")]
    parts = ask_all(plans, "surroundings", thing=authors[0])

    assert len(authors) == 1
    assert authors[0] not in plan.publishers if len(plan.publishers) > 1 else authors == list(plan.publishers)
    assert parts


def test_every_view_names_a_network() -> None:
    """The library has nine views, and each row of a question that is one can be drawn."""
    assert {name for name, it in load_questions().items() if it.network} == {
        "cooperation",
        "escalation-levels",
        "governance",
        "legal-duties",
        "partner-coverage",
        "plans-by-shared-partners",
        "surroundings",
        "theme-network",
        "themes-by-shared-partners",
    }
