"""Tests of things as linked data where there are several plans: of whom each statement is, and how much is shown."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, parse

from api.http.negotiation import GRAPH_TYPES
from api.linked_data.owner import MOST_DESCRIBED, MOST_ROWS
from ontology.namespaces import ID
from tests.several import FIRST, SECOND, build_several, several_app, several_client, several_version
from tests.website import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from flask.testing import FlaskClient

__all__ = ["several_app", "several_client", "several_version"]

HTML = {"Accept": "text/html"}
READERS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
}
#: What no page exceeds.
MOST_BYTES, MOST_ELEMENTS = 300_000, 5_000


@pytest.fixture(scope="module")
def many_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Open the app over more plans than are described together."""
    folder = tmp_path_factory.mktemp("many") / "data"
    build_several(folder, [f"plan-{number}" for number in range(MOST_DESCRIBED)])
    with opened(SAMENDOEN_DATA=str(folder)) as app:
        yield app


def read_triples(client: FlaskClient, path: str, media_type: str = "text/turtle") -> set[str]:
    """Read the triples at *path*."""
    answer = client.get(path, headers={"Accept": media_type})
    assert (answer.status_code, answer.mimetype) == (200, media_type)
    return {str(quad.triple) for quad in parse(answer.data, READERS[media_type])}


@pytest.mark.parametrize("media_type", GRAPH_TYPES.values())
def test_thing_of_a_plan_is_described_by_that_plan(several_client: FlaskClient, media_type: str) -> None:
    """Its IRI leads to its description, which is the same in every format, and says nothing of another plan."""
    answer = several_client.get(f"/id/theme/{SECOND}/water", headers={"Accept": media_type})
    path = answer.headers["Location"]
    triples = read_triples(several_client, path, media_type)

    assert answer.status_code == 303
    assert path == f"/doc/theme/{SECOND}/water"
    assert triples == read_triples(several_client, path)
    assert any(triple.startswith(f"<{ID}theme/{SECOND}/water>") for triple in triples)
    assert not [triple for triple in triples if FIRST in triple]


def test_turtle_of_a_plan_is_short_and_the_same_each_time(several_client: FlaskClient) -> None:
    """What a plan owns is written with the prefixes of that plan, as in its files; the same bytes each time."""
    path = f"/doc/measure/{SECOND}/water-02.ttl"
    text = several_client.get(path).get_data(as_text=True)

    assert f"@prefix measure: <{ID}measure/{SECOND}/> ." in text
    assert "measure:water-02 a smd:Measure" in text
    assert several_client.get(path).get_data(as_text=True) == text


def test_thing_of_the_register_is_described_with_what_each_plan_says(several_client: FlaskClient) -> None:
    """What no plan owns has what both say of it; of the one that is named, only that."""
    both = read_triples(several_client, "/doc/role/executor")
    one = read_triples(several_client, f"/doc/role/executor?plan={SECOND}")

    assert any(FIRST in triple for triple in both)
    assert any(SECOND in triple for triple in both)
    assert one == {triple for triple in both if FIRST not in triple}


def test_page_says_which_plan_says_it(several_client: FlaskClient) -> None:
    """On the page of what no plan owns each statement has its plan; on that of what one owns it goes without saying."""
    register = several_client.get("/doc/role/executor", headers=HTML).get_data(as_text=True)
    owned = several_client.get(f"/doc/theme/{SECOND}/water?all=1", headers=HTML).get_data(as_text=True)
    rows = re.findall(r"<tr>(.*?)</tr>", register, re.DOTALL)

    for key, label in ((FIRST, "Veilig Zilverhaven 2031-2034"), (SECOND, f"Veilig {SECOND} 2031-2034")):
        of_plan = [row for row in rows if f"/{key}/" in row]
        assert of_plan
        assert all(f"<td>{label}</td>" in row for row in of_plan)
        assert f"plan={key}" in register
    assert '<th scope="col">Plan</th>' not in owned


