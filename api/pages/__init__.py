"""The pages that people read: a module, its blueprint and its templates are named after the first word of its path."""

from api.pages import (
    compare,
    coverage,
    documents,
    gaps,
    home,
    legislation,
    measures,
    network,
    partners,
    plans,
    questions,
    search,
    themes,
)

#: The blueprints of this face.
BLUEPRINTS = (
    compare.blueprint,
    coverage.blueprint,
    documents.blueprint,
    gaps.blueprint,
    home.blueprint,
    legislation.blueprint,
    measures.blueprint,
    network.blueprint,
    partners.blueprint,
    plans.blueprint,
    questions.blueprint,
    search.blueprint,
    themes.blueprint,
)

__all__ = ["BLUEPRINTS"]
