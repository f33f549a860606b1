"""The library for people: the questions by subject, each as a form with its answer, and the answer as a memo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template

from api.components.question_page import render_question_page
from api.components.subjects import group_questions
from api.http.errors import describe_error
from api.http.language import get_translator
from api.requests.permalink import build_permanent_url, build_provenance
from api.requests.question import answer_all, find_question, read_parameters, select_requested
from api.serving.dataset import get_dataset
from queries.exports import build_memo

if TYPE_CHECKING:
    from flask import Response


blueprint = Blueprint("questions", __name__)


@blueprint.get("/questions")
def list_questions() -> str:
    """List the questions by subject, and the broken ones with what is wrong with them."""
    broken = {name: describe_error(error) for name, error in get_dataset().library.broken.items()}
    return render_template("questions/index.html", grouped=group_questions(), broken=broken)


@blueprint.get("/questions/<name>")
def show_question(name: str) -> Response:
    """Show a question as a form, with the answer below it."""
    return render_question_page(name)


@blueprint.get("/questions/<name>/memo")
def show_memo(name: str) -> str:
    """Show the answer as a memo that can be printed and cited."""
    answer = select_requested(answer_all(find_question(name), read_parameters()))
    found = build_memo(get_dataset().engine, answer, build_provenance(answer), get_translator())
    return render_template(
        "questions/memo.html", memo=found, question=answer.question, permanent=build_permanent_url(answer)
    )
