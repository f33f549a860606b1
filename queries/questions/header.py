"""A question as its file writes it: the `#+` header in YAML, as grlc has it, and the SPARQL below it.

Whatever is wrong is refused with the line on which it stands, so that who writes a question can mend it.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

import yaml

from graph.errors import BrokenQuestion
from graph.sources import split_rq
from queries.questions.body import require_askable
from queries.questions.mapping import HeaderMapping, Loader
from queries.questions.question import (
    BASES,
    COLUMN_TYPES,
    LANGUAGES,
    PARAMETER_TYPES,
    PLAN_COLUMNS,
    SEVERITIES,
    Column,
    Parameter,
    Question,
    Texts,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

#: What an address says besides parameters, so that no parameter may be called so.
RESERVED_NAMES = (
    *("edition", "format", "from", "lang", "only", "page", "plan", "query", "size", "sort", "today", "version", "view"),
)
HEADER_KEYS = (
    "title",
    "question",
    "description",
    "absence",
    "unseen",
    "basis",
    "severity",
    "asked_of",
    "tags",
    "parameters",
    "columns",
)
PARAMETER_KEYS = ("type", "of", "label", "required", "default", "examples", "options")
COLUMN_KEYS = ("type", "of", "label")
#: What a question is asked of: of each plan by itself, or of what belongs to no plan.
ASKED_OF = ("plan", "register")
#: The columns that every row of a plan has.
ADDED_NAMES = tuple(column.name for column in PLAN_COLUMNS)
_NAME = re.compile(r"[a-z]+(-[a-z]+)*")
_PARAMETER = re.compile(r"[a-z]+")
_COLUMN = re.compile(r"[a-z]+(_[a-z]+)*")


def read_question(path: Path) -> Question:
    """Read the question at *path*.

    :raises BrokenQuestion: when something is wrong with it; the error names the line, what is wrong, and the remedy.
    """
    try:
        content = path.read_bytes()
        file = split_rq(content.decode("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenQuestion(path, 1, "The file cannot be read: %(why)s. Save it as UTF-8.", why=error) from error
    if not _NAME.fullmatch(path.stem):
        raise BrokenQuestion(path, 1, "The name of a file is words in lower case with a hyphen between, as 'who-pays'.")
    header = _parse_header(path, file.header_text)
    question = _build_question(path, header, file.query, file.first, hashlib.sha256(content).hexdigest())
    require_askable(question)
    return question


def _parse_header(path: Path, text: str) -> HeaderMapping:
    """Parse the header from *text*, in which each line stands where it stands in the file at *path*."""
    loader = Loader(text)
    try:
        node = loader.get_single_node()
        if not isinstance(node, yaml.MappingNode):
            raise BrokenQuestion(path, 1, "The file has no header. Begin it with lines of '#+', as other questions do.")
        return HeaderMapping(path, node, loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        why = getattr(error, "problem", None) or "a sign that YAML does not know"
        raise BrokenQuestion(
            path,
            mark.line + 1 if mark else 1,
            "The header is no YAML: %(why)s. Mend the lines that begin with '#+'; quote a text that holds a colon.",
            why=why,
        ) from error
    finally:
        loader.dispose()


def _build_question(path: Path, header: HeaderMapping, text: str, first: int, edition: str) -> Question:
    """Make the question that *header* describes and *text* answers."""
    header.allow(HEADER_KEYS)
    columns = tuple(_build_column(name, it) for name, it in header.mappings("columns", _COLUMN))
    if not columns:
        header.refuse("columns", "A question has at least one column. Name what the SELECT gives under 'columns'.")
    names = tuple(column.name for column in columns)
    tags = header.strings("tags")
    by_plan = "asked_of" not in header or header.one_of("asked_of", ASKED_OF) == ASKED_OF[0]
    return Question(
        name=path.stem,
        path=path,
        title=_build_texts(header, "title"),
        question=_build_texts(header, "question"),
        description=_build_texts(header, "description"),
        absence=_build_texts(header, "absence"),
        unseen=_build_texts(header, "unseen"),
        parameters=tuple(_build_parameter(name, it) for name, it in header.mappings("parameters", _PARAMETER)),
        columns=(*_iter_columns(columns), *(PLAN_COLUMNS if by_plan else ())),
        basis=header.one_of("basis", (*BASES, *names)),
        text=text,
        first=first,
        edition=edition,
        severity=header.one_of("severity", SEVERITIES) if "severity" in header else "",
        tags=tags,
        by_plan=by_plan,
    )


def _iter_columns(columns: Iterable[Column]) -> Iterator[Column]:
    """Yield *columns*, and behind each that holds documents one for their names."""
    for column in columns:
        yield column
        if column.is_document:
            label = {language: re.sub(r" \(.*\)$", "", text) for language, text in column.label.items()}
            yield Column(f"{column.name}_label", "text", label)


def _build_texts(about: HeaderMapping, key: str) -> Texts:
    """Read the text under *key* in each language; both must be there."""
    texts = about.mapping(key, "The text is there in both languages. Give '%(key)s' with 'nl' and 'en'.")
    texts.allow(LANGUAGES)
    return {language: texts.string(language) for language in LANGUAGES}


def _build_parameter(name: str, about: HeaderMapping) -> Parameter:
    """Make a parameter of what the header says of it."""
    about.allow(PARAMETER_KEYS)
    if name in RESERVED_NAMES:
        about.refuse("", "An address uses the name '%(name)s' itself. Call the parameter something else.", name=name)
    kind = about.one_of("type", PARAMETER_TYPES)
    chosen = kind in ("thing", "concept")
    options: dict[str, Any] = {}
    if kind == "choice":
        listed = about.mapping(
            "options", "A choice has options. Give under 'options' each value with its label in 'nl' and 'en'."
        )
        options = {value: _build_texts(listed, value) for value in listed}
    default, examples = about.string("default", ""), about.strings("examples")
    for value in filter(None, (default, *examples)):
        if options and value not in options:
            about.refuse("", "The value '%(value)s' is none of the options.", value=value)
    return Parameter(
        name=name,
        type=kind,
        of=about.string("of") if chosen else "",
        label=_build_texts(about, "label"),
        required=about.flag("required"),
        default=default,
        examples=examples,
        options=options,
    )


def _build_column(name: str, about: HeaderMapping) -> Column:
    """Make a column of what the header says of it."""
    about.allow(COLUMN_KEYS)
    if name in ADDED_NAMES:
        about.refuse("", "Every row says its plan, so no column is called '%(name)s'. Leave it out.", name=name)
    kind = about.one_of("type", COLUMN_TYPES)
    return Column(name, kind, _build_texts(about, "label"), about.string("of") if kind == "concept" else "")
