"""The page of a question: its form with the answer below it, one page of the rows at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask import Response, make_response, render_template, request

from api.components.form import build_fields
from api.components.table import build_table
from api.components.thing import list_days
from api.http.errors import describe_error, wants_page
from api.requests.question import (
    answer_all,
    find_question,
    format_cell,
    read_parameters,
    read_selection,
    select_requested,
)
from graph.errors import BadParameter
from queries.answers import Facet, assess_trust, list_facets

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Response

    from queries.answers import Answer
    from queries.questions import Question

#: How many rows a page may show, the first where nothing is said; `all` for those who print or look through.
SIZES = ("100", "25", "all")


#: No page has a number with more digits.
MOST_DIGITS = 9


@dataclass(frozen=True)
class ResultPage:
    """A page of the rows: its number, how many pages there are, and where it begins and ends."""

    number: int
    count: int
    first: int
    last: int


def render_question_page(name: str, template: str = "questions/show.html", **more: object) -> Response:
    """Render the page of the question called *name*: form, answer, and whatever *more* the template shows.

    A value that does not fit is told above the form, which stays. Where a value is needed and none is given, an example
    is shown.

    :raises BadParameter: when a value does not fit, and the one who asks reads no pages.
    """
    found, values = find_question(name), read_parameters()
    example = _choose_examples(found, values)
    try:
        text, status = _render_answer(found, {**values, **example}, template, example, more), 200
    except BadParameter as error:
        if not wants_page():
            raise
        text, status = _render_form(found, template, {**more, "fault": describe_error(error), "answer": None}), 400
    response = make_response(text, status)
    response.headers["Cache-Control"] = "no-cache"
    return response


def _choose_examples(found: Question, values: Mapping[str, str]) -> dict[str, str]:
    """Choose an example for each value that *found* needs and *values* lack."""
    needed = [it for it in found.parameters if it.required and not it.default and not values.get(it.name)]
    return {it.name: it.examples[0] for it in needed if it.examples}


def _render_answer(
    found: Question, values: dict[str, str], template: str, example: Mapping[str, str], more: Mapping[str, object]
) -> str:
    """Render the page of the question *found* with the answer to *values*."""
    everything = answer_all(found, values)
    answer = select_requested(everything)
    leaf = _find_page(len(answer.rows))
    shown = build_table(_select_page(answer, leaf), sortable=True)
    return _render_form(
        found,
        template,
        {
            **more,
            "fault": None,
            "answer": answer,
            "table": shown,
            "leaf": leaf,
            "sizes": SIZES,
            "facets": _list_facets(everything),
            "whole": len(everything.rows),
            "trust": assess_trust(answer),
            "example": example,
        },
    )


def _list_facets(everything: Answer) -> list[Facet]:
    """List the facets by which one can select among all rows, except what the form asks for already."""
    asked_for = {parameter.name for parameter in everything.question.parameters}
    found = list_facets(everything, read_selection(), format_cell)
    return [it for it in found if it.chosen or it.column.name.removesuffix("_label") not in asked_for]


def _render_form(found: Question, template: str, more: Mapping[str, object]) -> str:
    """Render the page of the question *found* with its form, and whatever *more* its template shows."""
    day = next((it.name for it in found.parameters if it.type == "date"), "")
    example = more.get("example")
    return render_template(
        template,
        question=found,
        fields=build_fields(found, example if isinstance(example, dict) else None),
        day=day,
        days=list_days() if day else {},
        **more,
    )


def _select_page(answer: Answer, leaf: ResultPage) -> Answer:
    """Select the rows of *answer* that are on the page *leaf*."""
    return replace(answer, rows=answer.rows[leaf.first : leaf.last])


def _find_page(count: int) -> ResultPage:
    """Find which page of *count* rows the URL asks for.

    :raises BadParameter: when there is no such page, or no such size.
    """
    size = request.args.get("size") or SIZES[0]
    if size not in SIZES:
        raise BadParameter("size", "%(parameter)r is one of %(known)s.", known=", ".join(SIZES))
    rows = max(count, 1) if size == "all" else int(size)
    pages = max(1, -(-count // rows))
    asked_for = request.args.get("page") or "1"
    number = int(asked_for) if asked_for.isascii() and asked_for.isdigit() and len(asked_for) <= MOST_DIGITS else 0
    if not 1 <= number <= pages:
        raise BadParameter("page", "There is no such page: %(parameter)r goes from 1 to %(last)s.", last=pages)
    return ResultPage(number, pages, (number - 1) * rows, min(number * rows, count))
