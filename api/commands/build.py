"""The command `samendoen build`: a new version of the graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.commands.options import DATA_OPTION, FILES_ARGUMENT, LANGUAGE_OPTION, build_version
from graph.sources import SourceTexts

if TYPE_CHECKING:
    from api.catalogue import Catalogue


@click.command("build")
@FILES_ARGUMENT
@LANGUAGE_OPTION
@DATA_OPTION
@click.option(
    "--source",
    type=click.Path(path_type=Path),
    help="Source document to register: pages then show the sentence.",
)
def build(files: tuple[Path, ...], texts: Catalogue, data: Path, source: Path | None) -> None:
    """Build a new version of the packaged data with FILEs on top, and publish it."""
    if source:
        digest = SourceTexts(data).register(source).sha256[:12]
        template = texts.gettext("Registered %(source)s as %(digest)s.")
        click.echo(template % {"source": source, "digest": digest}, err=True)
    version = build_version(data, files, texts)
    for fault in version.manifest.warnings:
        click.echo(fault.describe(texts), err=True)
    template = texts.gettext("Published %(digest)s (%(count)s quads).")
    click.echo(template % {"digest": version.digest, "count": version.manifest.quads})
