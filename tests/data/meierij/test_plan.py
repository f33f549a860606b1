"""What the graph says of the first plan, held against the plan itself where it is at hand, and against arithmetic."""

from __future__ import annotations

import json
import re
from itertools import combinations
from typing import TYPE_CHECKING

from graph.checks.check import check_sources
from graph.checks.completeness import measure_completeness
from graph.engine.request import Request
from graph.sources.source import list_packaged_sources
from ontology.namespaces import PREFIXES
from queries.answers.answer import ask
from queries.plans import Plans
from queries.questions.library import find_question

if TYPE_CHECKING:
    from graph.engine.store import Store
    from graph.sources.source_text import SourceText

PROLOGUE = "PREFIX smd: <https://w3id.org/samendoen/def#>\n"
#: Two bullets that share so much of their longer words are linked.
ALIKE = 0.3


def rows(store: Store, query: str) -> list[dict[str, str]]:
    """Give the rows of *query*, as texts."""
    found = json.loads(store.ask(Request(PROLOGUE + query)).body)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in found]


def bullets(store: Store) -> dict[str, int]:
    """Give the line of each measure."""
    found = rows(store, "SELECT ?m (MIN(?l) AS ?line) { ?m a smd:Measure ; smd:evidence/smd:firstLine ?l } GROUP BY ?m")
    return {row["m"]: int(row["line"]) for row in found}


def linked(store: Store, prop: str) -> set[tuple[int, int]]:
    """Give the pairs of lines that *prop* links, the first line first."""
    lines = bullets(store)
    found = rows(store, f"SELECT ?a ?b {{ ?a smd:{prop} ?b }}")
    return {(lines[row["a"]], lines[row["b"]]) for row in found if lines[row["a"]] < lines[row["b"]]}


def test_same_words_are_the_same_action(store: Store, plan: SourceText) -> None:
    """Two bullets are one action exactly where they say the same, word for word."""
    said = {line: plan.line(line).strip() for line in bullets(store).values()}
    same = {(a, b) for a, b in combinations(sorted(said), 2) if said[a] == said[b]}

    assert linked(store, "sameActionAs") == same
    assert len(same) == 1


def test_alike_measures_are_linked(store: Store, plan: SourceText) -> None:
    """Two bullets that share much of their longer words are called near-duplicates, and those share a word at least."""
    words = {line: set(re.findall(r"\w{6,}", plan.line(line).casefold())) for line in bullets(store).values()}
    alike = {
        (a, b)
        for a, b in combinations(sorted(words), 2)
        if len(words[a] & words[b]) >= ALIKE * len(words[a] | words[b])
    }
    known = linked(store, "sameActionAs") | linked(store, "similarTo")

    assert len(alike) > 0
    assert alike <= known
    assert all(words[a] & words[b] for a, b in known)


def test_every_line_is_accounted_for(plan: SourceText) -> None:
    """Each line of the plan that holds a word is represented, a heading, or left out for a reason; none is open.

    Nor does any check find a fault, or warn: of a role, firmness or link against its test, or of a text that is copied.
    """
    texts = {plan.sha256: plan}
    checked = check_sources(list_packaged_sources(), texts)
    quads = [(quad, reading.source.name) for reading in checked.readings for quad in reading.quads]
    (coverage,) = measure_completeness(quads, texts)
    accounted, sentences = coverage.sentences

    assert checked.faults == []
    assert coverage.counts["open"] == 0
    assert sum(coverage.counts.values()) == len([line for line in plan.lines if re.search(r"\w", line)])
    assert [line.number for line in coverage.lines if line.accounted < line.sentences] == []
    assert accounted == sentences > 700


def test_amounts_are_what_they_are_made_of(store: Store) -> None:
    """A net amount is its expenditure less its income, and what was requested is in no year."""
    made = rows(store, "SELECT ?e ?i ?n { ?a smd:expenditure ?e ; smd:income ?i ; smd:euros ?n }")
    answer = ask(Plans(store), find_question("budget"), {})
    requested = [row for row in answer.rows if row["status"] == "requested"]

    assert len(made) == 8
    assert [row for row in made if float(row["e"]) - float(row["i"]) != float(row["n"])] == []
    assert [(row["year"], row["amount_eur"]) for row in requested] == [(None, 160_000)]
    assert len(answer.rows) == 21


def test_no_indicator_and_no_owner(store: Store) -> None:
    """The plan has no indicator, no deadline and no owner, and the graph invents none."""
    assert rows(store, "SELECT ?x { ?x a smd:Indicator }") == []
    assert rows(store, "SELECT ?x { ?x smd:deadline ?day }") == []
    assert len(ask(Plans(store), find_question("gaps"), {"kind": "owner"}).rows) == len(bullets(store)) == 80
    assert ask(Plans(store), find_question("gaps"), {"kind": "evidence"}).rows == []


def test_haaren_ends_and_has_heirs(store: Store) -> None:
    """Six municipalities at the start of the plan, five after 2020, with the heirs of the sixth."""

    def six(on: str) -> set[str]:
        found = ask(Plans(store), find_question("members"), {"on": on, "body": "gemeenten-basisteam-meierij"}).rows
        members = {str(row["member"]) for row in found}
        return {iri.rsplit("/", 1)[1] for iri in members if iri.startswith(PREFIXES["gemeente"])}

    heirs = {row["municipality"]: row["heirs"] for row in ask(Plans(store), find_question("municipalities"), {}).rows}
    haaren = "https://identifier.overheid.nl/tooi/id/gemeente/gm0788"

    assert len(six("2019-01-01")) == 6
    assert six("2019-01-01") - six("2021-01-01") == {"gm0788"}
    assert str(heirs[haaren]).count(",") == 3


def test_bodies_of_one_name_are_two(store: Store) -> None:
    """The triangle of the base team and the local one have other members."""
    bodies: dict[object, set[object]] = {}
    for row in ask(Plans(store), find_question("members"), {}).rows:
        bodies.setdefault(str(row["body"]).rsplit("/", 1)[1], set()).add(row["member"])

    assert bodies["driehoek-basisteam-meierij"] & bodies["lokale-driehoek"] == set()
