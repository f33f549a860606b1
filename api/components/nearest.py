"""What comes nearest to a gap, as a sentence: where it stands, about what, what it says, and why it is near."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.components.table import Cell

if TYPE_CHECKING:
    from api.requests.scope import Scope
    from queries.answers import Row


def describe_nearest(scope: Scope, row: Row) -> str:
    """Describe what comes nearest by *row* of the question `gaps`, or of the panel of a measure."""
    _ = scope.translator.gettext
    if not row["nearest_reason"]:
        return _("No other sentence of the plan comes near it.")
    values = {
        "place": _("line %(line)s") % {"line": row["nearest_line"]}
        if row["nearest_line"]
        else _("page %(page)s") % {"page": row["nearest_page"]},
        "subject": _write_subject(row),
        "label": row["nearest_label"],
        "reason": scope.find_concept_label("nearness", row["nearest_reason"]),
    }
    plans = {plan.find_label(scope.language) for plan in scope.chosen}
    if row["nearest_subject"] and row["nearest_subject"] not in plans:
        return _("%(place)s, on %(subject)s: %(label)s (%(reason)s)") % values
    return _("%(place)s: %(label)s (%(reason)s)") % values


def _write_subject(row: Row) -> str:
    """Write the subject that both share within a sentence: a phenomenon or target group without its capital."""
    subject = str(row["nearest_subject"] or "")
    common = row["nearest_reason"] == "same_subject" and not subject[1:2].isupper()
    return f"{subject[:1].lower()}{subject[1:]}" if common else subject


def build_nearest_cell(scope: Scope, row: Row) -> Cell:
    """Build the cell with what comes nearest by *row*, which leads to its line."""
    line, document = row.optional_integer("nearest_line"), row["nearest_document"]
    return Cell(describe_nearest(scope, row), scope.find_line(str(document), line) if line and document else "")
