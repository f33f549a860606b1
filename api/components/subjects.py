"""The subjects by which the questions are listed: the first tag of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.http.language import gettext as _
from api.serving.dataset import get_dataset

if TYPE_CHECKING:
    from queries.questions import Question


def group_questions() -> dict[str, tuple[str, list[Question]]]:
    """Group the questions by subject, in the order in which an adviser comes to them."""
    found: dict[str, list[Question]] = {}
    for question in get_dataset().library.questions.values():
        found.setdefault("".join(question.tags[:1]), []).append(question)
    names = _list_names()
    order = [*(tag for tag in names if tag in found), *sorted(found.keys() - names.keys())]
    return {tag: (names.get(tag, tag), found[tag]) for tag in order}


def _list_names() -> dict[str, str]:
    """List the name of each subject, in the language of this request."""
    return {
        "theme": _("Themes"),
        "measure": _("Measures"),
        "actor": _("Partners and responsibilities"),
        "cooperation": _("Cooperation"),
        "gap": _("What is missing"),
        "law": _("Law"),
        "money": _("Money"),
        "decision": _("Decisions and policy"),
        "instrument": _("Instruments"),
        "agreement": _("Agreements"),
        "data": _("Data sharing"),
        "figure": _("Figures"),
        "scope": _("For whom it holds"),
        "document": _("The document itself"),
        "evidence": _("Evidence"),
        "": _("Other"),
    }
