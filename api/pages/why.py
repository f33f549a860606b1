"""Why a triple is in the graph, as a page shows it: the rule in words, and the stated triples it came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import abort

from api.data import data
from api.language import current
from api.language import gettext as _
from api.pages.about import panel_rows
from api.pages.names import foreign
from graph.terms import from_json, make_iri, parse_term
from ontology.namespaces import compact_iri, expand_iri, make_graph_iri

if TYPE_CHECKING:
    from graph.terms import Term, TermJson
    from graph.why import ProofStep
    from queries.answer import Row


@dataclass(frozen=True)
class End:
    """An end of a triple, or its property: what it is called, and its page where it has one."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Reason:
    """A triple with the rule that made it and the reasons of what it was made of; a stated one has no rule.

    `in_model` says that it stands in the model itself, which is written by us and rests on no line.
    """

    ends: tuple[End, End, End]
    rule: str
    told: str
    line: int | None
    in_model: bool
    because: tuple[Reason, ...]


def address(row: Row) -> str:
    """Give the part of an address that asks why the triple of *row*, of the panel `outward`, is in the graph."""
    value = compact_iri(str(row["value"])) if row["sort"] == "thing" else str(_literal(row))
    return f"?{urlencode({'all': 1, 'why': compact_iri(str(row['property'])), 'value': value})}#why"


def reason(subject: str, prop: str, value: str) -> Reason:
    """Give why *subject* has *value* as *prop*, each as the address writes it; 404 for a triple that is not there."""
    from graph.reasoning.closure import load_ontology_rules  # noqa: PLC0415  the reasoner is slow to load
    from graph.why import Explainer, Fact  # noqa: PLC0415  as above

    try:
        fact = Fact(make_iri(subject), make_iri(expand_iri(prop)).value, parse_term(value))
    except ValueError:
        step = None
    else:
        step = Explainer(data().engine, load_ontology_rules()).explain(fact)
    if step is None:
        abort(404, _("The graph does not hold this triple. Look at the page without “why” for what it does hold."))
    return _reason(step)


def _reason(step: ProofStep) -> Reason:
    """Give *step*, and what it came from, with names."""
    fact = step.fact
    return Reason(
        (_end(fact.subject), End(_name(fact.property), data().page(fact.property)), _end(fact.value)),
        "" if step.rule == "stated" else step.rule,
        step.told(
            current(), lambda term: f"\N{LEFT SINGLE QUOTATION MARK}{_name(term)}\N{RIGHT SINGLE QUOTATION MARK}"
        ),
        step.line,
        step.rule == "stated"
        and all(term in (make_graph_iri("model"), make_graph_iri("shapes")) for term in step.terms),
        tuple(_reason(premise) for premise in step.because),
    )


def _end(term: Term) -> End:
    """Give what *term* is called, with its page where it is a thing."""
    value = str(getattr(term, "value", ""))
    return End(_name(value), data().page(value)) if ":" in value and str(term).startswith("<") else End(value)


def _name(address: str) -> str:
    """Give what the thing or term at *address* is called; one without a name shows its prefixed name."""
    known = foreign().get(address)
    return known or next((str(row["label"]) for row in panel_rows("called", address)), compact_iri(address))


def _literal(row: Row) -> Term:
    """Give the literal that *row* has as its value."""
    term: TermJson = {"type": "literal", "value": str(row["value"])}
    if row["language"]:
        term["xml:lang"] = str(row["language"])
    elif row["datatype"]:
        term["datatype"] = str(row["datatype"])
    return from_json(term)
