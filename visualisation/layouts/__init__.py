"""A place for all that is in a network."""

from visualisation.layouts.layout import LAYOUTS, LayoutName, lay_out
from visualisation.layouts.picture import SIZE, Anchor, Box, Picture, PlacedEdge, PlacedNode
from visualisation.layouts.text import LINE, measure_text, wrap_label
from visualisation.layouts.way import Way, read_path

__all__ = [
    "LAYOUTS",
    "LINE",
    "SIZE",
    "Anchor",
    "Box",
    "LayoutName",
    "Picture",
    "PlacedEdge",
    "PlacedNode",
    "Way",
    "lay_out",
    "measure_text",
    "read_path",
    "wrap_label",
]
