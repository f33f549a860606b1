"""How much of the document is in the graph, on a page and in a terminal; and the matrix of partners and themes."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
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


def test_document_that_is_not_at_hand_says_so(client: FlaskClient, store: Store) -> None:
    """Without the document the page says so, offers to add it, and shows the lines that carry evidence."""
    text = page(client, f"{DOCUMENT}?lang=en")
    query = """PREFIX smd: <https://w3id.org/samendoen/def#>
    SELECT DISTINCT ?first ?last { ?node smd:evidence ?place .
    ?place smd:inDocument <https://w3id.org/samendoen/id/document/zilverhaven-2031/plan> .
    ?place smd:firstLine ?first ; smd:lastLine ?last }"""
    places = store.ask(Request(query, result_type="text/csv")).body.decode().split()[1:]
    covered = {n for place in places for n in range(int(place.split(",")[0]), int(place.split(",")[1]) + 1)}

    assert "The text is not at hand" in text
    assert 'type="file"' in text
    assert "samendoen build" not in text
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
        shown = re.findall(r'<td(?: class="d\d")?>(?:<a[^>]*>)?([^<]*)(?:</a>)?</td>', row)
        for theme, cell in zip(themes, shown, strict=True):
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


@pytest.mark.parametrize(
    "choice",
    [
        "",
        "rows=kind&counts=measures",
        "columns=law&basis=stated",
        "columns=phenomenon",
        "columns=role&counts=roles&basis=stated",
        "columns=role&theme=water",
        "columns=yardstick&rows=kind",
        "plan=zilverhaven-2031&kind=residents",
    ],
)
def test_each_number_opens_as_many_rows(client: FlaskClient, choice: str) -> None:
    """Each number in the matrix, the totals included, leads to exactly the rows that it counts."""
    text = page(client, f"/coverage?{choice}").partition('id="matrix"')[2]
    links = set(re.findall(r'href="(/questions/partner-involvements[^"]*)"[^>]*>([\d +]+)</a>', text))

    assert links
    for link, shown in links:
        answer = client.get(unescape(link).replace("/questions/", "/api/v1/questions/")).get_json()
        assert answer["count"] == sum(map(int, shown.split(" + "))), link


def test_matrix_has_totals(client: FlaskClient, store: Store) -> None:
    """Under each theme stand its sum, its partners and its measures; beside each partner its total and filled cells."""
    text = page(client, "/coverage")
    found = cells(text)
    themes = ask(Plans(store), find_question("themes"), {}).rows
    foot = [re.findall(r"<td>(?:<a[^>]*>)?([\d +]+)", row) for row in text.partition("<tfoot>")[2].split("<tr>")[1:]]
    police = re.findall(r'href="/partners/zilverhaven-2031/havenpolitie">.*?</tr>', text, re.DOTALL)[0]
    filled = re.findall(r'<td class="total">(\d+)</td>', police)

    ids = [str(row["theme"]).rpartition("/")[2] for row in themes]
    assert foot[1] == [str(sum(theme == key[1] for key in found)) for theme in ids]
    assert foot[2] == [str(row["measures"]) for row in themes]
    sums = [[sum(count[part] for key, count in found.items() if key[1] == theme) for part in (0, 1)] for theme in ids]
    assert foot[0] == [f"{measures} + {mentions}" if mentions else str(measures) for measures, mentions in sums]
    assert filled == [str(sum(key[0] == "havenpolitie" for key in found))]


def test_rows_and_columns_are_sorted_by_link(client: FlaskClient) -> None:
    """The head of a column has the rows sorted by it, most first; a row has the columns sorted by it."""
    text = page(client, "/coverage")
    (link,) = re.findall(r'class="sort" href="([^"]*sort=zilverhaven-2031%2Fwater[^"]*)"', text)
    found = cells(page(client, unescape(link)))
    partners = list(dict.fromkeys(key[0] for key in found))
    sizes = [sum(found.get((partner, "water"), (0, 0))) for partner in partners]
    across = cells(page(client, "/coverage?across=havenpolitie"))

    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[-1]
    own = [sum(across[key]) for key in across if key[0] == "havenpolitie"]
    assert own == sorted(own, reverse=True)


def test_empty_cell_says_why(client: FlaskClient) -> None:
    """Each empty cell of a row is explained, with what comes nearest; no other cell is."""
    text = page(client, "/coverage?lang=en")
    found = cells(text)
    themes = re.findall(r'class="sort" href="[^"]*sort=zilverhaven-2031%2F([\w-]+)', text)
    why = page(client, "/coverage?lang=en&explain=havenpolitie").partition('id="why"')[2].partition("</section>")[0]

    explained = re.findall(r'data-column="zilverhaven-2031/([\w-]+)"', why)
    assert explained == [theme for theme in themes if ("havenpolitie", theme) not in found]
    assert explained
    said = ("not mentioned there", "named, but without", "named in what the plan", "through the joint plan")
    assert all(any(reason in it for reason in said) for it in why.split("<li")[1:])


def test_matrix_is_taken_along_as_it_is_shown(client: FlaskClient) -> None:
    """The workbook has the counts, shades and totals of the page, and says what was chosen, as does its name."""
    text = page(client, "/coverage?kind=municipality&lang=en")
    links = [unescape(it) for it in re.findall(r'href="(/coverage[^"]*format=[^"]*)"', text)]
    book, _excel_csv, plain = (client.get(link) for link in links)
    sheets = openpyxl.load_workbook(BytesIO(book.data))
    first = sheets.worksheets[0]
    rows = [[cell.value for cell in row] for row in first.iter_rows(min_row=2)]
    found = cells(text)

    assert sum(1 for row in first.iter_rows(min_row=2) for cell in row if cell.fill.fill_type) == len(found)
    assert sorted(value for row in rows[:-2] for value in row[1:-1] if value) == sorted(map(sum, found.values()))
    assert any("municipality" in str(cell.value).lower() for row in sheets.worksheets[-1] for cell in row)
    assert 'filename="partners-by-theme-zilverhaven-2031-municipality.xlsx"' in book.headers["Content-Disposition"]
    assert plain.mimetype == "text/csv"
    assert len(plain.get_data(as_text=True).splitlines()) == len(rows) + 1


@pytest.mark.parametrize("choice", ["rows=x", "columns=x", "counts=x", "rows=kind&rows=kind", "theme=nowhere", "x=1"])
def test_unknown_choice_is_refused(client: FlaskClient, choice: str) -> None:
    """What the matrix cannot show is refused with what it can, and not left aside."""
    assert client.get(f"/coverage?{choice}", headers=HTML).status_code == 400


def test_empty_cell_is_asked_by_mouse_and_by_key(browser: Browser, served: str) -> None:
    """A click on an empty cell tells why it is empty; the arrow keys go through the cells, and Enter does the same."""
    page = browser.new_page(viewport={"width": 1000, "height": 800})
    page.goto(f"{served}/coverage")
    stops = page.evaluate("() => document.querySelectorAll('#matrix td:empty[tabindex=\"0\"]').length")
    page.locator("#matrix tbody td:empty:not(.total)").first.click()
    page.wait_for_url("**explain=*why-1")
    page.goto(f"{served}/coverage")
    row = page.locator("#matrix tbody tr", has=page.locator("td:empty:not(.total)")).first
    row.locator("th a").focus()
    while not page.evaluate("() => document.activeElement.matches('td:empty')"):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url("**explain=*why-1")
    page.close()

    assert stops == 0


@pytest.mark.parametrize(("paper", "size"), [("", "A3"), ("a4", "A4")])
def test_matrix_is_one_sheet_of_paper(browser: Browser, served: str, paper: str, size: str) -> None:
    """In print the matrix is one sheet: A3 lying, or A4 upright for who chooses that."""
    page = browser.new_page()
    page.goto(f"{served}/coverage?paper={paper}")
    printed = page.pdf(prefer_css_page_size=True)
    page.close()
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", printed)

    assert len(boxes) == 1
    assert (float(boxes[0][0]) > 1100) == (size == "A3")


@pytest.mark.parametrize("path", [DOCUMENT, "/coverage"])
def test_page_fits_a_telephone(browser: Browser, served: str, path: str) -> None:
    """On 390 pixels nothing sticks out of the page."""
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(served + path)
    wide = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
    page.close()

    assert wide <= 0
