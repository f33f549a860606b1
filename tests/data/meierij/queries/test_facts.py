"""Facts of the plan that were counted by hand, and that no change of data or rules may move unseen."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from graph.engine.request import Request
from ontology.namespaces import ID, PREFIXES
from queries.answers.answer import ask
from queries.plans import Plans
from queries.questions.library import find_question

if TYPE_CHECKING:
    from graph.engine.store import Store
    from graph.sources.source_text import SourceText
    from queries.answers.row import Row

PREFIX = "".join(f"PREFIX {prefix}: <{base}>\n" for prefix, base in PREFIXES.items())
#: All publishers of the plan together.
TOGETHER = f"{ID}actor/meierij-2019-2022/gemeenten-basisteam-meierij"
PER_THEME = {
    "ondermijning": 15,
    "verwarde-personen": 9,
    "jeugd": 14,
    "mensenhandel": 8,
    "radicalisering": 11,
    "high-impact-crimes": 18,
    "informatieveiligheid": 5,
}


def rows(store: Store, name: str, **values: str) -> list[Row]:
    """Give the rows of the question *name*."""
    return ask(Plans(store), find_question(name), values).rows


def select(store: Store, where: str) -> list[dict[str, str]]:
    """Give the solutions of *where* as plain text."""
    reply = json.loads(store.ask(Request(f"{PREFIX} SELECT * WHERE {{ {where} }}")).body)
    return [{name: term["value"] for name, term in row.items()} for row in reply["results"]["bindings"]]


def test_plan_has_eighty_measures(store: Store) -> None:
    """Every bullet under 'Wat gaan we doen' is one measure, once, on a line of its own."""
    found = rows(store, "measures")

    assert len(found) == len({row["measure"] for row in found}) == len({row["line"] for row in found}) == 80


@pytest.mark.parametrize("theme", PER_THEME)
def test_theme_has_its_measures(store: Store, theme: str) -> None:
    """Each theme has as many measures as its section has bullets, in the table of themes too."""
    table = {row["theme"]: row["measures"] for row in rows(store, "themes")}

    assert len(rows(store, "measures", theme=theme)) == PER_THEME[theme]
    assert table[f"{ID}theme/meierij-2019-2022/{theme}"] == PER_THEME[theme]


def test_themes_hold_every_measure() -> None:
    """The hand count adds up."""
    assert sum(PER_THEME.values()) == 80


def test_second_theme_has_those_of_its_sub_themes(store: Store) -> None:
    """The second strategic theme has no measures of its own and 42 under it."""
    found = rows(store, "measures", theme="zorg-en-veiligheid")

    assert len(found) == 42
    assert f"{ID}theme/meierij-2019-2022/zorg-en-veiligheid" not in {row["theme"] for row in found}


def test_themes_are_four_and_four(store: Store) -> None:
    """There are four strategic themes, and four sub-themes under the second."""
    found = rows(store, "themes")

    assert Counter(row["level"] for row in found) == {1: 4, 2: 4}
    assert {row["broader"] for row in found if row["level"] == 2} == {f"{ID}theme/meierij-2019-2022/zorg-en-veiligheid"}


def test_only_the_fourth_theme_has_horizons(store: Store) -> None:
    """Four measures are for the long term and one for the short; the others have no horizon."""
    found = rows(store, "measures")

    assert Counter(row["horizon"] for row in found) == {None: 75, "long": 4, "short": 1}
    assert {row["theme"] for row in found if row["horizon"]} == {f"{ID}theme/meierij-2019-2022/informatieveiligheid"}


def test_no_measure_has_an_owner(store: Store) -> None:
    """Nobody is named as answerable for a measure: 'door ...' says who carries it out, not whose it is."""
    assert len(rows(store, "measures-without-owner")) == 80
    assert {row["owner"] for row in rows(store, "measures")} == {None}
    assert len([row for row in rows(store, "measures-without-owner") if row["executors"]]) > 0


def test_one_action_stands_in_two_places(store: Store) -> None:
    """Exactly one pair of measures is the same action: lines 299 and 352."""
    where = "?a smd:sameActionAs ?b . ?a smd:evidence/smd:firstLine ?line_a . ?b smd:evidence/smd:firstLine ?line_b"
    pairs = sorted({(row["line_a"], row["line_b"]) for row in select(store, where)})

    assert pairs == [("299", "352"), ("352", "299")]


def test_same_action_is_the_same_sentence(plan: SourceText) -> None:
    """The two places say it in the same words."""
    assert plan.line(299) == plan.line(352) != ""


def test_groups_and_generic_words_are_no_partners(store: Store) -> None:
    """No target group and no generic word is a partner, covers a theme, or cooperates."""
    others = {row["who"] for row in select(store, "?who a ?c VALUES ?c { smd:TargetGroup smd:GenericActor }")}
    partners = {row["actor"] for row in rows(store, "partners")}
    coverage = {row["actor"] for row in rows(store, "partner-coverage")}
    cooperation = {row[side] for row in rows(store, "cooperation") for side in ("actor_a", "actor_b")}

    assert len(others) > 20
    assert min(len(partners), len(coverage), len(cooperation)) > 20
    assert others.isdisjoint(partners | coverage | cooperation)
    assert {row["kind"] for row in rows(store, "partners")}.isdisjoint({"target_group", "generic"})
    assert coverage | cooperation <= partners


def test_cooperation_is_what_the_rule_derives(store: Store) -> None:
    """The table shows the pairs that the graph holds, each once, and no others."""
    held = {frozenset((row["a"], row["b"])) for row in select(store, "?a smd:cooperatesWith ?b")}
    shown = {frozenset((row["actor_a"], row["actor_b"])) for row in rows(store, "cooperation")}

    assert len(held) > 50
    assert shown == held


def test_coverage_is_what_the_rule_derives(store: Store) -> None:
    """The matrix shows the themes on which the graph says that a partner is active, and no others."""
    held = {(row["a"], row["t"]) for row in select(store, "?a smd:activeOn ?t")}
    shown = [(row["actor"], row["theme"]) for row in rows(store, "partner-coverage")]

    assert len(shown) == len(set(shown)) > 50
    assert set(shown) == held


def list_lines(store: Store, plan: SourceText, where: str) -> dict[str, str]:
    """List the text of the lines on which each ?node of *where* rests."""
    lines: dict[str, str] = {}
    for row in select(store, f"{where} ; smd:evidence ?evidence . ?evidence smd:firstLine ?first ; smd:lastLine ?last"):
        text = " ".join(plan.line(n) for n in range(int(row["first"]), int(row["last"]) + 1))
        lines[row["node"]] = f"{lines.get(row['node'], '')} {text}"
    return lines


@pytest.mark.parametrize("prop", ["smd:actor", "smd:party"])
def test_publishers_are_stated_only_where_the_municipality_is_written(
    store: Store, plan: SourceText, prop: str
) -> None:
    """'We' never states the publishers: each line that they are stated on has the word gemeente or gemeenten."""
    lines = list_lines(store, plan, f"?node {prop} <{TOGETHER}> ; smd:basis basis:stated")

    assert len(lines) >= 5
    assert [node for node, text in lines.items() if not re.search(r"\bgemeenten?\b", text, re.IGNORECASE)] == []


@pytest.mark.parametrize("prop", ["smd:actor", "smd:party", "smd:bearer", "smd:member", "smd:body"])
def test_one_municipality_acts_only_where_it_is_named(store: Store, plan: SourceText, prop: str) -> None:
    """Whatever Meierijstad does, shares or is a part of, a line of the plan names Meierijstad there."""
    named = select(store, f"?node {prop} gemeente:gm1948")
    lines = list_lines(store, plan, f"?node {prop} gemeente:gm1948 ; smd:basis basis:stated")

    assert (len(named) > 0) is (prop != "smd:bearer")
    assert [node for node, text in lines.items() if not re.search(r"\bMe(ie|e)rijstad\b", text)] == []


def test_we_implies_all_publishers_together_and_nobody_else(store: Store) -> None:
    """Whoever is implied is the six together, but where the measure is one municipality's alone: never one of six."""
    implied = select(store, "?node smd:basis basis:implied ; smd:actor|smd:centre ?actor")
    local = {
        (row["node"], row["one"])
        for row in select(store, "?node smd:basis basis:implied ; smd:concerns/smd:holdsFor ?one")
    }
    alone = [row for row in implied if (row["node"], row["actor"]) not in local]

    assert len(implied) - len(alone) == 2
    assert {row["actor"] for row in alone} == {TOGETHER}
    assert len(alone) > 100


