"""The answers as data under `/api/v1`."""

from api.rest import changes, documentation, networks, plans, questions, search

#: The blueprints of this face.
BLUEPRINTS = (
    changes.blueprint,
    documentation.blueprint,
    networks.blueprint,
    plans.blueprint,
    questions.blueprint,
    search.blueprint,
)

__all__ = ["BLUEPRINTS"]
