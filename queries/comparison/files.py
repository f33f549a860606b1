"""A comparison as a file: for programs as JSON and CSV, for an office as a workbook with a sheet for each section."""

from __future__ import annotations

from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING

from graph.message import Message
from queries.answers import NO_WEBSITE, Lines
from queries.exports import (
    MEDIA_TYPES,
    Book,
    BookWords,
    Draft,
    Linked,
    Notes,
    Sheet,
    write_book,
    write_csv,
    write_excel_csv,
    write_json,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graph.message import Translator
    from queries.answers import Links, Value
    from queries.comparison.comparison import Cell, Comparison, Pairing, Verdict
    from queries.exports import Content

#: The formats of a comparison, as those of an answer.
FORMATS = {name: MEDIA_TYPES[name] for name in ("json", "csv", "xlsx", "csv-excel")}
#: What each section is called.
SECTION_NAMES: Mapping[str, Message] = {
    "measures": Message("Measures"),
    "owners": Message("Owners"),
    "partners": Message("Partners"),
    "gaps": Message("What is missing"),
    "laws": Message("Legislation"),
    "money": Message("Money"),
}
#: What each verdict says to people.
VERDICT_NAMES: Mapping[Verdict, Message] = {
    "alike": Message("alike"),
    "both": Message("both, not alike"),
    "only_left": Message("only left"),
    "only_right": Message("only right"),
    "neither": Message("neither"),
    "unmatched": Message("not matched to the yardstick"),
}
#: What is said of a cell, and what each column with it is called; `left_` or `right_` stands before it.
_CELL_COLUMNS: Mapping[str, Message] = {
    "thing": Message("address"),
    "label": Message("what"),
    "notes": Message("about it"),
    "plan": Message("plan"),
    "document": Message("document"),
    "line": Message("line"),
    "page": Message("page"),
    "lines": Message("lines"),
}
_ROW_COLUMNS: Mapping[str, Message] = {
    "section": Message("Section"),
    "group": Message("Field or kind"),
    "key": Message("Address of the heading"),
    "heading": Message("Heading"),
    "verdict": Message("Verdict"),
    "reasons": Message("Why alike"),
}
#: The columns of a comparison, in order: of the row, of the cell on the left, of the cell on the right.
COLUMNS = (*_ROW_COLUMNS, *(f"{side}_{name}" for side in ("left", "right") for name in _CELL_COLUMNS))

#: The columns of a sheet, by their places: what people read before the addresses.
_ADDRESSES = [place for place, name in enumerate(COLUMNS) if name.split("_")[-1] in ("key", "thing", "document")]
_SHOWN = (*(place for place in range(1, len(COLUMNS)) if place not in _ADDRESSES), *_ADDRESSES)


def draft_comparison(
    comparison: Comparison, name: str, version: str, translator: Translator, links: Links = NO_WEBSITE
) -> Draft:
    """Draft *comparison*, made over data *version*, in the format called *name*, in the language of *translator*.

    In a workbook names lead where *links* finds.
    """
    if name == "xlsx":
        return Draft(partial(write_book, _build_book(comparison, version, translator, links)), 0, heavy=True)
    rows = list(_iter_rows(comparison, translator))
    cells = len(rows) * len(COLUMNS)
    if name == "json":
        return Draft(partial(write_json, _to_json(comparison, rows, version, translator)), cells)
    return Draft(partial(write_csv if name == "csv" else write_excel_csv, COLUMNS, rows), cells)


def _to_json(
    comparison: Comparison, rows: Sequence[Sequence[Value]], version: str, translator: Translator
) -> dict[str, object]:
    """Convert *comparison*, which has *rows*, to an object in the shape of an answer."""
    left, right = comparison.left, comparison.right
    return {
        "comparison": comparison.kind,
        "version": version,
        "parameters": {"a": left.name, "b": right.name},
        "left": {"thing": left.iri, "label": left.label, "plans": [plan.key for plan in left.plans]},
        "right": {"thing": right.iri, "label": right.label, "plans": [plan.key for plan in right.plans]},
        "columns": _describe_columns(comparison, translator),
        "rows": [dict(zip(COLUMNS, row, strict=True)) for row in rows],
        "count": len(rows),
    }


def _describe_columns(comparison: Comparison, translator: Translator) -> list[dict[str, str]]:
    """Describe each column: its name, its label, and the type of its values."""
    heads = _list_heads(comparison, translator)
    types = {"thing": "thing", "document": "thing", "line": "number", "page": "number", "lines": "lines"}
    return [
        {"name": name, "label": head, "type": types.get(name.rpartition("_")[2], "text")}
        for name, head in zip(COLUMNS, heads, strict=True)
    ]


def _build_book(comparison: Comparison, version: str, translator: Translator, links: Links) -> Book:
    """Build a workbook with a sheet for each section of *comparison*, and one that says what was compared, and how."""
    head = _list_heads(comparison, translator)
    sheets = [
        Sheet(
            SECTION_NAMES[section.name].describe(translator),
            [head[place] for place in _SHOWN],
            [
                _show_line(line, links)
                for row in section.rows
                for line in _iter_lines(section.name, row, translator, named=True)
            ],
        )
        for section in comparison.sections
    ]
    about: list[tuple[str, Content]] = [
        (comparison.left.label, ", ".join(plan.find_label(translator.language) for plan in comparison.left.plans)),
        (comparison.right.label, ", ".join(plan.find_label(translator.language) for plan in comparison.right.plans)),
        (translator.gettext("Data version"), version),
        *(("", text.describe(translator)) for text in RULES),
    ]
    title = translator.gettext("%(left)s beside %(right)s") % {
        "left": comparison.left.label,
        "right": comparison.right.label,
    }
    return Book(
        title=title,
        language=translator.language,
        sheets=[*sheets, Notes(translator.gettext("How it was compared"), about)],
        header=title,
        footer=f"Samendoen, {translator.gettext('Data version').lower()} {version[:12]}",
        day="",
        words=BookWords.translate(translator),
    )


def _show_line(line: Sequence[Value], links: Links) -> list[Content]:
    """Show the columns of *line* that people read, with names that lead on; the addresses come last."""
    values = dict(zip(COLUMNS, line, strict=True))
    hrefs = {"heading": links.find_page(str(values["key"] or ""))}
    for side in ("left", "right"):
        hrefs[f"{side}_label"] = links.find_page(str(values[f"{side}_thing"] or ""))
        lines = values[f"{side}_lines"]
        first = next((it.place for it in lines.parts if it.place), None) if isinstance(lines, Lines) else None
        if first:
            page = first.is_page
            hrefs[f"{side}_lines"] = (
                links.find_page(first.document) if page else links.find_line(first.document, first.first)
            )
    shown = [COLUMNS[place] for place in _SHOWN]
    return [Linked(values[name], hrefs[name]) if values[name] and hrefs.get(name) else values[name] for name in shown]


def _list_heads(comparison: Comparison, translator: Translator) -> list[str]:
    """List the heads of the columns, in which the two sides are called by their names."""
    heads = [it.describe(translator) for it in _ROW_COLUMNS.values()]
    for side in (comparison.left, comparison.right):
        heads += [f"{side.label}: {it.describe(translator)}" for it in _CELL_COLUMNS.values()]
    return heads


def _iter_rows(comparison: Comparison, translator: Translator) -> Iterator[list[Value]]:
    """Yield the rows of every section of *comparison*."""
    for section in comparison.sections:
        for row in section.rows:
            yield from _iter_lines(section.name, row, translator)


def _iter_lines(section: str, row: Pairing, translator: Translator, *, named: bool = False) -> Iterator[list[Value]]:
    """Yield a line for each cell on the longer side of *row*, and one where both are empty.

    The verdict is the code that programs know, or what it says to people where it is *named*.
    """
    reasons = "; ".join(it.describe(translator) for it in row.reasons)
    verdict = VERDICT_NAMES[row.verdict].describe(translator) if named else row.verdict
    for left, right in list(zip_longest(row.left, row.right)) or [(None, None)]:
        about = [section, row.group, row.key, row.label, verdict, reasons]
        yield [*about, *_list_values(left, translator), *_list_values(right, translator)]


def _list_values(cell: Cell | None, translator: Translator) -> list[Value]:
    """List what is said in *cell*, in the order of the columns."""
    if cell is None:
        return [None] * len(_CELL_COLUMNS)
    notes = "; ".join(it.describe(translator) for it in cell.notes)
    return [cell.thing, cell.label, notes, cell.plan, cell.document, cell.line, cell.page, cell.lines]


#: How it is decided what is alike, as the page and the workbook say it.
RULES = (
    Message(
        "A measure stands under the theme of the yardstick to which somebody matched its theme. Under one theme two "
        "measures are alike when they have the same title; or when their titles share two significant words; or when "
        "they share one, and both name an instrument of the same name or a partner of the same kind. The reason stands "
        "with each pair; each measure has at most one like, the one with most reasons."
    ),
    Message(
        "'Both, not alike' means that both have measures under the theme, and that these have no like. 'Only left' and "
        "'only right' mean that the other has none under that theme: it may have one that nobody matched."
    ),
    Message(
        "Owners are alike where both name the same one. Partners are the same by the register, by common kind, or else "
        "by name; they are alike where they are active on a same theme of the yardstick. Gaps are alike where as many "
        "out of as many are missing, laws where they had the same status on the first day of both plans, and money "
        "where a year has the same amounts. Nothing is summed that a plan does not sum."
    ),
)
