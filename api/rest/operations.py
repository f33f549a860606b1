"""The operations of the OpenAPI document: one for each question, from its header."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from api.data import data
from api.language import current
from api.language import gettext as _
from api.rest.conduct import JSON, narrowing
from api.rest.questions import OFFERED
from api.rest.schemas import TEXT, of_parameter, pascal, reference
from graph.errors import QueryError
from queries import thing
from queries.answer import ask
from queries.formats.table import to_answer_json

if TYPE_CHECKING:
    from queries.question import Parameter, Question

    Member = dict[str, Any]

#: Formats that are no text.
BINARY = ("xlsx", "docx")
#: As many examples as a parameter shows.
SHOWN = 3
#: What may be answered besides what was asked for, by status.
FAULTS = {
    "400": "BadRequest",
    "404": "NotFound",
    "406": "NotAcceptable",
    "413": "TooLarge",
    "500": "ServerError",
    "503": "Unavailable",
}
CHOSEN = ("format", "version", "edition")


def get(
    name: str, tags: list[str], texts: tuple[str, str], parameters: list[Member], content: dict[str, Member]
) -> Member:
    """Give the path with the one operation called *name*, under *tags*, with its summary and description."""
    found = {
        "description": _("What was asked for."),
        "headers": {name: reference(name, "headers") for name in ("API-Version", "ETag")},
        "content": content,
    }
    return {
        "get": {
            "operationId": name,
            "tags": tags,
            "summary": texts[0],
            "description": texts[1],
            "parameters": parameters,
            "responses": {
                "200": found,
                "304": reference("NotModified", "responses"),
                **{status: reference(fault, "responses") for status, fault in FAULTS.items()},
            },
        }
    }


def of_question(question: Question) -> Member:
    """Give the path of *question*."""
    name, tags = f"answer{pascal(question.name)}", list(question.tags) or ["other"]
    return get(name, tags, told(question), asked(question), answered(question))


def asked(question: Question) -> list[Member]:
    """Give the parameters of *question*: its own, those that choose among its rows, and those of every question."""
    return [*(parameter(it) for it in question.parameters), *part(question), *plain("lang", *CHOSEN)]


def told(question: Question) -> tuple[str, str]:
    """Give what *question* asks, and how its answer is read."""
    language = current()
    unseen = f"{_('What this question cannot see')}: {question.unseen[language]}"
    return question.question[language], "\n\n".join(
        [question.description[language], question.absence[language], unseen]
    )


def query(name: str, description: str, schema: Member, **more: object) -> Member:
    """Give the parameter called *name* of an address."""
    return {"name": name, "in": "query", "description": description, "schema": schema, **more}


def plain(*names: str) -> list[Member]:
    """Give references to the parameters that many addresses take."""
    return [reference(name, "parameters") for name in (*names, "ifNoneMatch")]


def parameter(parameter: Parameter) -> Member:
    """Give *parameter* of a question, with values to try."""
    needed = {"required": True} if parameter.required and not parameter.default else {}
    return query(parameter.name, parameter.label[current()], of_parameter(parameter), **needed, **_examples(parameter))


def _examples(parameter: Parameter) -> Member:
    """Give a few values of *parameter* with what they are called, those of its header first."""
    named = {value: texts[current()] for value, texts in parameter.options.items()}
    named |= {it.id: it.label.get(current(), it.id) for it in thing.list_choices(data().engine, parameter)}
    values = parameter.examples or list(named)[:SHOWN]
    found = {value: {"value": value, **({"summary": named[value]} if value in named else {})} for value in values}
    return {"examples": found} if found else {}


def part(question: Question) -> list[Member]:
    """Give the parameters that keep a part of the rows of *question*, and the one that sorts them."""
    told = _("Only the rows with this value in the column %(column)s, written as the answer shows it to people.")
    parts = [
        query(narrowing(it.name), told % {"column": it.label[current()]}, TEXT)
        for it in question.columns
        if it.type in ("concept", "text")
    ]
    names = [column.name for column in question.columns]
    order = {"type": "string", "enum": ["", *names, *(f"-{name}" for name in names)]}
    return [*parts, query("sort", _("The column to sort by; '-' before it turns the order around."), order)]


def answered(question: Question) -> dict[str, Member]:
    """Give each media type in which *question* is answered, with the first row in JSON as the example."""
    found: dict[str, Member] = {}
    for short, media_type in OFFERED.items():
        found.setdefault(media_type, {"schema": {**TEXT, "format": "binary"} if short in BINARY else TEXT})
    found[JSON] = {"schema": reference(f"{pascal(question.name)}Answer"), **first(question)}
    found[OFFERED["srj"]] = {"schema": reference("SparqlResults")}
    return found


def first(question: Question) -> Member:
    """Give the answer to *question* as an example, with its first row only; none where it cannot be answered now."""
    given = {it.name: next(iter(_examples(it).get("examples", ())), "") for it in question.parameters if it.required}
    try:
        found = ask(data().engine, question, given, current())
    except QueryError:
        return {}
    value = json.loads(to_answer_json(found, data().version.digest))
    value["rows"] = value["rows"][:1]
    summary = _("The first of %(count)s rows") % {"count": len(found.rows)}
    return {"examples": {"first": {"summary": summary, "value": value}}}
