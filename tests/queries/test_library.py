"""The library: every question as promised, valid, ordered, in two languages, and with its expected answer."""

from __future__ import annotations

import csv
import re
from io import StringIO
from pathlib import Path

import pytest

from graph.engine.store import Request, Store
from queries.answer import ask
from queries.library import find, questions
from queries.question import LANGUAGES
from queries.table import to_csv

EXPECTED = Path(__file__).parents[1] / "expected"

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
each = pytest.mark.parametrize("name", questions())


def test_library_holds_what_is_promised() -> None:
    """No promised question is absent."""
    assert len(TABLE) == 22
    assert set(TABLE) <= set(questions())


@pytest.mark.parametrize("name", TABLE)
def test_question_has_the_promised_columns(name: str) -> None:
    """The columns begin with the promised ones, in that order; the parameters are the promised ones at least."""
    parameters, columns = TABLE[name]
    question = find(name)

    assert [column.name for column in question.columns][: len(columns)] == columns
    assert set(parameters) <= {parameter.name for parameter in question.parameters}
    assert not [parameter for parameter in question.parameters if parameter.required]


@each
def test_columns_are_what_the_query_selects(store: Store, name: str) -> None:
    """Each column is selected, and each variable that is selected is a column or a parameter."""
    question = find(name)
    variables = re.findall(r"\?(\w+)\)?(?=\s|$)", projection(question.text))

    assert [v for v in variables if not v.startswith("_")] == [column.name for column in question.columns]
    assert len(ask(store, question, {}).rows) > 0


def projection(text: str) -> str:
    """Give what the outermost SELECT of *text* selects."""
    found = re.search(r"^SELECT\b(.*?)^WHERE\b", text, re.MULTILINE | re.DOTALL)
    assert found is not None
    return re.sub(r"\(\w+\(.*?\) AS (\?\w+)\)|#.*", r"\1", found[1])


@each
def test_parameter_is_projected(name: str) -> None:
    """A parameter is selected as `?_name`, on a line that stands only when it is given."""
    question = find(name)
    lines = question.text.split("WHERE", 1)[0].splitlines()

    for parameter in question.parameters:
        assert [line for line in lines if re.search(rf"\?_{parameter.name}\s+# when: {parameter.name}$", line)]
        assert question.text.count(f"# when: {parameter.name}") >= 2
    assert set(re.findall(r"\?_(\w+)", question.text)) <= {"lang", *(p.name for p in question.parameters)}
    assert set(re.findall(r"# when: (\w+)", question.text)) == {p.name for p in question.parameters}


@each
def test_text_with_every_line_is_sparql(tmp_path: Path, name: str) -> None:
    """The file as it stands, header, marks and all, is a valid query, so that any tool can read it."""
    (tmp_path / "empty.nq").write_bytes(b"")
    reply = Store(tmp_path / "empty.nq").ask(Request(find(name).path.read_text(encoding="utf-8")))

    assert reply.media_type == "application/sparql-results+json"


@each
def test_answer_is_ordered(name: str) -> None:
    """The order of the rows is part of the question."""
    last = re.split(r"^\}", find(name).text, flags=re.MULTILINE)[-1]

    assert re.search(r"^ORDER BY \?\w+", last, re.MULTILINE)


@each
def test_order_is_whole(store: Store, name: str) -> None:
    """Asked twice the rows come in the same order, and none comes twice."""
    first, second = (ask(store, find(name), {}).rows for _ in range(2))
    rows = [tuple(row.values()) for row in first]

    assert len(rows) > 0
    assert first == second
    assert len(set(rows)) == len(rows)


@each
def test_header_is_in_both_languages(name: str) -> None:
    """Title, question, description and every label are in Dutch and English, and not the same text in both."""
    question = find(name)
    labels = [part.label for part in (*question.parameters, *question.columns)]

    for texts in (question.title, question.question, question.description, *labels):
        assert set(texts) == set(LANGUAGES)
        assert all(texts.values())
    for texts in (question.question, question.description):
        assert texts["nl"] != texts["en"]


@each
def test_question_asks(name: str) -> None:
    """A question ends with its mark, and begins with a capital."""
    for text in find(name).question.values():
        assert re.fullmatch(r"[A-ZÀ-Þ][^?]+\?", text)


@each
def test_name_is_kebab_case(name: str) -> None:
    """A name is the same in file, address and command line."""
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)


def read(data: bytes) -> list[list[str]]:
    """Read CSV into rows, whatever its line ends."""
    return list(csv.reader(StringIO(data.decode("utf-8-sig"))))


@each
def test_answer_is_as_expected(store: Store, name: str) -> None:
    """The full answer over the packaged data is the one that was looked over and kept."""
    file = EXPECTED / f"{name}.csv"
    remedy = f"Look at: samendoen ask {name} --format csv. If it is right, keep it as tests/expected/{name}.csv."
    assert file.exists(), remedy

    assert read(to_csv(ask(store, find(name), {}))) == read(file.read_bytes()), remedy


def test_expected_answers_have_a_question() -> None:
    """No expected answer is left of a question that went."""
    assert {path.stem for path in EXPECTED.iterdir()} <= set(questions())
    assert {path.suffix for path in EXPECTED.iterdir()} <= {".csv"}
