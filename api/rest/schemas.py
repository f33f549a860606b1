"""The schemas of the OpenAPI document: what a parameter takes, and what an answer holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.rest.lines import anchor_pattern, build_line_schema
from queries.answers import NOT_FINITE, find_default, list_concepts, list_things
from queries.questions import BASES, SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from api.requests.scope import Scope
    from graph.engine import Engine
    from graph.message import Translator
    from queries.answers import Thing
    from queries.questions import Column, Parameter, Question

    Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
#: What is left empty, as a form does, is not given.
EMPTY: Schema = {"type": "string", "enum": [""]}
PATTERNS = {"year": "[0-9]{4}", "number": r"-?[0-9]{1,15}(\.[0-9]{1,6})?"}
DIGEST = "[0-9a-f]"
#: The schema of a parameter of one line, by its type.
LINES = {"text": "Line", "words": "Words"}
#: As many plans as a schema lists the things of; where there are more, as in a region, any text may name one.
MOST_PLANS = 12


def build_number_schema(least: int, most: int, usual: int) -> Schema:
    """Build the schema of a whole number from *least* to *most*, which is the *usual* one if it is left empty."""
    return {"anyOf": [{"type": "integer", "minimum": least, "maximum": most}, EMPTY], "default": usual}


def build_reference(name: str, of: str = "schemas") -> Schema:
    """Build a reference to the component called *name*."""
    return {"$ref": f"#/components/{of}/{name}"}


def to_pascal_case(name: str) -> str:
    """Convert *name* to the form of schema names.

    >>> to_pascal_case("measures-without-owner")
    'MeasuresWithoutOwner'
    """
    return "".join(word[:1].upper() + word[1:] for word in name.split("-"))


def list_set_names(parameter: Parameter) -> list[str]:
    """List the names of the schemas that *parameter* is chosen from: one a class, or one of a scheme."""
    if parameter.type == "concept":
        return [f"{to_pascal_case(parameter.of)}Concept"]
    return [f"{name}Thing" for name in parameter.of.split()] if parameter.type == "thing" else []


def build_set_schemas(scope: Scope, parameters: Iterable[Parameter]) -> dict[str, Schema]:
    """Build the schema of each set that *parameters* are chosen from, with all that the graph holds in it."""
    schemas: dict[str, Schema] = {}
    for it in parameters:
        for name, of in zip(list_set_names(it), it.of.split(), strict=False):
            find = list_things if it.type == "thing" else list_concepts
            engines = list_engines(scope, it)
            things = [thing for engine in engines for thing in find(engine, of)] if engines else None
            schemas[name] = _build_set_schema(things, scope.translator)
    return dict(sorted(schemas.items()))


def list_engines(scope: Scope, parameter: Parameter) -> list[Engine]:
    """List what has the choices for *parameter*: each plan, or one for what is the same in all of them.

    None where there are more plans than one would list the things of.
    """
    if len(scope.chosen) > MOST_PLANS and parameter.type == "thing":
        return []
    plans = scope.chosen if parameter.type == "thing" else scope.chosen[:1]
    return [plan.engine for plan in plans] or [scope.plans.register]


def _build_set_schema(things: list[Thing] | None, translator: Translator) -> Schema:
    """Build the schema of a choice among *things*, or of any where they are too many to list."""
    _ = translator.gettext
    description = _("The local id or the IRI of a thing; left empty, it is as if it were not given.")
    schema: Schema = {"type": "string", "description": description}
    if things is None:
        return schema
    return {**schema, "enum": list(dict.fromkeys(["", *(it.id for it in things), *(it.iri for it in things)]))}


def build_parameter_schema(parameter: Parameter) -> Schema:
    """Build the schema of the values of *parameter*, with its default where that is the same every day.

    Optional values may be empty.
    """
    schema = _build_value_schema(parameter)
    if parameter.required and not parameter.default and list_set_names(parameter):
        schema = {"allOf": [schema], "minLength": 1}
    if parameter.default and parameter.default == find_default(parameter):
        schema = {"allOf": [schema], "default": parameter.default}
    return schema


def _build_value_schema(parameter: Parameter) -> Schema:
    """Build the schema of a value of *parameter*, without its default."""
    may_be_empty = not parameter.required or bool(parameter.default)
    if list_set_names(parameter):
        refs = [build_reference(name) for name in list_set_names(parameter)]
        return refs[0] if len(refs) == 1 else {"anyOf": refs}
    if parameter.type == "choice":
        return {"type": "string", "enum": [*([""] if may_be_empty else []), *parameter.options]}
    if parameter.type == "date":
        day: Schema = {"type": "string", "format": "date"}
        return {"anyOf": [day, EMPTY]} if may_be_empty else day
    if parameter.type in LINES:
        return build_reference(f"{LINES[parameter.type]}{'OrNothing' if may_be_empty else ''}")
    return {"type": "string", "pattern": anchor_pattern(PATTERNS[parameter.type], empty=may_be_empty)}


def _build_number_schema(translator: Translator) -> Schema:
    """Build the schema of a number in an answer: JSON has none for what is no number, or has no end."""
    _ = translator.gettext
    description = _("A number; 'NaN', 'INF' and '-INF' stand as XML Schema writes them, as JSON has no such numbers.")
    words: Schema = {"type": "string", "enum": list(NOT_FINITE)}
    return {"anyOf": [{"type": "number", "nullable": True}, words], "description": description}


def build_column_schema(column: Column, translator: Translator) -> Schema:
    """Build the schema of a cell of *column*, called as *translator* says; it may be empty."""
    _ = translator.gettext
    title = column.label[translator.language]
    if column.type == "number" and not (column.is_line or column.is_page):
        return {"allOf": [build_reference("Number")], "title": title}
    schema: Schema = {"type": "number" if column.type == "number" else "string", "title": title, "nullable": True}
    if column.type == "thing":
        schema["format"] = "uri"
    if column.type == "date":
        schema["format"] = "date"
    if column.type == "concept":
        schema["description"] = _("The local id of a concept.")
    return schema


def build_answer_schema(question: Question, translator: Translator) -> Schema:
    """Build the schema of an answer to *question* in JSON, with its columns called as *translator* says."""
    names = [column.name for column in question.columns]
    cells = {column.name: build_column_schema(column, translator) for column in question.columns}
    members: Schema = {
        "question": {"type": "string", "enum": [question.name]},
        "version": build_reference("DataVersion"),
        "parameters": {"type": "object", "additionalProperties": TEXT},
        "plans": {"type": "array", "items": TEXT},
        "columns": {"type": "array", "items": build_reference("Column")},
        "rows": {"type": "array", "items": build_object_schema(cells, names)},
        "count": {"type": "integer", "minimum": 0},
        "trust": build_reference("Trust"),
    }
    if question.counted:
        members["basis"] = {"type": "string", "enum": ["derived"]}
    return build_object_schema(members)


def build_object_schema(members: Mapping[str, Schema], required: list[str] | None = None) -> Schema:
    """Build the schema of an object with *members*, of which those *required*, or else all, are required."""
    needed = list(members) if required is None else required
    return {"type": "object", **({"required": needed} if needed else {}), "properties": dict(members)}


def build_fixed_schemas(translator: Translator) -> dict[str, Schema]:
    """Build the schemas that are the same for every question."""
    _ = translator.gettext
    count: Schema = {"type": "integer", "minimum": 0}
    bases = {**build_object_schema(dict.fromkeys(BASES, count), []), "additionalProperties": False}
    texts = {"absence": TEXT, "unseen": TEXT, "severity": {"type": "string", "enum": list(SEVERITIES)}}
    return {
        "Column": build_object_schema({"name": TEXT, "label": TEXT, "type": TEXT}),
        "DataVersion": {
            "type": "string",
            "pattern": f"^{DIGEST}{{64}}$",
            "description": _("The digest of the data that were asked; the same digest always gives the same answer."),
        },
        "Line": build_line_schema(translator, empty=False),
        "LineOrNothing": build_line_schema(translator, empty=True),
        "Words": build_line_schema(translator, empty=False, formatted=True),
        "WordsOrNothing": build_line_schema(translator, empty=True, formatted=True),
        "Number": _build_number_schema(translator),
        "Problem": build_problem_schema(translator),
        "SparqlResults": build_object_schema({"head": {"type": "object"}, "results": {"type": "object"}}),
        "Remark": build_object_schema(
            {
                **dict.fromkeys(("kind", "parameter", "text", "thing", "joint", "see"), TEXT),
                "places": {
                    "type": "array",
                    "items": build_object_schema({"document": TEXT, "line": count, "page": count}, ["document"]),
                },
            },
            ["kind", "parameter", "text", "places"],
        ),
        "Trust": build_object_schema(
            {"bases": bases, **texts, "remarks": {"type": "array", "items": build_reference("Remark")}},
            ["bases", "absence", "unseen", "remarks"],
        ),
    }


def build_problem_schema(translator: Translator) -> Schema:
    """Build the schema of an error (RFC 9457; /core/error-handling/problem-details)."""
    _ = translator.gettext
    members: Schema = {
        "type": {"type": "string", "format": "uri-reference"},
        "title": TEXT,
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string", "description": _("What is wrong, and what would be accepted.")},
        "instance": {"type": "string", "format": "uri-reference"},
        "limit": {"type": "string", "description": _("The setting whose limit was passed.")},
    }
    return build_object_schema(members, ["type", "title", "status", "detail", "instance"])
