"""An answer as a memo: what a council can be told, with how it was found and where it can be found again."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph.message import CountMessage
from queries.answers import NO_WEBSITE, assess_trust, describe_empty, format_value, list_remarks, list_sources
from queries.exports.choice import list_choices_made

if TYPE_CHECKING:
    from graph.engine import Engine
    from graph.message import Translator
    from queries.answers import Answer, Provenance, Source
    from queries.questions import Column


#: What is said of so many rows that rest on each basis.
BASIS_TEXTS = {
    "stated": CountMessage(
        "%(count)s is in the source in so many words", "%(count)s are in the source in so many words"
    ),
    "implied": CountMessage(
        "%(count)s is meant by the source, though not in so many words",
        "%(count)s are meant by the source, though not in so many words",
    ),
    "agreed": CountMessage(
        "%(count)s was agreed later, and is no statement of the plan",
        "%(count)s were agreed later, and are no statement of the plan",
    ),
    "derived": CountMessage(
        "%(count)s is derived or counted, and is not in the source in so many words",
        "%(count)s are derived or counted, and are not in the source in so many words",
    ),
}
#: As many plans as are named above an answer of several.
MOST_NAMED = 12


@dataclass(frozen=True)
class Headings:
    """What stands above the parts of a memo, in one language, for a file has no page around it."""

    question: str
    method: str
    answer: str
    sources: str
    version: str
    url: str

    @classmethod
    def translate(cls, translator: Translator) -> Headings:
        """Translate the headings by *translator*."""
        return cls(
            question=translator.gettext("The question"),
            method=translator.gettext("How the answer was found"),
            answer=translator.gettext("The answer"),
            sources=translator.gettext("Sources"),
            version=translator.gettext("Version of the data"),
            url=translator.gettext("Permanent address"),
        )


@dataclass(frozen=True)
class Memo:
    """What a memo says, in one language, ready to be set.

    `plans` says of which it is; empty where it is of none. `numbers` are the places of the columns with numbers;
    `empty` is said where there are no rows, `part` where there are more than are set, `made` is the day of the version,
    and `lasting` is said of its URL.
    """

    language: str
    title: str
    plans: str
    question: str
    choices: list[tuple[str, str]]
    method: list[str]
    head: list[str]
    rows: list[list[str]]
    numbers: frozenset[int]
    trust: str
    sources: list[Source]
    provenance: Provenance
    headings: Headings
    empty: str
    part: str
    made: str
    lasting: str


def build_memo(
    engine: Engine, answer: Answer, provenance: Provenance, translator: Translator, most_cells: int = sys.maxsize
) -> Memo:
    """Build the memo of *answer*, which has *provenance*; *engine* holds the same version.

    *translator* has the texts of the language that the answer is in. No more than *most_cells* cells are set.
    """
    question, language = answer.question, answer.language
    columns = select_shown_columns(answer)
    shown = range(min(len(answer.rows), most_cells // len(columns)))
    return Memo(
        language=language,
        title=question.title[language],
        plans=describe_plans(answer, translator),
        question=question.question[language],
        choices=_list_choices(engine, answer, translator),
        method=_describe_method(answer, translator),
        head=[column.label[language] for column in columns],
        rows=[[format_cell(engine, answer, place, column) for column in columns] for place in shown],
        numbers=frozenset(place for place, column in enumerate(columns) if column.type == "number"),
        trust=f"{_describe_trust(answer, translator)}{_describe_tally(engine, answer)}",
        sources=list_sources(engine, answer),
        provenance=replace(provenance, links=NO_WEBSITE),  # a memo is made of plain values
        headings=Headings.translate(translator),
        empty=describe_empty(answer, translator) if not answer.rows else "",
        part=_describe_part(len(shown), len(answer.rows), translator),
        made=translator.gettext("of %(day)s") % {"day": provenance.created} if provenance.created else "",
        lasting=translator.gettext("This address gives the same answer, also when the data change later."),
    )


def select_readable_columns(answer: Answer) -> list[Column]:
    """Select the columns of *answer* that people read.

    No IRI or code where its label stands beside it, and no first line where all lines do.
    """
    names = {column.name for column in answer.columns}
    beside = ((it, it.name_of_lines if it.is_line or it.is_page else f"{it.name}_label") for it in answer.columns)
    return [column for column, better in beside if better not in names]


def select_shown_columns(answer: Answer) -> list[Column]:
    """Select the columns of *answer* that a memo has: no plan where it is of one, and no page where no row has one."""
    hidden = answer.silent_columns | ({"plan_label"} if len(answer.plans) == 1 else set())
    return [column for column in select_readable_columns(answer) if column.name not in hidden]


def describe_plans(answer: Answer, translator: Translator) -> str:
    """Describe of which plans *answer* is, in the language of *translator*; empty where it is of none."""
    labels = Counter(plan.find_label(answer.language) for plan in answer.plans)
    if len(answer.plans) > MOST_NAMED:
        return translator.gettext("%(count)s plans; each row says of which it is") % {"count": len(answer.plans)}
    named = [(plan.key, plan.find_label(answer.language)) for plan in answer.plans]
    names = [label if labels[label] == 1 else f"{label} ({key})" for key, label in named]
    heading = translator.ngettext("Of the plan", "Of the plans", len(names))
    return f"{heading}: {'; '.join(names)}" if names else ""


def format_cell(engine: Engine, answer: Answer, place: int, column: Column) -> str:
    """Format the value of *column* in the row of *answer* at *place* as people read it.

    A Dutch text that stands where one in the language of the answer is absent is marked as Dutch.
    """
    text = format_value(engine, column, answer.rows[place][column.name], answer.language)
    return f"{text} (NL)" if is_stand_in(answer, place, column.name) else text


def is_stand_in(answer: Answer, place: int, name: str) -> bool:
    """Say whether the row of *answer* at *place* has under *name* a Dutch text in the place of one in its language."""
    term = answer.solutions[place].get(name) if answer.solutions else None
    return term is not None and "-x-" in term.get("xml:lang", "")


def _describe_part(shown: int, count: int, translator: Translator) -> str:
    """Describe how many of the *count* rows are *shown*, in the language of *translator*; empty where all are."""
    if shown == count:
        return ""
    text = translator.gettext("These are the first %(shown)s of %(count)s rows. The files for a spreadsheet hold all.")
    return text % {"shown": shown, "count": count}


def _describe_method(answer: Answer, translator: Translator) -> list[str]:
    """Describe how *answer* was found, how its absences are read, and what it cannot see."""
    question, language = answer.question, answer.language
    read = translator.gettext(
        "The data come from the sources below. Each statement in them is recorded with its place in the source. A "
        "fixed query took these rows from them; whoever asks it again of the same version gets the same answer."
    )
    unseen = translator.gettext("What this question cannot see: %(unseen)s") % {"unseen": question.unseen[language]}
    apart = translator.gettext(
        "The question was asked of each plan by itself: nothing in a row rests on another plan than its own."
    )
    several = [apart] if len(answer.plans) > 1 else []
    remarks = [it.describe_whole(translator) for it in list_remarks(answer)]
    absence = assess_trust(answer).describe_absence(translator)
    return [read, *several, question.description[language], *remarks, absence, unseen]


def _describe_trust(answer: Answer, translator: Translator) -> str:
    """Describe how many rows *answer* has and what they rest on."""
    found = assess_trust(answer)
    rows = translator.ngettext("%(count)s row", "%(count)s rows", found.rows) % {"count": found.rows}
    parts = [BASIS_TEXTS[basis].fill(count).describe(translator) for basis, count in found.bases.items()]
    return f"{rows}{': ' if parts else ''}{'; '.join(parts)}."


def _describe_tally(engine: Engine, answer: Answer) -> str:
    """Describe how many things in *answer* have each value of the column by which they are counted, if there is one."""
    column = answer.question.column(answer.question.tally)
    if column is None or not answer.rows:
        return ""
    thing = next((it.name for it in answer.columns if it.type == "thing"), column.name)
    counts = Counter(value for value, _ in {(row[column.name], row[thing]) for row in answer.rows} if value is not None)
    parts = [
        f"{format_value(engine, column, value, answer.language)} {count}"
        for value, count in sorted(counts.items(), key=lambda it: (-it[1], str(it[0])))
    ]
    return f" {column.label[answer.language]}: {', '.join(parts)}." if parts else ""


def _list_choices(engine: Engine, answer: Answer, translator: Translator) -> list[tuple[str, str]]:
    """List each parameter with what was chosen for it, and then which rows were kept and in which order."""
    everything = translator.pgettext("what was chosen", "all")
    return [(it.label, it.value or everything) for it in list_choices_made(engine, answer, translator, whole=True)]
