"""The parts of a page are made of a scope and values: there is no app and no request in any of these tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import flask
import pytest
from jinja2 import Environment, FileSystemLoader
from werkzeug.exceptions import NotFound

import api
from api.catalogue import load_catalogue
from api.components.form import build_fields
from api.components.gap_summary import summarise_gaps
from api.components.page import bind_functions
from api.components.question_page import MOST_CELLS, SIZES, build_question_values, find_result_page
from api.components.reason import explain_triple
from api.components.section import build_section
from api.components.subjects import group_questions
from api.components.table import build_table, format_day
from api.components.thing import describe_thing, find_thing_iri, list_days
from api.pages.coverage import find_partners
from api.requests.navigation import Navigation
from api.requests.permalink import build_permanent_url
from api.requests.question import answer_question, parse_parameters, parse_selection, select_requested
from graph.engine.store import Store
from graph.errors import BadParameter
from graph.sources import SourceText
from graph.versions import open_version
from ontology.namespaces import make_plan_graph_iri
from queries.plans import Plans
from tests.builds import SMALL_PLAN
from tests.scopes import make_path, make_url

if TYPE_CHECKING:
    from pathlib import Path

    from api.requests.scope import Scope
    from graph.versions.archive import Version
    from queries.answers import Row

TEMPLATES = f"{api.__path__[0]}/templates"


@pytest.fixture
def theme(scope: Scope) -> Row:
    """Take the first theme."""
    return answer_question(scope, "themes", {}).rows[0]


@pytest.fixture(autouse=True)
def _no_request() -> None:
    """Make sure that nothing of Flask is there to be read."""
    assert not flask.has_app_context()
    assert not flask.has_request_context()


def test_table_links_what_it_names(scope: Scope) -> None:
    """A label leads to the page of its thing, a line to the line, a number to what it counts."""
    answer = answer_question(scope, "measures", {})
    table = build_table(scope, answer)
    texts = [cell.text for cell in table.head]
    place = next(number for number, it in enumerate(answer.columns) if it.name == "measure_label")
    label = next(it.label["nl"] for it in answer.columns if it.name == "measure_label")
    line = next(number for number, cell in enumerate(table.rows[0]) if cell.parts)

    assert len(table.rows) == len(answer.rows) > 0
    assert answer.columns[place].label["nl"] == label
    assert table.rows[0][texts.index(label)].href == scope.paths.find_page(str(answer.rows[0]["measure"]))
    [part] = table.rows[0][line].parts
    assert part.href == f"/documents/{SMALL_PLAN}/plan/lines/{part.text}"
    assert [cell.href for cell in table.head] == [""] * len(texts)


def test_table_speaks_the_language_of_the_answer(scope: Scope) -> None:
    """The same answer in two languages has two heads, and as many rows."""
    dutch, english = (replace(scope, language=it) for it in ("nl", "en"))
    one, other = (build_table(it, answer_question(it, "measures", {})) for it in (dutch, english))

    assert len(one.rows) == len(other.rows)
    assert [cell.text for cell in one.head] != [cell.text for cell in other.head]


def test_head_sorts_and_turns_the_order(scope: Scope) -> None:
    """The head of a column sorts by it, keeps what was chosen, forgets the page, and turns the order if it has."""
    answer = answer_question(scope, "themes", {})
    url = make_url("/themes", sort="measures", page="2", size="25")
    head = {cell.text: cell for cell in build_table(scope, answer, sorted_by=url).head}
    label = next(it.label["nl"] for it in answer.columns if it.name == "measures")

    assert head[label].order == "ascending"
    assert head[label].href == "/themes?sort=-measures&size=25"
    assert [cell.order for text, cell in head.items() if text != label] == [""] * (len(head) - 1)


def test_link_of_a_count_has_the_order_of_the_form(scope: Scope) -> None:
    """The link to what a number counts names its parameters in the order of the question, every time the same."""
    answer = answer_question(scope, "partner-coverage", {})
    cells = [cell for row in build_table(scope, answer).rows for cell in row]
    links = [cell.href for cell in cells if cell.href.startswith("/questions.show_question?name=measures")]
    order = [it.name for it in scope.library.find("measures").parameters]

    assert links
    for link in links:
        names = [part.partition("=")[0] for part in link.rpartition("?")[2].split("&")]
        assert names == sorted(names, key=order.index)
        assert len(names) > 1


def test_form_is_filled_with_values(scope: Scope, theme: Row) -> None:
    """A field stands at what was chosen, given as local id or as IRI, or else at the example."""
    question, iri = scope.library.find("cooperation"), str(theme["theme"])
    local = scope.paths.find_local(iri)
    assert local

    for values, example in (({"theme": local[1]}, {}), ({"theme": iri}, {}), ({}, {"theme": local[1]})):
        field = next(it for it in build_fields(scope, question, values, example) if it.name == "theme")
        assert field.chosen == local[1].rpartition("/")[2]
        assert field.chosen in {option.value for options in field.groups.values() for option in options}
        assert field.label == question.parameters[0].label["nl"]


def test_section_counts_its_rows(scope: Scope, theme: Row) -> None:
    """A section of a theme has the rows of the question about it, without the columns that say nothing new."""
    values = {"theme": str(theme["theme"])}
    section = build_section(scope, "measures", "Maatregelen", values, ("theme", "theme_label"))
    answer = answer_question(scope, "measures", values)

    assert section.count == len(section.table.rows) == len(answer.rows) > 0
    assert next(it.label["nl"] for it in answer.columns if it.name == "theme_label") not in [
        cell.text for cell in section.table.head
    ]


def test_gaps_are_counted_once_each(scope: Scope) -> None:
    """Each kind of gap counts each thing once, however many rows it has, and its readings add up to that."""
    answer = answer_question(scope, "gaps", {})
    kinds = summarise_gaps(scope)

    assert kinds
    for kind in kinds:
        things = {row["node"] for row in answer.rows if row["kind"] == kind.kind}
        assert kind.count == len(things) == sum(kind.readings.values())
        assert kind.label


def test_thing_is_described_with_its_evidence(scope: Scope, theme: Row) -> None:
    """A thing has a title and its places; the sentence is there where the document is at hand, and only there."""
    found = describe_thing(scope, str(theme["theme"]))
    (place, *_more) = found["evidence"]
    digest, line = str(place["sha256"]), int(place["line"])
    text = SourceText(digest, ("",) * (line - 1) + ("Hier staat het.",))

    assert found["title"] == theme["theme_label"]
    assert place["sentence"] == []
    reread = describe_thing(replace(scope, texts={digest: text}), str(theme["theme"]))
    assert "Hier staat het." in ["".join(text for text, _is_marked in it["sentence"]) for it in reread["evidence"]]


def test_today_is_the_day_of_the_scope(scope: Scope) -> None:
    """The day that counts as today is handed on: nothing looks at the clock by itself."""
    assert list_days(scope)["today"] == "2020-02-03"
    assert list_days(replace(scope, on=date(2031, 1, 1)))["today"] == "2031-01-01"
    assert [format_day("2020-02-03", language) for language in ("nl", "en")] == ["3 februari 2020", "3 February 2020"]


def test_rows_are_selected_by_the_url(scope: Scope) -> None:
    """A URL says which rows are kept, by the value as people read it, and in which order."""
    everything = answer_question(scope, "measures", {})
    wanted = scope.format_cell(
        next(it for it in everything.columns if it.name == "theme_label"), everything.rows[0]["theme_label"]
    )
    url = make_url("/measures", only__theme_label=wanted, sort="-measure_label")
    rows = select_requested(scope, everything, url).rows

    assert parse_parameters(url) == {}
    assert parse_selection(url).only == {"theme_label": wanted}
    assert {row["theme_label"] for row in rows} == {wanted}
    assert 0 < len(rows) < len(everything.rows)


def test_page_of_rows_is_found_by_the_url() -> None:
    """A page begins where the one before it ends; the last may be short; a page that there is not is refused."""
    pages = [find_result_page(make_url("/x", size="25", page=str(number)), 60) for number in (1, 2, 3)]

    assert [(it.first, it.last) for it in pages] == [(0, 25), (25, 50), (50, 60)]
    assert find_result_page(make_url("/x", size="all"), 60).last == 60
    assert find_result_page(make_url("/x"), 0).count == 1
    wide = [find_result_page(make_url("/x", size="all", page=it), 60, MOST_CELLS // 50) for it in "12"]
    assert [(it.first, it.last, it.count, it.most) for it in wide] == [(0, 50, 2, 50), (50, 60, 2, 50)]
    assert find_result_page(make_url("/x"), 60, 2 * MOST_CELLS).last == 1
    for wrong in ({"page": "4", "size": "25"}, {"page": "0"}, {"page": "x"}, {"size": "26"}):
        with pytest.raises(BadParameter):
            find_result_page(make_url("/x", **wrong), 60)


def test_permanent_url_names_version_and_edition(scope: Scope, theme: Row) -> None:
    """The permanent URL of an answer begins at the root, and names what it rests on and what was chosen."""
    answer = answer_question(scope, "measures", {"theme": str(theme["theme"])})
    url = build_permanent_url(scope, answer)

    assert url.startswith("https://example.org/questions.show_memo?")
    assert url.count("?") == 1
    assert f"version={scope.version.digest[:16]}" in url
    assert f"edition={answer.question.edition[:16]}" in url
    assert urlencode({"theme": str(theme["theme"])}) in url


def test_template_is_rendered_without_an_app(scope: Scope) -> None:
    """The page of a question needs nothing but values: plain Jinja renders it, with its form, pages and downloads."""
    url = make_url("/measures", size=SIZES[1], lang="nl")
    question = scope.library.find("measures")
    values = build_question_values(scope, url, question, parse_parameters(url), {})
    plain = Environment(loader=FileSystemLoader(TEMPLATES), extensions=["jinja2.ext.i18n"], autoescape=True)
    plain.install_null_translations(newstyle=True)
    frame = {"lang": "nl", "languages": ("nl", "en"), "version": scope.version, "is_current": True, "typed": None}
    frame["navigation"] = Navigation((), (), ())
    page = plain.get_template("questions/show.html").render(
        {
            **frame,
            **bind_functions(scope, url),
            **values,
            "url_for": make_path,
        }
    )

    assert f"<h1>{question.title['nl']}</h1>" in page
    assert '<form class="choose" method="get" action="/measures" autocomplete="off">' in page
    assert page.count("<tr>") == min(25, len(answer_question(scope, "measures", {}).rows)) + 1
    assert 'href="/measures?size=all&amp;lang=nl#answer"' in page
    assert make_path("questions.show_memo", name="measures").partition("?")[0] in page


def test_texts_are_in_the_language_of_the_scope(scope: Scope) -> None:
    """The words of a component are those of the scope, and so is what it says where there is nothing."""
    english = replace(scope, language="en", translator=load_catalogue("en"))
    questions = scope.library.questions.values()
    dutch_names, english_names = (
        {name for name, _questions in group_questions(questions, it.translator).values()} for it in (scope, english)
    )

    assert {"Maatregelen", "Geld"} <= dutch_names
    assert {"Measures", "Money"} <= english_names
    assert not dutch_names & {tag for question in questions for tag in question.tags}
    for it, words in ((scope, "Kies iets uit de lijst"), (english, "Choose one from the list")):
        with pytest.raises(NotFound, match=words):
            find_thing_iri(it, "Theme", "nergens")


def test_triple_is_explained_without_a_request(scope: Scope, theme: Row) -> None:
    """Why a thing has its name is stated on a line, and the name of the property is that of the language."""
    reason = explain_triple(scope, str(theme["theme"]), "skos:prefLabel", f'"{theme["theme_label"]}"@nl')

    assert reason.rule == ""
    assert [end.text for end in reason.ends[1:]] == ["naam", theme["theme_label"]]


@pytest.fixture(scope="module")
def older(version: Version, scope: Scope, tmp_path_factory: pytest.TempPathFactory) -> Scope:
    """Look at the same version as it would have been published before anything was counted."""
    with open_version(version.path) as file:
        lines = file.readlines()
    path: Path = tmp_path_factory.mktemp("older") / "older.nq"
    path.write_bytes(
        b"".join(
            line for line in lines if not line.endswith(f"<{make_plan_graph_iri(SMALL_PLAN, 'summary')}> .\n".encode())
        )
    )
    plans = Plans(Store(path))
    return replace(scope, engine=plans.engine, plans=plans, chosen=tuple(plans))


def test_older_version_is_counted_anew(scope: Scope, older: Scope) -> None:
    """A version without published counts has the same partners beside the matrix, each with as many measures."""
    assert not older.ask_panel("coverage-partners")
    old, new = ({row["actor"]: row["measures"] for row in find_partners(it, "")} for it in (older, scope))
    assert old == new != {}
