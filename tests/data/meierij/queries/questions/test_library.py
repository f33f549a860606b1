"""The library: every question as promised, valid, ordered, in two languages, and with its expected answer.

Beside that each says how far it can be trusted: what its rows rest on, how absence is read, and what it cannot see.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from graph.engine.request import Request
from graph.engine.store import Store
from graph.versions import open_version
from ontology.namespaces import DEF, ID, PREFIXES
from queries.answers.answer import ask
from queries.answers.binding import find_default
from queries.answers.choices import list_choices, list_concepts
from queries.plans import Plans
from queries.questions.library import find_question, load_questions
from queries.questions.question import BASES, LANGUAGES, SEVERITIES
from tests.accept import EXPECTED
from tests.data.meierij.queries.without_rows import WITHOUT_ROWS

if TYPE_CHECKING:
    from pathlib import Path

    from graph.versions.archive import Version
    from queries.answers.row import Row, Value
    from queries.questions.question import Column, Parameter, Question

# Name, parameters and columns, as promised to users; more columns may follow, none may be renamed.
PROMISED = """
measures | theme, actor, horizon | measure, measure_label, theme, theme_label, horizon, owner, owner_label, owner_basis, line
measures-without-owner | theme | measure, measure_label, theme, theme_label, line
actors-of-measures | measure, theme | measure, actor, actor_label, role, basis, line
cooperation | theme, actor | actor_a, actor_a_label, actor_b, actor_b_label, subject, subject_label, basis, measures, line
partner-coverage | theme, kind | actor, actor_label, kind, theme, theme_label, measures, mentions
partners | kind | actor, actor_label, kind, themes, measures
themes | | theme, theme_label, broader, level, measures
legislation | on, theme | law, law_label, identifier, status, in_force_from, in_force_until, line
legal-duties | law, actor | duty, duty_label, law, bearer, bearer_label, term, in_force_from, line
responsibilities | actor, subject | actor, actor_label, role, subject, subject_label, condition, basis, line
escalation-levels | level | level, level_label, situation, responsible, responsible_label, line
budget | year | item, item_label, task_field, year, amount_eur, net_or_gross, status, line
goals-and-effects | theme | theme, theme_label, kind, node, node_label, line
instruments | theme, status | instrument, instrument_label, kind, status, themes, line
agreements | theme | agreement, agreement_label, parties, subject, line
single-theme-partners | | actor, actor_label, theme, theme_label
partners-without-measure | | actor, actor_label, kind, line
gaps | kind, theme | kind, reading, node, node_label, theme, theme_label, line
open-decisions | | decision, decision_label, line
figures | theme | figure, figure_label, comparator, value, unit, period, source, line
duplicates | | measure_a, measure_b, kind, line_a, line_b
holds-only-for | municipality | statement, statement_label, municipality, line
"""  # noqa: E501  a table is read by its lines
TABLE = {
    name.strip(): ([p.strip() for p in parameters.split(",") if p.strip()], [c.strip() for c in columns.split(",")])
    for name, parameters, columns in (line.split("|") for line in PROMISED.strip().splitlines())
}
each = pytest.mark.parametrize("name", load_questions())
PARAMETERS = [(name, parameter) for name, question in load_questions().items() for parameter in question.parameters]
each_parameter = pytest.mark.parametrize(
    ("name", "parameter"), [(name, parameter.name) for name, parameter in PARAMETERS]
)
each_optional_parameter = pytest.mark.parametrize(
    ("name", "parameter"), [(name, parameter.name) for name, parameter in PARAMETERS if not parameter.default]
)
each_parameter_with_a_default = pytest.mark.parametrize(
    ("name", "parameter"), [(name, parameter.name) for name, parameter in PARAMETERS if parameter.default]
)
#: The first day of the plan, on which legislation is shown where no day is chosen.
FIRST_DAY = "2019-01-01"


def test_library_holds_what_is_promised() -> None:
    """No promised question is absent."""
    assert len(TABLE) == 22
    assert set(TABLE) <= set(load_questions())


@pytest.mark.parametrize("name", TABLE)
def test_question_has_the_promised_columns(name: str) -> None:
    """The columns begin with the promised ones, in that order; the parameters are the promised ones at least."""
    parameters, columns = TABLE[name]
    question = find_question(name)

    assert [column.name for column in question.columns][: len(columns)] == columns
    assert set(parameters) <= {parameter.name for parameter in question.parameters}
    assert not [parameter for parameter in question.parameters if parameter.required]


@each
def test_columns_are_what_the_query_selects(filled: Store, name: str) -> None:
    """Each column is selected or said of every row, and each variable that is selected is a column or a parameter.

    Said besides are the names of documents, and last the plan.
    """
    question = find_question(name)
    variables = re.findall(r"\?(\w+)\)?(?=\s|$)", projection(question.text))
    selected = [variable for variable in variables if not variable.startswith("_")]
    documents = [f"{variable}_label" for variable in selected if "document" in variable.split("_")]

    assert selected == [column.name for column in question.selected]
    assert [column.name for column in question.columns if column not in question.selected] == [
        *documents,
        *(["plan", "plan_label"] if question.by_plan else []),
    ]
    assert len(ask(Plans(filled), question, {}).rows) > 0


def test_plan_answers_all_but_what_it_has_not(store: Store) -> None:
    """Every question has rows, but those on what this plan has none of; the small plan has those."""
    without = [name for name, question in load_questions().items() if not ask(Plans(store), question, {}).rows]

    assert tuple(without) == WITHOUT_ROWS
    for name in WITHOUT_ROWS:
        assert len((EXPECTED["small_version"] / f"{name}.csv").read_text(encoding="utf-8").splitlines()) > 1


def projection(text: str) -> str:
    """Give what the outermost SELECT of *text* selects."""
    found = re.search(r"^SELECT\b(.*?)^WHERE\b", text, re.MULTILINE | re.DOTALL)
    assert found is not None
    return re.sub(r"\(\w+\(.*?\) AS (\?\w+)\)|#.*", r"\1", found[1])


@each
def test_parameter_is_projected(name: str) -> None:
    """A parameter is selected as `?_name`, on a line that stands only when it is given, and asked with on another.

    Where it has a default it is always given, so what is asked with it needs no mark. Beside parameters there are the
    language and the day of today.
    """
    question = find_question(name)
    lines = question.text.split("WHERE", 1)[0].splitlines()

    for parameter in question.parameters:
        assert [line for line in lines if re.search(rf"\?_{parameter.name}\s+# when: {parameter.name}$", line)]
        asked = rf"\?_{parameter.name}\b" if parameter.default else f"# when: {parameter.name}$"
        assert len(re.findall(asked, question.text, re.MULTILINE)) >= 2
    assert set(re.findall(r"\?_(\w+)", question.text)) <= {"lang", "today", *(p.name for p in question.parameters)}
    assert set(re.findall(r"# when: (\w+)", question.text)) == {p.name for p in question.parameters}


@each
def test_text_with_every_line_is_sparql(tmp_path: Path, name: str) -> None:
    """The file as it stands, header, marks and all, is a valid query, so that any tool can read it."""
    (tmp_path / "empty.nq").write_bytes(b"")
    reply = Store(tmp_path / "empty.nq").ask(Request(find_question(name).path.read_text(encoding="utf-8")))

    assert reply.media_type == "application/sparql-results+json"


@each
def test_answer_is_ordered(name: str) -> None:
    """The order of the rows is part of the question: first by a variable, by the least of one, or by its absence."""
    last = re.split(r"^\}", find_question(name).text, flags=re.MULTILINE)[-1]

    assert re.search(r"^ORDER BY (\?\w+|MIN\(\?\w+\)|\(!BOUND\(\?\w+\)\))( |$)", last, re.MULTILINE)


@each
def test_order_is_whole(filled: Store, name: str) -> None:
    """Asked twice the rows come in the same order, and none comes twice."""
    first, second = (ask(Plans(filled), find_question(name), {}).rows for _ in range(2))
    rows = [tuple(row.values()) for row in first]

    assert len(rows) > 0
    assert first == second
    assert len(set(rows)) == len(rows)


@each
def test_header_is_in_both_languages(name: str) -> None:
    """Every text, label and option is in Dutch and English, and what is told is not the same text in both."""
    question = find_question(name)
    labels = [part.label for part in (*question.parameters, *question.columns)]

    told = (question.question, question.description, question.absence, question.unseen)
    for texts in (question.title, *told, *labels, *(it for p in question.parameters for it in p.options.values())):
        assert set(texts) == set(LANGUAGES)
        assert all(texts.values())
    for texts in told:
        assert texts["nl"] != texts["en"]


@each
def test_trust_is_told_in_sentences(name: str) -> None:
    """How absence is read stands by itself; what cannot be seen reads on after 'cannot see:'; nothing is left to do."""
    question = find_question(name)

    for language in LANGUAGES:
        absence, unseen = question.absence[language], question.unseen[language]
        assert re.fullmatch(r"[A-ZÀ-Þ][^\n]+\.", absence)
        assert re.fullmatch(r"[a-zß-ÿ][^\n]+\.", unseen)
        assert len(absence) <= 330
        assert len(unseen) <= 330


@each
@pytest.mark.parametrize(("language", "told"), [("nl", "Lege cellen zijn er niet"), ("en", "There are no empty cells")])
def test_empty_cells_are_explained(filled: Store, name: str, language: str, told: str) -> None:
    """A question says that there are no empty cells exactly where there are none; elsewhere it explains them.

    Of the line and the page of a place one is always empty: that is no absence, and held apart. A question that this
    plan has no answer to may explain cells that are all filled in the small plan, which has few.
    """
    answer = ask(Plans(filled), find_question(name), {}, language)
    empty = {column.name for row in answer.rows for column in answer.columns if is_absent(row, column.name)}

    assert len(answer.rows) > 0
    if name in WITHOUT_ROWS:
        assert told not in answer.question.absence[language]
        assert {"nl": "lege", "en": "empty"}[language] in answer.question.absence[language]
    else:
        assert (told in answer.question.absence[language]) == (not empty), empty


def is_absent(row: Row, name: str) -> bool:
    """Say whether *row* has nothing under *name*, nor the line where that is a page, nor the page where it is one."""
    other = {"line": "page", "page": "line"}
    beside = "_".join(other.get(word, word) for word in name.split("_"))
    return row[name] is None and row.get(beside) is None


@each
def test_place_is_a_line_or_a_page_of_a_document(filled: Store, name: str) -> None:
    """Where a row has a document, it has its line or its page, and never both; without a document it has neither."""
    question = find_question(name)
    documents = [column.name for column in question.selected if column.is_document]
    rows = ask(Plans(filled), question, {}).rows
    places = [
        (row[it], row[f"{it}_label"], row[it.replace("document", "line")], row.get(it.replace("document", "page")))
        for it in documents
        for row in rows
    ]

    assert len(rows) > 0
    assert [column.name for column in question.columns if column.name in ("line", "line_a") and not documents] == []
    for document, label, line, page in places:
        assert (document is None) == (label is None)
        assert (line is None) + (page is None) == (2 if document is None else 1)


@each
def test_row_rests_on_what_is_said(filled: Store, name: str) -> None:
    """Where every row is stated, each has a line or a page; a column that says it row by row has known values only."""
    question = find_question(name)
    rows = ask(Plans(filled), question, {}).rows
    places = [column.name for column in question.columns if column.is_line or "page" in column.name.split("_")]

    assert len(rows) > 0
    if question.basis == "stated":
        assert [row for row in rows if all(row[place] is None for place in places)] == []
    if question.by_column:
        assert {row[question.basis] for row in rows} <= set(BASES)


@each
def test_basis_of_a_row_is_not_hidden(name: str) -> None:
    """A question with a column `basis` says by that column what its rows rest on."""
    question = find_question(name)

    assert question.column("basis") is None or question.basis == "basis"


@each
def test_what_is_missing_has_a_severity(name: str) -> None:
    """A question whose rows are gaps says how much it matters, and nobody wrote its rows down."""
    question = find_question(name)

    if "gap" in question.tags:
        assert question.severity in SEVERITIES
        assert question.basis == "derived"


@each
def test_value_fits_its_column(filled: Store, name: str) -> None:
    """Each value of each row is of the type of its column, and a concept is one of its scheme."""
    answer = ask(Plans(filled), find_question(name), {})
    wrong = [
        (column.name, row[column.name])
        for row in answer.rows
        for column in answer.columns
        if row[column.name] is not None and not fits(filled, column, row[column.name])
    ]

    assert len(answer.rows) > 0
    assert wrong == []


def fits(store: Store, column: Column, value: Value) -> bool:
    """Say whether *value* is of the type of *column*."""
    if column.type == "number" or not isinstance(value, str):
        return column.type == "number" and isinstance(value, int | float)
    if column.type == "thing":
        return value.startswith((ID, "https://identifier.overheid.nl/tooi/id/"))
    if column.type == "concept":
        return value in {concept.id for concept in list_concepts(store, column.of)}
    if column.type == "date":
        return date.fromisoformat(value).isoformat() == value
    # A text has signs that are seen, and is neither an address nor a day: those have types of their own.
    return bool(value.strip()) and not re.fullmatch(r"https?://\S+|[0-9]{4}-[0-9]{2}-[0-9]{2}", value)


@each_parameter
@pytest.mark.turns(4)
def test_example_gives_rows(store: Store, name: str, parameter: str) -> None:
    """Each example gives rows in both languages; there are two, unless only one value gives rows.

    To a question on what this plan has none of each gives no rows, but is understood: there is one at least.
    """
    question = find_question(name)
    asked = the(question, parameter)
    found = [
        len(ask(Plans(store), question, {parameter: value}, language).rows)
        for value in asked.examples
        for language in LANGUAGES
    ]

    if name in WITHOUT_ROWS:
        assert found == [0] * len(LANGUAGES) * len(asked.examples)
        assert len(found) > 0
        return
    assert all(found)
    if asked.type == "choice":
        assert len(asked.options) >= 2
    elif len(asked.examples) != 2:
        fruitful = [it for it in list_choices(store, asked) if ask(Plans(store), question, {parameter: it.iri}).rows]
        assert [it.id for it in fruitful] == list(asked.examples)


def the(question: Question, name: str) -> Parameter:
    """Give the parameter of *question* called *name*."""
    return next(parameter for parameter in question.parameters if parameter.name == name)


@each_optional_parameter
def test_absent_parameter_costs_nothing(name: str, parameter: str) -> None:
    """A query mentions no parameter that is not given, whatever else is."""
    question = find_question(name)
    others = {it.name for it in question.parameters} - {parameter}

    for given in (set(), others):
        assert f"?_{parameter}" not in re.findall(r"\?\w+", question.query(given))
    assert f"?_{parameter}" in re.findall(r"\?\w+", question.query({parameter}))


@each_parameter_with_a_default
def test_default_is_what_is_asked_where_nothing_is(filled: Store, name: str, parameter: str) -> None:
    """A parameter with a default is bound to it where nothing is given, and to what is given where something is."""
    question = find_question(name)
    asked = the(question, parameter)
    without, given = (ask(Plans(filled), question, values) for values in ({}, {parameter: asked.examples[0]}))

    assert without.parameters[parameter] == find_default(asked)
    assert given.parameters[parameter] == asked.examples[0] != find_default(asked)
    assert without.rows == ask(Plans(filled), question, {parameter: find_default(asked)}).rows


def test_legislation_without_a_day_is_that_of_the_first(store: Store) -> None:
    """Without a day the laws stand as on the first day of the plan; on a later day there are others."""
    without, first, later = (
        ask(Plans(store), find_question("legislation"), values).rows
        for values in ({}, {"on": FIRST_DAY}, {"on": "2023-06-01"})
    )

    assert without == first
    assert {row["law"] for row in later} - {row["law"] for row in first} == {f"{ID}legislation/nis2-richtlijn"}


def test_measures_are_with_an_owner_or_without(version: Version, tmp_path: Path) -> None:
    """Where one measure has an owner, 'named' gives that one and 'none' the others."""
    owned = f"{ID}measure/meierij-2019-2022/jeugd-06"
    said = {
        "concerns": owned,
        "role": f"{ID}role/owner",
        "actor": f"{PREFIXES['gemeente']}gm1948",
        "basis": f"{ID}basis/stated",
    }
    lines = "".join(
        f"<{ID}involvement/meierij-2019-2022/owned> <{DEF}{term}> <{value}> <{ID}graph/own> .\n"
        for term, value in said.items()
    )
    path = tmp_path / "owned.nq"
    with open_version(version.path) as file:
        path.write_bytes(file.read() + lines.encode())
    engine = Store(path)
    named, none = (ask(Plans(engine), find_question("measures"), {"owner": value}).rows for value in ("named", "none"))

    assert [(row["measure"], row["owner"]) for row in named] == [(owned, said["actor"])]
    assert len(none) == 79
    assert owned not in {row["measure"] for row in none}


@pytest.mark.parametrize(
    ("name", "words", "language", "titles"),
    [
        (
            "measures",
            "bIBOB-BELEID",
            "nl",
            ["Op basisteamniveau naar gelijk Bibob-beleid en sterkere uitvoering streven"],
        ),
        (
            "measures",
            "bIBOB-BELEID",
            "en",
            ["Aim for aligned Bibob policy and stronger implementation at base-team level"],
        ),
        (
            "measures",
            "gelijk bibob",
            "nl",
            ["Op basisteamniveau naar gelijk Bibob-beleid en sterkere uitvoering streven"],
        ),
        ("figures", "WHATSAPP", "en", ["More than 106 WhatsApp groups are active"]),
    ],
)
def test_words_are_sought_in_the_title_and_the_sentence(
    store: Store, name: str, words: str, language: str, titles: list[str]
) -> None:
    """Words are found in the title in the language asked, and in the sentence, in capitals or not."""
    found = ask(Plans(store), find_question(name), {"words": words}, language).rows

    assert [row[f"{name.removesuffix('s')}_label"] for row in found] == titles


@pytest.mark.parametrize("least", ["71217", "71217.5", "0", "-1"])
def test_money_is_at_least_so_much(store: Store, least: str) -> None:
    """Exactly the amounts of at least the minimum remain, whole or with decimals."""
    every = ask(Plans(store), find_question("budget"), {}).rows
    found = ask(Plans(store), find_question("budget"), {"minimum": least}).rows

    assert found == [row for row in every if float(row["amount_eur"] or 0) >= float(least)]
    assert len(found) > 0


@each
def test_question_asks(name: str) -> None:
    """A question ends with its mark, and begins with a capital."""
    for text in find_question(name).question.values():
        assert re.fullmatch(r"[A-ZÀ-Þ][^?]+\?", text)


@each
def test_name_is_kebab_case(name: str) -> None:
    """A name is the same in file, address and command line."""
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
