"""The page of a partner: what it is in one line, each figure a link to its place, and the rest short, whoever it is."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from tests.api.pages.many import many_app, many_client, many_version
from tests.builds import BUILDS, SMALL_PLAN, SMALL_PLAN_HEADER, build_once, build_small_version
from tests.several import FIRST, SECOND, several_app, several_client, several_version
from tests.website import opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient

__all__ = ["many_app", "many_client", "many_version", "several_app", "several_client", "several_version"]

HTML = {"Accept": "text/html"}
#: A name with all that can go wrong in one.
ODD_NAME = "<b>Wacht</b> \u202e\u05ea\u05d9\u05d1 \U0001f46e " + "z" * 300
ODD = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix smd: <https://w3id.org/samendoen/def#> .
@prefix kind: <https://w3id.org/samendoen/id/kind/> .

actor:wacht a smd:Partner ;
    skos:prefLabel "%s"@nl , "Guard"@en ;
    smd:kind kind:team ;
    smd:evidence evidence:l61-een-wijkteam .
"""


def read(client: FlaskClient, path: str, status: int = 200) -> str:
    """Read the main part of the page at *path*."""
    answer = client.get(path, headers=HTML)
    assert answer.status_code == status
    return answer.get_data(as_text=True).partition("<main")[2].partition("</main>")[0]


def list_figures(text: str) -> list[tuple[str, str]]:
    """List the figures in the first line of *text*: where each leads, and what it says."""
    line = re.search(r'<p class="sum-up">(.*?)</p>', text, re.DOTALL)
    return re.findall(r'<a href="#([^"]+)">([^<]+)</a>', line[1]) if line else []


def test_figures_come_first_and_lead_to_their_places(client: FlaskClient) -> None:
    """The first line sums up, and each of its figures leads to a section that has as many rows."""
    text = unescape(read(client, f"/partners/{SMALL_PLAN}/havenpolitie"))
    figures = dict(reversed(list_figures(text)))

    assert text.index("sum-up") < text.index("<h2")
    assert list_figures(text)[0][1].endswith(("thema", "thema's"))
    for place in figures:
        assert re.search(f'<h2 id="{place}">[^<]+ <span class="count">', text), place
    count = re.search(r'<h2 id="cooperation">[^<]+<span class="count">(\d+)', text)
    assert count
    assert figures["cooperation"].startswith(f"werkt samen met {count[1]} partner")


def test_each_other_partner_has_one_row(client: FlaskClient) -> None:
    """Whoever it cooperates with is named in one row, whatever they do together."""
    text = read(client, f"/partners/{SMALL_PLAN}/havenpolitie").partition('id="cooperation"')[2].partition("<h2")[0]
    others = re.findall(r'<th scope="row"><bdi><a href="([^"]+)"', text)

    assert len(others) == len(set(others)) > 1


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("name", "said"),
    [("badgasten", ("doelgroep", "target group")), ("bondgenoten", ("algemeen woord", "general word"))],
)
def test_who_is_no_partner_is_told_apart(client: FlaskClient, name: str, said: tuple[str, str], language: str) -> None:
    """The page of a target group or a general word says that it is no partner."""
    text = read(client, f"/partners/{SMALL_PLAN}/{name}?lang={language}")

    assert said[language == "en"] in text.partition("<h2")[0]


def test_who_has_no_role_is_told_so(client: FlaskClient) -> None:
    """Of who is only named, the page says so, and where."""
    text = read(client, f"/partners/{SMALL_PLAN}/kermis")

    assert "geen rol" in text
    assert 'id="places"' in text


def test_municipality_takes_part_through_the_joint_plan(client: FlaskClient) -> None:
    """What a municipality does through the joint plan is said to be derived, apart from what a sentence says."""
    text = read(client, "/partners/oudeveer")
    part = text.partition('id="through"')[2].partition("<h2")[0]

    assert "via het gezamenlijke plan" in dict(list_figures(text))["through"]
    assert "afgeleid" in part
    assert 'class="ground">afgeleid' in part


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/partners/havenpolitei", f"/partners/{SMALL_PLAN}/havenpolitie"),
        (f"/partners/{SMALL_PLAN}/haven-politie", f"/partners/{SMALL_PLAN}/havenpolitie"),
        (f"/measures/{SMALL_PLAN}/kade", f"/measures/{SMALL_PLAN}/"),
    ],
)
def test_unknown_name_leads_to_the_nearest(client: FlaskClient, path: str, expected: str) -> None:
    """A name that nothing has answers 404, and offers what is called most like it."""
    text = read(client, path, 404)

    assert any(link.startswith(expected) for link in re.findall(r'<a href="([^"]+)"', text))
    assert client.get(path, headers={"Accept": "application/json"}).content_type == "application/problem+json"


def test_name_that_is_too_long_is_only_absent(client: FlaskClient) -> None:
    """What nobody would type is answered as absent, and nothing is offered."""
    assert "<ul" not in read(client, f"/partners/{'x' * 900}", 404)
    assert "&lt;img" in read(client, "/partners/%3Cimg%20src=x%3E", 404)


def test_of_several_plans_each_has_its_line(several_client: FlaskClient) -> None:
    """Who is in two plans has, after what holds over both, the first line and the sections of each, apart."""
    text = read(several_client, "/partners/zilverhaven")
    ids = re.findall(r'id="([^"]+)"', text)

    assert "Genoemd in 2 plannen" in text
    assert text.count('class="sum-up"') == 2
    assert len(ids) == len(set(ids))
    for key in (FIRST, SECOND):
        assert f'id="work-{key}"' in text
        assert f'href="#work-{key}"' in text
    assert "sum-up" not in read(several_client, f"/partners/zilverhaven?plan={SECOND}").partition("plan-heading")[0]


def test_of_many_plans_there_is_a_table(many_client: FlaskClient) -> None:
    """Who is in more plans than are shown whole has a table, a window at a time, on a page that stays small."""
    answer = many_client.get("/partners/zilverhaven", headers=HTML)
    text = answer.get_data(as_text=True)

    assert "Genoemd in 55 plannen" in text
    assert text.count('class="sum-up"') == 0
    assert len(re.findall(r'<th scope="row"><a href="/partners/', text)) == 15
    assert len(answer.data) < 100_000
    assert len(re.findall(r"<[a-z]", text)) < 5_000


def build_odd(folder: Path) -> object:
    """Publish the small plan with an actor whose name has all that can go wrong in one."""
    file = folder.with_name(f"{folder.name}-odd.ttl")
    file.write_text(SMALL_PLAN_HEADER + ODD % ODD_NAME, encoding="utf-8")
    return build_small_version(folder, [file])


BUILDS["odd_name_version"] = build_odd  # type: ignore[assignment]  # a version


@pytest.fixture(scope="module")
def odd_client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """Visit the website over the plan with the odd name."""
    version = build_once("odd_name_version", tmp_path_factory)
    with opened(SAMENDOEN_DATA=str(version.path.parents[1])) as app:
        yield app.test_client()


def test_odd_name_is_text_in_a_direction_of_its_own(odd_client: FlaskClient) -> None:
    """Markup in a name is text, and signs that turn the direction turn nothing but the name."""
    text = read(odd_client, f"/partners/{SMALL_PLAN}/wacht")

    assert "<b>Wacht" not in text
    assert "<h1><bdi>&lt;b&gt;Wacht" in text
    assert "geen rol" in text
