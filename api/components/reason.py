"""Why a triple is in the graph, as a page shows it: the rule in words, and the stated triples it came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import abort

from api.components.foreign_names import list_foreign_names
from api.components.thing import ask_panel, find_name
from graph.terms import from_json, make_iri, parse_term
from ontology.namespaces import compact_iri, expand_iri, make_graph_iri

if TYPE_CHECKING:
    from api.requests.scope import Scope
    from graph.explanation import ProofStep
    from graph.terms import Term, TermJson
    from queries.answers import Lines, Row


@dataclass(frozen=True)
class TripleEnd:
    """A part of a triple, such as its subject: what it is called, and its page where it has one."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Reason:
    """A triple with the rule that made it and the reasons of what it was made of; a stated one has no rule.

    `in_model` says that it stands in the model itself, which is written by us and rests on no line.
    """

    ends: tuple[TripleEnd, TripleEnd, TripleEnd]
    rule: str
    sentence: str
    lines: Lines | None
    in_model: bool
    because: tuple[Reason, ...]


def build_why_link(row: Row) -> str:
    """Build the link that asks why the triple of *row*, of the panel `outward`, is in the graph, or in its plan."""
    value = compact_iri(str(row["value"])) if row["sort"] == "thing" else str(_make_literal(row))
    plan = {"plan": str(row["plan"])} if row.get("plan") else {}
    return f"?{urlencode({'all': 1, **plan, 'why': compact_iri(str(row['property'])), 'value': value})}#why"


def explain_triple(scope: Scope, subject: str, prop: str, value: str) -> Reason:
    """Explain why *subject* has *value* as *prop*, each as in the URL; 404 where it has not."""
    _ = scope.translator.gettext
    reason = find_reason(scope, subject, prop, value)
    if reason is None:
        abort(404, _("The graph does not hold this triple. Look at the page without “why” for what it does hold."))
    return reason


def find_reason(scope: Scope, subject: str, prop: str, value: str) -> Reason | None:
    """Find why *subject* has *value* as *prop*, each as in the URL; None where it has not."""
    from graph.explanation import Explainer, Fact  # noqa: PLC0415  it loads the reasoner
    from graph.reasoning import load_ontology_rules  # noqa: PLC0415  the reasoner is slow to load

    try:
        fact = Fact(make_iri(subject), make_iri(expand_iri(prop)).value, parse_term(value))
    except ValueError:
        return None
    step = Explainer(scope.engine, load_ontology_rules()).explain(fact)
    return _build_reason(scope, step) if step else None


def _build_reason(scope: Scope, step: ProofStep) -> Reason:
    """Build the reason of *step*, with those of its premises, and with names for the terms."""
    fact = step.fact
    return Reason(
        (
            _build_end(scope, fact.subject),
            TripleEnd(_find_name(scope, fact.property), scope.find_page(fact.property)),
            _build_end(scope, fact.value),
        ),
        "" if step.rule == "stated" else step.rule,
        step.describe_rule(
            scope.translator,
            lambda term: f"\N{LEFT SINGLE QUOTATION MARK}{_find_name(scope, term)}\N{RIGHT SINGLE QUOTATION MARK}",
        ),
        _find_lines(scope, step),
        step.rule == "stated"
        and all(term in (make_graph_iri("model"), make_graph_iri("shapes")) for term in step.terms),
        tuple(_build_reason(scope, premise) for premise in step.because),
    )


def _find_lines(scope: Scope, step: ProofStep) -> Lines | None:
    """Find all the lines of what is stated in *step*, where it rests on any."""
    rows = ask_panel(scope, "lines", str(getattr(step.fact.subject, "value", ""))) if step.line else []
    return next((row.all_lines("lines") for row in rows), None)


def _build_end(scope: Scope, term: Term) -> TripleEnd:
    """Build the name of *term*, with its page where it is a thing."""
    value = str(getattr(term, "value", ""))
    return (
        TripleEnd(_find_name(scope, value), scope.find_page(value))
        if ":" in value and str(term).startswith("<")
        else TripleEnd(value)
    )


def _find_name(scope: Scope, iri: str) -> str:
    """Find what the thing or term *iri* is called, or else its compact IRI."""
    return list_foreign_names(scope.translator).get(iri) or find_name(scope, iri)


def _make_literal(row: Row) -> Term:
    """Make the literal that *row* has as its value."""
    term: TermJson = {"type": "literal", "value": str(row["value"])}
    if row["language"]:
        term["xml:lang"] = str(row["language"])
    elif row["datatype"]:
        term["datatype"] = str(row["datatype"])
    return from_json(term)
