"""How a header says that its rows are drawn as a network: which columns are its things, and which tell of an edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from queries.questions.question import NETWORK_LAYOUTS, EdgeHeader, NetworkHeader

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from queries.questions.mapping import HeaderMapping
    from queries.questions.question import Column

NETWORK_KEYS = ("layout", "layers", "directed", "shared", "edges")
EDGE_KEYS = ("from", "to", "about", "relation", "basis", "weight")
#: As many edges as one row may make: the packaged questions have at most 3.
MOST_EDGES = 10
#: How many layers there are at least, as an edge leads from one to another.
FEWEST_LAYERS = 2
#: Of which types a column is that tells how two things are tied: a value of a list, or words.
RELATION_TYPES = ("concept", "text")
_LAYERS = "layers"
_BASIS_LIST = "basis"


def read_network(header: HeaderMapping, columns: Sequence[Column]) -> NetworkHeader | None:
    """Read from *header* how the rows, which have these *columns*, are drawn as a network; None where it says nothing.

    :raises BrokenQuestion: when something is wrong with it; the error names the line, what is wrong, and the remedy.
    """
    if "network" not in header:
        return None
    about = header.mapping("network", "Of a network are said its layout and its edges. Give 'layout' and 'edges'.")
    about.allow(NETWORK_KEYS)
    known = {column.name: column for column in columns}
    edges = tuple(_iter_edges(about, known))
    ends = {name: None for edge in edges for name in (edge.one, edge.other)}
    layout = about.one_of("layout", NETWORK_LAYOUTS)
    return NetworkHeader(
        next(it for it in NETWORK_LAYOUTS if it == layout),
        edges,
        _read_layers(about, tuple(ends)) if layout == _LAYERS else _refuse_layers(about),
        directed=about.flag("directed"),
        shared=about.one_of("shared", tuple(ends)) if "shared" in about else "",
    )


def _iter_edges(about: HeaderMapping, known: dict[str, Column]) -> Iterator[EdgeHeader]:
    """Yield the edges that *about* gives a row, of the columns that are *known*."""
    listed = about.entries("edges", "A network has edges. List under 'edges' each as {from: a_column, to: another}.")
    if len(listed) > MOST_EDGES:
        about.refuse("edges", "There are more than %(most)s under 'edges'. Leave some out.", most=MOST_EDGES)
    for edge in listed:
        edge.allow(EDGE_KEYS)
        one, other = (_read_thing(edge, key, known) for key in ("from", "to"))
        if one == other:
            edge.refuse("to", "An edge leads from one column to another. Name another than '%(name)s'.", name=one)
        yield EdgeHeader(
            one,
            other,
            about=_read_thing(edge, "about", known) if "about" in edge else "",
            relation=_read_column(edge, "relation", known, RELATION_TYPES) if "relation" in edge else "",
            basis=_read_basis(edge, known) if "basis" in edge else "",
            weight=_read_column(edge, "weight", known, ("number",)) if "weight" in edge else "",
        )


def _read_column(edge: HeaderMapping, key: str, known: dict[str, Column], types: Collection[str]) -> str:
    """Read under *key* of *edge* the name of one of the *known* columns, of one of these *types*."""
    name = edge.string(key)
    fitting = ", ".join(it.name for it in known.values() if it.type in types) or "-"
    if name not in known:
        edge.refuse(key, "There is no column '%(name)s'. Name one of %(fitting)s.", name=name, fitting=fitting)
    if known[name].type not in types:
        edge.refuse(
            key,
            "Under '%(key)s' stands a column of type %(types)s, and '%(name)s' is none. Name one of %(fitting)s.",
            key=key,
            name=name,
            types="/".join(types),
            fitting=fitting,
        )
    return name


def _read_thing(edge: HeaderMapping, key: str, known: dict[str, Column]) -> str:
    """Read under *key* of *edge* the name of one of the *known* columns that holds things, with their labels beside."""
    name = _read_column(edge, key, known, ("thing",))
    if f"{name}_label" not in known:
        edge.refuse(key, "The things in '%(name)s' have no labels. Add a column '%(name)s_label'.", name=name)
    return name


def _read_basis(edge: HeaderMapping, known: dict[str, Column]) -> str:
    """Read which of the *known* columns says on what *edge* rests."""
    name = _read_column(edge, "basis", known, ("concept",))
    if known[name].of != _BASIS_LIST:
        edge.refuse("basis", "'%(name)s' says no basis. Name a column of type concept with 'of: basis'.", name=name)
    return name


def _read_layers(about: HeaderMapping, ends: Collection[str]) -> tuple[str, ...]:
    """Read the layers from *about*: each of the *ends* of the edges, once."""
    layers = about.strings("layers")
    if len(layers) < FEWEST_LAYERS:
        about.refuse(
            "layers" if "layers" in about else "layout",
            "With the layout 'layers' the columns stand from left to right. List under 'layers' each of %(ends)s.",
            ends=", ".join(ends),
        )
    for name in layers:
        if name not in ends:
            about.refuse(
                "layers",
                "No edge leads from or to '%(name)s', so it is no layer. The layers are %(ends)s.",
                name=name,
                ends=", ".join(ends),
            )
    for name in ends:
        if layers.count(name) != 1:
            about.refuse("layers", "Every end of an edge is one layer. Name '%(name)s' once.", name=name)
    return layers


def _refuse_layers(about: HeaderMapping) -> tuple[str, ...]:
    """Give no layers, and refuse what *about* says of them where its layout has none."""
    if "layers" in about:
        about.refuse("layers", "A ring has no layers. Leave them out, or write 'layout: layers'.")
    return ()
