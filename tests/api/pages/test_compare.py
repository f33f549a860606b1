"""The page of comparisons: what it shows, as what file, and what it says of a choice that cannot be compared."""

from __future__ import annotations

import csv
import json
import re
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from api.requests.window import MOST_PLANS
from tests.builds import SMALL_PLAN
from tests.copies import build_beside
from tests.website import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from flask.testing import FlaskClient

HTML = {"Accept": "text/html"}
COPY, CHANGED = "kopie-2031", "anders-2031"
#: What a page may weigh, in bytes and in elements.
MOST_BYTES, MOST_ELEMENTS = 300_000, 5_000


def open_app(factory: pytest.TempPathFactory, keys: list[str]) -> Iterator[Flask]:
    """Open an app over the small plan and copies of it under *keys*; one of them says something else."""
    copies = {key: {"Samen rondes lopen": "Zeehonden <b>vangen</b>"} if key == CHANGED else {} for key in keys}
    version = build_beside(factory.mktemp("served") / "plans", copies)
    with opened(SAMENDOEN_DATA=str(version.path.parents[1])) as app:
        yield app


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Open an app over two plans."""
    yield from open_app(tmp_path_factory, [CHANGED])


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Open an app over more plans than a page considers at a time."""
    yield from open_app(tmp_path_factory, [f"kopie-{number:03}" for number in range(MOST_PLANS + 1)])


def read(client: FlaskClient, path: str, status: int = 200) -> str:
    """Read the page at *path*."""
    response = client.get(path, headers=HTML)
    assert response.status_code == status
    return response.get_data(as_text=True)


def test_two_plans_are_compared_unasked(two: Flask) -> None:
    """With two plans the page compares them, as it does when both are chosen; each line is of its own document."""
    client = two.test_client()
    page = read(client, "/compare")
    chosen = read(client, f"/compare?a={CHANGED}&b={SMALL_PLAN}")

    assert "Vergelijken</a>" in page
    assert sorted(re.findall(r'href="(/documents/[^"]+)"', page)) == sorted(
        re.findall(r'href="(/documents/[^"]+)"', chosen)
    )
    for key in (CHANGED, SMALL_PLAN):
        assert f'href="/documents/{key}/plan/lines/33"' in page
    assert "Hoe er is vergeleken" in page


def test_reason_stands_with_what_is_alike(two: Flask) -> None:
    """What is alike says why, in the language of the page; a title is shown as text."""
    page = read(two.test_client(), "/compare?lang=nl")
    english = read(two.test_client(), "/compare?lang=en")

    assert "zij hebben dezelfde titel" in page
    assert "they have the same title" in english
    assert "Zeehonden &lt;b&gt;vangen&lt;/b&gt;" in page
    assert "<b>vangen" not in page


def test_one_section_is_shown_alone(two: Flask) -> None:
    """A section can be had alone, and pages of its rows are the rows of the whole."""
    client = two.test_client()
    page = read(client, "/compare?section=partners")

    assert page.count("<tbody>") == 1
    assert page.count('<tr class="') == read(client, "/compare").partition('id="partners"')[2].partition("</table>")[
        0
    ].count('<tr class="')


def test_with_one_plan_its_own_themes_are_compared(client: FlaskClient) -> None:
    """With one plan the menu leads here too, and the page says what can be compared."""
    assert "/compare" in read(client, "/")
    assert "geen ander plan om ernaast te leggen" in read(client, "/compare")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (f"a={SMALL_PLAN}", "Voor &#39;b&#39; is niets gekozen"),
        (f"a={SMALL_PLAN}&b={SMALL_PLAN}", "staat aan beide kanten"),
        (f"a={SMALL_PLAN}&b={CHANGED}/water", "Kies er twee van één soort"),
        ("a=%3Cimg%20onerror%3Dx%3E&b=x", "is hier geen plan"),
        (f"a={SMALL_PLAN}&a={CHANGED}&b=x", "geef"),
        (f"a={SMALL_PLAN}&b={CHANGED}&section=weather", "is één van"),
        ("section=money&page=9", "pagina"),
        ("about=de", "geen onderwerp"),
        ("about=ladder&from=3", "van 1 tot en met 2"),
    ],
)
def test_wrong_choice_is_told_above_the_form(two: Flask, query: str, message: str) -> None:
    """A choice that cannot be compared is 400 with what is wrong and the form; a program gets it as problem+json."""
    client = two.test_client()
    page = read(client, f"/compare?{query}", 400)
    problem = client.get(f"/compare?{query}&format=json", headers={"Accept": "application/json"})

    assert message in page.partition('role="alert"')[2].partition("</p>")[0]
    assert 'name="a"' in page
    assert "<img" not in page
    if "about" not in query and "section" not in query:
        assert problem.status_code == 400
        assert problem.content_type == "application/problem+json"


