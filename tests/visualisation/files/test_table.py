"""CSV and the Data Package: tables that spreadsheets, pandas and networkx read, and that run nothing."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO
from zipfile import ZipFile

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings

from queries.exports import write_csv, write_excel_csv
from tests.visualisation.files.examples import (
    CAPTION,
    DIRECTED,
    EDGES,
    EVIL,
    MEASURED,
    MEASURES,
    NETWORK,
    A,
    B,
    C,
    is_clean,
    networks,
)
from visualisation import Caption, write_edges_csv, write_nodes_csv, write_zip
from visualisation.networks import Network, Node, make_network

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1+1", "=cmd|' /C calc'!A0"]


def read(content: bytes) -> list[dict[str, str]]:
    """Read *content* as CSV (RFC 4180)."""
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_nodes_are_rows() -> None:
    """A node is a row with what is known of it and its measures; what it has not is empty."""
    rows = {row["id"]: row for row in read(write_nodes_csv(NETWORK, write_csv, MEASURES))}

    assert rows.keys() == {A, B, C}
    assert (rows[B]["label"], rows[B]["kind"], rows[B]["members"], rows[B]["is_author"]) == (EVIL, "team", "3", "false")
    assert [rows[it]["betweenness"] for it in (A, B, C)] == ["0.5", "0.0", ""]
    assert [rows[it]["core"] for it in (A, B, C)] == ["2", "1", ""]
    assert rows[C]["label"] == C


def test_statements_are_rows() -> None:
    """An edge is a row, parallel or not, with its ends, its weight, its basis and its lines."""
    rows = read(write_edges_csv(NETWORK, write_csv))

    assert sorted(
        (row["source"], row["target"], int(row["weight"]), row["basis"], row["lines"]) for row in rows
    ) == sorted((edge.one, edge.other, edge.weight, edge.basis, edge.lines) for edge in EDGES)
    assert {row["type"] for row in rows} == {"Undirected"}
    assert {row["type"] for row in read(write_edges_csv(DIRECTED, write_csv))} == {"Directed"}


def test_pandas_and_networkx_read_it() -> None:
    """Pandas reads the table with its defaults, and networkx makes a network of it with its own."""
    frame = pd.read_csv(BytesIO(write_edges_csv(NETWORK, write_csv)))
    graph = nx.from_pandas_edgelist(frame, edge_attr=True, create_using=nx.MultiGraph)

    assert graph.number_of_edges(A, B) == 3
    assert sorted(edge["weight"] for _, _, edge in graph.edges(data=True)) == [0, 1, 2, 3]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_a_sheet_is_a_formula(text: str) -> None:
    """A name that a spreadsheet would run is written for one so that it does not, and for programs as it is."""
    network = make_network([Node("n", text, text)], [])
    for write, comma, mark in ((write_csv, ",", ""), (write_excel_csv, ";", "'")):
        written = StringIO(write_nodes_csv(network, write).decode("utf-8-sig"), newline="")
        row = list(csv.reader(written, delimiter=comma))[1]

        assert row[1] == row[2] == mark + text.replace("\r", "\n")


def test_package_describes_its_tables() -> None:
    """The package says what each column holds, which of them is a key, and what was chosen of what."""
    with ZipFile(BytesIO(write_zip(NETWORK, CAPTION, write_csv, MEASURES))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    body = json.loads(files["datapackage.json"])
    tables = {it["path"]: it for it in body["resources"]}

    assert files.keys() == {"datapackage.json", *tables}
    for name, table in tables.items():
        assert [it["name"] for it in table["schema"]["fields"]] == list(read(files[name])[0])
    types = {it["name"]: it["type"] for table in tables.values() for it in table["schema"]["fields"]}
    assert (types["id"], types["weight"], types["betweenness"], types["is_author"]) == (
        "string",
        "integer",
        "number",
        "boolean",
    )
    assert {types[it] for it in MEASURED[A]} == {"integer", "number"}
    assert tables["nodes.csv"]["schema"]["primaryKey"] == "id"
    assert [it["fields"] for it in tables["edges.csv"]["schema"]["foreignKeys"]] == ["source", "target"]
    assert (body["title"], body["description"]) == (CAPTION.title, "\n".join(CAPTION.lines))
    assert body["created"] == "2026-11-30T00:00:00Z"
    assert next(it["title"] for it in tables["nodes.csv"]["schema"]["fields"] if it["name"] == "label") == "Naam"


def test_package_has_no_moment_of_its_own() -> None:
    """The same network is the same package: its entries have no day but the first that a ZIP can have."""
    turned = make_network(reversed(NETWORK.nodes), reversed(NETWORK.edges))
    written = write_zip(NETWORK, Caption("x"), write_csv)

    assert write_zip(turned, Caption("x"), write_csv) == written
    with ZipFile(BytesIO(written)) as archive:
        assert {it.date_time for it in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "created" not in json.loads(archive.read("datapackage.json"))


@settings(deadline=None, derandomize=True)
@given(networks())
def test_hostile_network_survives(network: Network) -> None:
    """Whatever the texts are, there is a row for each node and each edge, and each end is a node."""
    nodes = [row["id"] for row in read(write_nodes_csv(network, write_csv))]
    edges = read(write_edges_csv(network, write_csv))

    assert len(nodes) == len(network.nodes)
    assert {it.id for it in network.nodes if is_clean(it.id)} <= {it.removeprefix("'") for it in nodes} | set(nodes)
    assert len(edges) == len(network.edges)
    assert {row[end] for row in edges for end in ("source", "target")} <= set(nodes)