def test_reason_is_sought_in_the_plan_that_says_it(several_client: FlaskClient) -> None:
    """Each "why" on the page of what no plan owns leads to a reason that rests on that plan alone."""
    page = several_client.get("/doc/actor/zilverhaven?all=1", headers=HTML).get_data(as_text=True)
    links = [html.unescape(link) for link in re.findall(r'href="([^"]*why=[^"]*)"', page)]

    assert {key for key in (FIRST, SECOND) if any(f"plan={key}" in link for link in links)} == {FIRST, SECOND}
    for link in links:
        answer = several_client.get(link.partition("#")[0], headers=HTML)
        reason = answer.get_data(as_text=True).partition('class="because"')[2].partition("</section>")[0]
        other = FIRST if f"plan={SECOND}" in link else SECOND
        assert answer.status_code == 200, link
        assert reason
        assert f"/{other}/" not in reason or "plan=" not in link


def test_statement_of_another_plan_is_not_explained(several_client: FlaskClient) -> None:
    """Of what a plan owns only that is in the graph which that plan says."""
    path = f"/doc/measure/{FIRST}/water-02?why=smd:countsFor&value=theme:"

    assert several_client.get(f"{path}{FIRST}/water", headers=HTML).status_code == 200
    assert several_client.get(f"{path}{SECOND}/water", headers=HTML).status_code == 404


@pytest.mark.parametrize("name", ["model", "derived", f"{SECOND}/stated", f"{SECOND}/derived", f"{SECOND}/summary"])
def test_graph_says_what_it_is(several_client: FlaskClient, several_version: object, name: str) -> None:
    """The IRI of a graph leads to its size, its plan where it has one, and where it can be had."""
    counts = several_version.manifest.graphs  # type: ignore[attr-defined]  # a version
    seen = several_client.get(f"/id/graph/{name}", headers=HTML)
    page = several_client.get(seen.headers["Location"], headers=HTML).get_data(as_text=True)
    triples = read_triples(several_client, f"/doc/graph/{name}")

    assert seen.status_code == 303
    assert f"<dd>{counts[f'{ID}graph/{name}']}</dd>" in page
    assert (f'href="/plans/{SECOND}"' in page) is (SECOND in name)
    assert (f"<{ID}plan/{SECOND}>" in " ".join(triples)) is (SECOND in name)
    download = html.unescape(page.partition('href="/graphs?')[2].partition('"')[0])
    assert several_client.get(f"/graphs?{download}").status_code == 200
    assert read_triples(several_client, f"/doc/graph/{name}.ttl") == triples


def test_graph_that_is_not_there_is_not_found(several_client: FlaskClient) -> None:
    """A graph of no plan here is no graph."""
    assert several_client.get("/id/graph/nergens/stated").status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/doc/basis/stated", "/doc/role/executor", "/doc/actor/zilverhaven?all=1"])
def test_page_of_what_many_plans_speak_of_is_bounded(many_app: Flask, path: str) -> None:
    """However many plans speak of a thing, the page has the first of it, says so, and leads to the rest."""
    page = many_app.test_client().get(path, headers=HTML).get_data(as_text=True)

    assert len(page.encode()) < MOST_BYTES
    assert len(re.findall(r"<[a-z]", page)) < MOST_ELEMENTS
    assert page.count("<tr>") <= 2 * MOST_ROWS + 2
    assert "/sparql?query=" in page


@pytest.mark.slow
def test_what_many_plans_speak_of_is_described_by_each(many_app: Flask) -> None:
    """Where too many plans speak of a thing, the register describes it, and names where each plan does."""
    client = many_app.test_client()
    triples = read_triples(client, "/doc/role/executor")
    elsewhere = [triple for triple in triples if "rdf-schema#seeAlso>" in triple]

    assert len(elsewhere) == MOST_DESCRIBED + 1
    assert not [triple for triple in triples if FIRST in triple and triple not in elsewhere]
    path = next(it for it in elsewhere if FIRST in it).rpartition("<http://localhost")[2].rstrip("> .")
    assert any(f"/{FIRST}/" in triple for triple in read_triples(client, path))
