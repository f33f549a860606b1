"""A network as a file: of which media type each format is, how its name ends, and who writes it.

The page, the REST API and the command look it up here. Renderers write the files: they have neither a request nor a
version, and are handed all that goes into one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from api.networks.drawing import read_placed
from api.networks.placing import place_members
from api.networks.script import join_script
from queries.exports import write_csv, write_excel_csv
from visualisation import (
    NETWORK_TYPES,
    Drawing,
    draw_picture,
    measure_network,
    write_edges_csv,
    write_gexf,
    write_graphml,
    write_html,
    write_json,
    write_nodes_csv,
    write_png,
    write_zip,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from api.networks.drawing import Drawn
    from api.networks.script import Texts
    from visualisation import Caption, Measurement, Picture


#: Of as many nodes it takes no longer to measure a network than to write it.
MOST_MEASURED = 500


@dataclass(frozen=True)
class Contents:
    """What goes into a file: what was `drawn`, its `picture`, what is said of it, and what programs are told `about`.

    `texts` are those of the script.

    `places` is the picture with a place for everything, also for what is folded in it.
    """

    drawn: Drawn
    picture: Picture
    caption: Caption
    about: Mapping[str, Any]
    texts: Texts

    @cached_property
    def measurement(self) -> Measurement | None:
        """What is measured of all that is left; None where there is so much of it that measuring takes long."""
        network = self.drawn.left
        return measure_network(network).with_author if len(network.nodes) <= MOST_MEASURED else None

    @property
    def places(self) -> Picture:
        """The place of all that is left, each beside those that it is folded with."""
        return place_members(self.drawn.left, self.picture)


@dataclass(frozen=True)
class FileFormat:
    """A format: its media type, how the name of a file ends, and who writes it.

    A browser keeps as a file what `is_kept`, and shows the rest.
    """

    media_type: str
    ending: str
    write: Callable[[Contents], bytes]
    is_kept: bool = True


def write_file(drawn: bytes, name: str, caption: Caption, about: Mapping[str, Any], texts: Texts) -> bytes:
    """Write what was *drawn* (`api.networks.drawing`) in the format called *name*, with *caption* and *about* in it.

    A page has the *texts* of its script too.

    :raises UndrawableError: when the picture is too large for the format.
    """
    return FORMATS[name].write(Contents(*read_placed(drawn), caption, about, texts))


def build_file_name(view: str, name: str) -> str:
    """Build the name of the file of *view* in the format called *name*.

    >>> build_file_name("cooperation", "csv-nodes")
    'cooperation-nodes.csv'
    """
    return f"{view}{FORMATS[name].ending}"


def _write_json(it: Contents) -> bytes:
    """Write JSON: what it is about, how much there is, and then the nodes and the links."""
    count = {"nodes": len(it.drawn.left.nodes), "links": len(it.drawn.left.edges)}
    about = json.dumps({**it.about, "count": count}, ensure_ascii=False, indent=1).encode()
    network = write_json(it.drawn.left, it.caption, it.places, it.measurement)
    # One object of the two texts: to read all of it again takes long.
    return about.removesuffix(b"\n}") + b"," + network.removeprefix(b"{")


def _draw(it: Contents) -> str:
    """Draw SVG: the picture, with its caption in it."""
    return draw_picture(it.drawn.shown, it.picture, it.caption.title, it.caption.lines, it.caption.names)


def _write_html(it: Contents) -> bytes:
    """Write a page that works without us, in which the picture can be asked."""
    texts = json.dumps(it.texts, ensure_ascii=False, separators=(",", ":"))
    written = {"network-data": it.drawn.pictures, "network-texts": texts}
    drawing = Drawing(_draw(it), written, join_script())
    return write_html(it.drawn.left, it.caption, drawing, it.measurement)


_WRITERS: dict[str, tuple[str, Callable[[Contents], bytes]]] = {
    "json": (".json", _write_json),
    "csv": ("-edges.csv", lambda it: write_edges_csv(it.drawn.left, write_csv)),
    "csv-nodes": ("-nodes.csv", lambda it: write_nodes_csv(it.drawn.left, write_csv, it.measurement)),
    "csv-excel": ("-edges-excel.csv", lambda it: write_edges_csv(it.drawn.left, write_excel_csv)),
    "zip": (".zip", lambda it: write_zip(it.drawn.left, it.caption, write_csv, it.measurement)),
    "gexf": (".gexf", lambda it: write_gexf(it.drawn.left, it.caption, it.places, it.measurement)),
    "graphml": (".graphml", lambda it: write_graphml(it.drawn.left, it.caption, it.places, it.measurement)),
    "svg": (".svg", lambda it: _draw(it).encode()),
    "png": (".png", lambda it: write_png(_draw(it))),
    "html-file": (".html", _write_html),
}
#: What a browser shows rather than keeps.
_SHOWN = ("json", "svg", "png")
#: Every format by its short name; the first is the default of a program.
FORMATS = {
    name: FileFormat(media_type, *_WRITERS[name], is_kept=name not in _SHOWN)
    for name, media_type in NETWORK_TYPES.items()
}