def test_each_of_the_six_takes_part_in_what_they_do_together(store: Store) -> None:
    """Each publisher takes part through the joint plan in every measure but the one that is Meierijstad's alone."""
    where = "?one smd:takesPartThroughPlan ?measure . ?measure a smd:Measure"
    taken = Counter(row["one"].rpartition("/")[2] for row in select(store, where))
    without = {str(row["actor"]) for row in rows(store, "partners-without-measure")}
    joint = rows(store, "through-the-joint-plan", municipality="vught", theme="jeugd")

    assert taken == dict.fromkeys(("gm0757", "gm0788", "gm0797", "gm0845", "gm0865", "gm1948"), 79)
    assert len(without) > 20
    assert not {iri for iri in without if iri.startswith(PREFIXES["gemeente"])} - {f"{PREFIXES['gemeente']}gm0772"}
    assert len({row["subject"] for row in joint if "/measure/" in str(row["subject"])}) == PER_THEME["jeugd"]


def test_derived_is_never_written_down(store: Store) -> None:
    """No involvement or cooperation in the data calls itself derived; that is the rules' word."""
    assert len(select(store, "?node smd:basis ?basis")) > 200
    assert select(store, "?node smd:basis basis:derived") == []


def test_measures_stand_where_the_plan_says_what_it_will_do(store: Store, plan: SourceText) -> None:
    """Each measure's first line is a bullet below a heading 'Wat gaan we doen'."""
    found = rows(store, "measures")

    assert len(found) == 80
    for row in found:
        above = [plan.line(number) for number in range(int(str(row["line"])) - 1, 0, -1)]
        heading = next(line for line in above if line.startswith("#"))
        assert re.match(r"#+ \**(Wat gaan we doen|Korte termijn|Lange termijn)", heading), (row["line"], heading)


