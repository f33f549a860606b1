"""The command `samendoen check`: what is wrong with the data and the questions, without publishing anything."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from api.commands.collection import collecting_seldom
from api.commands.options import (
    DATA_OPTION,
    FILES_ARGUMENT,
    LANGUAGE_OPTION,
    QUESTIONS_OPTION,
    build_documents_option,
)
from graph.checks import check_sources
from graph.plans import PlanFolder
from graph.sources import SourceTexts, make_user_sources, read_document
from queries.questions import Library

if TYPE_CHECKING:
    from pathlib import Path

    from api.catalogue import Catalogue
    from graph.checks import CheckResult


@click.command("check")
@FILES_ARGUMENT
@LANGUAGE_OPTION
@DATA_OPTION
@build_documents_option("Source document to prove the anchors against. May be repeated.")
@QUESTIONS_OPTION
def check(
    files: tuple[Path, ...], texts: Catalogue, data: Path, documents: tuple[Path, ...], questions: Path | None
) -> None:
    """Check what the data folder holds with FILEs on top: shapes, house rules and evidence; and the questions."""
    given = {text.sha256: text for text in map(read_document, documents)}
    sources = [*PlanFolder(data).list_sources(), *make_user_sources(files)]
    with collecting_seldom():
        checked = check_sources(sources, SourceTexts(data).read_all() | given)
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
    if checked.faults:
        template = texts.ngettext(
            "%(count)s warning; it stops no build.", "%(count)s warnings; they stop no build.", len(checked.faults)
        )
        click.echo(template % {"count": len(checked.faults)})


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
