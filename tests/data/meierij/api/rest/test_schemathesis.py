"""Schemathesis asks the API all that its OpenAPI document promises, and much that it does not."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from tests.turns import Turns, take_turn
from tests.website import opened

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from flask import Flask

DOCUMENT = "/api/v1/openapi.json"
#: As many random requests per address, besides one for each part of its description.
EXAMPLES = 6
#: Of a set of more things than this, every so manieth is tried: each is a request, and `test_openapi` tries them all.
MOST = 40
#: Of addresses that are made alike, one for each question and one for each view, those that between them take every
#: parameter but the columns to choose rows by, of which `test_formats` tries one of each question.
ALIKE, COLUMN = ("/questions/", "/networks/"), "only"
#: One of so many addresses is asked at a commit.
EACH = 3
#: What is checked at least so often of all addresses; a check that never ran has checked nothing.
CHECKED = {
    "not_a_server_error": 3000,
    "status_code_conformance": 3000,
    "content_type_conformance": 3000,
    "response_headers_conformance": 3000,
    "response_schema_conformance": 3000,
    "negative_data_rejection": 3000,
    "positive_data_acceptance": 3000,
    "unsupported_method": 3000,
    "allow_header_conformance": 3000,
}
#: A question with what no packaged one has: what it needs, a default, and one of each other type.
QUESTION = """\
#+ title: {nl: Proef, en: Trial}
#+ question: {nl: Proef?, en: Trial?}
#+ description: {nl: Proef., en: Trial.}
#+ absence: {nl: Geen., en: None.}
#+ unseen: {nl: Alles., en: Everything.}
#+ basis: stated
#+ tags: [trial]
#+ parameters:
#+   theme: {type: thing, of: Theme, required: true, label: {nl: Thema, en: Theme}, examples: [jeugd]}
#+   actor: {type: thing, of: Actor Theme, label: {nl: Actor, en: Actor}}
#+   year: {type: year, required: true, default: "2020", label: {nl: Jaar, en: Year}}
#+   day: {type: date, required: true, label: {nl: Dag, en: Day}, examples: ["2020-01-31"]}
#+   amount: {type: number, required: true, label: {nl: Bedrag, en: Amount}, examples: ["0.5"]}
#+   words: {type: text, required: true, label: {nl: Woorden, en: Words}, examples: [een woord]}
#+   kind:
#+     type: choice
#+     required: true
#+     label: {nl: Soort, en: Kind}
#+     options: {one: {nl: een, en: one}, two: {nl: twee, en: two}}
#+     examples: [one]
#+ columns:
#+   thing: {type: thing, label: {nl: Ding, en: Thing}}
#+   day: {type: date, label: {nl: Dag, en: Day}}

SELECT ?thing ?day ?_theme ?_year ?_day ?_amount ?_words ?_kind
  ?_actor  # when: actor
WHERE {
  BIND(?_theme AS ?thing)
  BIND(?_day AS ?day)
  FILTER(BOUND(?_year) && BOUND(?_amount) && BOUND(?_words) && BOUND(?_kind))
  FILTER(BOUND(?_actor))  # when: actor
}
ORDER BY ?thing
"""


def fewer_paths(paths: dict[str, Any]) -> dict[str, Any]:
    """Give of *paths* that are made alike those that take a parameter which none before takes, and all others."""
    kept, seen = {}, set[str]()
    for path, item in paths.items():
        every = (it.get("name") or it["$ref"] for it in item["get"].get("parameters", ())) if "get" in item else ()
        taken = {name for name in every if not name.startswith(COLUMN)}
        if not path.startswith(ALIKE) or not taken <= seen:
            kept[path] = item
            seen |= taken
    return kept


def fewer(document: dict[str, Any], digest: str) -> dict[str, Any]:
    """Give *document* with fewer things to choose from, and with the one version and no edition that there are.

    A version or edition that is drawn from its pattern is one that nobody kept: 404, whatever else is asked.
    """
    for name, schema in document["components"]["schemas"].items():
        if name.endswith(("Thing", "Concept")):
            values = schema["enum"]
            schema["enum"] = [*values[:: len(values) // MOST + 1], values[-1]] if len(values) > MOST else values
    parameters = document["components"]["parameters"]
    parameters["version"]["schema"] = {"type": "string", "enum": ["", digest[:12], digest[:16], digest]}
    parameters["edition"]["schema"] = {"type": "string", "enum": [""]}
    return document


def failures(app: Flask, only: str = "") -> tuple[list[str], Counter[str]]:
    """Give what fails of what schemathesis asks of *app*, at the paths that *only* names, and how often it checked."""
    document = app.test_client().get(DOCUMENT).get_json()
    if not only:
        document["paths"] = dict(take_turn(list(fewer_paths(document["paths"]).items()), EACH))
    config = SchemathesisConfig(seed=1)
    schema = schemathesis.openapi.from_dict(
        fewer(document, app.extensions["samendoen"].now.version.digest), config=config
    )
    schema.app = app
    # Called without a server between, an answer is read as it is sent, and nothing unpacks it.
    schema.config.headers = {"Accept-Encoding": "identity"}
    schema.config.generation.max_examples = EXAMPLES
    schema.config.generation.deterministic = True
    schema.config.generation.database = "none"
    schema.config.phases.coverage.generate_duplicate_query_parameters = True
    if only:
        schema = schema.include(path=only)
    wrong: list[str] = []
    counted: Counter[str] = Counter()
    for event in from_schema(schema).execute():
        if isinstance(event, events.NonFatalError | events.FatalError):
            wrong.append(str(event))
        if isinstance(event, events.ScenarioFinished):
            for check in (check for checks in event.recorder.checks.values() for check in checks):
                counted[check.name] += 1
                if check.failure_info:
                    wrong.append(
                        f"{event.recorder.label}: {check.failure_info.failure}\n{check.failure_info.code_sample}"
                    )
    return wrong, counted


def test_api_keeps_every_promise_of_its_document(app: Flask) -> None:
    """Every address answers what fits as the document says, and refuses what does not; nothing is an error of ours."""
    wrong, counted = failures(app)

    assert wrong[:5] == []
    share = 1 if Turns.every else EACH
    assert {name: counted[name] for name, least in CHECKED.items() if counted[name] < least // share} == {}


def test_question_of_ones_own_keeps_every_promise(folder: Path, tmp_path: Path) -> None:
    """A question that somebody adds is described as truly: what it needs, defaults, and every type of parameter."""
    (tmp_path / "trial.rq").write_text(QUESTION, encoding="utf-8")
    with opened(SAMENDOEN_DATA=str(folder), SAMENDOEN_QUESTIONS=str(tmp_path)) as app:
        assert app.extensions["samendoen"].now.library.broken == {}
        wrong, counted = failures(app, "/questions/trial")

    assert wrong[:5] == []
    assert counted["positive_data_acceptance"] > 100


def test_broken_promise_is_seen(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not as the document says is found, so that no failure means something."""
    monkeypatch.setitem(
        app.view_functions, "rest_questions.list_questions", lambda: app.response_class("{}", content_type="text/x")
    )

    assert failures(app, "/questions")[0]
