"""The subjects by which the questions are listed: the first tag of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.message import Translator
    from queries.questions import Question


def group_questions(questions: Iterable[Question], translator: Translator) -> dict[str, tuple[str, list[Question]]]:
    """Group *questions* by subject, in the order in which an adviser comes to them."""
    tagged: dict[str, list[Question]] = {}
    for question in questions:
        tagged.setdefault("".join(question.tags[:1]), []).append(question)
    names = _list_names(translator)
    order = [*(tag for tag in names if tag in tagged), *sorted(tagged.keys() - names.keys())]
    return {tag: (names.get(tag, tag), tagged[tag]) for tag in order}


def _list_names(translator: Translator) -> dict[str, str]:
    """List the name of each subject by its tag."""
    _ = translator.gettext
    return {
        "theme": _("Themes"),
        "measure": _("Measures"),
        "goal": _("Goals"),
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
