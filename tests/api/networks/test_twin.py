"""The twins of a picture as values: a table that is filtered and sorted, and a list with the best tied first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.catalogue import load_catalogue
from api.networks.twin import build_branches, build_network_table, select_edges
from graph.errors import BadParameter
from tests.api.networks.made_up import make_edge, make_node, make_small_network
from tests.scopes import make_url
from visualisation import make_network

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.components.table import Table
    from api.requests.url import RequestUrl
    from visualisation import Network

NETWORK = make_network(
    [make_node("a", label="Ällen"), make_node("b", label="zorg"), make_node("c", label="Bouw")],
    [make_edge("a-b", 10, lines="9"), make_edge("a-c", 2, "derived", lines="12-14"), make_edge("b-c", 1)],
)


def build(words: str = "", **parameters: str) -> Table:
    """Build the table of the network with *words*, as a URL with *parameters* asks for it."""
    tell = {"stated": "said", "derived": "worked out"}
    url = make_url("/network", **parameters)
    return build_table(NETWORK, url, lambda _, name: tell[name], words)


def build_table(network: Network, url: RequestUrl, tell: Callable[[str, str], str], words: str = "") -> Table:
    """Build the whole table of *network* with *words*, in English."""
    edges = select_edges(network, url, load_catalogue("en"), tell, words)
    return build_network_table(network, edges, url, load_catalogue("en"), tell)


def list_column(table: Table, head: str) -> list[str]:
    """List the texts in the column under *head*."""
    place = [it.text for it in table.head].index(head)
    return [row[place].text for row in table.rows]


@pytest.mark.parametrize(
    ("sort", "head", "texts"),
    [
        ("weight", "Weight", ["1", "2", "10"]),
        ("-weight", "Weight", ["10", "2", "1"]),
        ("one", "Who or what", ["Ällen", "Ällen", "zorg"]),
        ("-one", "Who or what", ["zorg", "Ällen", "Ällen"]),
        ("basis", "Basis", ["said", "said", "worked out"]),
        ("lines", "Lines", ["9", "12-14", ""]),
        ("-lines", "Lines", ["12-14", "9", ""]),
    ],
)
def test_rows_are_sorted(sort: str, head: str, texts: list[str]) -> None:
    """Numbers go by their size, names as in a dictionary, and what is empty comes last either way."""
    table = build(sort=sort)

    assert list_column(table, head) == texts
    assert next(it for it in table.head if it.text == head).order == ("descending" if sort[0] == "-" else "ascending")


@pytest.mark.parametrize(("words", "count"), [("", 3), ("zorg", 2), ("ALLEN", 2), ("zorg worked", 0), ("bouw said", 1)])
def test_rows_have_all_words(words: str, count: int) -> None:
    """Words are sought in the whole row, whatever their case and accents."""
    assert len(build(words).rows) == count


def test_empty_table_says_why() -> None:
    """A table says whether words left nothing, or there was nothing."""
    empty = build_table(make_small_network(""), make_url("/network"), lambda _, it: it)

    assert build("nothing").empty == "No tie has these words."
    assert empty.empty == "There is nothing to see for this choice."


def test_sort_by_no_column_is_refused() -> None:
    """What is no column is a fault that names the columns."""
    with pytest.raises(BadParameter, match="one, other"):
        build(sort="colour")


def test_plan_stands_first_where_there_are_several() -> None:
    """The plan has a column, the first, where the edges are of several plans, and none otherwise."""
    edges = [make_edge("a-b", plan="x", plan_label="X"), make_edge("a-c", plan="y", plan_label="Y")]
    several = make_network(NETWORK.nodes, edges)
    table = build_table(several, make_url("/network"), lambda _, it: it)

    assert table.head[0].text == "Plan"
    assert "Plan" not in [it.text for it in build().head]


def test_list_has_the_best_tied_first() -> None:
    """Each thing has those it is tied to; who is tied to itself alone is in its own list once."""
    branches = build_branches(make_small_network("b-a b-c b-b d"))

    assert [it.node.label for it in branches] == ["B", "A", "C", "D"]
    assert [node.label for node, _ in branches[0].tied] == ["A", "B", "C"]
    assert branches[-1].tied == ()
