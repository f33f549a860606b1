"""Files of networks: every format has a writer, and writes whatever there is to write."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO
from typing import TYPE_CHECKING
from xml.etree.ElementTree import fromstring
from zipfile import ZipFile

import pytest

from api.http.negotiation import OFFERED_TYPES
from api.networks.choice import NetworkChoice
from api.networks.files import FORMATS, build_file_name, write_file
from tests.api.networks.networks import BASE, EVIL, draw, make_star
from visualisation import MOST_NODES, NETWORK_TYPES, Caption, Network

if TYPE_CHECKING:
    from collections.abc import Callable

CAPTION = Caption("Jeugd & veiligheid", ("Zonder: zorg",), "2020-02-03", "Bron: plan")
EACH = pytest.mark.parametrize("name", FORMATS)
NETWORKS = {
    "a few": make_star(["politie", "gemeente", "school"]),
    "nothing": Network((), ()),
    "one": make_star(["politie"]),
    "hostile": make_star([EVIL, "x" * 300, "een woord " * 30, "'", '"']),
}


def read_csv(written: bytes) -> list[list[str]]:
    """Read a table."""
    return list(csv.reader(StringIO(written.decode("utf-8-sig"))))


#: What can be read back of each format.
READ: dict[str, Callable[[bytes], object]] = {
    "json": json.loads,
    "csv": read_csv,
    "csv-nodes": read_csv,
    "csv-excel": read_csv,
    "zip": lambda it: ZipFile(BytesIO(it)).testzip(),
    "gexf": fromstring,
    "graphml": fromstring,
    "svg": fromstring,
    "png": lambda it: it.startswith(b"\x89PNG"),
    "html-file": lambda it: it.decode().startswith("<!DOCTYPE html>"),
}


#: What a browser or another program reads as markup, in which no name is any.
MARKUP = ("gexf", "graphml", "svg", "html-file")


def test_every_format_has_a_writer_and_can_be_asked_for() -> None:
    """The formats are those with a media type, each of which an Accept header may name; names of files differ."""
    endings = [it.ending for it in FORMATS.values()]

    assert FORMATS.keys() == NETWORK_TYPES.keys() == READ.keys()
    assert set(NETWORK_TYPES.values()) <= set(OFFERED_TYPES)
    assert len(set(endings)) == len(endings)
    assert build_file_name("cooperation", "gexf") == "cooperation.gexf"


@EACH
@pytest.mark.parametrize("network", NETWORKS.values(), ids=list(NETWORKS))
def test_whatever_there_is_can_be_written_and_read(name: str, network: Network) -> None:
    """A network, also an empty one or one with names that break out, is a file that reads back, twice the same."""
    first, second = (write_file(draw(network), name, CAPTION, {"view": "x"}, {}) for _ in range(2))

    assert first == second
    assert READ[name](first) is not False
    assert name not in MARKUP or b"<script>alert" not in first


def test_data_have_all_and_a_picture_what_can_be_told_apart() -> None:
    """Of more nodes than a picture shows, data have each with a place of its own; the picture has groups."""
    content = draw(make_star([f"{'n' * (number % 3)}{number}" for number in range(3 * MOST_NODES)]))
    body = json.loads(write_file(content, "json", CAPTION, {}, {}))
    picture = write_file(content, "svg", CAPTION, {}, {}).decode()

    assert body["count"] == {"nodes": 3 * MOST_NODES, "links": 3 * MOST_NODES - 1}
    assert len({(node["x"], node["y"]) for node in body["nodes"]}) == 3 * MOST_NODES
    assert len(read_csv(write_file(content, "csv-nodes", CAPTION, {}, {}))) == 3 * MOST_NODES + 1
    assert picture.count("<title>") < 3 * MOST_NODES


def test_json_says_what_it_is_about_first() -> None:
    """What programs are told of it comes before the nodes and links."""
    body = json.loads(write_file(draw(NETWORKS["a few"]), "json", CAPTION, {"version": "abc", "view": "x"}, {}))

    assert list(body)[:2] == ["version", "view"]
    assert {node["id"] for node in body["nodes"]} == {f"{BASE}{name}" for name in ("politie", "gemeente", "school")}
    assert body["graph"]["choice"] == ["Zonder: zorg"]


def test_picture_says_what_it_is() -> None:
    """Title, choice, source and day are in the picture."""
    picture = write_file(draw(NETWORKS["a few"]), "svg", CAPTION, {}, {}).decode()

    for text in ("Jeugd &amp; veiligheid", "Zonder: zorg", "Bron: plan", "2020-02-03"):
        assert f">{text}</text>" in picture


def test_positions_are_those_of_the_layout() -> None:
    """Another layout gives other places."""
    content = [draw(NETWORKS["a few"], NetworkChoice(layout=layout)) for layout in ("ring", "list")]

    assert len({write_file(it, "gexf", CAPTION, {}, {}) for it in content}) == 2
