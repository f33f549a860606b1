"""What stands on the page of a phenomenon beside its statements: the measures that name it, and that none does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.components.section import build_section
from api.requests.question import answer_question
from ontology.namespaces import DEF

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.components.section import Section
    from api.requests.scope import Scope
    from queries.answers import Row

#: The columns that say of each measure what the page itself says.
_SAID = ("phenomenon", "phenomenon_label", "kind")


def build_measures_section(scope: Scope, iri: str, statements: Sequence[Row]) -> Section | None:
    """Build the section of the measures that name the phenomenon *iri*, of which *statements* are all that is said.

    Its heading says whether they are against it, for it or about it. None where it is no phenomenon.
    """
    said = {(row.text("property"), str(row["value"]).rpartition("/")[2]) for row in statements}
    kinds = {value for prop, value in said if prop == f"{DEF}phenomenonKind"}
    is_phenomenon = any(str(row["value"]) == f"{DEF}Phenomenon" for row in statements)
    if not is_phenomenon:
        return None
    _ = scope.translator.gettext
    headings = {"problem": _("Measures against it"), "strength": _("Measures for it")}
    heading = headings.get(next(iter(kinds), ""), _("Measures about it"))
    values = {"phenomenon": iri}
    named = any(row["named"] for row in answer_question(scope, "measures-by-phenomenon", values).rows)
    return build_section(
        scope, "measures-by-phenomenon", heading, values, (*_SAID, *(() if named else ("named_label",)))
    )
