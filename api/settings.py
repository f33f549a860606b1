"""Settings: one table of name, environment variable, default and help; read once."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.pool import Limits

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Setting:
    """A setting: its name, the environment variable it is read from, its default, and what it is for."""

    name: str
    variable: str
    default: str
    help: str


SETTINGS = (
    Setting("data", "SAMENDOEN_DATA", "instance", "Folder that keeps the versions of the graph."),
    Setting("host", "SAMENDOEN_HOST", "127.0.0.1", "Address to serve on."),
    Setting("port", "SAMENDOEN_PORT", "8080", "Port to serve on."),
    Setting("workers", "SAMENDOEN_WORKERS", "2", "Processes that answer queries."),
    Setting("query_seconds", "SAMENDOEN_QUERY_SECONDS", "10", "Seconds that one query may take."),
    Setting("query_memory", "SAMENDOEN_QUERY_MEMORY", "1000000000", "Bytes of memory that one query may take."),
    Setting("answer_bytes", "SAMENDOEN_ANSWER_BYTES", "64000000", "Bytes that one answer may be."),
)
BY_NAME = {setting.name: setting for setting in SETTINGS}


@dataclass(frozen=True)
class Settings:
    """The settings in force."""

    data: Path
    workers: int
    limits: Limits


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from *environ*, the process's own where none is given.

    :raises click.UsageError: when a value is no number; the message names the variable.
    """
    values = os.environ if environ is None else environ
    return Settings(
        data=Path(_text(values, "data")),
        workers=_whole(values, "workers"),
        limits=Limits(
            seconds=_number(values, "query_seconds"),
            memory=_whole(values, "query_memory"),
            answer=_whole(values, "answer_bytes"),
        ),
    )


def _text(values: Mapping[str, str], name: str) -> str:
    """Give the setting called *name*."""
    setting = BY_NAME[name]
    return values.get(setting.variable) or setting.default


def _number(values: Mapping[str, str], name: str) -> float:
    """Give the setting called *name* as a positive number."""
    text = _text(values, name)
    try:
        number = float(text)
    except ValueError:
        number = 0
    if not 0 < number < math.inf:
        raise click.UsageError(f"{BY_NAME[name].variable} is {text!r}; give a number above zero.")
    return number


def _whole(values: Mapping[str, str], name: str) -> int:
    """Give the setting called *name* as a whole number of at least 1."""
    number = _number(values, name)
    if number != int(number):
        raise click.UsageError(f"{BY_NAME[name].variable} is {_text(values, name)!r}; give a whole number above zero.")
    return int(number)