def test_every_measure_stands_on_one_step_of_ownership(store: Store) -> None:
    """The steps add up to the eighty measures, and no measure has an owner."""
    found = {row["step"]: row.integer("measures") for row in rows(store, "ownership-steps")}
    steps = {row["line"]: row["step"] for row in rows(store, "measures")}

    assert sum(found.values()) == 80
    assert found["owner"] == 0
    assert Counter(steps.values()) == Counter({step: count for step, count in found.items() if count})
    # 'door gemeente, politie, openbaar ministerie en partners'; 'zorg en opvang voor slachtoffers'; three words.
    assert (steps[347], steps[398], steps[302]) == ("executor", "target_group", "nobody")


def test_nearest_to_care_for_victims_is_who_is_responsible_for_it(store: Store) -> None:
    """Line 398 has no owner; line 366 says whose responsibility that care is, and nothing is nearer."""
    found = {(row["kind"], row["line"]): row for row in rows(store, "gaps")}
    victims, persons, trend = (found["owner", line] for line in (398, 433, 471))

    assert (victims["nearest_line"], victims["nearest_reason"]) == (366, "same_subject")
    assert "lachtoffers van mensenhandel" in victims.text("nearest_subject")
    assert (persons["nearest_line"], persons["nearest_reason"]) == (347, "same_action")
    assert (trend["nearest_line"], trend["nearest_reason"]) == (37, "plan")
    assert (found["deadline", 538]["nearest_line"], found["deadline", 231]["nearest_line"]) == (536, None)
    assert found["money", 231]["nearest_line"] == 611


def test_goals_have_no_value_and_a_promise_of_reports(store: Store) -> None:
    """No goal has a baseline or a target; that reports and monitoring are still to come is said on 195 and 679."""
    readings: dict[str, set[tuple[object, object]]] = {}
    for row in rows(store, "gaps"):
        readings.setdefault(row.text("kind"), set()).add((row["reading"], row["nearest_line"]))

    assert readings["baseline"] == readings["target"] == {("not_mentioned", None)}
    assert readings["indicator"] == readings["reporting"] == readings["monitor"] == {("mentioned_open", 195)}


def test_copy_of_a_goal_is_no_goal_of_its_own(store: Store) -> None:
    """The five general goals stand on 116-120 and again on 633-637, and lack an indicator once."""
    lines = [row["line"] for row in rows(store, "gaps", kind="indicator")]

    assert {116, 117, 118, 119, 120} <= set(lines)
    assert not {633, 634, 635, 636, 637} & set(lines)
    assert len(lines) == len({row["node"] for row in rows(store, "gaps", kind="indicator")})
