"""An answer as a workbook: the rows as people read them, what was asked of what, what codes mean, and all the data."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from graph.message import Message
from queries.answers import FIRST_PLAN_ONLY, Lines, format_value
from queries.exports.book import Book, BookWords, Linked, Notes, Sheet
from queries.exports.choice import list_choices_made
from queries.exports.memo import build_memo, is_stand_in, select_shown_columns
from queries.exports.table import list_lines
from queries.questions import LANGUAGES, is_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.engine import Engine
    from graph.message import Translator
    from queries.answers import Answer, Links, Provenance
    from queries.exports.book import Content
    from queries.exports.memo import Memo
    from queries.questions import Column

#: What the languages are called, in their order.
_LANGUAGE_NAMES = (Message("Dutch"), Message("English"))


def build_workbook(engine: Engine, answer: Answer, provenance: Provenance, translator: Translator) -> Book:
    """Build the workbook of *answer*, which has *provenance*; *engine* holds the version that it was asked of.

    *translator* has the texts of the language that the answer is in.
    """
    about, _ = build_memo(engine, answer, provenance, translator), translator.gettext
    codes = _list_codes(engine, answer)
    return Book(
        title=about.title,
        language=answer.language,
        sheets=[
            _make_sheet(engine, answer, about.title, provenance.links),
            Notes(_("Question"), _describe(about, answer, translator)),
            *([Notes(_("Codes"), codes)] if codes else []),
            Sheet(_("Data"), *list_lines(answer), is_read=False),
        ],
        header=_describe_header(engine, answer, about, translator),
        footer=f"Samendoen, {about.headings.version.lower()} {provenance.version[:12]}",
        day=provenance.created,
        words=BookWords.translate(translator),
    )


def _describe_header(engine: Engine, answer: Answer, about: Memo, translator: Translator) -> str:
    """Describe what *answer* is, as each page of paper says above it: its title, its plans, and what was chosen."""
    choices = [f"{it.label}: {it.value}" for it in list_choices_made(engine, answer, translator)]
    return "; ".join([about.title, *filter(None, [about.plans]), *choices])


def _make_sheet(engine: Engine, answer: Answer, title: str, links: Links) -> Sheet:
    """Make the sheet of *answer* as people read it, called *title*: words in the place of codes, names that lead on."""
    columns = select_shown_columns(answer)
    rows = [
        [_show_value(engine, answer, place, column, links) for column in columns] for place in range(len(answer.rows))
    ]
    return Sheet(title, [column.label[answer.language] for column in columns], rows)


def _show_value(engine: Engine, answer: Answer, place: int, column: Column, links: Links) -> Content:
    """Show the value of *column* in the row of *answer* at *place*, with its link: a day as a day, a code in words."""
    value = answer.rows[place][column.name]
    if value is None:
        return None
    if column.type == "date":
        return date.fromisoformat(str(value)) if is_day(str(value)) else value
    href = _find_href(answer, place, column, links)
    text = str(format_value(engine, column, value, answer.language)) if isinstance(value, str) else value
    shown = f"{text} (NL)" if is_stand_in(answer, place, column.name) else text
    return Linked(shown, href) if href else shown


def _find_href(answer: Answer, place: int, column: Column, links: Links) -> str:
    """Find where the value of *column* in the row of *answer* at *place* leads: to its thing, or to its first line."""
    row = answer.rows[place]
    value = row[column.name]
    if isinstance(value, Lines):
        first = next((part.place for part in value.parts if part.place), None)
        if first is None:
            return ""
        return links.find_page(first.document) if first.is_page else links.find_line(first.document, first.first)
    if column.is_line:
        document = row.get(column.name.replace("line", "document"))
        return links.find_line(str(document), int(value)) if document and isinstance(value, int) else ""
    thing = value if column.type == "thing" else row.get(column.name.removesuffix("_label"))
    return links.find_page(str(thing)) if thing and (column.type == "thing" or column.name.endswith("_label")) else ""


def _describe_query(answer: Answer, translator: Translator) -> str:
    """Describe, as a comment before the query of *answer*, of which plan it is, where several were asked."""
    if len(answer.plans) <= 1:
        return ""
    first = answer.plans[0].find_label(answer.language)
    return f"# {FIRST_PLAN_ONLY.fill(plan=first).describe(translator)}\n"


def _describe(about: Memo, answer: Answer, translator: Translator) -> list[tuple[str, Content]]:
    """Describe what was asked, of which version, how *answer* is read, and where it comes from, each by a name."""
    headings, provenance = about.headings, about.provenance
    return [
        (headings.question, about.question),
        (translator.gettext("Title"), about.title),
        *([("", about.plans)] if about.plans else []),
        *about.choices,
        (translator.gettext("Language"), _LANGUAGE_NAMES[LANGUAGES.index(answer.language)].describe(translator)),
        (headings.version, provenance.version),
        *([("", about.made)] if about.made else []),
        *([(headings.url, Linked(provenance.address, provenance.address))] if provenance.address else []),
        (headings.answer, about.trust),
        *([("", about.empty)] if about.empty else []),
        *((headings.method if place == 0 else "", text) for place, text in enumerate(about.method)),
        *_list_sources(about),
        ("question", answer.question.name),
        *((name, value) for name, value in answer.parameters.items()),
        ("SPARQL", f"{_describe_query(answer, translator)}{answer.sparql}"),
    ]


def _list_sources(about: Memo) -> Iterator[tuple[str, Content]]:
    """Yield the sources of *about*, each with a link to its address where it has one."""
    for it in about.sources:
        text = "; ".join(filter(None, (it.label, it.address, it.identifier)))
        is_web = it.address.startswith(("http://", "https://"))
        yield about.headings.sources, Linked(text, it.address) if is_web else text


def _list_codes(engine: Engine, answer: Answer) -> list[tuple[str, Content]]:
    """List each code in *answer* with what it means, in the order of the columns."""
    found: dict[str, Content] = {}
    for column in answer.columns:
        if column.type == "concept":
            codes = {str(row[column.name]) for row in answer.rows if row[column.name] is not None}
            found |= {code: format_value(engine, column, code, answer.language) for code in sorted(codes)}
    return list(found.items())
