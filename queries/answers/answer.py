"""Ask a question: read the parameters, bind them, and give rows of plain values."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from graph.engine import Engine, read_outline
from graph.errors import BadParameter
from graph.terms import TermJson, make_day, make_iri, make_literal, to_json
from queries.answers.binding import bind_by_plan, find_today
from queries.answers.gathering import gather
from queries.answers.lines import tell_lines
from queries.answers.row import make_rows
from queries.answers.standalone import to_standalone_sparql
from queries.questions import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graph.engine import Solutions
    from queries.answers.binding import Bound
    from queries.answers.lines import DocumentNamer
    from queries.answers.row import Row
    from queries.plans import Plan, Plans
    from queries.questions import Column, Question

#: The texts of which the variables are known; each question has one for each set of parameters.
_TEXTS_KEPT = 256


@dataclass(frozen=True)
class Answer:
    """The rows that answer a question, with what was asked.

    `plans` are those that it was asked of, one after another. A value of `parameters` is an IRI, a day, a year, a
    number or a text, and as it was given where it is words, or means something else in each plan; `terms` holds the
    same as they were bound in the first plan where they could be. `solutions` holds the rows as the terms that they
    were read from. Where only a part of the rows is here, `only` says which value each column has in it, as people
    read it; `sort` names the column by which they were put in order. `dataset` are the graphs that the first plan
    was asked over, where the version has more than those. `register` is what was asked where no plan was, and
    `bound` the terms of each plan.
    """

    question: Question
    parameters: Mapping[str, str]
    language: str
    rows: list[Row]
    terms: Mapping[str, TermJson] = field(default_factory=dict)
    solutions: list[Mapping[str, TermJson]] = field(default_factory=list)
    only: Mapping[str, str] = field(default_factory=dict)
    sort: str = ""
    plans: tuple[Plan, ...] = ()
    dataset: tuple[str, ...] = ()
    register: Engine | None = field(default=None, repr=False, compare=False)
    bound: tuple[Bound, ...] = field(default=(), repr=False, compare=False)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, in order."""
        return self.question.columns

    @property
    def silent_columns(self) -> frozenset[str]:
        """The names of the columns that say nothing: of pages that no row has, or for a choice that was not made."""
        pages = (column.name for column in self.columns if column.is_page)
        empty = {name for name in pages if all(row.get(name) is None for row in self.rows)}
        return frozenset(empty | {it.name for it in self.columns if it.when and it.when not in self.parameters})

    @property
    def sparql(self) -> str:
        """The query with the parameters filled in, to read and to edit; it gives the rows of the first plan."""
        return to_standalone_sparql(self.question, self.terms, self.language, self.dataset)


def ask(
    plans: Plans,
    question: Question,
    values: Mapping[str, str],
    language: str = "nl",
    chosen: Sequence[Plan] | None = None,
) -> Answer:
    """Answer *question* with its parameters given as strings in *values*, labels in *language*.

    It is asked of each plan by itself: of those *chosen*, or else of all *plans*. So what a row says does not depend on
    any other plan. A word among *values*, such as the local id of a theme, means in each plan what it means there.

    :raises BadParameter: when a parameter is unknown, missing, or its value names nothing in any of the plans.
    """
    require_known_language(language)
    asked = tuple(plans if chosen is None else chosen) if question.by_plan else ()
    bound = bind_by_plan(plans, asked, question, values)
    askable = [(plan, terms) for plan, terms in bound if plan or not question.by_plan]
    answers = gather(lambda of: _ask_plan(plans, of[0], question, of[1], language), askable)
    solutions = list(chain.from_iterable(answers))
    rows = make_rows(solutions, [column.name for column in question.columns], question.text)
    first, terms = bound[0] if bound else (next(iter(asked), None), {})
    found = Answer(question, _choose_values(question, values, bound), language, rows, terms, solutions, plans=asked)
    dataset, register = find_dataset(plans, question, first), None if question.by_plan else plans.register
    return replace(found, dataset=dataset, register=register, bound=tuple(bound))


