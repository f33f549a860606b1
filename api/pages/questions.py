"""The library for people: the questions by subject, each as a form with its answer, and the answer as a memo."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, jsonify

from api.components.form import suggest_choices
from api.components.page import render_page
from api.components.question_page import make_question_page
from api.components.subjects import group_questions
from api.http.errors import wants_page
from api.requests.permalink import build_provenance
from api.requests.question import (
    answer_all,
    build_answer_key,
    find_question,
    parse_parameters,
    select_requested,
)
from api.requests.scope import get_scope
from api.requests.url import read_url
from queries.exports import build_memo

if TYPE_CHECKING:
    from api.requests.scope import Scope
    from api.requests.url import RequestUrl
    from queries.exports import Memo
    from queries.questions import Question

blueprint = Blueprint("questions", __name__)
#: As many cells as a memo has as a page, some 100 kB; of an answer with more it shows the first, and files hold all.
MOST_CELLS = 2_100


@blueprint.get("/questions")
def list_questions() -> str:
    """List the questions by subject, and the broken ones with what is wrong with them."""
    scope = get_scope()
    broken = {name: error.describe(scope.translator) for name, error in scope.library.broken.items()}
    grouped = group_questions(scope.library.questions.values(), scope.translator)
    return render_page(scope, read_url(), "questions/index.html", grouped=grouped, broken=broken)


@blueprint.get("/questions/<name>")
def show_question(name: str) -> Response:
    """Show a question as a form, with the answer below it."""
    return make_question_page(get_scope(), read_url(), name, for_people=wants_page(), crumb=True)


@blueprint.get("/questions/<name>/suggestions/<parameter>")
def suggest_values(name: str, parameter: str) -> Response:
    """Suggest to a form names that a parameter of the question takes, for what was typed in `q`, as a list in JSON."""
    url = read_url()
    scope = get_scope().narrow(url)
    question = find_question(scope, name, url)
    asked = next((it for it in question.parameters if it.name == parameter), None) or abort(404)
    return jsonify(suggest_choices(scope, asked, url.parameters.get("q", "")))


@blueprint.get("/questions/<name>/memo")
def show_memo(name: str) -> str:
    """Show the answer as a memo that can be printed and cited: of many plans, of those in the window."""
    whole, url = get_scope(), read_url()
    question = find_question(whole, name, url)
    scope = whole.narrow(url) if question.by_plan else whole
    key = ("memo", *build_answer_key(scope, question, url, parse_parameters(url)))
    kept = scope.rendering.keep(key, lambda: pickle.dumps(_build_memo(scope, url, question)))
    memo: Memo = pickle.loads(kept)  # noqa: S301  what was kept in this process, by the line above
    return render_page(
        scope, url, "questions/memo.html", memo=memo, question=question, permanent=memo.provenance.address
    )


def _build_memo(scope: Scope, url: RequestUrl, question: Question) -> Memo:
    """Build the memo of the answer to *question* that *url* asks for."""
    answer = select_requested(scope, answer_all(scope, question, parse_parameters(url)), url)
    return build_memo(scope.engine, answer, build_provenance(scope, answer), scope.translator, MOST_CELLS)