def test_files_hold_what_the_page_holds(two: Flask) -> None:
    """JSON, CSV and the workbook have the same rows, with IRIs and lines; by `format` and by Accept."""
    client = two.test_client()
    body = json.loads(client.get("/compare?format=json").data)
    rows = list(
        csv.DictReader(StringIO(client.get("/compare", headers={"Accept": "text/csv"}).data.decode("utf-8-sig")))
    )
    book = load_workbook(BytesIO(client.get("/compare?format=xlsx").data))

    assert body["count"] == len(body["rows"]) == len(rows) > 20
    assert [it["name"] for it in body["columns"]] == list(rows[0])
    assert {row["verdict"] for row in rows} >= {"alike", "both", "neither"}
    assert [{name: "" if it is None else str(it) for name, it in row.items()} for row in body["rows"]] == rows
    sheets = book.sheetnames
    assert sheets[:6] == ["Maatregelen", "Eigenaren", "Partners", "Wat ontbreekt", "Wetgeving", "Geld"]
    assert sum(book[name].max_row - 1 for name in sheets[:6]) == len(rows)


def test_answer_can_be_asked_again(two: Flask) -> None:
    """The same address is the same bytes, and who has them gets 304."""
    client = two.test_client()
    first, again = (client.get("/compare?format=xlsx") for _ in range(2))

    assert first.data == again.data
    assert client.get("/compare?format=xlsx", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert client.get("/compare?format=ttl").status_code == 406


@pytest.mark.slow
def test_subject_is_shown_in_windows(many: Flask) -> None:
    """A subject is shown for as many plans as a page considers; the next page has the rest, and none twice."""
    client = many.test_client()
    first, rest = (read(client, f"/compare?about=ladder&from={start}") for start in (1, MOST_PLANS + 1))
    rows = [re.findall(r"measures-by-yardstick\?plan=([^\"&]+)", page) for page in (first, rest)]

    assert len(rows[0]) == MOST_PLANS
    assert sorted({*rows[0], *rows[1]}) == sorted([SMALL_PLAN, *(f"kopie-{it:03}" for it in range(MOST_PLANS + 1))])
    assert f"from={MOST_PLANS + 1}" in first


@pytest.mark.slow
@pytest.mark.parametrize("query", ["", "about=kadeveiligheid", f"a={SMALL_PLAN}&b=kopie-001", "a=gemeente:gm9801&b=x"])
def test_pages_keep_within_their_bounds(many: Flask, query: str) -> None:
    """No page of many plans weighs too much."""
    page = many.test_client().get(f"/compare?{query}", headers=HTML).get_data(as_text=True)

    assert len(page.encode()) <= MOST_BYTES
    assert len(re.findall(r"<[a-z]", page)) <= MOST_ELEMENTS


def test_sides_are_found_by_name(client: FlaskClient) -> None:
    """Two themes are compared by what they are called, whatever the capitals; the page offers their names."""
    text = client.get("/compare?a=veilig%20water&b=Rustige%20kade", headers=HTML).get_data(as_text=True)

    assert '<option value="Veilig water">' in text
    assert "Veilig water" in text.partition("<title>")[2].partition("</title>")[0]
