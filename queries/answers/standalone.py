"""A question as SPARQL to read and edit: with what was chosen filled in, and over the graphs that it was asked of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.engine import read_outline
from graph.message import Message
from graph.terms import TermJson, format_term, make_day, make_literal, to_json
from queries.answers.binding import find_today
from queries.questions import find_pattern_start

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from queries.questions import Question

#: What is said of the query where the answer is of several plans.
FIRST_PLAN_ONLY = Message("The question is asked of each plan by itself. This is its query for the first: %(plan)s.")


def to_standalone_sparql(
    question: Question, terms: Mapping[str, TermJson], language: str, dataset: Sequence[str] = ()
) -> str:
    """Write out the SPARQL of *question* with *terms* filled in and labels in *language*, to read and edit.

    It names the graphs in *dataset*, where there are any, and so gives the same rows over every graph of the version.
    """
    shown = {name: format_term(term) for name, term in terms.items()}
    always = {"lang": make_literal(language), "today": make_day(find_today())}
    text = question.standalone({**{name: format_term(to_json(term)) for name, term in always.items()}, **shown})
    return _name_graphs(text, dataset) if dataset else text


def _name_graphs(text: str, graphs: Sequence[str]) -> str:
    """Write into *text*, a query, that *graphs* are its dataset (SPARQL 1.1, section 13.2).

    They are named graphs too where the query looks into those.
    """
    outline = read_outline(text)
    place = find_pattern_start(text)
    words = ["FROM", *(["FROM NAMED"] if any(word.endswith("GRAPH") for word in outline.keywords) else [])]
    lines = "".join(f"{word} <{graph}>\n" for word in words for graph in graphs)
    return f"{text[:place].rstrip()}\n{lines}{text[place:]}"
