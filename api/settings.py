"""Settings: one table of name, environment variable, default and help; read once."""

from __future__ import annotations

import ipaddress
import math
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from api.contact import Contact, is_mail, is_name, is_web_address
from graph.engine import Limits, QueryBounds
from graph.errors import SamendoenError
from ontology.base import BASE_VARIABLE, DEFAULT_BASE, is_base

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


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
    Setting("house_style", "SAMENDOEN_HOUSE_STYLE", "", "Design tokens of a house style: a CSS file or a folder."),
    Setting("organisation", "SAMENDOEN_ORGANISATION", "", "Name of the organisation that runs this site."),
    Setting("contact", "SAMENDOEN_CONTACT", "", "Mail address or web address of who runs this site."),
    Setting("host", "SAMENDOEN_HOST", "127.0.0.1", "Address to serve on."),
    Setting("port", "SAMENDOEN_PORT", "8080", "Port to serve on."),
    Setting("workers", "SAMENDOEN_WORKERS", "4", "Processes that answer the queries of clients."),
    Setting("page_workers", "SAMENDOEN_PAGE_WORKERS", "2", "Processes that answer our own pages and questions."),
    Setting("threads", "SAMENDOEN_THREADS", "24", "Pages and files that are answered at the same time."),
    Setting("hosts", "SAMENDOEN_HOSTS", "", "Names under which the service is reached, besides its own address."),
    Setting("proxies", "SAMENDOEN_PROXIES", "", "Proxies to believe in who a client is: addresses or ranges."),
    Setting("prefix", "SAMENDOEN_PREFIX", "", "Path under which the service is reached, such as /samendoen."),
    Setting("public", "SAMENDOEN_PUBLIC", "", "What others may have too: sentences, metrics, data."),
    Setting("log", "SAMENDOEN_LOG", "auto", "How the log is written: auto, json, text or off (no requests)."),
    Setting("log_queries", "SAMENDOEN_LOG_QUERIES", "no", "Whether the log holds queries that failed: yes or no."),
    Setting("prepared_pages", "SAMENDOEN_PREPARED_PAGES", "2000", "Pages that are made before anybody asks, at most."),
    Setting("cache_bytes", "SAMENDOEN_CACHE_BYTES", "128000000", "Bytes of answers kept in memory, per version."),
    Setting("render_processes", "SAMENDOEN_RENDER_PROCESSES", "2", "Processes that make files and pictures."),
    Setting("render_seconds", "SAMENDOEN_RENDER_SECONDS", "20", "Seconds that making one file or picture may take."),
    Setting("render_memory", "SAMENDOEN_RENDER_MEMORY", "500000000", "Bytes of memory that making one may take."),
    Setting("query_seconds", "SAMENDOEN_QUERY_SECONDS", "10", "Seconds that one query may take."),
    Setting("query_memory", "SAMENDOEN_QUERY_MEMORY", "1000000000", "Bytes of memory that one query may take."),
    Setting("answer_bytes", "SAMENDOEN_ANSWER_BYTES", "64000000", "Bytes that one answer may be."),
    Setting("query_length", "SAMENDOEN_QUERY_LENGTH", "100000", "Characters that one query may have."),
    Setting("query_nesting", "SAMENDOEN_QUERY_NESTING", "100", "Groups and brackets that one query may nest."),
    Setting("query_patterns", "SAMENDOEN_QUERY_PATTERNS", "400", "Triple patterns that one query may have."),
    Setting("query_joins", "SAMENDOEN_QUERY_JOINS", "100", "Triple patterns and groups that one group may join."),
    Setting("query_parts", "SAMENDOEN_QUERY_PARTS", "500", "Clauses and operators that one query may have."),
)
#: What can be opened to others than this machine: the lines of registered documents, our metrics, and to the scripts of
#: any website data of your own.
PUBLIC = ("sentences", "metrics", "data")
#: The ways in which the log is written; by itself as JSON where nobody is at a terminal.
LOG_FORMATS = ("auto", "json", "text", "off")
#: The bounds of one query, each with a setting of its own.
BOUNDS = ("length", "nesting", "patterns", "joins", "parts")
PREFIX = re.compile(r"(?:/[A-Za-z0-9._~-]+)+")
SETTINGS_BY_NAME = {setting.name: setting for setting in SETTINGS}


@dataclass(frozen=True)
class RenderLimits:
    """In how many processes files and pictures are made, and the seconds and the bytes of memory that one may take."""

    processes: int = 2
    seconds: float = 20.0
    memory: int = 500_000_000


