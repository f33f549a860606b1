"""The addresses of the OpenAPI document that are always there: the list, the plain resources, and the search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.data import data
from api.language import DEFAULT, current
from api.language import gettext as _
from api.rest.conduct import DIGESTS, JSON
from api.rest.operations import answered, asked, get, of_question, plain, query, told
from api.rest.questions import OFFERED
from api.rest.schemas import TEXT, pascal, record, reference
from api.rest.search import FURTHEST, MOST, USUAL
from queries.question import LANGUAGES, PARAMETER_TYPES
from queries.search.search import MOST_CHARACTERS

if TYPE_CHECKING:
    from api.rest.operations import Member

#: The questions that are resources by themselves too.
PLAIN = ("cooperation", "measures")
#: The question that `owner=none` is.
BARE = "measures-without-owner"
#: A whole number as an address writes it.
WHOLE = {"type": "integer"}


def paths() -> dict[str, Member]:
    """Give every path, the fixed ones first, with its one operation."""
    questions = data().library.questions
    usual = plain("lang", "version")
    begun = [_words(needed=False), *usual]
    return {
        "/openapi.json": get("openapiDocument", ["document"], _document(), usual, _json(_openapi())),
        "/questions": get("questions", ["resources"], _listing(), usual, _json(_list())),
        **{f"/{name}": _resource(name) for name in PLAIN if name in questions},
        "/search": get("search", ["search"], _searching(), [*_asked(), *usual], _json(_found())),
        "/suggestions": get("suggestions", ["search"], _suggesting(), begun, _json(_suggested())),
        **{f"/questions/{name}": of_question(question) for name, question in questions.items()},
    }


def _resource(name: str) -> Member:
    """Give the path of the question called *name*, which is a resource by itself, with the name of the question.

    Where a plain choice is a question of its own, it is answered as that one.
    """
    questions = data().library.questions
    texts, content = told(questions[name]), answered(questions[name])
    if name == "measures" and BARE in questions:
        more = _("With owner=none and at most a theme, the answer is that of the question %(name)s.") % {"name": BARE}
        texts = (texts[0], f"{texts[1]}\n\n{more}")
        both = [reference(f"{pascal(it)}Answer") for it in (name, BARE)]
        content = {**content, JSON: {**content[JSON], "schema": {"anyOf": both}}}
    return get(pascal(name), ["resources"], texts, asked(questions[name]), content)


def _json(schema: Member) -> dict[str, Member]:
    """Give *schema* as that of JSON."""
    return {JSON: {"schema": schema}}


def _document() -> tuple[str, str]:
    """Give what the address of the document answers."""
    return _("This description"), _("The OpenAPI document of this version of the API, over these data and questions.")


def _listing() -> tuple[str, str]:
    """Give what the address of the list answers."""
    told = _("Every question with its parameters and columns, and those that cannot be asked with what is wrong.")
    return _("The questions"), told


def _openapi() -> Member:
    """Give the schema of the document, as far as it is ours to say."""
    return record({"openapi": TEXT, "info": {"type": "object"}, "paths": {"type": "object"}})


def _list() -> Member:
    """Give the schema of the list of questions."""
    texts = dict.fromkeys(("name", "title", "question", "description"), TEXT)
    words = {"type": "array", "items": TEXT}
    parameter = record(
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
    question = record({**texts, "tags": words, **columns, "href": {"type": "string", "format": "uri"}})
    return record(
        {
            "version": reference("DataVersion"),
            "questions": {"type": "array", "items": question},
            "count": {"type": "integer", "minimum": 0},
            "broken": {"type": "array", "items": record({"name": TEXT, "detail": TEXT})},
        }
    )


def _searching() -> tuple[str, str]:
    """Give what the search answers."""
    more = _("Names, spellings and explanations of all things and questions, tolerant of case, accents and word forms.")
    return _("What the words find, best first"), more


def _suggesting() -> tuple[str, str]:
    """Give what the suggestions answer."""
    return _("What one may be typing"), _("The best of what has every word so far; without words, nothing.")


def _words(*, needed: bool) -> Member:
    """Give the parameter that holds the words."""
    schema = {"type": "string", "maxLength": MOST_CHARACTERS, **({"pattern": r"\S"} if needed else {})}
    return query("q", _("The words to search for."), schema, example="jeugd", **({"required": True} if needed else {}))


def _asked() -> list[Member]:
    """Give the parameters of the search."""
    kinds = ["", *sorted(data().search.index(current()).kinds)]
    limit = {**WHOLE, "minimum": 1, "maximum": MOST, "default": USUAL}
    return [
        _words(needed=True),
        query("kind", _("The kind of what is found."), {"type": "string", "enum": kinds}),
        query("limit", _("As many results as are given."), limit),
        query("offset", _("As many results as are passed over."), {**WHOLE, "minimum": 0, "maximum": FURTHEST}),
    ]


def _found() -> Member:
    """Give the schema of what was found."""
    told = dict.fromkeys(("id", "kind", "kind_label", "label", "matched", "snippet", "href"), TEXT)
    result = record({"iri": {**TEXT, "format": "uri", "nullable": True}, **told})
    partial = {"type": "boolean", "description": _("Nothing has all of the words; these have some.")}
    return record({**_counted(), "partial": partial, "results": {"type": "array", "items": result}})


def _suggested() -> Member:
    """Give the schema of suggestions."""
    suggestion = record(dict.fromkeys(("label", "kind", "kind_label", "href"), TEXT))
    return record({**_counted(), "suggestions": {"type": "array", "items": suggestion}})


def _counted() -> Member:
    """Give the members that say what was searched for, in which data, and how much was found."""
    return {"query": TEXT, "version": reference("DataVersion"), "count": {**WHOLE, "minimum": 0}}


def shared() -> dict[str, Member]:
    """Give the parameters that many addresses take, by the name under which they are referred to."""
    lang = {"type": "string", "enum": list(LANGUAGES), "default": DEFAULT}
    digest = data().version.digest[:16]
    version = _("The version of the data, by the first characters of its digest; the current one if not given.")
    edition = _("The edition of the question, as a permanent address names it; the current one if not given.")
    known = _("The ETag of the answer that one has: 304 says that it is still the same.")
    return {
        "lang": query("lang", _("The language of labels and texts."), lang),
        "format": query(
            "format",
            _("The format, where the header Accept does not say it; 'csv-excel' is CSV that a Dutch Excel opens."),
            {"type": "string", "enum": list(OFFERED)},
            example="json",
        ),
        "version": query("version", version, {"type": "string", "pattern": f"^{DIGESTS['version']}$"}, example=digest),
        "edition": query("edition", edition, {"type": "string", "pattern": f"^{DIGESTS['edition']}$"}),
        "ifNoneMatch": {"name": "If-None-Match", "in": "header", "description": known, "schema": TEXT},
    }
