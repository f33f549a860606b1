"""The paths of the OpenAPI document that are always there: the list, the plain resources, and the search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.rest.change_schemas import build_changes_path
from api.rest.conduct import DIGEST_PATTERNS, JSON
from api.rest.network_paths import build_network_parameters, build_network_paths
from api.rest.operations import (
    build_answer_content,
    build_json_response,
    build_parameter,
    build_path,
    build_question_path,
    build_response,
    describe_question,
    list_parameters,
    list_references,
)
from api.rest.plan_schemas import build_plan_parameter, build_plans_path
from api.rest.questions import OFFERED_FORMATS
from api.rest.schemas import TEXT, build_number_schema, build_object_schema, build_reference, to_pascal_case
from api.rest.search import FURTHEST, MOST, USUAL
from queries.questions import LANGUAGES, PARAMETER_TYPES
from queries.search import MOST_CHARACTERS

if TYPE_CHECKING:
    from api.requests.scope import Scope
    from api.rest.operations import Member
    from graph.message import Translator

#: The questions that are resources by themselves too.
PLAIN_RESOURCES = ("cooperation", "measures")
#: The question that `owner=none` is.
OWNERLESS_QUESTION = "measures-without-owner"


def build_paths(scope: Scope) -> dict[str, Member]:
    """Build every path, the fixed ones first, with its one operation."""
    questions, translator = scope.library.questions, scope.translator
    usual, searching = list_references("lang", "version"), list_references("plan", "lang", "version")
    begin = [_build_words_parameter(translator, needed=False), *searching]
    document = build_json_response(_build_document_schema(), translator)
    listing = build_json_response(_build_list_schema(), translator)
    return {
        "/openapi.json": build_path("openapiDocument", ["document"], _describe_document(translator), usual, document),
        "/plans": build_plans_path(translator),
        "/changes": build_changes_path(translator),
        "/questions": build_path("questions", ["resources"], _describe_list(translator), usual, listing),
        **{f"/{name}": _build_resource_path(scope, name) for name in PLAIN_RESOURCES if name in questions},
        "/search": build_path(
            "search",
            ["search"],
            _describe_search(translator),
            [*_list_search_parameters(scope), *searching],
            build_json_response(_build_results_schema(translator), translator),
        ),
        "/suggestions": build_path(
            "suggestions",
            ["search"],
            _describe_suggestions(translator),
            begin,
            build_json_response(_build_suggestions_schema(), translator),
        ),
        **build_network_paths(scope),
        **{f"/questions/{name}": build_question_path(scope, question) for name, question in questions.items()},
    }


def _build_resource_path(scope: Scope, name: str) -> Member:
    """Build the path of the question called *name* as a plain resource.

    Where a plain choice is a question of its own, it is answered as that one.
    """
    _ = scope.translator.gettext
    questions = scope.library.questions
    question = questions[name]
    texts, content = describe_question(question, scope.translator), build_answer_content(question)
    if name == "measures" and OWNERLESS_QUESTION in questions:
        more = _("With owner=none and at most a theme, the answer is that of the question %(name)s.") % {
            "name": OWNERLESS_QUESTION
        }
        texts = (texts[0], f"{texts[1]}\n\n{more}")
        both = [build_reference(f"{to_pascal_case(it)}Answer") for it in (name, OWNERLESS_QUESTION)]
        content = {**content, JSON: {**content[JSON], "schema": {"anyOf": both}}}
    response = build_response(content, scope.translator)
    return build_path(to_pascal_case(name), ["resources"], texts, list_parameters(scope, question), response)


def _describe_document(translator: Translator) -> tuple[str, str]:
    """Describe the operation that returns the OpenAPI document: summary and description."""
    _ = translator.gettext
    return _("This description"), _("The OpenAPI document of this version of the API, over these data and questions.")


def _describe_list(translator: Translator) -> tuple[str, str]:
    """Describe the operation that lists the questions: summary and description."""
    _ = translator.gettext
    more = _("Every question with its parameters and columns, and those that cannot be asked with what is wrong.")
    return _("The questions"), more


def _build_document_schema() -> Member:
    """Build the schema of the OpenAPI document, as far as it is ours to define."""
    return build_object_schema({"openapi": TEXT, "info": {"type": "object"}, "paths": {"type": "object"}})


def _build_list_schema() -> Member:
    """Build the schema of the list of questions."""
    texts = dict.fromkeys(("name", "title", "question", "description"), TEXT)
    words = {"type": "array", "items": TEXT}
    parameter = build_object_schema(
        {
            "name": TEXT,
            "label": TEXT,
            "type": TEXT,
            "kind": {"type": "string", "enum": list(PARAMETER_TYPES)},
            "required": {"type": "boolean"},
            "default": {"type": "string", "nullable": True},
            "examples": words,
        }
    )
    columns = {"parameters": {"type": "array", "items": parameter}, "columns": words}
    question = build_object_schema({**texts, "tags": words, **columns, "href": {"type": "string", "format": "uri"}})
    return build_object_schema(
        {
            "version": build_reference("DataVersion"),
            "questions": {"type": "array", "items": question},
            "count": {"type": "integer", "minimum": 0},
            "broken": {"type": "array", "items": build_object_schema({"name": TEXT, "detail": TEXT})},
        }
    )


def _describe_search(translator: Translator) -> tuple[str, str]:
    """Describe the operation that searches: summary and description."""
    _ = translator.gettext
    more = _("Names, spellings and explanations of all things and questions, tolerant of case, accents and word forms.")
    return _("What the words find, best first"), more


def _describe_suggestions(translator: Translator) -> tuple[str, str]:
    """Describe the operation that suggests: summary and description."""
    _ = translator.gettext
    return _("What one may be typing"), _("The best of what has every word so far; without words, nothing.")


def _build_words_parameter(translator: Translator, *, needed: bool) -> Member:
    """Build the parameter that holds the words to search for."""
    _ = translator.gettext
    schema = {"type": "string", "maxLength": MOST_CHARACTERS, **({"pattern": r"\S"} if needed else {})}
    return build_parameter(
        "q", _("The words to search for."), schema, example="jeugd", **({"required": True} if needed else {})
    )


def _list_search_parameters(scope: Scope) -> list[Member]:
    """List the parameters of the search."""
    _ = scope.translator.gettext
    kinds = ["", *sorted(scope.search.index(scope.language).kinds)]
    return [
        _build_words_parameter(scope.translator, needed=True),
        build_parameter("kind", _("The kind of what is found."), {"type": "string", "enum": kinds}),
        build_parameter("limit", _("As many results as are given."), build_number_schema(1, MOST, USUAL)),
        build_parameter("offset", _("As many results as are passed over."), build_number_schema(0, FURTHEST, 0)),
    ]


def _build_results_schema(translator: Translator) -> Member:
    """Build the schema of search results."""
    _ = translator.gettext
    texts = dict.fromkeys(("id", "kind", "kind_label", "label", "matched", "snippet", "href"), TEXT)
    result = build_object_schema(
        {"iri": {**TEXT, "format": "uri", "nullable": True}, **texts, **_build_owner_members()}
    )
    partial = {"type": "boolean", "description": _("Nothing has all of the words; these have some.")}
    return build_object_schema(
        {**_build_count_members(), "partial": partial, "results": {"type": "array", "items": result}}
    )


def _build_suggestions_schema() -> Member:
    """Build the schema of suggestions."""
    texts = dict.fromkeys(("label", "kind", "kind_label", "href"), TEXT)
    suggestion = build_object_schema({**texts, **_build_owner_members()})
    return build_object_schema({**_build_count_members(), "suggestions": {"type": "array", "items": suggestion}})


def _build_owner_members() -> Member:
    """Build the members that say of which plan a result is; both are null for what belongs to no plan."""
    return {name: {**TEXT, "nullable": True} for name in ("plan", "plan_label")}


def _build_count_members() -> Member:
    """Build the members that hold the words, the version of the data, and the number of results."""
    return {"query": TEXT, "version": build_reference("DataVersion"), "count": {"type": "integer", "minimum": 0}}


def build_shared_parameters(scope: Scope) -> dict[str, Member]:
    """Build the parameters that many operations take, by the name of their component."""
    _ = scope.translator.gettext
    lang = {"type": "string", "enum": list(LANGUAGES)}
    digest = scope.version.digest[:16]
    version = _("The version of the data, by the first characters of its digest; the current one if not given.")
    edition = _("The edition of the question, as a permanent address names it; the current one if not given.")
    spoken = _("The language of labels and texts; if not given, the one that Accept-Language wants, or else Dutch.")
    known = _("The ETag of the answer that one has: 304 says that it is still the same.")
    return {
        "plan": build_plan_parameter(scope),
        "lang": build_parameter("lang", spoken, lang),
        "format": build_parameter(
            "format",
            _(
                "The format, where the header Accept does not say it; 'csv' is for programs, 'csv-excel' for a Dutch "
                "Excel."
            ),
            {"type": "string", "enum": list(OFFERED_FORMATS)},
            example="json",
        ),
        "version": build_parameter(
            "version", version, {"type": "string", "pattern": f"^{DIGEST_PATTERNS['version']}$"}, example=digest
        ),
        "edition": build_parameter(
            "edition", edition, {"type": "string", "pattern": f"^{DIGEST_PATTERNS['edition']}$"}
        ),
        **build_network_parameters(scope.translator),
        "ifNoneMatch": {"name": "If-None-Match", "in": "header", "description": known, "schema": TEXT},
    }
