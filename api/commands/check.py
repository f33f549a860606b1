"""The command `samendoen check`: what is wrong with the data and the questions, without publishing anything."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.commands.options import DATA_OPTION, FILES_ARGUMENT, LANGUAGE_OPTION, QUESTIONS_OPTION
from graph.checks import check_sources
from graph.sources import SourceTexts, list_packaged_sources, make_user_sources, read_document
from queries.questions import Library

if TYPE_CHECKING:
    from api.catalogue import Catalogue
    from graph.checks import CheckResult


@click.command("check")
@FILES_ARGUMENT
@LANGUAGE_OPTION
@DATA_OPTION
@click.option("--source", type=click.Path(path_type=Path), help="Source document to prove the anchors against.")
@QUESTIONS_OPTION
def check(files: tuple[Path, ...], texts: Catalogue, data: Path, source: Path | None, questions: Path | None) -> None:
    """Check the packaged data with FILEs on top: shapes, house rules and evidence; and the questions of the library."""
    documents = SourceTexts(data).read_all()
    if source:
        document = read_document(source)
        documents[document.sha256] = document
    checked = check_sources([*list_packaged_sources(), *make_user_sources(files)], documents)
    for fault in checked.faults:
        click.echo(fault.describe(texts))
    for iri in checked.unproved:
        warning = texts.gettext("Not proved against its text: %(document)s. Give the document with --source.")
        click.echo(warning % {"document": iri}, err=True)
    library = Library(questions)
    for broken in library.broken.values():
        click.echo(f"{broken.path}: {broken.describe(texts)}")
    if checked.violations or library.broken:
        sys.exit(1)
    click.echo(_describe_success(checked, len(library.questions), texts))


def _describe_success(checked: CheckResult, questions: int, texts: Catalogue) -> str:
    """Describe that nothing is wrong with what was *checked*, nor with so many *questions*."""
    values = {
        "files": len(checked.readings),
        "statements": sum(len(reading.quads) for reading in checked.readings),
        "questions": questions,
    }
    if checked.unproved:
        text = texts.gettext(
            "No faults in %(files)s files, %(statements)s statements, %(questions)s questions; evidence not proved "
            "against the source."
        )
    else:
        text = texts.gettext(
            "No faults in %(files)s files, %(statements)s statements, %(questions)s questions; evidence proved against "
            "the source."
        )
    return text % values
