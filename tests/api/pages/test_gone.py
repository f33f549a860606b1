"""What is said of what is gone: a version, an edition of a question, a thing, a plan; and what can be followed."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

import pytest

from api.components.version_step import describe_last_change
from api.requests.scope import get_scope
from api.serving.dataset import get_history
from graph.versions import Archive
from tests.builds import SMALL_PLAN
from tests.changed import changed_app, changed_client, changed_folder, changed_versions
from tests.several import SECOND
from tests.website import opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient

    from graph.versions import Version

__all__ = ["changed_app", "changed_client", "changed_folder", "changed_versions"]

HTML = {"Accept": "text/html"}
THEME = f"/themes/{SMALL_PLAN}/water"


@pytest.fixture(scope="module")
def cleaned(changed_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """Visit the app over the first and the last version, after the second was cleaned up, and the plan in the last."""
    data = shutil.copytree(changed_folder, tmp_path_factory.mktemp("cleaned") / "data")
    for path in data.glob(f"versions/{Archive(data).list_known()[1].digest}.*"):
        path.unlink()
    with opened(SAMENDOEN_DATA=str(data)) as app:
        yield app.test_client()


def read(client: FlaskClient, path: str, status: int) -> tuple[str, list[str]]:
    """Give what the page at *path* says, which answers *status*, and the links that it offers."""
    answer = client.get(path, headers=HTML)
    assert answer.status_code == status
    assert answer.mimetype == "text/html"
    text = unescape(answer.get_data(as_text=True).partition("<main")[2].partition("</main>")[0])
    return text, re.findall(r'<li><a href="([^"]+)"', text)


def test_version_that_was_cleaned_up_is_said(cleaned: FlaskClient, changed_versions: list[Version]) -> None:
    """Who follows a link to it reads what it was, and can go to the nearest in time and to now."""
    gone = changed_versions[1].digest[:16]
    text, links = read(cleaned, f"{THEME}?version={gone}&on=2031-01-01", 410)

    assert "1 augustus 2031" in text
    near = min((changed_versions[0], changed_versions[2]), key=lambda it: abs(_days(it) - _days(changed_versions[1])))
    offered = [link for link in links if "version=" in link]
    assert offered == ([] if near is changed_versions[2] else [f"{THEME}?version={near.digest[:16]}&on=2031-01-01"])
    assert all(cleaned.get(link, headers=HTML).status_code == 200 for link in links)


def _days(version: Version) -> int:
    """Give roughly on which day *version* was made, as a number."""
    year, month, day = (int(part) for part in version.manifest.created[:10].split("-"))
    return year * 365 + month * 30 + day


def test_end_of_a_comparison_that_is_gone_is_said(cleaned: FlaskClient, changed_versions: list[Version]) -> None:
    """A link to what changed since such a version offers the same of versions that are kept."""
    gone, last = changed_versions[1].digest[:16], changed_versions[2].digest[:16]
    _, links = read(cleaned, f"/changes?from={gone}&to={last}", 410)

    assert f"/changes?to={last}" in links
    assert "/versions" in links


@pytest.mark.parametrize("version", ["ffffffffffff", "nonsense", "<b>", "1" * 64])
def test_version_that_never_was_is_not_found(changed_client: FlaskClient, version: str) -> None:
    """A name that no version ever had, as far as anybody knows, is not found, and leads to now."""
    text, links = read(changed_client, f"{THEME}?version={version}", 404)

    assert text
    assert links == [THEME, "/versions"]
    assert "<b>" not in changed_client.get(f"{THEME}?version={version}", headers=HTML).get_data(as_text=True)


def test_programs_get_the_problem_as_before(changed_client: FlaskClient) -> None:
    """A program that names no version there is gets 404 and problem+json."""
    for path in (f"{THEME}?version=ffffffffffff", "/api/v1/plans?version=ffffffffffff"):
        answer = changed_client.get(path, headers={"Accept": "application/json"})
        assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


def test_thing_that_is_gone_is_said(changed_client: FlaskClient, changed_versions: list[Version]) -> None:
    """A measure that was there once says until when, and where it is seen as it was."""
    path, first = f"/measures/{SMALL_PLAN}/nachten-02", changed_versions[0].digest[:16]
    text, links = read(changed_client, path, 410)

    assert "Rondes lopen voor badgasten stond hier tot en met de versie van 10 januari 2031" in text
    assert links[0] == f"{path}?version={first}"
    assert [changed_client.get(link, headers=HTML).status_code for link in links] == [200] * len(links)
    problem = changed_client.get(f"/doc/measure/{SMALL_PLAN}/nachten-02", headers={"Accept": "application/json"})
    assert (problem.status_code, problem.mimetype) == (410, "application/problem+json")
    assert problem.get_json()["lastVersion"].endswith(f"nachten-02?version={first}")


def test_partner_that_is_gone_is_told(changed_client: FlaskClient, changed_versions: list[Version]) -> None:
    """A partner of a plan that was there once is said to be gone, and not that another is called like it."""
    path = f"/partners/{SMALL_PLAN}/kermis"
    first = changed_versions[0].digest[:16]

    assert changed_client.get(f"{path}?version={first}", headers=HTML).status_code == 200
    assert read(changed_client, path, 410)[1][0] == f"{path}?version={first}"


def test_thing_that_moved_leads_to_its_address_of_now(changed_client: FlaskClient) -> None:
    """What has another address since says so, and leads there first."""
    text, links = read(changed_client, f"/measures/{SMALL_PLAN}/nachten-03", 410)

    assert "heeft een ander adres" in text
    assert links[0] == f"/measures/{SMALL_PLAN}/nachten-09"
    problem = changed_client.get(f"/measures/{SMALL_PLAN}/nachten-03", headers={"Accept": "application/json"})
    assert problem.get_json()["successor"] == links[0]


def test_plan_that_is_gone_is_said(changed_folder: Path, tmp_path: Path, changed_versions: list[Version]) -> None:
    """A plan that was removed says so on each of its pages, and where it is chosen."""
    data = shutil.copytree(changed_folder, tmp_path / "data")
    archive = Archive(data)
    with archive.open(changed_versions[1]) as lines:
        kept = list(lines)[:-1]  # so that it is a version of its own
    archive.publish(kept, replace(changed_versions[1].manifest, created="2033-01-01T00:00:00+00:00"))
    with opened(SAMENDOEN_DATA=str(data)) as app:
        client = app.test_client()
        history = app.extensions["samendoen"].history
        new, old = history.list_steps()[0]
        assert old
        assert history.differences.wait(old.digest, new.digest, 60)
        last = changed_versions[2].digest[:16]
        for path in (f"/plans/{SECOND}", f"/themes/{SECOND}/water", f"/measures?plan={SECOND}"):
            text, links = read(client, path, 410)
            assert "1 februari 2032" in text
            assert f"version={last}" in links[0]
            assert client.get(links[0], headers=HTML).status_code == 200


def test_edition_that_is_gone_leads_to_the_question_of_now(
    changed_client: FlaskClient, changed_versions: list[Version]
) -> None:
    """A question whose wording of then is not kept can be asked as it is now, of the data of then or of now."""
    version = changed_versions[0].digest[:16]
    path = f"/questions/themes?edition={'0' * 16}&version={version}"
    text, links = read(changed_client, path, 404)

    assert "10 januari 2031" in text
    assert links == [f"/questions/themes?version={version}", "/questions/themes"]
    assert [changed_client.get(link, headers=HTML).status_code for link in links] == [200, 200]


def test_what_never_was_is_not_found_as_before(changed_client: FlaskClient) -> None:
    """A thing that no version had is not found, and is not said to have been there."""
    answer = changed_client.get(f"/measures/{SMALL_PLAN}/never", headers=HTML)

    assert answer.status_code == 404
    assert "Dit staat hier niet meer" not in answer.get_data(as_text=True)
    assert changed_client.get("/api/v1/measures/nachten-02").status_code == 404


def test_last_change_is_told_in_a_sentence(changed_app: Flask, changed_versions: list[Version]) -> None:
    """The start page can say in how many things the version differs from the one before it, for a plan."""
    with changed_app.test_request_context(f"/?version={changed_versions[1].digest[:16]}"):
        found = describe_last_change(get_scope(), get_history(), SMALL_PLAN)
    with changed_app.test_request_context("/"):
        same = describe_last_change(get_scope(), get_history(), SMALL_PLAN)
    with changed_app.test_request_context(f"/?version={changed_versions[0].digest[:16]}"):
        first = describe_last_change(get_scope(), get_history())

    assert found
    assert found.count == 8
    assert found.text == "Sinds de versie van 10 januari 2031, 09:00 veranderde er iets aan 8 onderdelen."
    assert same
    assert same.text == "Sinds de versie van 1 augustus 2031, 09:00 is er niets veranderd."
    assert first is None
