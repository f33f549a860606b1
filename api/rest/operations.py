"""The operations of the OpenAPI document: one for each question, from its header."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.rest.conduct import JSON, to_narrowing_name
from api.rest.questions import OFFERED_FORMATS
from api.rest.schemas import TEXT, build_parameter_schema, build_reference, to_pascal_case
from graph.errors import QueryError
from queries.answers import ask, list_choices
from queries.exports import build_answer_json

if TYPE_CHECKING:
    from api.requests.scope import Scope
    from graph.message import Translator
    from queries.questions import Parameter, Question

    Member = dict[str, Any]

#: Formats that are no text.
BINARY_FORMATS = ("xlsx", "docx")
#: As many examples as a parameter shows.
MOST_EXAMPLES = 3
#: The responses besides the answer itself, by status.
PROBLEM_RESPONSES = {
    "400": "BadRequest",
    "404": "NotFound",
    "406": "NotAcceptable",
    "413": "TooLarge",
    "500": "ServerError",
    "503": "Unavailable",
}
COMMON_NAMES = ("plan", "format", "version", "edition")


def build_path(
    name: str, tags: list[str], texts: tuple[str, str], parameters: list[Member], response: Member
) -> Member:
    """Build a path with one operation, GET, called *name*, under *tags*.

    *texts* are its summary and description, *response* is the one with what was asked for.
    """
    return {
        "get": {
            "operationId": name,
            "tags": tags,
            "summary": texts[0],
            "description": texts[1],
            "parameters": parameters,
            "responses": {
                "200": response,
                "304": build_reference("NotModified", "responses"),
                **{status: build_reference(fault, "responses") for status, fault in PROBLEM_RESPONSES.items()},
            },
        }
    }


def build_response(content: dict[str, Member], translator: Translator) -> Member:
    """Build the response with what was asked for, in the media types of *content*."""
    _ = translator.gettext
    return {
        "description": _("What was asked for."),
        "headers": {name: build_reference(name, "headers") for name in ("API-Version", "ETag")},
        "content": content,
    }


def build_json_response(schema: Member, translator: Translator) -> Member:
    """Build the response in JSON with *schema*."""
    return build_response({JSON: {"schema": schema}}, translator)


def build_question_path(scope: Scope, question: Question) -> Member:
    """Build the path of *question*."""
    name, tags = f"answer{to_pascal_case(question.name)}", list(question.tags) or ["other"]
    return build_path(
        name,
        tags,
        describe_question(question, scope.translator),
        list_parameters(scope, question),
        build_response(build_answer_content(question), scope.translator),
    )


def list_parameters(scope: Scope, question: Question) -> list[Member]:
    """List the parameters of *question*: its own, those that select rows, and those of every question."""
    return [
        *(build_question_parameter(scope, it) for it in question.bound),
        *list_narrowing_parameters(question, scope.translator),
        *list_references("lang", *COMMON_NAMES),
    ]


def describe_question(question: Question, translator: Translator) -> tuple[str, str]:
    """Describe *question* in the language of *translator*: the question in words, and how its answer is read."""
    _, language = translator.gettext, translator.language
    unseen = f"{_('What this question cannot see')}: {question.unseen[language]}"
    return question.question[language], "\n\n".join(
        [question.description[language], question.absence[language], unseen]
    )


def build_parameter(name: str, description: str, schema: Member, **more: object) -> Member:
    """Build the query parameter called *name*."""
    return {"name": name, "in": "query", "description": description, "schema": schema, **more}


def list_references(*names: str) -> list[Member]:
    """List references to the shared parameters *names* and `ifNoneMatch`."""
    return [build_reference(name, "parameters") for name in (*names, "ifNoneMatch")]


def build_question_parameter(scope: Scope, parameter: Parameter) -> Member:
    """Build the query parameter for *parameter* of a question, with values to try."""
    needed = {"required": True} if parameter.required and not parameter.default else {}
    return build_parameter(
        parameter.name,
        parameter.label[scope.language],
        build_parameter_schema(parameter),
        **needed,
        **_build_examples(scope, parameter),
    )


def _build_examples(scope: Scope, parameter: Parameter) -> Member:
    """Build a few example values of *parameter* with their labels, those of its header first."""
    named = {value: texts[scope.language] for value, texts in parameter.options.items()}
    first = scope.chosen[0].engine if scope.chosen else scope.plans.register
    named |= {it.id: it.label.get(scope.language, it.id) for it in list_choices(first, parameter)}
    values = parameter.examples or list(named)[:MOST_EXAMPLES]
    examples = {value: {"value": value, **({"summary": named[value]} if value in named else {})} for value in values}
    return {"examples": examples} if examples else {}


def list_narrowing_parameters(question: Question, translator: Translator) -> list[Member]:
    """List the parameters that narrow the rows of *question*, and the one that sorts them, as *translator* says it."""
    _ = translator.gettext
    description = _("Only the rows with this value in the column %(column)s, written as the answer shows it to people.")
    parts = [
        build_parameter(to_narrowing_name(it.name), description % {"column": it.label[translator.language]}, TEXT)
        for it in question.columns
        if it.type in ("concept", "text")
    ]
    names = [column.name for column in question.columns]
    order = {"type": "string", "enum": ["", *names, *(f"-{name}" for name in names)]}
    return [*parts, build_parameter("sort", _("The column to sort by; '-' before it turns the order around."), order)]


def build_answer_content(question: Question) -> dict[str, Member]:
    """Build the media types in which *question* is answered."""
    content: dict[str, Member] = {}
    for short, media_type in OFFERED_FORMATS.items():
        content.setdefault(media_type, {"schema": {**TEXT, "format": "binary"} if short in BINARY_FORMATS else TEXT})
    content[JSON] = {"schema": build_reference(f"{to_pascal_case(question.name)}Answer")}
    content[OFFERED_FORMATS["srj"]] = {"schema": build_reference("SparqlResults")}
    return content


def add_answer_examples(paths: Member, scope: Scope) -> None:
    """Add to *paths*, in place, an example of the answer to each question: it asks them all, which takes a moment."""
    for name, question in scope.library.questions.items():
        example = build_answer_example(scope, question)
        for path in {f"/questions/{name}", f"/{name}"} & paths.keys():
            paths[path]["get"]["responses"]["200"]["content"][JSON] |= example


def build_answer_example(scope: Scope, question: Question) -> Member:
    """Build an example of the answer to *question*, with its first row; none if it cannot be answered."""
    needed = [it for it in question.parameters if it.required]
    values = {it.name: next(iter(_build_examples(scope, it).get("examples", ())), "") for it in needed}
    try:
        answer = ask(scope.plans, question, values, scope.language, scope.chosen[:1])
    except QueryError:
        return {}
    whole = build_answer_json(answer, scope.version.digest, scope.translator)
    value = {**whole, "rows": [dict(row) for row in answer.rows[:1]]}
    count = len(answer.rows)
    summary = scope.translator.ngettext("The only row", "The first of %(count)s rows", count) % {"count": count}
    return {"examples": {"first": {"summary": summary, "value": value}}}
