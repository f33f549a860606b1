"""Changes as rows of plain values, for files and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from queries.changes.wording import ChangeGroup, describe_change, describe_group
from queries.questions import find_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graph.message import Translator
    from queries.changes.change import Change, Side
    from queries.changes.kept import KeptDifference

#: The columns of a file, in order.
COLUMNS = (
    *("plan", "plan_label", "change", "kind", "way", "class", "thing", "thing_label", "about", "what"),
    *("before", "before_line", "before_document", "after", "after_line", "after_document"),
)


def to_group(change: Change, count: int = 1) -> ChangeGroup:
    """Return the group that *change* is in, as if there were *count* of it."""
    return ChangeGroup(change.plan, change.kind, change.way, change.cls, change.about, count)


def list_rows(
    changes: Iterable[Change], kept: KeptDifference, translator: Translator
) -> list[Mapping[str, str | int | None]]:
    """List *changes*, which are of *kept*, as rows with `COLUMNS`, in the language of *translator*."""
    return [_describe_row(it, kept, translator) for it in changes]


def _describe_row(change: Change, kept: KeptDifference, translator: Translator) -> Mapping[str, str | int | None]:
    """Describe *change* as a row."""
    group, language = to_group(change), translator.language
    return {
        "plan": change.plan or None,
        "plan_label": find_text(kept.plans.get(change.plan, {}), language, change.plan) or None,
        "change": describe_group(group, kept.words, translator),
        "kind": change.kind,
        "way": change.way,
        "class": change.cls,
        "thing": change.iris[-1],
        "thing_label": str(find_text(change.label, language, change.iris[-1])),
        "about": change.about or None,
        "what": describe_change(group, kept.words, translator),
        **_describe_sides("before", change.before, language),
        **_describe_sides("after", change.after, language),
    }


def _describe_sides(name: str, sides: tuple[Side, ...], language: str) -> dict[str, str | int | None]:
    """Describe the *sides* that there were or are, under *name*, with the first place where they stand."""
    place = next((at for side in sides for at in side.places), None)
    return {
        name: "; ".join(str(find_text(side.text, language)) for side in sides) or None,
        f"{name}_line": (place.line or None) if place else None,
        f"{name}_document": place.document if place else None,
    }
