"""A question as its file writes it: the `#+` header in YAML, as grlc has it, and the SPARQL below it.

Whatever is wrong is refused with the line on which it stands, so that who writes a question can mend it.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from graph.errors import BrokenQuestion
from graph.message import Message
from graph.sources import split_rq
from queries.questions.body import require_askable
from queries.questions.file import clean_name, decode_content, read_content
from queries.questions.left_out import build_texts, iter_left_out
from queries.questions.lister import list_screened
from queries.questions.mapping import parse_header
from queries.questions.network import read_network
from queries.questions.phrasing import list_phrases
from queries.questions.question import (
    BASES,
    COLUMN_TYPES,
    PARAMETER_TYPES,
    PLAN_COLUMNS,
    SEVERITIES,
    TODAY_PARAMETER,
    Column,
    Parameter,
    Question,
    Texts,
)
from queries.questions.value import is_day, is_number, is_year

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path

    from graph.sources import RqFile
    from queries.questions.body import Lister
    from queries.questions.mapping import HeaderMapping

#: What an address says besides parameters, so that no parameter may be called so.
RESERVED_NAMES = (
    *(
        "edition",
        "format",
        "from",
        "lang",
        "only",
        "page",
        "plan",
        "query",
        "size",
        "sort",
        "today",
        "value",
        "version",
    ),
    "view",
)
HEADER_KEYS = (
    "title",
    "question",
    "description",
    "absence",
    "unseen",
    "basis",
    "severity",
    "tally",
    "asked_of",
    "tags",
    "parameters",
    "leaves_out",
    "columns",
    "network",
    "asked_as",
)
PARAMETER_KEYS = ("type", "of", "label", "required", "default", "examples", "options")
COLUMN_KEYS = ("type", "of", "label", "when")
#: What a question is asked of: of each plan by itself, or of what belongs to no plan.
ASKED_OF = ("plan", "register")
#: The columns that every row of a plan has.
ADDED_NAMES = tuple(column.name for column in PLAN_COLUMNS)
#: As many parameters, columns, and signs in its name as a question may have: the packaged ones have 6, 19 and 24.
MOST_PARAMETERS = 20
MOST_COLUMNS = 100
LONGEST_NAME = 100
WRONG_VALUE = Message(
    "'%(value)s' is no value of type '%(type)s'. Write a day as 2020-01-31, a year as 2020, a number as 0.5."
)
_NAME = re.compile(r"[a-z]+(-[a-z]+)*")
_PARAMETER = re.compile(r"[a-z]+")
_COLUMN = re.compile(r"[a-z]+(_[a-z]+)*")
_MODEL_NAMES = re.compile(r"[A-Za-z][A-Za-z0-9-]*( [A-Za-z][A-Za-z0-9-]*)*")
#: What can be given for each of the types that are written out; a thing is looked for when one asks.
_VALUES: dict[str, Callable[[str], bool]] = {"date": is_day, "year": is_year, "number": is_number}


def read_question(path: Path, lister: Lister = list_screened) -> Question:
    """Read the question at *path*, in which *lister* lists the variables of its SPARQL.

    :raises BrokenQuestion: when something is wrong with it; the error names the line, what is wrong, and the remedy.
    """
    if not _NAME.fullmatch(path.stem) or len(path.stem) > LONGEST_NAME:
        raise BrokenQuestion(
            path.with_name(clean_name(path.name)),
            1,
            "The name of a file is words in lower case with a hyphen between, as 'who-pays': at most %(most)s signs.",
            most=LONGEST_NAME,
        )
    content = read_content(path)
    file = split_rq(decode_content(path, content))
    question = _build_question(path, parse_header(path, file.header_text), file, content)
    require_askable(question, lister)
    return question


def _build_question(path: Path, header: HeaderMapping, file: RqFile, content: bytes) -> Question:
    """Make the question that *header* describes and the query of *file* answers; at *path* stands *content*."""
    header.allow(HEADER_KEYS)
    parameters = tuple(_build_parameter(*it) for it in header.mappings("parameters", _PARAMETER, MOST_PARAMETERS))
    given = {it.name for it in parameters}
    columns = tuple(_build_column(name, it, given) for name, it in header.mappings("columns", _COLUMN, MOST_COLUMNS))
    if not columns:
        header.refuse("columns", "A question has at least one column. Name what the SELECT gives under 'columns'.")
    names = tuple(column.name for column in columns)
    by_plan = "asked_of" not in header or header.one_of("asked_of", ASKED_OF) == ASKED_OF[0]
    known = (*_iter_columns(columns), *(PLAN_COLUMNS if by_plan else ()))
    return Question(
        name=path.stem,
        path=path,
        title=build_texts(header, "title"),
        question=build_texts(header, "question"),
        description=build_texts(header, "description"),
        absence=build_texts(header, "absence"),
        unseen=build_texts(header, "unseen"),
        parameters=parameters,
        columns=known,
        basis=header.one_of("basis", (*BASES, *names)),
        text=file.query,
        first=file.first,
        edition=hashlib.sha256(content).hexdigest(),
        content=content,
        severity=header.one_of("severity", SEVERITIES) if "severity" in header else "",
        tally=header.one_of("tally", [it.name for it in columns if it.type == "concept"]) if "tally" in header else "",
        tags=header.strings("tags"),
        by_plan=by_plan,
        left_out=tuple(iter_left_out(header, {it.name for it in parameters if it.of}, _PARAMETER, MOST_PARAMETERS)),
        network=read_network(header, known),
        asked_as=list_phrases(header, parameters, known),
    )


def _iter_columns(columns: Iterable[Column]) -> Iterator[Column]:
    """Yield *columns*, and behind each that holds documents one for their names."""
    for column in columns:
        yield column
        if column.is_document:
            label = {language: re.sub(r" \(.*\)$", "", text) for language, text in column.label.items()}
            yield Column(f"{column.name}_label", "text", label)


def _build_parameter(name: str, about: HeaderMapping) -> Parameter:
    """Make a parameter of what the header says of it."""
    about.allow(PARAMETER_KEYS)
    if name in RESERVED_NAMES:
        about.refuse(
            "",
            "An address uses the name '%(name)s' itself. Call the parameter otherwise, and none of these: %(known)s.",
            name=name,
            known=", ".join(RESERVED_NAMES),
        )
    kind = about.one_of("type", PARAMETER_TYPES)
    options = _build_options(about) if kind == "choice" else {}
    default, examples = about.string("default", ""), about.strings("examples")
    for key, value in (("default", default), *(("examples", it) for it in examples)):
        if value and options and value not in options:
            about.refuse(key, "The value '%(value)s' is none of the options.", value=value)
        is_today = (key, kind, value) == ("default", "date", TODAY_PARAMETER.default)
        if value and not is_today and not _VALUES.get(kind, bool)(value):
            about.refuse(key, WRONG_VALUE.template, value=value, type=kind)
    return Parameter(
        name=name,
        type=kind,
        of=_read_names(about) if kind in ("thing", "concept") else "",
        label=build_texts(about, "label"),
        required=about.flag("required"),
        default=default,
        examples=examples,
        options=options,
    )


def _build_options(about: HeaderMapping) -> dict[str, Texts]:
    """Build the options of a choice: the label of each value in each language."""
    listed = about.mapping(
        "options", "A choice has options. Give under 'options' each value with its label in 'nl' and 'en'."
    )
    return {value: build_texts(listed, value) for value in listed}


def _read_names(about: HeaderMapping) -> str:
    """Read of which classes, or of which scheme, something is: names of the model."""
    names = about.string("of")
    if not _MODEL_NAMES.fullmatch(names):
        about.refuse("of", "'%(value)s' is no name of the model. Look under /def how it is called.", value=names)
    return names


def _build_column(name: str, about: HeaderMapping, given: Collection[str]) -> Column:
    """Make a column of what the header says of it; it may be there for one of the parameters *given* alone."""
    about.allow(COLUMN_KEYS)
    if name in ADDED_NAMES:
        about.refuse("", "Every row says its plan, so no column is called '%(name)s'. Leave it out.", name=name)
    kind = about.one_of("type", COLUMN_TYPES)
    of, when = _read_names(about) if kind == "concept" else "", about.string("when", "")
    if when and when not in given:
        about.refuse("when", "There is no parameter '%(name)s'. Describe it under 'parameters'.", name=when)
    return Column(name, kind, build_texts(about, "label"), of, when)
