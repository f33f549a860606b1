"""The SPARQL endpoint, with its editor, and the graphs as documents."""

from api.sparql import endpoint, graphs

#: The blueprints of this face.
BLUEPRINTS = (
    endpoint.blueprint,
    graphs.blueprint,
)

__all__ = ["BLUEPRINTS"]
