"""The command `samendoen rollback`: another version than the newest becomes current."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from api.commands.options import DATA_OPTION, LANGUAGE_OPTION, describe_version
from graph.versions import Archive

if TYPE_CHECKING:
    from pathlib import Path

    from api.catalogue import Catalogue


@click.command("rollback")
@click.argument("version", required=False)
@LANGUAGE_OPTION
@DATA_OPTION
def roll_back(version: str | None, texts: Catalogue, data: Path) -> None:
    """Make VERSION current again: a digest or how one begins; by default the version before the current one.

    It stays current until another is built or chosen, also when the packaged data differ from it.
    """
    archive = Archive(data)
    before = archive.read_current_digest() or ""
    values = {"version": describe_version(archive.roll_back(version), texts), "before": before[:12]}
    click.echo(texts.gettext("Current is %(version)s; it was %(before)s.") % values)
