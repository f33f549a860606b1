"""The pages that people read: a module, its blueprint and its templates are named after the first word of its path."""

from api.pages import (
    calendar,
    changes,
    compare,
    coverage,
    decisions,
    defects,
    documents,
    gaps,
    handout,
    home,
    legislation,
    levels,
    measures,
    meeting,
    money,
    network,
    partners,
    plans,
    questions,
    search,
    themes,
    versions,
)

#: The blueprints of this face.
BLUEPRINTS = (
    calendar.blueprint,
    changes.blueprint,
    compare.blueprint,
    coverage.blueprint,
    decisions.blueprint,
    defects.blueprint,
    documents.blueprint,
    gaps.blueprint,
    handout.blueprint,
    home.blueprint,
    legislation.blueprint,
    levels.blueprint,
    measures.blueprint,
    meeting.blueprint,
    money.blueprint,
    network.blueprint,
    partners.blueprint,
    plans.blueprint,
    questions.blueprint,
    search.blueprint,
    themes.blueprint,
    versions.blueprint,
)

__all__ = ["BLUEPRINTS"]
