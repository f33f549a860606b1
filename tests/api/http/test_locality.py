"""What only who is at this machine may have: the lines of registered documents, and data that not everybody has."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from api.http.locality import is_from_here
from graph.versions import Archive
from graph.versions.manifest import Manifest
from tests.website import opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient

    from graph.sources.source_text import SourceText
    from graph.versions.archive import Version

ELSEWHERE = {"Origin": "https://elsewhere.example"}
OPEN = "Access-Control-Allow-Origin"


@pytest.mark.parametrize(
    ("client", "host", "headers", "local"),
    [
        ("127.0.0.1", "localhost:8080", (), True),
        ("::1", "[::1]:8080", (), True),
        ("127.0.0.1", "127.0.0.1", ("x-forwarded-for",), False),
        ("127.0.0.1", "localhost", ("via",), False),
        ("127.0.0.1", "plan.example", (), False),
        ("192.0.2.1", "localhost", (), False),
        ("", "localhost", (), False),
        ("127.0.0.1", "", (), False),
    ],
)
def test_who_is_here_is_known(client: str, host: str, headers: tuple[str, ...], local: bool) -> None:  # noqa: FBT001  a parameter of the test
    """Who asks from the loopback, by its name and for nobody else, is here; nobody else is."""
    assert is_from_here(client, host, headers) is local


@pytest.fixture(scope="module")
def closed(folder: Path) -> Iterator[FlaskClient]:
    """Visit data of your own that no setting opens."""
    with opened(SAMENDOEN_DATA=str(folder), SAMENDOEN_PUBLIC="") as app:
        yield app.test_client()


@pytest.mark.parametrize("path", ["/sparql?query=ASK%7B%7D", "/api/v1/measures", "/api/v1/openapi.json", "/graphs"])
def test_data_of_your_own_are_for_no_other_website(closed: FlaskClient, client: FlaskClient, path: str) -> None:
    """A script of another website reads no data that are not packaged, unless a setting opens them."""
    found = [visitor.get(path, headers=ELSEWHERE).headers.get(OPEN) for visitor in (closed, client)]

    assert found == [None, "*"]


@pytest.fixture(scope="module")
def packaged(
    packaged_version: Version, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[FlaskClient, Version]]:
    """Visit the packaged data that no setting opens, and give an earlier version of your own that is kept beside."""
    data = shutil.copytree(packaged_version.path.parents[1], tmp_path_factory.mktemp("packaged") / "data")
    archive = Archive(data)
    made = archive.publish([b"<urn:s> <urn:p> <urn:o> <urn:g> .\n"], Manifest("", {"own.ttl": "0" * 64}, {}))
    archive.roll_back(packaged_version.digest)
    with opened(SAMENDOEN_DATA=str(data), SAMENDOEN_PUBLIC="") as app:
        yield app.test_client(), made


def test_packaged_data_are_for_every_website(packaged: tuple[FlaskClient, Version]) -> None:
    """What everybody has, every website may read."""
    assert packaged[0].get("/api/v1/openapi.json", headers=ELSEWHERE).headers[OPEN] == "*"


def test_earlier_data_of_your_own_are_for_no_other_website(packaged: tuple[FlaskClient, Version]) -> None:
    """Also where the packaged data are current, an earlier version of your own that is named is closed."""
    client, made = packaged
    ask = f"/sparql?query=ASK%7B%7D&version={made.digest[:12]}"
    found = [client.get(path, headers=ELSEWHERE) for path in ("/sparql?query=ASK%7B%7D", ask, ask)]

    assert [answer.status_code for answer in found] == [200, 200, 200]
    assert [answer.headers.get(OPEN) for answer in found] == ["*", None, None]


@pytest.mark.parametrize("path", ["/def", "/shapes"])
def test_model_is_for_every_website(closed: FlaskClient, path: str) -> None:
    """The model is public, whatever the data are."""
    answer = closed.get(path, headers={"Accept": "text/turtle", **ELSEWHERE})

    assert answer.headers[OPEN] == "*"


LINE = "/documents/zilverhaven-2031/plan/lines/12"


def test_lines_of_a_document_are_for_who_is_here(reading: FlaskClient, plan: SourceText) -> None:
    """Who is at this machine reads a line of a registered document; who asks by a proxy hears that it is withheld."""
    here = reading.get(LINE).get_data(as_text=True)
    by_proxy = reading.get(LINE, headers={"X-Forwarded-For": "127.0.0.1"}).get_data(as_text=True)
    from_elsewhere = reading.get(LINE, environ_base={"REMOTE_ADDR": "192.0.2.1"}).get_data(as_text=True)
    sentence = plan.line(12).strip()

    assert sentence
    assert "<blockquote" in here
    for page in (by_proxy, from_elsewhere):
        assert "<blockquote" not in page
        assert "wie aan de computer van deze dienst zit" in page


def test_lines_can_be_opened(reading: FlaskClient) -> None:
    """A setting opens the lines to everybody."""
    reading.application.config["SAMENDOEN_PUBLIC"] = frozenset({"sentences"})

    page = reading.get(LINE, environ_base={"REMOTE_ADDR": "192.0.2.1"}).get_data(as_text=True)

    assert "<blockquote" in page
