"""A list to work off as a workbook: what lacks something, in locked rows with columns to fill in, and how to do that.

It is taken to a meeting and back, so that a hidden sheet says what it was made of, and how it is to be read again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from queries.exports.draft import Draft
from queries.exports.worklist_book import COLUMNS, FILLED_IN, FIRST_ROW, WorklistTexts, write_worklist

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph.message import Translator

#: What the hidden sheet calls this form, and the number of it: another number is read in another way.
FORMAT_NAME, FORMAT_NUMBER = "samendoen-worklist", 1


@dataclass(frozen=True)
class WorklistRow:
    """A thing that lacks something, as the list says it; `thing` and `plan` are IRIs, and all else is for people."""

    thing: str
    plan: str
    title: str
    theme: str
    lacks: str
    step: str
    severity: str
    nearest: str
    lines: str


@dataclass(frozen=True)
class Worklist:
    """A list to work off: its rows, who can be an owner in each plan (IRI by label), and what it was made of.

    `plans` holds the key and name of each plan by its IRI, `choices` what was chosen of the question by parameter, and
    `day` is the day of which it is.
    """

    rows: Sequence[WorklistRow]
    partners: Mapping[str, Mapping[str, str]]
    plans: Mapping[str, tuple[str, str]]
    version: str
    day: str
    question: str
    edition: str
    choices: Mapping[str, str]
    address: str


def draft_worklist(worklist: Worklist, translator: Translator) -> Draft:
    """Draft *worklist* as a workbook in the language of *translator*."""
    cells = _list_cells(worklist)
    manifest = _list_manifest(worklist, cells, translator.language)
    partners = {iri: dict(sorted(its.items())) for iri, its in worklist.partners.items()}
    write = partial(write_worklist, cells, partners, manifest, _translate(worklist, translator))
    return Draft(write, len(cells) * len(COLUMNS), heavy=True)


def _list_cells(worklist: Worklist) -> list[list[str]]:
    """List the locked cells of each row of *worklist*, in the order of the columns."""
    return [
        [
            *(it.thing, it.plan, worklist.plans.get(it.plan, ("", ""))[1], it.title, it.theme),
            *(it.lacks, it.step, it.severity, it.nearest, it.lines),
        ]
        for it in worklist.rows
    ]


def _list_manifest(worklist: Worklist, cells: Sequence[Sequence[str]], language: str) -> list[tuple[str, str]]:
    """List what a program needs to read the list again: form, version, question, choices, day, and what was locked."""
    locked = "\x1e".join("\x1f".join(row) for row in cells)
    return [
        ("format", FORMAT_NAME),
        ("format_number", str(FORMAT_NUMBER)),
        ("version", worklist.version),
        ("question", worklist.question),
        ("edition", worklist.edition),
        ("plans", " ".join(key for key, _label in worklist.plans.values())),
        *((f"choice.{name}", value) for name, value in worklist.choices.items()),
        ("day", worklist.day),
        ("language", language),
        ("columns", " ".join(COLUMNS)),
        ("filled_in", " ".join(FILLED_IN)),
        ("first_row", str(FIRST_ROW)),
        ("rows", str(len(cells))),
        ("locked_sha256", hashlib.sha256(locked.encode()).hexdigest()),
        ("address", worklist.address),
    ]


def _translate(worklist: Worklist, translator: Translator) -> WorklistTexts:
    """Translate what the workbook says."""
    _ = translator.gettext
    heads = (
        *(_("address of the thing"), _("address of the plan"), _("plan"), _("what"), _("theme"), _("what is missing")),
        *(_("whose it is now"), _("how heavy"), _("sentence that comes nearest"), _("lines of the plan")),
        *(_("owner"), _("from"), _("source")),
    )
    return WorklistTexts(
        sheet=_("Worklist"),
        explanation=_("Explanation"),
        heads=heads,
        prompts={
            "owner": _("Who answers for it as a whole. Choose from the list, or type another name in full."),
            "from": _("The day from which that holds, such as 01-03-2027. It may lie in the future."),
            "source": _("Where it was agreed: the document, the day and the item. Without a source it is not taken."),
        },
        wrong_day=_("This is no day. Write it as 01-03-2027."),
        unknown_owner=_("This name is not among the partners of the plan. Is it meant so, and is it in full?"),
        lines=_explain(worklist, translator),
    )


def _explain(worklist: Worklist, translator: Translator) -> list[tuple[str, str]]:
    """Explain how the list is filled in, with examples, and what it was made of."""
    _ = translator.gettext
    plans = "; ".join(label for _key, label in worklist.plans.values())
    purpose = _("What the plan leaves open, to be filled in at a meeting. It is of: %(plans)s") % {"plans": plans}
    return [
        (_("What this is"), purpose),
        (_("As of"), worklist.day),
        (_("Fill in"), _("Only the yellow columns. All other cells are locked, so that each row is found again.")),
        (_("owner"), _("Who answers for it as a whole. Who only carries it out or takes part is no owner.")),
        (_("from"), _("The day from which that holds, as 01-03-2027. Left empty, it is the day of the source.")),
        (_("source"), _("Where it was agreed, for anybody to look up. A row without a source is not taken.")),
        (_("Leave empty"), _("What was not discussed stays empty; nothing changes for that row.")),
        (_("Example"), _("owner: Police; from: 01-03-2027; source: executive meeting of 14 February 2027, item 3")),
        (_("Example"), _("owner: RIEC; from: 01-01-2028; source: letter of the council of 3 November 2027")),
        (_("How heavy"), explain_severity(translator)),
        (_("Take care"), _("Do not rename or remove sheets, columns or rows. Sorting and filtering is fine.")),
        (_("Version of the data"), worklist.version),
        (_("Made from"), worklist.address),
    ]


def explain_severity(translator: Translator) -> str:
    """Explain by which rule something is heavy, fair or light."""
    return translator.gettext(
        "A rule of Samendoen, no statement of the plan. A measure is heavy where no sentence names anybody and there "
        "is no deadline, fair where it has no owner, and else light. A goal is heavy where indicator and report are "
        "missing, fair where the indicator is. A power or a sharing of data without a legal basis is heavy, a duty "
        "fair."
    )
