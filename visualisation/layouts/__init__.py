"""A place for all that is in a network."""

from visualisation.layouts.layout import LAYOUTS, LayoutName, lay_out
from visualisation.layouts.picture import SIZE, Anchor, Box, Picture, PlacedEdge, PlacedNode

__all__ = ["LAYOUTS", "SIZE", "Anchor", "Box", "LayoutName", "Picture", "PlacedEdge", "PlacedNode", "lay_out"]
