"""The command `samendoen questions`: the questions of the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from api.commands.options import LANGUAGE_OPTION, QUESTIONS_OPTION
from queries.questions import Library

if TYPE_CHECKING:
    from pathlib import Path

    from api.catalogue import Catalogue


@click.command("questions")
@LANGUAGE_OPTION
@QUESTIONS_OPTION
def list_questions(texts: Catalogue, questions: Path | None) -> None:
    """List the questions with their parameters, and those that are broken with what is wrong."""
    library = Library(questions)
    demand, mark = texts.gettext("needed"), texts.gettext("broken")
    for question in library.questions.values():
        click.echo(f"{question.name}\n    {question.question[texts.language]}")
        for it in question.parameters:
            tried = ", ".join(it.examples or it.options)
            needed = f" ({demand})" if it.required else ""
            click.echo(f"    -p {it.name}=…  {it.label[texts.language]}{needed}{f': {tried}' if tried else ''}")
    for name, error in library.broken.items():
        click.echo(f"{name}  [{mark}] {error.describe(texts)}", err=True)
