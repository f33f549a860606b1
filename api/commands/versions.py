"""The command `samendoen versions`: the versions of the graph that are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from api.commands.options import DATA_OPTION, LANGUAGE_OPTION
from graph.versions import Archive, Version

if TYPE_CHECKING:
    from pathlib import Path

    from api.catalogue import Catalogue
    from graph.versions import BrokenVersion


@click.command("versions")
@LANGUAGE_OPTION
@DATA_OPTION
def list_versions(texts: Catalogue, data: Path) -> None:
    """List the versions, newest first; * marks the current one."""
    archive = Archive(data)
    found, current = archive.list_versions(), archive.read_current_digest()
    for version in found:
        mark = "*" if version.digest == current else " "
        click.echo(f"{mark} {version.digest[:12]}  {_describe_version(version, texts)}")
    if not found:
        click.echo(texts.gettext("No version in %(folder)s. Run 'samendoen build'.") % {"folder": data}, err=True)


def _describe_version(version: Version | BrokenVersion, texts: Catalogue) -> str:
    """Describe *version* on one line."""
    if not isinstance(version, Version):
        return texts.gettext("broken: %(reason)s") % {"reason": version.reason.describe(texts)}
    manifest, shapes = version.manifest, version.manifest.shapes
    broken, milder = shapes.violations, shapes.warnings
    result = texts.ngettext("%(count)s violation", "%(count)s violations", broken) % {"count": broken}
    if shapes.conforms:
        result = texts.gettext("conforms")
    warnings = texts.ngettext("%(count)s warning", "%(count)s warnings", milder) % {"count": milder}
    return f"{manifest.created}  {manifest.quads:>9} quads  {result}, {warnings}"
