"""The command `samendoen why`: by which rules a triple is in the graph, down to what is stated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from api.commands.options import DATA_OPTION, LANGUAGE_OPTION, find_or_build_version
from graph.engine import Store
from graph.terms import parse_term, to_json
from ontology.namespaces import compact_iri, expand_iri
from queries.answers import ask_rows
from queries.plans import Plans
from queries.questions import load_panel

if TYPE_CHECKING:
    from pathlib import Path

    from api.catalogue import Catalogue
    from graph.engine import Engine
    from graph.explanation import ProofStep


@click.command("why")
@click.argument("subject")
@click.argument("predicate")
@click.argument("value")
@LANGUAGE_OPTION
@DATA_OPTION
def explain_triple(subject: str, predicate: str, value: str, texts: Catalogue, data: Path) -> None:
    """Explain the triple SUBJECT PREDICATE VALUE: by which rule, from what is stated.

    Each is an IRI or a prefixed name, such as smd:activeOn; VALUE may be a literal. What a plan owns has the key of
    that plan in its name, as theme:KEY/ID, and is explained in that plan; anything else in the register, or in the
    first plan in which it can be.
    """
    from graph.explanation import Explainer, Fact  # noqa: PLC0415  the reasoner is slow to load
    from graph.reasoning import load_ontology_rules  # noqa: PLC0415  as above

    try:
        fact = Fact(parse_term(subject), expand_iri(predicate), parse_term(value))
    except ValueError as error:
        text = texts.gettext(
            "%(why)s. Give IRIs, or prefixed names such as smd:activeOn, or theme:KEY/ID for a theme of a plan."
        )
        raise click.UsageError(text % {"why": error}) from error
    plans = Plans(Store(find_or_build_version(data, texts).path))
    owner = plans.find_owner(str(getattr(fact.subject, "value", "")))
    engines = [owner.engine] if owner else [plans.register, *(plan.engine for plan in plans)]
    steps = ((engine, Explainer(engine, load_ontology_rules()).explain(fact)) for engine in engines)
    engine, step = next(((engine, step) for engine, step in steps if step), (plans.register, None))
    if step is None:
        raise click.ClickException(
            texts.gettext("The graph does not hold this triple. Look at /doc/… for what it does hold.")
        )
    _print_step(engine, step, texts, 0)


def _print_step(engine: Engine, step: ProofStep, texts: Catalogue, depth: int) -> None:
    """Print *step*, explained over *engine*, and, indented below it, the steps that it came from."""
    fact = step.fact
    terms = (getattr(term, "value", "") for term in (fact.subject, fact.value))
    shown = " ".join([compact_iri(next(terms)), compact_iri(fact.property), compact_iri(next(terms))])
    lines = _describe_lines(engine, step, texts) if step.line else ""
    reason = step.describe_rule(texts) or ", ".join([*map(compact_iri, step.terms), *filter(None, [lines])])
    click.echo(f"{'    ' * depth}{shown}\n{'    ' * depth}  [{step.rule}] {reason}")
    for premise in step.because:
        _print_step(engine, premise, texts, depth + 1)


def _describe_lines(engine: Engine, step: ProofStep, texts: Catalogue) -> str:
    """Describe all the lines of what is stated in *step*, of which *engine* holds the places."""
    bound = {"_thing": to_json(step.fact.subject)}
    lines = next(row.all_lines("lines") for row in ask_rows(engine, load_panel("lines"), bound, texts.language))
    text = texts.gettext("line %(number)s") if lines.isdigit() else texts.gettext("lines %(number)s")
    return text % {"number": lines}
