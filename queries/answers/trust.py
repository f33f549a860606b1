"""How far an answer can be trusted: what its rows rest on, and what the question cannot see."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from queries.questions import BASES, Texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from queries.answers.answer import Answer


#: What is said before how absence is read, where a choice was made: then a row may be absent for that alone.
CHOICE_CAVEAT = {
    "nl": "Er is gekozen, dus wat buiten de keuze valt, staat hier niet. Zonder keuze geldt: ",
    "en": "A choice was made, so what falls outside it is not here. Without a choice: ",
}


@dataclass(frozen=True)
class Trust:
    """How many rows rest on what, how absence is read, what the question cannot see, and how much a gap matters."""

    rows: int
    bases: Mapping[str, int]
    absence: Texts
    unseen: Texts
    severity: str

    def to_json(self, language: str) -> dict[str, object]:
        """Describe the trust as plain values, with the texts in *language*."""
        told: dict[str, object] = {
            "bases": dict(self.bases),
            "absence": self.absence[language],
            "unseen": self.unseen[language],
        }
        return {**told, "severity": self.severity} if self.severity else told


def assess_trust(answer: Answer) -> Trust:
    """Assess how far *answer* can be trusted."""
    question = answer.question
    if question.by_column:
        found = Counter(str(row[question.basis]) for row in answer.rows if row[question.basis] is not None)
    else:
        found = Counter({question.basis: len(answer.rows)} if answer.rows else {})
    bases = {basis: found[basis] for basis in BASES if found[basis]}
    chosen = bool(answer.parameters or answer.only)
    absence = {
        language: f"{CHOICE_CAVEAT[language] if chosen else ''}{text}" for language, text in question.absence.items()
    }
    return Trust(len(answer.rows), bases, absence, question.unseen, question.severity)
