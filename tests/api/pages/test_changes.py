"""What changed, on pages: the versions, the changes between two of them, and those of one thing."""

from __future__ import annotations

import re
import shutil
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from api.catalogue import load_catalogue
from queries.changes import describe_difference
from tests.builds import SMALL_PLAN
from tests.changed import changed_app, changed_client, changed_folder, changed_versions
from tests.several import SECOND
from tests.terminal import run
from tests.website import opened

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient

    from graph.versions import Version

__all__ = ["changed_app", "changed_client", "changed_folder", "changed_versions"]

HTML = {"Accept": "text/html"}
#: The links to the lines of a page that are told in short.
IN_SHORT = re.compile(r'<ul class="change-lines">(.*?)</ul>', re.DOTALL)


def ends(versions: list[Version], old: int, new: int) -> str:
    """Give the part of a URL that names two of *versions*."""
    return f"from={versions[old].digest[:16]}&to={versions[new].digest[:16]}"


def read(client: FlaskClient, path: str, status: int = 200) -> str:
    """Give the main part of the page at *path*, as people read it."""
    answer = client.get(path, headers=HTML)
    assert answer.status_code == status, path
    return unescape(answer.get_data(as_text=True).partition("<main")[2].partition("</main>")[0])


def list_lines(text: str) -> list[str]:
    """List what the page *text* tells in short."""
    found = IN_SHORT.search(text)
    return re.findall(r">([^<>]+)</a>", found[1]) if found else []


def test_versions_are_listed_with_what_changed(changed_client: FlaskClient, changed_versions: list[Version]) -> None:
    """Each version has its day, plans, measures, what changed in a line, and links to both."""
    rows = re.findall(r"<tr.*?</tr>", read(changed_client, "/versions"), re.DOTALL)[1:]

    assert [re.findall(r'class="number">([^<]+)', row) for row in rows] == [["2", "11"], ["1", "5"], ["1", "6"]]
    assert ["1 februari 2032" in rows[0], "1 augustus 2031" in rows[1], "10 januari 2031" in rows[2]] == [True] * 3
    assert "<strong>nu</strong>" in rows[0]
    assert f"/changes?{ends(changed_versions, 0, 1)}" in rows[1]
    assert "1 maatregel kreeg een eigenaar; 1 termijn verstreek; 1 maatregel is weg; en nog 6" in rows[1]
    assert f"/?version={changed_versions[1].digest[:16]}" in rows[1]
    assert "De oudste versie" in rows[2]


def test_page_and_command_say_the_same(
    changed_client: FlaskClient, changed_versions: list[Version], changed_folder: Path, changed_app: Flask
) -> None:
    """What the page tells in short is what `samendoen diff` tells, word for word."""
    old, new = changed_versions[:2]
    differences = changed_app.extensions["samendoen"].history.differences
    told = describe_difference(differences.find(old.digest, new.digest), load_catalogue("nl"))
    said = run("diff", old.digest, new.digest, "--format", "words", "--data", changed_folder).stdout

    lines = list_lines(read(changed_client, f"/changes?{ends(changed_versions, 0, 1)}"))
    assert lines == [it.text for it in told.sentences]
    assert all(f"\n{line}\n" in said for line in lines)


def test_each_change_shows_both_sides(changed_client: FlaskClient, changed_versions: list[Version]) -> None:
    """A change leads to the thing as it was or is, and to the lines of both versions."""
    text = read(changed_client, f"/changes?{ends(changed_versions, 0, 1)}")
    first, second = (it.digest[:16] for it in changed_versions[:2])

    assert f"/measures/{SMALL_PLAN}/nachten-02?version={first}" in text
    assert f"/documents/{SMALL_PLAN}/plan/lines/32?version={first}" in text
    assert f"/documents/{SMALL_PLAN}/plan/lines/31?version={second}" in text
    assert "Alleen boekhouding" in text
    assert text.index("Alleen boekhouding") > text.rindex('<details class="change">')


def test_default_is_from_the_one_before_to_now(changed_client: FlaskClient) -> None:
    """Without a choice the page compares the current version with the one before it."""
    text = read(changed_client, "/changes")

    assert "1 augustus 2031" in text
    assert "1 februari 2032" in text
    assert list_lines(text)[0] == "1 plan is nieuw"


@pytest.mark.parametrize(
    ("chosen", "lines"),
    [
        ("theme=nachten", ["1 maatregel is weg", "1 maatregel kreeg een ander adres"]),
        ("partner=badgasten", ["1 maatregel is weg"]),
        (f"plan={SECOND}", []),
        ("theme=nowhere", []),
    ],
)
def test_changes_are_narrowed(
    changed_client: FlaskClient, changed_versions: list[Version], chosen: str, lines: list[str]
) -> None:
    """By theme, partner or plan only what has to do with it is told; what is unknown has nothing."""
    text = read(changed_client, f"/changes?{ends(changed_versions, 0, 1)}&{chosen}")

    assert list_lines(text) == lines
    assert ("niets veranderd" in text) == (not lines)


