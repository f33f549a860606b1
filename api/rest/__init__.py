"""The answers as data under `/api/v1`."""

from api.rest import documentation, questions, search

#: The blueprints of this face.
BLUEPRINTS = (
    documentation.blueprint,
    questions.blueprint,
    search.blueprint,
)

__all__ = ["BLUEPRINTS"]
