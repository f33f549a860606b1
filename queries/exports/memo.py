"""An answer as a memo: what a council can be told, with how it was found and where it can be found again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from queries.answers import assess_trust, format_value, list_choices, list_sources

if TYPE_CHECKING:
    from graph.engine import Engine
    from queries.answers import Answer, Provenance, Source
    from queries.questions import Column, Parameter

#: The texts of a memo, which a file needs without a page around it.
TEXTS = {
    "nl": {
        "question": "De vraag",
        "method": "Hoe het antwoord is gevonden",
        "answer": "Het antwoord",
        "sources": "Bronnen",
        "version": "Versie van de gegevens",
        "address": "Vast adres",
        "made": "van",
        "none": "Geen rijen: de gegevens noemen er voor deze keuze geen.",
        "all": "alles",
        "one": "1 rij",
        "many": "{0} rijen",
        "stated": "{0} staan met zoveel woorden in de bron",
        "implied": "{0} zijn in de bron bedoeld, maar niet met zoveel woorden gezegd",
        "derived": "{0} zijn afgeleid of geteld, en staan niet met zoveel woorden in de bron",
        "read": "De gegevens komen uit de bronnen hieronder. Elke uitspraak daarin is vastgelegd met de plaats in de "
        "bron. Een vaste zoekopdracht heeft er deze rijen uit gehaald; wie haar opnieuw stelt aan dezelfde versie, "
        "krijgt hetzelfde antwoord.",
        "unseen": "Wat deze vraag niet kan zien: {0}",
        "again": "Dit adres geeft hetzelfde antwoord, ook als de gegevens later veranderen.",
        "only": "Alleen de rijen met",
        "sorted": "Gesorteerd op",
        "down": " (aflopend)",
    },
    "en": {
        "question": "The question",
        "method": "How the answer was found",
        "answer": "The answer",
        "sources": "Sources",
        "version": "Version of the data",
        "address": "Permanent address",
        "made": "of",
        "none": "No rows: the data mention none for this choice.",
        "all": "all",
        "one": "1 row",
        "many": "{0} rows",
        "stated": "{0} are in the source in so many words",
        "implied": "{0} are meant by the source, though not in so many words",
        "derived": "{0} are derived or counted, and are not in the source in so many words",
        "read": "The data come from the sources below. Each statement in them is recorded with its place in the "
        "source. A fixed query took these rows from them; whoever asks it again of the same version gets the same "
        "answer.",
        "unseen": "What this question cannot see: {0}",
        "again": "This address gives the same answer, also when the data change later.",
        "only": "Only the rows with",
        "sorted": "Sorted by",
        "down": " (downwards)",
    },
}


@dataclass(frozen=True)
class Memo:
    """What a memo says, in one language, ready to be set; `numbers` are the places of the columns with numbers."""

    language: str
    title: str
    question: str
    choices: list[tuple[str, str]]
    method: list[str]
    head: list[str]
    rows: list[list[str]]
    numbers: frozenset[int]
    trust: str
    sources: list[Source]
    provenance: Provenance

    @property
    def texts(self) -> dict[str, str]:
        """The headings and other fixed texts."""
        return TEXTS[self.language]


def build_memo(engine: Engine, answer: Answer, provenance: Provenance) -> Memo:
    """Build the memo of *answer*, which has *provenance*; *engine* holds the same version."""
    question, language = answer.question, answer.language
    texts, columns = TEXTS[language], select_readable_columns(answer)
    return Memo(
        language=language,
        title=question.title[language],
        question=question.question[language],
        choices=[*_describe_choices(engine, answer), *_describe_selection(answer)],
        method=[
            texts["read"],
            question.description[language],
            assess_trust(answer).absence[language],
            texts["unseen"].format(question.unseen[language]),
        ],
        head=[column.label[language] for column in columns],
        rows=[[format_value(engine, column, row[column.name], language) for column in columns] for row in answer.rows],
        numbers=frozenset(place for place, column in enumerate(columns) if column.type == "number"),
        trust=_describe_trust(answer),
        sources=list_sources(engine, answer),
        provenance=provenance,
    )


def select_readable_columns(answer: Answer) -> list[Column]:
    """Select the columns of *answer* that people read: no IRI where its label stands beside it."""
    names = {column.name for column in answer.columns}
    return [it for it in answer.columns if not (it.type == "thing" and f"{it.name}_label" in names)]


def _describe_trust(answer: Answer) -> str:
    """Describe how many rows *answer* has and what they rest on."""
    texts, found = TEXTS[answer.language], assess_trust(answer)
    rows = texts["one"] if found.rows == 1 else texts["many"].format(found.rows)
    parts = [texts[basis].format(count) for basis, count in found.bases.items()]
    return f"{rows}{': ' if parts else ''}{'; '.join(parts)}."


def _describe_choices(engine: Engine, answer: Answer) -> list[tuple[str, str]]:
    """List each parameter with what was chosen for it."""
    everything, language = TEXTS[answer.language]["all"], answer.language
    return [(it.label[language], _format_choice(engine, answer, it) or everything) for it in answer.question.parameters]


def _describe_selection(answer: Answer) -> list[tuple[str, str]]:
    """Describe which rows were kept and in which order they were put, where that was asked."""
    texts, labels = TEXTS[answer.language], {it.name: it.label[answer.language] for it in answer.columns}
    kept = [(texts["only"], f"{labels[name]}: {value}") for name, value in answer.only.items()]
    order = labels.get(answer.sort.removeprefix("-"))
    direction = texts["down"] if answer.sort.startswith("-") else ""
    return [*kept, (texts["sorted"], f"{order}{direction}")] if order else kept


def _format_choice(engine: Engine, answer: Answer, parameter: Parameter) -> str:
    """Format what was chosen for *parameter* as people read it; empty where nothing was."""
    value = answer.parameters.get(parameter.name, "")
    if parameter.options and value:
        return parameter.options[value][answer.language]
    found = next((it for it in list_choices(engine, parameter) if it.iri == value), None)
    return found.label.get(answer.language, found.id) if found else value
