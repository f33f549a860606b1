"""Settings: one table of name, environment variable, default and help; read once."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph.engine import Limits, QueryBounds
from graph.errors import SamendoenError
from ontology.base import BASE_VARIABLE, DEFAULT_BASE, is_base

if TYPE_CHECKING:
    from collections.abc import Mapping


class BadSetting(SamendoenError):
    """A setting has a value that cannot be used."""


@dataclass(frozen=True)
class Setting:
    """A setting: its name, the environment variable it is read from, its default, and what it is for."""

    name: str
    variable: str
    default: str
    help: str


SETTINGS = (
    Setting("data", "SAMENDOEN_DATA", "instance", "Folder that keeps the versions of the graph."),
    Setting("base", BASE_VARIABLE, DEFAULT_BASE, "Base of the IRIs of all that is described here; ends in '/'."),
    Setting("questions", "SAMENDOEN_QUESTIONS", "", "Folder with questions of your own, beside the packaged ones."),
    Setting("contact", "SAMENDOEN_CONTACT", "samendoen@example.org", "Mail address of who keeps this service."),
    Setting("host", "SAMENDOEN_HOST", "127.0.0.1", "Address to serve on."),
    Setting("port", "SAMENDOEN_PORT", "8080", "Port to serve on."),
    Setting("workers", "SAMENDOEN_WORKERS", "4", "Processes that answer the queries of clients."),
    Setting("page_workers", "SAMENDOEN_PAGE_WORKERS", "2", "Processes that answer our own pages and questions."),
    Setting("threads", "SAMENDOEN_THREADS", "48", "Requests that are answered at the same time."),
    Setting("cache_bytes", "SAMENDOEN_CACHE_BYTES", "128000000", "Bytes of answers kept in memory, per version."),
    Setting("query_seconds", "SAMENDOEN_QUERY_SECONDS", "10", "Seconds that one query may take."),
    Setting("query_memory", "SAMENDOEN_QUERY_MEMORY", "1000000000", "Bytes of memory that one query may take."),
    Setting("answer_bytes", "SAMENDOEN_ANSWER_BYTES", "64000000", "Bytes that one answer may be."),
    Setting("query_length", "SAMENDOEN_QUERY_LENGTH", "100000", "Characters that one query may have."),
    Setting("query_nesting", "SAMENDOEN_QUERY_NESTING", "100", "Groups and brackets that one query may nest."),
    Setting("query_patterns", "SAMENDOEN_QUERY_PATTERNS", "400", "Triple patterns that one query may have."),
)
SETTINGS_BY_NAME = {setting.name: setting for setting in SETTINGS}


@dataclass(frozen=True)
class Settings:
    """The settings in force."""

    data: Path
    questions: Path | None
    contact: str
    workers: int
    page_workers: int
    threads: int
    cache_bytes: int
    limits: Limits


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from *environ*, or from the environment of the process if none is given.

    :raises BadSetting: when a value cannot be used; the message names the variable.
    """
    values = os.environ if environ is None else environ
    require_base(values)
    return Settings(
        data=Path(_read_text(values, "data")),
        contact=_read_text(values, "contact"),
        questions=Path(own) if (own := _read_text(values, "questions")) else None,
        workers=_read_whole_number(values, "workers"),
        page_workers=_read_whole_number(values, "page_workers"),
        threads=_read_whole_number(values, "threads"),
        cache_bytes=_read_whole_number(values, "cache_bytes"),
        limits=Limits(
            seconds=_read_number(values, "query_seconds"),
            memory=_read_whole_number(values, "query_memory"),
            answer=_read_whole_number(values, "answer_bytes"),
            bounds=QueryBounds(
                length=_read_whole_number(values, "query_length"),
                nesting=_read_whole_number(values, "query_nesting"),
                patterns=_read_whole_number(values, "query_patterns"),
            ),
        ),
    )


def require_base(environ: Mapping[str, str]) -> None:
    """Refuse a base in *environ* that cannot be one; `ontology.base` reads it, once, as the program begins.

    :raises BadSetting: when it cannot.
    """
    text = _read_text(environ, "base")
    if not is_base(text):
        raise BadSetting(
            "%(variable)s is %(text)r; give a URL that begins with http:// or https:// and ends in '/'.",
            variable=BASE_VARIABLE,
            text=text,
        )


def _read_text(values: Mapping[str, str], name: str) -> str:
    """Read the setting called *name*, or its default."""
    setting = SETTINGS_BY_NAME[name]
    return values.get(setting.variable) or setting.default


def _read_number(values: Mapping[str, str], name: str) -> float:
    """Read the setting called *name* as a positive number."""
    text = _read_text(values, name)
    try:
        number = float(text)
    except ValueError:
        number = 0
    if not 0 < number < math.inf:
        raise BadSetting(
            "%(variable)s is %(text)r; give a number above zero.", variable=SETTINGS_BY_NAME[name].variable, text=text
        )
    return number


def _read_whole_number(values: Mapping[str, str], name: str) -> int:
    """Read the setting called *name* as a whole number of at least 1."""
    number = _read_number(values, name)
    if number != int(number):
        raise BadSetting(
            "%(variable)s is %(text)r; give a whole number above zero.",
            variable=SETTINGS_BY_NAME[name].variable,
            text=_read_text(values, name),
        )
    return int(number)
