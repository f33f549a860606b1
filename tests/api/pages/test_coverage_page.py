"""How much of the document is in the graph, on a page and in a terminal; and the matrix of partners and themes."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

import pytest

from api.commands import completeness
from graph.checks.completeness import measure_version
from graph.engine.request import Request
from queries.answers.answer import ask
from queries.plans import Plans
from queries.questions.library import find_question
from tests.terminal import run

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient
    from playwright.sync_api import Browser

    from api.serving.dataset import Dataset
    from graph.engine.store import Store
    from graph.sources.source_text import SourceText
    from graph.versions.archive import Version

HTML = {"Accept": "text/html"}
DOCUMENT = "/documents/zilverhaven-2031/plan"


def page(client: FlaskClient, path: str) -> str:
    """Give the main part of the page at *path*."""
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 200
    return answer.get_data(as_text=True).partition("<main")[2].partition("</main>")[0]


def lines(text: str) -> list[int]:
    """Give the lines that the sections on the page *text* list, in order of the numbers."""
    sections = text.partition('id="sections"')[2].partition('id="omitted"')[0]
    return sorted(
        int(number) for number in re.findall(r'href="/documents/zilverhaven-2031/plan/lines/(\d+)"', sections)
    )


def test_page_counts_what_the_report_counts(reading: FlaskClient, version: Version, plan: SourceText) -> None:
    """The totals on the page are those of the report, and each line with words is listed once, in some section."""
    (report,) = measure_version(version.path, {plan.sha256: plan})
    text = page(reading, f"{DOCUMENT}?lang=en")
    table = text.partition('class="standing"')[2].partition("</table>")[0]

    assert [int(count) for count in re.findall(r'<td class="number">(\d+)</td>', table)] == list(report.counts.values())
    assert f"{report.sentences[0]} of {report.sentences[1]} sentences" in text
    assert lines(text) == [line.number for line in report.lines]
    assert len(report.lines) > 40


def test_each_state_is_told_in_words(reading: FlaskClient, version: Version, plan: SourceText) -> None:
    """A line that is a heading, left out or open says so behind its number, and not by a colour alone."""
    (report,) = measure_version(version.path, {plan.sha256: plan})
    text = page(reading, f"{DOCUMENT}?lang=en")
    said = {"structure": "heading", "omitted": "left out", "open": "open"}

    for line in report.lines:
        shown = re.findall(
            rf'href="/documents/zilverhaven-2031/plan/lines/{line.number}">{line.number}</a>([^<]*)</span>',
            text,
        )
        assert shown[0].strip() == said.get(line.state, "") or (line.state == "represented" and "/" in shown[0])


def test_line_stands_in_its_smallest_section(client: FlaskClient) -> None:
    """A line is listed with the smallest section that holds it, and with no larger one."""
    rows = re.findall(r'<tr><th scope="row".*?</tr>', page(client, DOCUMENT), re.DOTALL)
    holding = [
        re.findall(r'href="/doc/section/([^"]+)"', row)
        for row in rows
        if 'href="/documents/zilverhaven-2031/plan/lines/31"' in row
    ]

    assert holding == [["zilverhaven-2031/water-maatregelen"]]


def test_omissions_stand_with_their_reason(client: FlaskClient, store: Store) -> None:
    """Whatever the graph leaves out on purpose is listed with the reason, whether or not the document is at hand."""
    text = page(client, f"{DOCUMENT}?lang=en").partition('id="omitted"')[2]
    omitted = ask(Plans(store), find_question("omissions"), {}, "en").rows

    assert len(omitted) == 2
    assert all(str(row["omission_label"]) in unescape(text) for row in omitted)
    assert "rhetoric" in text.lower()


def test_document_that_is_not_at_hand_says_how_to_register(client: FlaskClient, store: Store) -> None:
    """Without the document the page says so, and how to register it, and shows the lines that carry evidence."""
    text = page(client, f"{DOCUMENT}?lang=en")
    query = """PREFIX smd: <https://w3id.org/samendoen/def#>
    SELECT DISTINCT ?first ?last { ?node smd:evidence ?place .
    ?place smd:inDocument <https://w3id.org/samendoen/id/document/zilverhaven-2031/plan> .
    ?place smd:firstLine ?first ; smd:lastLine ?last }"""
    places = store.ask(Request(query, result_type="text/csv")).body.decode().split()[1:]
    covered = {n for place in places for n in range(int(place.split(",")[0]), int(place.split(",")[1]) + 1)}

    assert "is not registered here" in text
    assert "samendoen build --source" in text
    assert 'class="standing"' not in text
    assert lines(text) == sorted(covered)
    assert f"{len(covered)} lines carry evidence" in text


def test_every_line_that_is_linked_has_a_page(reading: FlaskClient) -> None:
    """No line in the list is a dead end, whatever its state."""
    numbers = lines(page(reading, DOCUMENT))

    assert [
        n
        for n in numbers[:60]
        if reading.get(f"/documents/zilverhaven-2031/plan/lines/{n}", headers=HTML).status_code != 200
    ] == []


def test_start_page_leads_to_the_document(client: FlaskClient) -> None:
    """The start page and the page of a line lead to what of the document is in the graph."""
    assert f'href="{DOCUMENT}"' in page(client, "/")
    assert f'href="{DOCUMENT}"' in page(client, "/documents/zilverhaven-2031/plan/lines/31")


def test_command_prints_totals_omissions_and_open_lines(version: Version, plan: SourceText, tmp_path: Path) -> None:
    """The command prints the totals, each omitted range with its reason, and the open lines."""
    source = tmp_path / "plan.txt"
    source.write_bytes("\n".join(plan.lines).encode())
    (report,) = measure_version(version.path, {plan.sha256: plan})
    data = str(version.path.parents[1])

    result = run("coverage", "--source", source, "--data", data, "--lang", "en")

    assert result.exit_code == (1 if report.counts["open"] else 0)
    assert f"{report.counts['represented']:5} represented" in result.output
    assert re.search(r"^  \d+(-\d+)?: .+ \(.+\)$", result.output, re.MULTILINE)
    assert re.search(r"^Open lines: (none|[\d, -]+)$", result.output, re.MULTILINE)


def test_command_fails_while_a_line_is_open(
    version: Version, plan: SourceText, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With an open line the command names it and ends with 1; without one it ends with 0."""
    (report,) = measure_version(version.path, {plan.sha256: plan})
    done = replace(report, lines=tuple(line for line in report.lines if line.state != "open"))
    number = done.lines[5].number
    opened = replace(done, lines=(*done.lines[:5], replace(done.lines[5], state="open"), *done.lines[6:]))
    data = ["--data", str(version.path.parents[1])]
    ended = []
    for found in (done, opened):
        monkeypatch.setattr(completeness, "measure_version", lambda *_, found=found: [found])
        ended.append(run("coverage", *data))

    assert [result.exit_code for result in ended] == [0, 1]
    assert "Open regels: geen" in ended[0].output
    assert f"Open regels: {number}\n" in ended[1].output


