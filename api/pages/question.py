"""The library for people: the questions, each as a form with its answer below it, and the answer as a memo."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask import Blueprint, Response, make_response, render_template, request

from api.asking import parameters, part, question, read, selection, whole
from api.data import data
from api.errors import told, wants_page
from api.pages import about, form, subjects, view
from api.permanent import address, provenance
from graph.errors import BadParameter
from queries.memo import build_memo
from queries.selection import Facet, list_facets
from queries.trust import assess_trust

if TYPE_CHECKING:
    from collections.abc import Mapping

    from queries.answer import Answer
    from queries.question import Question

blueprint = Blueprint("questions", __name__)
#: How many rows a page may show, the first where nothing is said; `all` for those who print or look through.
SIZES = ("100", "25", "all")
#: No page has a number with more digits.
DIGITS = 9


@dataclass(frozen=True)
class Leaf:
    """A part of the rows: which page it is of how many, and where it begins and ends."""

    number: int
    count: int
    first: int
    last: int


@blueprint.get("/questions")
def index() -> str:
    """List the questions by subject, and those that cannot be asked with what is wrong."""
    broken = {name: told(error) for name, error in data().library.broken.items()}
    return render_template("questions.html", grouped=subjects.grouped(), broken=broken)


@blueprint.get("/questions/<name>", endpoint="page")
def show(name: str) -> Response:
    """Show a question as a form, with the answer below it."""
    return page(name)


@blueprint.get("/questions/<name>/memo", endpoint="memo")
def show_memo(name: str) -> str:
    """Show the answer as a memo that can be printed and cited."""
    answer = part(whole(question(name), parameters()))
    found = build_memo(data().engine, answer, provenance(answer))
    return render_template("memo.html", memo=found, question=answer.question, permanent=address(answer))


def page(name: str, template: str = "question.html", **more: object) -> Response:
    """Give the page of the question called *name*, its form and its answer, with whatever *more* the template shows.

    A value that does not fit is told above the form, which stays. Where a value is needed and none is given, an example
    is shown.

    :raises BadParameter: when a value does not fit, and the one who asks reads no pages.
    """
    found, values = question(name), parameters()
    example = _example(found, values)
    try:
        text, status = _answered(found, {**values, **example}, template, example, more), 200
    except BadParameter as error:
        if not wants_page():
            raise
        text, status = _rendered(found, template, {**more, "fault": told(error), "answer": None}), 400
    response = make_response(text, status)
    response.headers["Cache-Control"] = "no-cache"
    return response


def _example(found: Question, values: Mapping[str, str]) -> dict[str, str]:
    """Give an example of each value that *found* needs and *values* have not."""
    needed = [it for it in found.parameters if it.required and not it.default and not values.get(it.name)]
    return {it.name: it.examples[0] for it in needed if it.examples}


def _answered(
    found: Question, values: dict[str, str], template: str, example: Mapping[str, str], more: Mapping[str, object]
) -> str:
    """Give the page of the question *found* with the answer to *values*."""
    everything = whole(found, values)
    answer = part(everything)
    leaf = _leaf(len(answer.rows))
    shown = view.table(_shown(answer, leaf), sortable=True)
    return _rendered(
        found,
        template,
        {
            **more,
            "fault": None,
            "answer": answer,
            "table": shown,
            "leaf": leaf,
            "sizes": SIZES,
            "facets": _facets(everything),
            "whole": len(everything.rows),
            "trust": assess_trust(answer),
            "example": example,
        },
    )


def _facets(everything: Answer) -> list[Facet]:
    """Give the values by which one can choose among all rows; what the form asks for already is left out."""
    asked_for = {parameter.name for parameter in everything.question.parameters}
    found = list_facets(everything, selection(), read)
    return [it for it in found if it.chosen or it.column.name.removesuffix("_label") not in asked_for]


def _rendered(found: Question, template: str, more: Mapping[str, object]) -> str:
    """Give the page of the question *found*, with whatever *more* its template shows."""
    day = next((it.name for it in found.parameters if it.type == "date"), "")
    example = more.get("example")
    return render_template(
        template,
        question=found,
        fields=form.fields(found, example if isinstance(example, dict) else None),
        day=day,
        days=about.days() if day else {},
        **more,
    )


def _shown(answer: Answer, leaf: Leaf) -> Answer:
    """Give the rows of *answer* that are on *leaf*."""
    return replace(answer, rows=answer.rows[leaf.first : leaf.last])


def _leaf(count: int) -> Leaf:
    """Give the page of so many rows that the address asks for.

    :raises BadParameter: when there is no such page, or no such size.
    """
    size = request.args.get("size") or SIZES[0]
    if size not in SIZES:
        raise BadParameter("size", "%(parameter)r is one of %(known)s.", known=", ".join(SIZES))
    rows = max(count, 1) if size == "all" else int(size)
    pages = max(1, -(-count // rows))
    asked_for = request.args.get("page") or "1"
    number = int(asked_for) if asked_for.isascii() and asked_for.isdigit() and len(asked_for) <= DIGITS else 0
    if not 1 <= number <= pages:
        raise BadParameter("page", "There is no such page: %(parameter)r goes from 1 to %(last)s.", last=pages)
    return Leaf(number, pages, (number - 1) * rows, min(number * rows, count))