def find_dataset(plans: Plans, question: Question, plan: Plan | None) -> tuple[str, ...]:
    """Find the graphs over which *question* is asked of *plan*, or of the register; none where that is all there is."""
    if question.by_plan:
        return plan.graphs if plan and len(plans) > 1 else ()
    return plans.common if len(plans) else ()


def _choose_values(question: Question, values: Mapping[str, str], bound: Sequence[Bound]) -> dict[str, str]:
    """Choose how to write each of the parameters of *question* that are *bound*; words are as they were typed."""
    typed = {it.name for it in question.parameters if it.type == "words"}
    every = [terms for _, terms in bound]
    names = every[0] if every else {}
    return {name: values[name].strip() if name in typed else _choose_value(name, values, every) for name in names}


def _choose_value(name: str, values: Mapping[str, str], bound: Sequence[Mapping[str, TermJson]]) -> str:
    """Choose how to write the parameter called *name*: as what was *bound*, where that is one thing, else as given."""
    found = {terms[name]["value"] for terms in bound}
    return found.pop() if len(found) == 1 else values[name]


def _ask_plan(
    plans: Plans, plan: Plan | None, question: Question, terms: Mapping[str, TermJson], language: str
) -> list[Mapping[str, TermJson]]:
    """Ask *question* with *terms* bound of one *plan*, or else of the register; each solution says whose it is."""
    bindings = {f"_{name}": term for name, term in terms.items()}
    engine = plan.engine if plan else plans.register
    solutions = _ask_solutions(engine, question.query(terms), bindings, language).bindings
    if plan is None:
        return solutions
    documents = [column.name for column in question.columns if column.is_document]
    lines = [column.name for column in question.columns if column.is_lines]
    said = {
        "plan": to_json(make_iri(plan.iri)),
        "plan_label": to_json(make_literal(plan.find_label(language))),
    }
    return [
        {
            **terms,
            **said,
            **_name_documents(plan, terms, documents, language),
            **tell_lines(terms, lines, language, plan.find_document_label),
        }
        for terms in solutions
    ]


def _name_documents(
    plan: Plan, terms: Mapping[str, TermJson], names: Iterable[str], language: str
) -> dict[str, TermJson]:
    """Name the documents of *plan* in *terms*, which stand in the columns called *names*."""
    found = {name: terms[name]["value"] for name in names if name in terms}
    return {f"{it}_label": to_json(make_literal(plan.find_document_label(iri, language))) for it, iri in found.items()}


def require_known_language(language: str) -> None:
    """Require that there are labels in *language*.

    :raises BadParameter: when there are none.
    """
    if language not in LANGUAGES:
        raise BadParameter("lang", "The language is one of %(known)s.", known=", ".join(LANGUAGES))


def ask_rows(
    engine: Engine,
    query: str,
    bindings: Mapping[str, TermJson],
    language: str,
    find_document: DocumentNamer = lambda iri, _: iri.rpartition("/")[2],
) -> list[Row]:
    """Ask *query* and list its rows of plain values, without what was bound in it.

    What it calls `lines` is told as lines; *find_document* names the documents, where those of a row are of several.
    """
    solutions = _ask_solutions(engine, query, bindings, language)
    names = [name for name in solutions.variables if not name.startswith("_")]
    lines = [name for name in names if name.split("_")[-1] == "lines"]
    solved = (
        {**terms, **tell_lines(terms, lines, language, find_document)} if lines else terms
        for terms in solutions.bindings
    )
    return make_rows(solved, names, query)


def _ask_solutions(engine: Engine, query: str, bindings: Mapping[str, TermJson], language: str) -> Solutions:
    """Ask *query*, with *language* and the day of today bound where it has variables for them."""
    always = {"_lang": to_json(make_literal(language)), "_today": to_json(make_day(find_today()))}
    variables = _read_variables(query)
    return engine.select(query, {**{name: it for name, it in always.items() if name in variables}, **bindings})


@lru_cache(maxsize=_TEXTS_KEPT)
def _read_variables(query: str) -> frozenset[str]:
    """Read which variables *query* has."""
    return frozenset(read_outline(query).variables)