def test_command_asks_for_the_document(version: Version) -> None:
    """Where no document is at hand the command says what to give."""
    result = run("coverage", "--data", version.path.parents[1])

    assert result.exit_code == 1
    assert "--source" in result.output


def test_runs_of_lines_are_ranges() -> None:
    """Lines that follow each other are printed as one range."""
    assert completeness.format_ranges([1, 2, 3, 5, 8, 9]) == ["1-3", "5", "8-9"]
    assert completeness.format_ranges([]) == []


def cells(text: str) -> dict[tuple[str, str], tuple[int, int]]:
    """Give what stands in each cell of the matrix on the page *text*, by partner and theme."""
    themes = re.findall(r'href="/themes/[\w-]+/([\w-]+)"', text.partition("<thead>")[2].partition("</thead>")[0])
    found = {}
    for row in re.findall(r"<tr>(.*?)</tr>", text.partition("<tbody>")[2].partition("</tbody>")[0], re.DOTALL):
        partner = re.findall(r'href="/partners/(?:zilverhaven-2031/)?([^"]+)"', row)
        for theme, cell in zip(themes, re.findall(r"<td>([^<]*)</td>", row), strict=True):
            if cell:
                measures, _plus, mentions = cell.partition(" + ")
                found[partner[0], theme] = (int(measures), int(mentions or 0))
    return found


@pytest.mark.parametrize("kind", ["", "municipality"])
def test_matrix_holds_what_the_question_answers(app: Flask, client: FlaskClient, store: Store, kind: str) -> None:
    """Each cell of the matrix is a row of the question, and each row of the question is a cell."""
    data: Dataset = app.extensions["samendoen"].now
    rows = ask(Plans(store), find_question("partner-coverage"), {"kind": kind}).rows
    expected = {
        (data.paths.find_page(str(row["actor"])).rpartition("/")[2], str(row["theme"]).rpartition("/")[2]): (
            row["measures"],
            row["mentions"],
        )
        for row in rows
    }

    assert expected
    assert cells(page(client, f"/coverage?kind={kind}")) == expected


def test_matrix_has_totals(client: FlaskClient, store: Store) -> None:
    """Under each theme stands how many partners are active on it, and beside each partner its themes and measures."""
    text = page(client, "/coverage")
    found = cells(text)
    themes = ask(Plans(store), find_question("themes"), {}).rows
    foot = re.findall(r"<td>(\d+)</td>", text.partition("<tfoot>")[2])
    police = re.findall(r'href="/partners/zilverhaven-2031/havenpolitie">.*?</tr>', text, re.DOTALL)[0]
    partners = {row["actor_label"]: row for row in ask(Plans(store), find_question("partners"), {}).rows}

    ids = [str(row["theme"]).rpartition("/")[2] for row in themes]
    assert foot[: len(ids)] == [str(sum(theme == key[1] for key in found)) for theme in ids]
    assert foot[len(ids) :] == [str(row["measures"]) for row in themes]
    assert re.findall(r'<td class="number">(\d+)</td>', police) == [
        str(sum(key[0] == "havenpolitie" for key in found)),
        str(partners["Havenpolitie"]["measures"]),
    ]


def test_matrix_can_be_taken_along(client: FlaskClient) -> None:
    """The matrix leads to the question as CSV, with the kind that was chosen."""
    links = [
        unescape(link)
        for link in re.findall(r'href="([^"]+format=csv(?:&[^"]*)?)"', page(client, "/coverage?kind=municipality"))
    ]

    assert len(links) == 1
    assert "kind=municipality" in links[0]
    assert links[0].startswith("/api/v1/questions/partner-coverage?")
    assert client.get(links[0]).mimetype == "text/csv"


@pytest.mark.parametrize("path", [DOCUMENT, "/coverage"])
def test_page_fits_a_telephone(browser: Browser, served: str, path: str) -> None:
    """On 390 pixels nothing sticks out of the page."""
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(served + path)
    wide = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
    page.close()

    assert wide <= 0
