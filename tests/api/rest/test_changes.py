"""What changed as data: the sentences and changes of the page, a part at a time, by the rules of the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from queries.changes import COLUMNS
from tests.builds import SMALL_PLAN
from tests.changed import changed_app, changed_client, changed_folder, changed_versions

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from graph.versions import Version

__all__ = ["changed_app", "changed_client", "changed_folder", "changed_versions"]


def test_changes_are_given_with_their_sentences(changed_client: FlaskClient, changed_versions: list[Version]) -> None:
    """Each change is a row with both sides; the sentences count all of them, in the language that is asked for."""
    old, new = changed_versions[:2]
    path = f"/api/v1/changes?from={old.digest[:16]}&to={new.digest[:12]}"
    body = changed_client.get(path).get_json()

    assert (body["from"]["digest"], body["to"]["digest"], body["version"]) == (old.digest, new.digest, new.digest)
    assert body["count"] == len(body["changes"]) == sum(it["count"] for it in body["sentences"])
    assert body["sentences"][0]["text"] == "1 maatregel kreeg een eigenaar"
    assert all(row.keys() == set(COLUMNS) for row in body["changes"])
    owner = body["changes"][0]
    assert (owner["plan"], owner["what"], owner["after"], owner["after_line"]) == (
        *(SMALL_PLAN, "kreeg een eigenaar", "Havenpolitie", 33),
    )
    english = changed_client.get(f"{path}&lang=en").get_json()
    assert english["sentences"][0]["text"] == "1 measure got an owner"


def test_changes_are_given_in_parts(changed_client: FlaskClient) -> None:
    """With a limit and an offset each change is in one part, and what is narrowed is counted so."""
    whole = changed_client.get("/api/v1/changes").get_json()
    parts = [changed_client.get(f"/api/v1/changes?limit=30&offset={at}").get_json() for at in range(0, 90, 30)]

    assert [row for part in parts for row in part["changes"]] == whole["changes"]
    group = whole["sentences"][1]
    narrowed = changed_client.get(f"/api/v1/changes?group={group['group']}").get_json()
    assert narrowed["count"] == group["count"] == len(narrowed["changes"])


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("from=nope", 400),
        ("to=ffffffffffff", 404),
        ("limit=0", 400),
        ("colour=red", 400),
        ("from=&to=", 200),
        ("theme=nowhere", 200),
    ],
)
def test_what_is_asked_wrongly_is_refused(changed_client: FlaskClient, asked: str, status: int) -> None:
    """A version that cannot be one, a number out of bounds and an unknown parameter are problems for programs."""
    answer = changed_client.get(f"/api/v1/changes?{asked}")

    assert answer.status_code == status
    assert answer.mimetype == ("application/json" if status == 200 else "application/problem+json")


def test_changes_are_described(changed_client: FlaskClient) -> None:
    """The OpenAPI document has the address with its parameters and every column."""
    document = changed_client.get("/api/v1/openapi.json").get_json()
    operation = document["paths"]["/changes"]["get"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]

    assert {"from", "to", "theme", "partner"} <= {it.get("name") for it in operation["parameters"]}
    assert set(schema["properties"]["changes"]["items"]["properties"]) == set(COLUMNS)
