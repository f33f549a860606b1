"""How far an answer can be trusted: what its rows rest on, and what the question cannot see."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.message import Message
from queries.answers.binding import find_default
from queries.answers.remark import list_remarks
from queries.questions import BASES, Texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.message import Translator
    from queries.answers.answer import Answer
    from queries.answers.remark import Remark

#: What is said before how absence is read, where a choice was made: then a row may be absent for that alone.
CHOICE_CAVEAT = Message("A choice was made, so what falls outside it is not here. Without a choice: ")


@dataclass(frozen=True)
class Trust:
    """How many rows rest on what, how absence is read, what the question cannot see, and how much a gap matters.

    `absence` is how it is read where no choice was made; `chosen` says whether one was, and `remarks` what is to be
    said of that choice.
    """

    rows: int
    bases: Mapping[str, int]
    absence: Texts
    unseen: Texts
    severity: str
    chosen: bool
    remarks: tuple[Remark, ...] = ()

    def describe_absence(self, translator: Translator) -> str:
        """Describe how absence is read, in the language of *translator*."""
        caveat = CHOICE_CAVEAT.describe(translator) if self.chosen else ""
        return f"{caveat}{self.absence[translator.language]}"

    def to_json(self, translator: Translator) -> dict[str, object]:
        """Describe the trust as plain values, with the texts in the language of *translator*."""
        plain: dict[str, object] = {
            "bases": dict(self.bases),
            "absence": self.describe_absence(translator),
            "unseen": self.unseen[translator.language],
            "remarks": [it.to_json(translator) for it in self.remarks],
        }
        return {**plain, "severity": self.severity} if self.severity else plain


def assess_trust(answer: Answer) -> Trust:
    """Assess how far *answer* can be trusted."""
    question = answer.question
    if question.by_column:
        found = Counter(str(row[question.basis]) for row in answer.rows if row[question.basis] is not None)
    else:
        found = Counter({question.basis: len(answer.rows)} if answer.rows else {})
    bases = {basis: found[basis] for basis in BASES if found[basis]}
    defaults = {parameter.name: find_default(parameter) for parameter in answer.question.bound}
    chosen = bool(answer.only) or any(value != defaults.get(name) for name, value in answer.parameters.items())
    remarks = tuple(list_remarks(answer))
    return Trust(len(answer.rows), bases, question.absence, question.unseen, question.severity, chosen, remarks)