@dataclass(frozen=True)
class Settings:
    """The settings in force."""

    data: Path
    questions: Path | None
    contact: Contact
    workers: int
    page_workers: int
    threads: int
    prepared_pages: int
    cache_bytes: int
    hosts: tuple[str, ...]
    proxies: tuple[str, ...]
    prefix: str
    public: frozenset[str]
    log: str
    log_queries: bool
    limits: Limits
    house_style: Path | None = None
    render: RenderLimits = field(default_factory=RenderLimits)


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from *environ*, or from the environment of the process if none is given.

    :raises BadSetting: when a value cannot be used; the message names the variable.
    """
    values = os.environ if environ is None else environ
    require_base(values)
    return Settings(
        data=Path(_read_text(values, "data")),
        contact=_read_contact(values),
        questions=Path(own) if (own := _read_text(values, "questions")) else None,
        house_style=Path(own) if (own := _read_text(values, "house_style")) else None,
        workers=_read_whole_number(values, "workers"),
        page_workers=_read_whole_number(values, "page_workers"),
        threads=_read_whole_number(values, "threads"),
        prepared_pages=_read_whole_number(values, "prepared_pages"),
        cache_bytes=_read_whole_number(values, "cache_bytes"),
        hosts=_read_list(values, "hosts"),
        proxies=_read_networks(values, "proxies"),
        prefix=_read_prefix(values, "prefix"),
        public=frozenset(_read_choices(values, "public", PUBLIC)),
        log=_read_choice(values, "log", LOG_FORMATS),
        log_queries=_read_choice(values, "log_queries", ("yes", "no")) == "yes",
        limits=Limits(
            seconds=_read_number(values, "query_seconds"),
            memory=_read_whole_number(values, "query_memory"),
            answer=_read_whole_number(values, "answer_bytes"),
            bounds=QueryBounds(**{it: _read_whole_number(values, f"query_{it}") for it in BOUNDS}),
        ),
        render=RenderLimits(
            _read_whole_number(values, "render_processes"),
            _read_number(values, "render_seconds"),
            _read_whole_number(values, "render_memory"),
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


def _read_contact(values: Mapping[str, str]) -> Contact:
    """Read who runs this site and how to reach them."""
    name, address = (_read_text(values, it).strip() for it in ("organisation", "contact"))
    if not is_name(name):
        raise BadSetting("SAMENDOEN_ORGANISATION is %(text)r; give a name on one line, not too long.", text=name)
    if address and not (is_mail(address) or is_web_address(address)):
        raise BadSetting(
            "SAMENDOEN_CONTACT is %(text)r; give a mail address, or one that begins with https://.", text=address
        )
    return Contact(name, address)


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
    number, text = _read_number(values, name), _read_text(values, name)
    if number != int(number):
        variable = SETTINGS_BY_NAME[name].variable
        raise BadSetting("%(variable)s is %(text)r; give a whole number above zero.", variable=variable, text=text)
    return int(number)


def _read_list(values: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Read the setting called *name* as a list, with commas between."""
    return tuple(filter(None, (it.strip() for it in _read_text(values, name).split(","))))


def _read_choice(values: Mapping[str, str], name: str, known: Sequence[str]) -> str:
    """Read the setting called *name*, which is one of *known*."""
    (choice,) = _read_choices(values, name, known) or ("",)
    return choice


def _read_choices(values: Mapping[str, str], name: str, known: Sequence[str]) -> tuple[str, ...]:
    """Read the setting called *name* as a list of which each is in *known*."""
    for choice in _read_list(values, name):
        if choice not in known:
            raise BadSetting(
                "%(variable)s names %(choice)r; give one of %(known)s.",
                variable=SETTINGS_BY_NAME[name].variable,
                choice=choice,
                known=", ".join(known),
            )
    return _read_list(values, name)


def _read_networks(values: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Read the setting called *name* as a list of addresses, or ranges of them."""
    for network in _read_list(values, name):
        try:
            ipaddress.ip_network(network, strict=False)
        except ValueError as error:
            raise BadSetting(
                "%(variable)s names %(network)r; give an address, or a range such as 10.0.0.0/8.",
                variable=SETTINGS_BY_NAME[name].variable,
                network=network,
            ) from error
    return _read_list(values, name)


def _read_prefix(values: Mapping[str, str], name: str) -> str:
    """Read the setting called *name* as the beginning of a path, without a stroke at its end."""
    text = _read_text(values, name).rstrip("/")
    if text and not PREFIX.fullmatch(text):
        raise BadSetting(
            "%(variable)s is %(text)r; give a path such as /samendoen.",
            variable=SETTINGS_BY_NAME[name].variable,
            text=text,
        )
    return text
