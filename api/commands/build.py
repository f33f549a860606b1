"""The command `samendoen build`: a new version of the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from api.commands.options import (
    DATA_OPTION,
    FILES_ARGUMENT,
    LANGUAGE_OPTION,
    build_documents_option,
    build_version,
    print_published,
)
from graph.sources import SourceTexts

if TYPE_CHECKING:
    from pathlib import Path

    from api.catalogue import Catalogue


@click.command("build")
@FILES_ARGUMENT
@LANGUAGE_OPTION
@DATA_OPTION
@build_documents_option("Source document to register: pages then show the sentence. May be repeated.")
def build(files: tuple[Path, ...], texts: Catalogue, data: Path, documents: tuple[Path, ...]) -> None:
    """Build a new version of the register and the plans that the data folder holds, with FILEs on top; publish it."""
    for document in documents:
        digest = SourceTexts(data).register(document).sha256[:12]
        template = texts.gettext("Registered %(source)s as %(digest)s.")
        click.echo(template % {"source": document, "digest": digest}, err=True)
    print_published(build_version(data, files, texts), texts)
