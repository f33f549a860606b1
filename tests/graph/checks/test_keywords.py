"""Key words are held against their lines: none that is not there, and none that is missing without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from graph.checks.keywords import check_keywords
from graph.sources import make_user_sources, read_document, read_source
from ontology.namespaces import DEF, make_plan_prefixes
from tests.builds import FIXTURE, FIXTURE_FILES, SMALL_PLAN

if TYPE_CHECKING:
    from graph.fault import Fault

KEYWORDS = f"{DEF}keywords"
NODE = make_plan_prefixes(SMALL_PLAN)["evidence"] + "l13-hoe-wij-de-andere-doelen"
REMEDY = f"samendoen plan keywords {SMALL_PLAN} --source FILE"


def check_with(terms: str | None) -> list[Fault]:
    """Check the small plan with *terms* as the key words of one piece of evidence; None leaves them out."""
    quads = [
        (quad, source.name)
        for source in make_user_sources(FIXTURE_FILES)
        for quad in read_source(source).quads
        if (quad.subject, quad.predicate.value) != (NamedNode(NODE), KEYWORDS)
    ]
    if terms is not None:
        quads.append((Quad(NamedNode(NODE), NamedNode(KEYWORDS), Literal(terms, language="nl")), "added.ttl"))
    text = read_document(FIXTURE / "plan.txt")
    return check_keywords(quads, {text.sha256: text})


def test_key_words_of_the_small_plan_are_its_own() -> None:
    """As they are made, there is nothing to say of them."""
    assert check_with("bekend, doelen, meten") == []


def test_a_word_that_is_not_in_the_line_stops_a_build() -> None:
    """It is named, with its line and what would do."""
    (untrue, stale) = sorted(check_with("bekend, doelen, goud, meten"), key=lambda fault: fault.severity)

    assert (untrue.rule, untrue.node, untrue.severity) == ("keyword-not-in-lines", NODE, "violation")
    assert "'goud'" in str(untrue)
    assert "Line 13" in str(untrue)
    assert REMEDY in str(untrue)
    assert stale.rule == "keywords-stale"


def test_key_words_that_are_missing_are_a_warning() -> None:
    """One word fewer, or none at all, is said once for the document, and stops nothing."""
    for terms in ("bekend, doelen", None):
        (stale,) = check_with(terms)
        assert (stale.rule, stale.severity) == ("keywords-stale", "warning")
        assert REMEDY in str(stale)


def test_a_plan_without_key_words_is_asked_for_none() -> None:
    """They are made where a document is at hand; who has none does without."""
    text = read_document(FIXTURE / "plan.txt")
    files = [path for path in FIXTURE_FILES if path.name != "keywords.ttl"]
    quads = [(quad, source.name) for source in make_user_sources(files) for quad in read_source(source).quads]

    assert check_keywords(quads, {text.sha256: text}) == []
