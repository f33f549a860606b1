"""The matrix of partners: who takes part in what, counted; each number opens what it counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask import Blueprint, Response
from werkzeug.datastructures import ImmutableMultiDict

from api.components.coverage_table import QUESTION, build_coverage_table, name_row
from api.components.form import Option, build_fields
from api.components.heading import ChoiceMade, build_heading
from api.components.page import render_page
from api.components.plan_list import build_plan_lines
from api.http.negotiation import add_charset, negotiate_short_name
from api.http.response import add_etag
from api.requests.question import answer_question, find_choices
from api.requests.scope import get_scope
from api.requests.url import RequestUrl, read_url
from graph.errors import BadParameter
from queries.answers import describe_empty
from queries.coverage import (
    COLUMNS,
    COUNTS,
    FORMATS,
    READING,
    ROWS,
    Choice,
    build_matrix,
    draft_matrix,
    explain_row,
    name_end,
    name_file,
    sort_columns,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from api.requests.scope import Scope
    from graph.message import Message
    from queries.answers import Row
    from queries.coverage import Matrix
    from queries.plans import Plan
    from queries.questions import Question

blueprint = Blueprint("coverage", __name__)
OFFERED_FORMATS = {"html": "text/html", **FORMATS}
#: As many plans as stand beside each other, and as many cells as they may have together.
MOST_PLANS, MOST_CELLS = 5, 3_000
#: By what the matrix is filtered, as the question calls it.
FILTERS = ("kind", "role", "basis", "theme")
#: What the page takes besides: how the matrix is made, which row is explained, and for which paper.
SHAPES: Mapping[str, Mapping[str, Message]] = {"rows": ROWS, "columns": COLUMNS, "counts": COUNTS}
OWN_NAMES = (*SHAPES, "across", "explain", "paper")


@dataclass(frozen=True)
class Idle:
    """Whom of a plan the matrix lacks: `count` partners, and those that take part through the joint plan alone."""

    plan: Plan
    count: int
    joint: Sequence[Row]


@blueprint.get("/coverage")
def show_coverage() -> Response:
    """Show who takes part in what, counted, as a matrix; `rows`, `columns` and `counts` say of what, and of which."""
    scope, url = get_scope().narrow(read_url()), read_url()
    short = negotiate_short_name(OFFERED_FORMATS)
    question = _narrow_question(scope)
    choice, plans = _parse_choice(scope, url, question)
    matrix = _build_fitting(scope, plans, choice)
    if short != "html":
        return _make_file(scope, url, matrix, short)
    return Response(_make_page(scope, url, question, matrix))


def _narrow_question(scope: Scope) -> Question:
    """Narrow the question behind the matrix to the parameters by which it is filtered."""
    question = scope.library.find(QUESTION)
    return replace(question, parameters=tuple(it for it in question.parameters if it.name in FILTERS))


def _parse_choice(scope: Scope, url: RequestUrl, question: Question) -> tuple[Choice, list[Plan]]:
    """Parse what *url* chooses, and in which of the plans that names something.

    :raises BadParameter: where it chooses what there is not.
    """
    shapes = {name: _parse_shape(url, name) for name in SHAPES}
    for name in OWN_NAMES:
        if len(url.parameters.getlist(name)) > 1:
            times = len(url.parameters.getlist(name))
            raise BadParameter(name, "The parameter %(parameter)r is given %(times)s times; give it once.", times=times)
    asked = ImmutableMultiDict([it for it in url.parameters.items(multi=True) if it[0] not in OWN_NAMES])
    chosen = find_choices(scope, question, replace(url, parameters=asked))
    first = chosen[0][1]
    ids = {name: name_end(first.get(name, "")) for name in FILTERS}
    across = url.parameters.get("across", "")
    plans = [plan for plan, _values in chosen if plan]
    return Choice(**shapes, **ids, sort=url.parameters.get("sort", ""), across=across), plans


def _parse_shape(url: RequestUrl, name: str) -> str:
    """Parse what *url* chooses for *name*, or else the usual: the first.

    :raises BadParameter: where there is no such choice.
    """
    known = SHAPES[name]
    given = url.parameters.get(name) or next(iter(known))
    if given not in known:
        raise BadParameter(name, "%(parameter)r is one of %(known)s.", known=", ".join(known))
    return given


def _build_fitting(scope: Scope, plans: Sequence[Plan], choice: Choice) -> Matrix:
    """Build the matrix of *choice* over as many of *plans*, in their order, as fit on a page; the first always does."""
    fitting = list(plans) if len(plans) <= MOST_PLANS else []
    matrix = _order_by_row(scope, build_matrix(fitting, choice, scope.language))
    while matrix.size > MOST_CELLS and len(fitting) > 1:
        fitting.pop()
        matrix = _order_by_row(scope, build_matrix(fitting, choice, scope.language))
    return matrix


def _order_by_row(scope: Scope, matrix: Matrix) -> Matrix:
    """Order the columns of *matrix* by the row that its choice names, where it names one."""
    row = next((it for it in matrix.rows if name_row(scope, it) == matrix.choice.across), None)
    if row is None:
        return matrix
    by_row = replace(matrix.choice, across=row.iri)
    return replace(matrix, columns=sort_columns(matrix.columns, matrix.rows, by_row))


def _make_file(scope: Scope, url: RequestUrl, matrix: Matrix, short: str) -> Response:
    """Make *matrix* as a file in the format called *short*; its name says what was chosen."""
    address = f"{scope.origin}{url.build_changed(format='', lang='')}"
    about = [*_describe_choice(scope, matrix), (scope.translator.gettext("Address"), address)]
    key = ("coverage", short, matrix.choice, address, tuple(it.key for it in matrix.plans), *scope.key)
    body = scope.rendering.write(key, lambda: draft_matrix(matrix, short, about, scope.translator))
    response = Response(body, content_type=add_charset(FORMATS[short]))
    name = f"{name_file(matrix)}.{short.partition('-')[0]}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return add_etag(response, scope.version.digest, by_language=True)


def _describe_choice(scope: Scope, matrix: Matrix) -> list[tuple[str, str]]:
    """Describe what *matrix* was chosen to have, each by a name."""
    _, choice = scope.translator.gettext, matrix.choice
    named = {
        name: scope.find_concept_label(name, getattr(choice, name))
        for name in ("kind", "role", "basis")
        if getattr(choice, name)
    }
    labels = {"kind": _("Kind"), "role": _("Role"), "basis": _("Basis")}
    theme = next((it.label for it in matrix.columns if choice.theme and name_end(it.iri) == choice.theme), choice.theme)
    return [
        (_("Plan"), "; ".join(plan.find_label(scope.language) for plan in matrix.plans)),
        (_("Rows"), ROWS[choice.rows].describe(scope.translator)),
        (_("Columns"), COLUMNS[choice.columns].describe(scope.translator)),
        (_("What counts"), COUNTS[choice.counts].describe(scope.translator)),
        *((labels[name], label) for name, label in named.items()),
        *([(_("Theme"), theme)] if theme else []),
        (_("Data version"), scope.version.digest),
    ]


def _list_choices(scope: Scope, matrix: Matrix) -> list[ChoiceMade]:
    """List what somebody chose *matrix* to have, besides its plans, rows and columns, which its title says."""
    _plans, _rows, _columns, (label, counts), *filters, _version = _describe_choice(scope, matrix)
    return [ChoiceMade(label, counts, matrix.choice.counts == "both"), *(ChoiceMade(*it) for it in filters)]


def _make_page(scope: Scope, url: RequestUrl, question: Question, matrix: Matrix) -> str:
    """Make the page of *matrix*, with its form and, where one is chosen, why cells of a row are empty."""
    choice = matrix.choice
    shown = {plan.key for plan in matrix.plans}
    explained = next((it for it in matrix.rows if name_row(scope, it) == url.parameters.get("explain")), None)
    return render_page(
        scope,
        url,
        "coverage/index.html",
        question=question,
        fields=build_fields(scope, question, url.parameters),
        shapes=_build_shapes(scope, choice),
        choice=choice,
        heading=build_heading(scope, url, _list_choices(scope, matrix)),
        counts_label=COUNTS[choice.counts].describe(scope.translator),
        columns_label=COLUMNS[choice.columns].describe(scope.translator),
        rows_label=ROWS[choice.rows].describe(scope.translator),
        table=build_coverage_table(scope, url, matrix),
        reading=[it.describe(scope.translator) for it in READING],
        explained=explained,
        absences=explain_row(matrix, explained, scope.language) if explained else (),
        idle=[_find_idle(scope, plan, matrix) for plan in matrix.plans],
        empty="" if matrix.rows else _describe_empty(scope, matrix),
        formats=FORMATS,
        is_a4=url.parameters.get("paper") == "a4",
        lines=build_plan_lines(scope, [plan for plan in scope.chosen if plan.key not in shown]),
    )


def _build_shapes(scope: Scope, choice: Choice) -> list[tuple[str, str, list[Option], str]]:
    """Build the choices of how the matrix is made: name, label, options, and what *choice* has."""
    _ = scope.translator.gettext
    labels = {"rows": _("Rows"), "columns": _("Columns"), "counts": _("What counts")}
    options = {
        name: [Option(value, it.describe(scope.translator)) for value, it in SHAPES[name].items()] for name in SHAPES
    }
    across = [Option("", _("usual")), Option("name", _("by name")), Option("total", _("most first"))]
    if choice.across not in {it.value for it in across}:
        across.append(Option(choice.across, _("as in the chosen row")))
    shapes = [(name, labels[name], options[name], str(getattr(choice, name))) for name in SHAPES]
    return [*shapes, ("across", _("Order of the columns"), across, choice.across)]


def _find_idle(scope: Scope, plan: Plan, matrix: Matrix) -> Idle:
    """Find whom of *plan* the *matrix* does not have: partners of the chosen kind without a role in its columns."""
    everyone = find_partners(scope.within(plan), matrix.choice.kind)
    idle = [row for row in everyone if row["actor"] not in matrix.active]
    joint = [row for row in idle if row.get("through")]
    return Idle(plan, len(idle) - len(joint), joint)


def _describe_empty(scope: Scope, matrix: Matrix) -> str:
    """Describe what it means that *matrix* has no rows."""
    choice = matrix.choice
    values = {name: getattr(choice, name) for name in FILTERS if getattr(choice, name)}
    return describe_empty(answer_question(scope, QUESTION, values), scope.translator) if matrix.plans else ""


def find_partners(scope: Scope, kind: str) -> list[Row]:
    """Find the partners, of the *kind* with that local id where one is given, with their measures as published.

    Those of a version that was published without are counted now.
    """
    rows = scope.ask_panel("coverage-partners") or answer_question(scope, "partners", {}).rows
    return [row for row in rows if kind in ("", row["kind"])]
