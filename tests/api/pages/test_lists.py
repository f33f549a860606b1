"""The lists of partners and measures: in groups, with the columns that matter, and whole in the files."""

from __future__ import annotations

import csv
import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from queries.answers import ask
from queries.plans import Plans
from queries.questions.library import find_question
from tests.several import several_app, several_client, several_version

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from graph.engine.store import Store

__all__ = ["several_app", "several_client", "several_version"]

HTML = {"Accept": "text/html"}
#: Each list with the column that its groups are of.
LISTS = {"partners": "kind", "measures": "theme_label"}


def read(client: FlaskClient, path: str) -> str:
    """Read the main part of the page at *path*."""
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 200
    return unescape(answer.get_data(as_text=True).partition("<main")[2])


def list_groups(text: str) -> list[tuple[str, int, int]]:
    """List the groups in *text*: what each is called, how many rows it says to have, and how many it has."""
    groups = re.findall(r'<tr class="group-head">.*?<a [^>]*>(.*?)</a>.*?"count">(\d+)<(.*?)</tbody>', text, re.DOTALL)
    return [(label, int(said), len(re.findall(r"<tr><td", rows))) for label, said, rows in groups]


@pytest.mark.parametrize("name", LISTS)
def test_every_row_stands_in_its_group(client: FlaskClient, store: Store, name: str) -> None:
    """Each group says how many rows it has, and together they are the rows of the question."""
    rows = ask(Plans(store), find_question(name), {}).rows
    groups = list_groups(read(client, f"/{name}"))

    assert len(groups) == len({row[LISTS[name]] for row in rows}) > 1
    assert all(said == found for _label, said, found in groups)
    assert sum(said for _label, said, _found in groups) == len(rows)


def test_kind_with_most_measures_comes_first(client: FlaskClient) -> None:
    """Of the partners the kind with most measures comes first, and in it the partner with most."""
    text = read(client, "/partners")
    counts = [
        [int(number) for number in re.findall(r'<tr><td>.*?</td><td class="number">(?:<a [^>]*>)?(\d+)', rows)]
        for rows in text.split('<tr class="group-head">')[1:]
    ]

    assert [sum(its) for its in counts] == sorted((sum(its) for its in counts), reverse=True)
    assert all(its == sorted(its, reverse=True) for its in counts)
    assert counts[0][0] > 0


def test_whoever_sorts_gets_the_rows_sorted(client: FlaskClient) -> None:
    """Sorted by a column there are no groups, and every column with something stands there."""
    text = read(client, "/measures?sort=measure_label")

    assert "group-head" not in text
    assert "Thema</a></th>" in text


def test_rows_of_several_plans_are_not_grouped(several_client: FlaskClient) -> None:
    """With several plans each row says its plan, as everywhere."""
    assert "group-head" not in read(several_client, "/partners")


@pytest.mark.parametrize("name", LISTS)
def test_file_keeps_every_column(client: FlaskClient, name: str) -> None:
    """What the page leaves out or puts in a head stands in the file."""
    link = re.search(r'href="(/api/v1/questions/[^"]*format=csv[^"-]*)"', read(client, f"/{name}"))
    assert link
    head = next(csv.reader(client.get(link[1]).text.splitlines()))

    assert {column.name for column in find_question(name).columns if not column.when} <= set(head)
