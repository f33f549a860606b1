"""Things and terms under IRIs of their own, as pages and as RDF."""

from api.linked_data import definitions, doc

#: The blueprints of this face.
BLUEPRINTS = (
    definitions.blueprint,
    doc.blueprint,
)

__all__ = ["BLUEPRINTS"]
