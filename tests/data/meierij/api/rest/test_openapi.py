"""The OpenAPI document: valid, made of the headers of the questions, and true of what the addresses take and answer."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
from openapi_spec_validator import OpenAPIV30SpecValidator

from api.rest.conduct import to_narrowing_name
from api.rest.lines import build_visible_pattern
from api.rest.schemas import list_set_names
from graph.errors import BadParameter
from queries.answers.choices import list_choices
from queries.answers.value import parse_value
from queries.questions.library import find_question, load_questions
from queries.questions.question import Parameter
from tests.data.meierij.api.rest.test_schemathesis import QUESTION
from tests.website import opened

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

    from graph.engine.store import Store
    from graph.versions.archive import Version

API = "/api/v1"
FIXED = {
    *(
        "/openapi.json",
        "/plans",
        "/questions",
        "/changes",
        "/cooperation",
        "/measures",
        "/search",
        "/suggestions",
        "/networks",
    ),
    *(f"/networks/{name}" for name, question in load_questions().items() if question.network),
}
BOTH = pytest.mark.parametrize("lang", ["nl", "en"])
EACH = pytest.mark.parametrize("name", load_questions())


def document(client: FlaskClient, **values: str) -> dict[str, Any]:
    """Give the document."""
    answer = client.get(f"{API}/openapi.json", query_string=values)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.get_json()
    return found


def resolved(found: dict[str, Any], member: dict[str, Any]) -> dict[str, Any]:
    """Give what *member* refers to in the document that was *found*."""
    for name in member.get("$ref", "#").split("/")[1:]:
        member = found if name == "components" else member
        member = member[name]
    return member


def operation(client: FlaskClient, name: str, lang: str = "en") -> tuple[dict[str, Any], dict[str, Any]]:
    """Give the operation of the question called *name*, and its parameters by name."""
    found = document(client, lang=lang)
    get = found["paths"][f"/questions/{name}"]["get"]
    return get, {it["name"]: it for it in (resolved(found, it) for it in get["parameters"])}


@BOTH
def test_document_is_valid(client: FlaskClient, lang: str) -> None:
    """A public validator finds nothing in the document, in either language."""
    assert [str(error) for error in OpenAPIV30SpecValidator(document(client, lang=lang)).iter_errors()] == []


def test_validator_finds_what_is_wrong(client: FlaskClient) -> None:
    """A document without answers at an address is found out, so that nothing found means something."""
    broken = document(client)
    del broken["paths"]["/questions"]["get"]["responses"]

    assert list(OpenAPIV30SpecValidator(broken).iter_errors())


def test_every_question_has_a_path(client: FlaskClient) -> None:
    """Each question of the library has an address in the document, and so have those that are always there."""
    found = document(client)

    assert found["paths"].keys() == FIXED | {f"/questions/{name}" for name in load_questions()}
    assert {tuple(it) for it in found["paths"].values()} == {("get",)}
    names = [it["get"]["operationId"] for it in found["paths"].values()]
    assert len(names) == len(set(names))


@EACH
def test_operation_tells_what_the_header_tells(client: FlaskClient, name: str) -> None:
    """An operation has the question, its explanation, how absence is read and what it cannot see, in both languages."""
    question = find_question(name)
    for lang in ("nl", "en"):
        get, _parameters = operation(client, name, lang)
        told = (question.description[lang], question.absence[lang], question.unseen[lang])

        assert get["summary"] == question.question[lang]
        assert all(text in get["description"] for text in told)
        assert get["tags"] == list(question.tags)


@EACH
def test_operation_has_the_parameters_of_the_header(client: FlaskClient, name: str) -> None:
    """An operation has each parameter of the header, those that narrow and sort, and those of every question."""
    question = find_question(name)
    _get, found = operation(client, name)
    parts = {to_narrowing_name(it.name) for it in question.columns if it.type in ("concept", "text")}
    every = {"sort", "plan", "lang", "format", "version", "edition", "If-None-Match"}

    assert found.keys() == {it.name for it in question.bound} | parts | every
    for it in question.parameters:
        assert found[it.name]["description"] == it.label["en"]
        assert bool(found[it.name].get("required")) == (it.required and not it.default)
        assert list(found[it.name].get("examples", {}))[: len(it.examples)] == list(it.examples)
    columns = [column.name for column in question.columns]
    assert found["sort"]["schema"]["enum"] == ["", *columns, *(f"-{column}" for column in columns)]


def test_sets_are_what_the_graph_holds(client: FlaskClient, store: Store) -> None:
    """What one can choose is listed by local id and by IRI, each of them taken, and left empty it is not given."""
    found = document(client)["components"]["schemas"]
    for question in load_questions().values():
        for it in question.parameters:
            listed = {name for kind in list_set_names(it) for name in found[kind]["enum"]} - {""}
            known = list_choices(store, it)
            assert listed == {name for one in known for name in (one.id, one.iri)}
            for name in listed:
                assert parse_value(store, it, name)["value"] in {one.iri for one in known}


@pytest.mark.parametrize("kind", ["text", "words"])
def test_pattern_of_a_line_is_what_is_read(store: Store, kind: str) -> None:
    """The pattern of a text takes exactly the signs that are read, of those that four digits tell apart."""
    words = Parameter("words", kind, "", {})
    pattern = re.compile(f"^({build_visible_pattern(formatted=kind == 'words')})$")
    for code in range(0x10000):
        sign = chr(code)
        if unicodedata.category(sign) == "Cs":
            continue
        for text in (sign, f"a{sign}b"):
            try:
                parse_value(store, words, text)
            except BadParameter:
                assert not pattern.fullmatch(text), hex(code)
            else:
                assert pattern.fullmatch(text), hex(code)


@EACH
def test_example_is_the_answer(client: FlaskClient, version: Version, name: str) -> None:
    """The example of an answer is its first row, as it is over these data."""
    get, _parameters = operation(client, name, "nl")
    example = get["responses"]["200"]["content"]["application/json"]["examples"]["first"]["value"]
    answer = client.get(f"{API}/questions/{name}?lang=nl").get_json()

    assert example == {**answer, "rows": answer["rows"][:1]}
    assert example["version"] == version.digest


@EACH
@pytest.mark.turns(4)
def test_example_of_a_parameter_is_taken(client: FlaskClient, name: str) -> None:
    """Each example of a parameter can be asked, and has an answer."""
    _get, found = operation(client, name)
    for it in find_question(name).parameters:
        assert found[it.name]["examples"]
        for example in found[it.name]["examples"].values():
            answer = client.get(f"{API}/questions/{name}", query_string={it.name: example["value"]})
            assert answer.status_code == 200, answer.text


def test_document_is_in_the_language_asked(client: FlaskClient) -> None:
    """The texts are in the language that is asked for, Dutch where none is; names and types are the same in both."""
    dutch, english, usual = document(client, lang="nl"), document(client, lang="en"), document(client)

    assert dutch["info"]["description"] != english["info"]["description"]
    assert usual == dutch
    assert dutch["paths"].keys() == english["paths"].keys()
    assert (
        dutch["components"]["schemas"]["ThemeThing"]["enum"] == english["components"]["schemas"]["ThemeThing"]["enum"]
    )


def test_document_has_a_tag_of_its_data(client: FlaskClient, version: Version) -> None:
    """The document carries an ETag of the data version; who has it gets 304."""
    first = client.get(f"{API}/openapi.json")
    again = client.get(f"{API}/openapi.json", headers={"If-None-Match": first.headers["ETag"]})

    assert version.digest[:16] in first.headers["ETag"]
    assert (again.status_code, again.get_data()) == (304, b"")
    assert client.get(f"{API}/openapi.json?version={version.digest[:12]}").get_data() == first.get_data()


def test_question_that_is_added_is_described(folder: Path, tmp_path: Path) -> None:
    """A file that is added while the app runs is in the document; where no example can be asked, it has none."""
    with opened(SAMENDOEN_DATA=str(folder), SAMENDOEN_QUESTIONS=str(tmp_path)) as app:
        client = app.test_client()
        before = document(client)
        bare = QUESTION.replace(", examples: [een woord]", "")
        for name, text in (("trial", QUESTION), ("bare", bare)):
            (tmp_path / f"{name}.rq").write_text(text, encoding="utf-8")
        app.extensions["samendoen"].refresh()
        after = document(client)
        _get, parameters = operation(client, "trial")

    new = {"/questions/trial", "/questions/bare"}
    assert after["paths"].keys() == before["paths"].keys() | new
    assert list(OpenAPIV30SpecValidator(after).iter_errors()) == []
    needed = {name for name, it in parameters.items() if it.get("required")}
    assert needed == {"theme", "day", "amount", "words", "kind"}
    assert parameters["year"]["schema"]["default"] == "2020"
    content = {name: after["paths"][name]["get"]["responses"]["200"]["content"]["application/json"] for name in new}
    assert "examples" in content["/questions/trial"]
    assert "examples" not in content["/questions/bare"]
