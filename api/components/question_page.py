"""The page of a question: its form with the answer below it, one page of the rows at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask import Response

from api.components.form import build_fields
from api.components.heading import build_answer_heading
from api.components.page import render_page
from api.components.table import build_table
from api.components.thing import list_days
from api.requests.question import (
    answer_all,
    find_question,
    parse_parameters,
    parse_selection,
    select_requested,
)
from graph.errors import BadParameter
from queries.answers import Facet, assess_trust, list_facets
from queries.exports import select_readable_columns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.components.listing import Listing
    from api.requests.scope import Scope
    from api.requests.url import RequestUrl
    from queries.answers import Answer
    from queries.questions import Question

#: How many rows a page may show, the first where nothing is said; `all` for those who print or look through, or as many
#: as a page has.
SIZES = ("100", "25", "all")
#: As many cells as a page has, whatever is asked for: some 100 kB at most. The files hold all rows.
MOST_CELLS = 1_450
#: As many cells as a row is reckoned to have where it is no row of a table.
USUAL_CELLS = 8
#: No page has a number with more digits.
MOST_DIGITS = 9


@dataclass(frozen=True)
class ResultPage:
    """A page of the rows: its number, how many pages there are, where it begins and ends, and its size as in the URL.

    The size is empty where the URL does not say it, and `most` is how many rows a page can have.
    """

    number: int
    count: int
    first: int
    last: int
    size: str = ""
    most: int = MOST_CELLS


def make_question_page(  # noqa: PLR0913  what a page is made of
    scope: Scope,
    url: RequestUrl,
    name: str,
    template: str = "questions/show.html",
    *,
    for_people: bool,
    listing: Listing | None = None,
    **more: object,
) -> Response:
    """Make the page of the question called *name*: form, answer, and whatever *more* the template shows.

    Its rows are listed as *listing* says, where there is one. A value that does not fit is reported above the form,
    which stays. Where a value is needed and none is given, an
    example is shown.

    :raises BadParameter: when a value does not fit, and the page is not *for_people*.
    """
    question, values = find_question(scope, name, url), parse_parameters(url)
    example, status = _choose_examples(question, values), 200
    narrowed = scope.narrow(url) if question.by_plan else scope
    try:
        shown = build_question_values(narrowed, url, question, values, example, listing=listing)
    except BadParameter as error:
        if not for_people:
            raise
        shown, status = (
            {**_build_form(narrowed, question, url, {}), "fault": error.describe(scope.translator), "answer": None},
            400,
        )
    response = Response(render_page(narrowed, url, template, **shown, **more), status)
    response.headers["Cache-Control"] = "no-cache"
    return response


def _choose_examples(question: Question, values: Mapping[str, str]) -> dict[str, str]:
    """Choose an example for each value that *question* needs and *values* lack."""
    needed = [it for it in question.parameters if it.required and not it.default and not values.get(it.name)]
    return {it.name: it.examples[0] for it in needed if it.examples}


def _build_form(scope: Scope, question: Question, url: RequestUrl, example: Mapping[str, str]) -> dict[str, object]:
    """Build what the page shows whether or not there is an answer: *question*, its form, and the days to compare."""
    dated = next((it for it in question.parameters if it.type == "date"), None)
    day = dated.name if dated else ""
    return {
        "question": question,
        "fields": build_fields(scope, question, url.parameters, example),
        "day": day,
        "is_dated": bool(dated and dated.default),
        "days": list_days(scope) if day else {},
        "example": example,
    }


def build_question_values(  # noqa: PLR0913  as above
    scope: Scope,
    url: RequestUrl,
    question: Question,
    values: Mapping[str, str],
    example: Mapping[str, str],
    *,
    listing: Listing | None = None,
) -> dict[str, object]:
    """Build what the page of *question* shows: its form, and the answer with *values* and those of the *example*.

    Its rows are listed as *listing* says, where there is one.

    :raises BadParameter: when a value does not fit.
    """
    everything = answer_all(scope, question, {**values, **example})
    answer = select_requested(scope, everything, url)
    page = find_result_page(url, len(answer.rows), len(select_readable_columns(answer)))
    grouped = listing if listing and listing.applies(answer, url) else None
    part = _select_page(grouped.arrange(scope, answer) if grouped else answer, page)
    return {
        **_build_form(scope, question, url, example),
        "answer": answer,
        "heading": build_answer_heading(scope, url, answer, len(everything.rows)),
        "fault": None,
        "table": grouped.build(scope, part, url) if grouped else build_table(scope, part, sorted_by=url),
        "page": page,
        "sizes": SIZES,
        "facets": _list_facets(scope, everything, url),
        "total": len(everything.rows),
        "trust": assess_trust(answer),
    }


def _list_facets(scope: Scope, everything: Answer, url: RequestUrl) -> list[Facet]:
    """List the facets by which one can select among all rows, except what the form offers already."""
    offered = {parameter.name for parameter in everything.question.parameters}
    facets = list_facets(everything, parse_selection(url), scope.format_cell)
    return [it for it in facets if it.chosen or it.column.name.removesuffix("_label") not in offered]


def _select_page(answer: Answer, page: ResultPage) -> Answer:
    """Select the rows of *answer* that are on *page*."""
    return replace(answer, rows=answer.rows[page.first : page.last])


def find_result_page(url: RequestUrl, count: int, cells: int = USUAL_CELLS) -> ResultPage:
    """Find which page of *count* rows, each of so many *cells*, *url* names.

    :raises BadParameter: when there is no such page, or no such size.
    """
    named = url.parameters.get("size", "")
    size = named or SIZES[0]
    if size not in SIZES:
        raise BadParameter("size", "%(parameter)r is one of %(known)s.", known=", ".join(SIZES))
    most = max(1, MOST_CELLS // max(1, cells))
    rows = min(most, max(count, 1) if size == "all" else int(size))
    pages = max(1, -(-count // rows))
    digits = url.parameters.get("page") or "1"
    number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS else 0
    if not 1 <= number <= pages:
        raise BadParameter("page", "There is no such page: %(parameter)r goes from 1 to %(last)s.", last=pages)
    return ResultPage(number, pages, (number - 1) * rows, min(number * rows, count), named, most)
