"""Things and terms under IRIs of their own, as pages and as RDF."""

from api.linked_data import definitions, doc, graphs

#: The blueprints of this face.
BLUEPRINTS = (
    definitions.blueprint,
    doc.blueprint,
    graphs.blueprint,
)

__all__ = ["BLUEPRINTS"]