def test_count_leads_to_what_it_counts(changed_client: FlaskClient, changed_versions: list[Version]) -> None:
    """A line in short leads to as many changes as it counts, whatever they are gathered by."""
    whole = read(changed_client, f"/changes?{ends(changed_versions, 1, 2)}")
    found = IN_SHORT.search(whole)
    assert found
    links = re.findall(r'href="([^"]+)#list"[^>]*>(\d+) ', found[1])

    assert len(links) > 5
    for href, count in links[:5]:
        for by in ("theme", "plan", "kind"):
            assert read(changed_client, f"{href}&by={by}").count('<details class="change">') == int(count)


def test_many_changes_have_pages(changed_client: FlaskClient) -> None:
    """A page has fifty changes at most, and leads to the next."""
    first = read(changed_client, "/changes")
    assert first.count('<details class="change">') == 50
    assert 'rel="next"' in first

    second = read(changed_client, "/changes?page=2")
    assert 0 < second.count('<details class="change">') < 50
    assert changed_client.get("/changes?page=3", headers=HTML).status_code == 400
    assert changed_client.get("/changes?by=colour", headers=HTML).status_code == 400


def test_odd_pairs_are_answered_in_words(changed_client: FlaskClient, changed_versions: list[Version]) -> None:
    """The same version twice has no difference; a later one first is said to be; the oldest has none before it."""
    assert "twee keer dezelfde versie" in read(changed_client, f"/changes?{ends(changed_versions, 2, 2)}")
    assert "geen eerdere" in read(changed_client, f"/changes?to={changed_versions[0].digest[:16]}")
    back = changed_client.get(f"/changes?{ends(changed_versions, 2, 1)}", headers=HTML)
    assert "Vergelijk ze andersom" in back.get_data(as_text=True)


def test_what_is_not_compared_yet_is_said(changed_folder: Path, tmp_path: Path) -> None:
    """Where two versions were never compared, the page says so and when to come back; the list has them still."""
    data = shutil.copytree(changed_folder, tmp_path / "data")
    shutil.rmtree(data / "changes")
    with opened(SAMENDOEN_DATA=str(data)) as app:
        app.extensions["samendoen"].history.differences.close()  # nothing is compared from here on
        client = app.test_client()
        answer = client.get("/changes", headers=HTML)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert "Probeer opnieuw" in answer.get_data(as_text=True)
        assert read(client, "/versions").count("Wordt nog vergeleken") == 2
        assert "wordt nog vergeleken" in read(client, f"/changes?thing=measure/{SMALL_PLAN}/water-01")
        assert client.get("/changes?format=csv").status_code == 503
        assert client.get("/api/v1/changes").status_code == 503


def test_one_version_has_nothing_to_compare(client: FlaskClient) -> None:
    """Where one version is kept, each page says so, and nothing is offered that leads nowhere."""
    for path in ("/changes", f"/changes?thing=measure/{SMALL_PLAN}/water-01"):
        assert "nog maar één versie" in read(client, path)
        assert "<form" not in read(client, path)
    assert "Er wordt 1 versie bewaard" in read(client, "/versions")
    body = client.get("/api/v1/changes").get_json()
    assert (body["from"], body["count"], body["changes"]) == (None, 0, [])


def test_thing_has_its_history(changed_client: FlaskClient, changed_versions: list[Version]) -> None:
    """Version by version what changed of a thing; under its new address what happened to it under the old one."""
    page = read(changed_client, f"/measures/{SMALL_PLAN}/water-03")
    found = re.search(r'href="(/changes\?thing=[^"]+)"', page)
    assert found
    text = read(changed_client, found[1])

    assert re.findall(r'change-phrase">([^<]+)', text) == [
        "maatregel: kreeg een eigenaar",
        "maatregel: er viel iemand weg (uitvoerder)",
    ]
    assert "In 1 andere versie veranderde er niets aan." in text
    assert "kreeg een ander adres" in read(changed_client, f"/changes?thing=measure/{SMALL_PLAN}/nachten-09")
    assert "is weg" in read(changed_client, f"/changes?thing=measure/{SMALL_PLAN}/nachten-02")
    assert "veranderde er niets aan" in read(changed_client, "/changes?thing=role/owner")
    assert changed_client.get("/changes?thing=measure/%3Cb%3E", headers=HTML).status_code == 400
    assert changed_client.get(f"/changes?thing=role/owner&page={len(changed_versions)}").status_code == 400


def test_changes_are_files(changed_client: FlaskClient, changed_versions: list[Version]) -> None:
    """The changes come as CSV and as a workbook, narrowed as on the page, with the lines of both sides."""
    path = f"/changes?{ends(changed_versions, 0, 1)}&theme=water"
    rows = changed_client.get(f"{path}&format=csv").get_data().decode("utf-8-sig").splitlines()
    book = load_workbook(BytesIO(changed_client.get(f"{path}&format=xlsx").get_data()))

    assert rows[0].startswith("plan,plan_label,change,kind,way")
    assert any(",gap,gained,Measure," in row and ",Havenpolitie,33," in row for row in rows)
    assert book.sheetnames == ["Veranderingen", "In het kort", "Versies"]
    assert book["Veranderingen"].max_row == len(rows)
    assert book["In het kort"]["A2"].value == "1 maatregel kreeg een eigenaar"


def test_names_from_data_are_escaped(changed_client: FlaskClient) -> None:
    """What a URL names is repeated as text, never as HTML."""
    answer = changed_client.get("/changes?thing=measure/%3Cimg+src=x%3E", headers=HTML)

    assert "<img" not in answer.get_data(as_text=True)
