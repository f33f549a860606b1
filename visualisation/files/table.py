"""A network as two tables, of nodes and of edges, and both in a Data Package (specs.frictionlessdata.io).

The names of columns are those that Gephi, Neo4j, pandas and networkx look for, whatever the language.
"""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from visualisation.files.cleaning import clean_network, clean_text
from visualisation.files.record import EDGE_FIELDS, NODE_FIELDS, build_edge_record, build_node_record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from visualisation.files.caption import Caption
    from visualisation.files.cleaning import CleanNetwork
    from visualisation.files.record import Record
    from visualisation.measures import Measurement
    from visualisation.networks import Network

    #: Writes rows under a head, and guards cells that a spreadsheet would run: how, is not for pictures to know.
    WriteRows = Callable[[Sequence[str], Iterable[Sequence[str | int | float | None]]], bytes]

#: Whether a row has a direction, as Gephi asks of each.
_DIRECTION = "type"
_EDGE_HEAD = (*EDGE_FIELDS[:2], _DIRECTION, *EDGE_FIELDS[2:])
#: What a column holds that is not text.
_TYPES = {
    **dict.fromkeys(("weight", "members", "layer", "degree", "reach", "pairs", "core", "community"), "integer"),
    **dict.fromkeys(("betweenness", "brokerage"), "number"),
    "is_author": "boolean",
}
_UNIX = 3


def write_nodes_csv(network: Network, write: WriteRows, measurement: Measurement | None = None) -> bytes:
    """Write the nodes of *network*, each with its *measures*, as *write* writes rows."""
    clean = clean_network(network, measurement=measurement)
    head = _list_node_columns(clean)
    records = [build_node_record(node, clean) for node in clean.network.nodes]
    return write(head, [_list_cells(record, head) for record in records])


def write_edges_csv(network: Network, write: WriteRows) -> bytes:
    """Write the edges of *network*, a row for each statement, as *write* writes rows."""
    direction = "Directed" if network.directed else "Undirected"
    records = [build_edge_record(edge) | {_DIRECTION: direction} for edge in clean_network(network).network.edges]
    return write(_EDGE_HEAD, [_list_cells(record, _EDGE_HEAD) for record in records])


def write_zip(network: Network, caption: Caption, write: WriteRows, measurement: Measurement | None = None) -> bytes:
    """Write both tables in a ZIP, with what their columns hold and what *caption* says as `datapackage.json`."""
    described = _describe(caption, clean_network(network, measurement=measurement))
    files = {
        "datapackage.json": json.dumps(described, ensure_ascii=False, indent=1).encode() + b"\n",
        "edges.csv": write_edges_csv(network, write),
        "nodes.csv": write_nodes_csv(network, write, measurement),
    }
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in files.items():
            entry = ZipInfo(name)  # of 1980, as nothing else is known of it
            entry.create_system = _UNIX
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, ZIP_DEFLATED)
    return out.getvalue()


def _list_node_columns(clean: CleanNetwork) -> tuple[str, ...]:
    """List the columns of the nodes of *clean*."""
    return (*NODE_FIELDS, *clean.list_measures())


def _list_cells(record: Record, head: Sequence[str]) -> list[str | int | float | None]:
    """List the values of *record* under *head*; true and false as data has them."""
    values = [record.get(name) for name in head]
    return [str(value).lower() if isinstance(value, bool) else value for value in values]


def _describe(caption: Caption, clean: CleanNetwork) -> dict[str, object]:
    """Describe the tables of *clean*, and what *caption* says of them."""
    keys = [{"fields": end, "reference": {"resource": "nodes", "fields": "id"}} for end in EDGE_FIELDS[:2]]
    nodes = _list_columns(_list_node_columns(clean), caption)
    edges = _list_columns(_EDGE_HEAD, caption)
    return {
        "profile": "tabular-data-package",
        "name": "network",
        "title": clean_text(caption.title),
        "description": clean_text("\n".join(caption.lines)),
        **({"sources": [{"title": clean_text(caption.source)}]} if caption.source else {}),
        **({"created": f"{clean_text(caption.day)}T00:00:00Z"} if caption.day else {}),
        "resources": [
            _describe_table("nodes", {"fields": nodes, "primaryKey": "id"}),
            _describe_table("edges", {"fields": edges, "foreignKeys": keys}),
        ],
    }


def _describe_table(name: str, schema: Mapping[str, object]) -> dict[str, object]:
    """Describe the table called *name*, of which *schema* tells what its columns hold."""
    resource = {"name": name, "path": f"{name}.csv", "profile": "tabular-data-resource", "encoding": "utf-8"}
    return {**resource, "schema": schema}


def _list_columns(head: Sequence[str], caption: Caption) -> list[dict[str, str]]:
    """List the columns *head* with what each is called in *caption*, and what it holds."""
    return [
        {
            "name": it,
            "title": clean_text(caption.find_name(it)),
            "type": _TYPES.get(it, "string"),
        }
        for it in head
    ]
