"""A place for all that is in a network."""

from visualisation.layouts.picture import SIZE, Anchor, Box, Picture, PlacedEdge, PlacedNode

__all__ = ["SIZE", "Anchor", "Box", "Picture", "PlacedEdge", "PlacedNode"]
