"""What to serve where the version in use cannot be read: never less than was in it, unless somebody says so.

A version can hold files that were given to `samendoen build` and that the data folder has no copy of. What is built
without them would answer less than the day before, and nobody would see it.
"""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.errors import ArchiveError
from graph.message import Message
from graph.versions import Version

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from api.catalogue import Catalogue
    from graph.errors import BrokenCurrent
    from graph.message import Describable
    from graph.versions import Archive

_LOST = Message("Which version is in use is not known any more.")
#: As many files as an error names.
_MOST_SHOWN = 10


def recover_version(
    archive: Archive, at_hand: Mapping[str, str], texts: Catalogue, broken: BrokenCurrent | None = None
) -> Version | None:
    """Return a whole version of *archive* to use in the place of the one in use, which is *broken* or not known.

    None where a version of what is *at hand* (name to SHA-256) would lack nothing that the one in use had. What is done
    is printed in the language of *texts*.

    :raises ArchiveError: when no whole version has what would be lost, or when it is not known what that is.
    """
    from graph.build import list_lost_inputs  # noqa: PLC0415  the reasoner and the shapes are slow to load

    reason = broken.reason if broken else _LOST
    inputs = _require_inputs(archive, reason)
    lost = list_lost_inputs(inputs, at_hand)
    if not lost:
        if broken:
            click.echo(broken.describe(texts), err=True)
        return None
    for kept in archive.list_versions():
        if isinstance(kept, Version) and not list_lost_inputs(inputs, kept.manifest.inputs):
            click.echo(reason.describe(texts), err=True)
            line = texts.gettext("Version %(used)s is used: it was made of the same files of yours.")
            click.echo(line % {"used": kept.digest[:12]}, err=True)
            return archive.use(kept)
    raise ArchiveError(
        "%(reason)s The version in use was made of %(files)s besides what the data folder holds, and no whole version "
        "has that. Run 'samendoen build %(given)s' to make it again, 'samendoen rollback VERSION' to go back to one "
        "that 'samendoen versions' lists, or 'samendoen build' to go on without.",
        reason=reason,
        files=_name_files(lost),
        given=_quote_files([name for name in lost if Path(name).is_absolute()]),
    )


def _require_inputs(archive: Archive, reason: Describable) -> Mapping[str, str]:
    """Return the files (name to SHA-256) that the version in use of *archive* was made of.

    :raises ArchiveError: when that is not known; it says also for what *reason* the version cannot be read.
    """
    inputs = archive.read_current_inputs()
    if inputs is not None:
        return inputs
    raise ArchiveError(
        "%(reason)s It is not known what the version in use was made of; it may hold files of yours that nothing else "
        "has. Run 'samendoen build FILE\u2026' with those that you gave, or 'samendoen build' where you gave none, or "
        "'samendoen rollback VERSION' to go back to one that 'samendoen versions' lists.",
        reason=reason,
    )


def _name_files(names: Sequence[str]) -> str:
    """Name the files called *names*, the first of them where there are many."""
    return ", ".join(names[:_MOST_SHOWN]) + (" \u2026" if len(names) > _MOST_SHOWN else "")


def _quote_files(names: Sequence[str]) -> str:
    """Quote *names* of files as a shell needs them, the first of them where there are many."""
    return " ".join(map(shlex.quote, names[:_MOST_SHOWN])) + (" \u2026" if len(names) > _MOST_SHOWN else "")
