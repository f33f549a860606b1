"""The question library on the command line: the same questions, answers and formats as over HTTP."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from api.commands.options import DATA_OPTION, QUESTIONS_OPTION, find_or_build_version
from graph.engine import Store
from graph.versions import Archive
from queries.answers import Provenance, Selection, format_value, select_rows
from queries.answers import ask as answer
from queries.exports import MEDIA_TYPES, write_answer
from queries.questions import LANGUAGES, Editions, Library

_ONLY_PREFIX = "only."


@click.command("questions")
@click.option("--lang", type=click.Choice(LANGUAGES), default="nl", show_default=True, help="Language of the titles.")
@QUESTIONS_OPTION
def list_questions(lang: str, questions: Path | None) -> None:
    """List the questions with their parameters, and those that are broken with what is wrong."""
    library = Library(questions)
    for question in library.questions.values():
        click.echo(f"{question.name}\n    {question.question[lang]}")
        for it in question.parameters:
            tried = ", ".join(it.examples or it.options)
            needed = {"nl": " (nodig)", "en": " (needed)"}[lang] if it.required else ""
            click.echo(f"    -p {it.name}=…  {it.label[lang]}{needed}{f': {tried}' if tried else ''}")
    for name, error in library.broken.items():
        click.echo(f"{name}  [broken] {error}", err=True)


@click.command()
@click.argument("name")
@click.option("-p", "--parameter", multiple=True, metavar="KEY=VALUE", help="A parameter; may be repeated.")
@click.option("--format", "wanted", type=click.Choice(list(MEDIA_TYPES)), default="table", show_default=True)
@click.option("--lang", type=click.Choice(LANGUAGES), default="nl", show_default=True, help="Language of the labels.")
@click.option("--sort", default="", help="Column to sort by; '-' before it turns the order around.")
@click.option("--version", "digest", default="", help="Version of the data to ask, by how its digest begins.")
@click.option("--edition", default="", help="Edition of the question, as the address of a memo names it.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write to, instead of the terminal.")
@DATA_OPTION
@QUESTIONS_OPTION
def ask(  # noqa: PLR0913  click gives a command each of its options
    name: str,
    parameter: tuple[str, ...],
    wanted: str,
    lang: str,
    sort: str,
    digest: str,
    edition: str,
    output: Path | None,
    data: Path,
    questions: Path | None,
) -> None:
    """Ask the question called NAME; a parameter 'only.COLUMN' keeps the rows with that value."""
    question = Editions(Library(questions), data / "questions").find(name, edition)
    values = _parse_parameters(parameter)
    only = {key.removeprefix(_ONLY_PREFIX): values.pop(key) for key in list(values) if key.startswith(_ONLY_PREFIX)}
    version = Archive(data).find(digest) if digest else find_or_build_version(data)
    store = Store(version.path)
    found = select_rows(
        answer(store, question, values, lang),
        Selection(only, sort),
        lambda column, value: format_value(store, column, value, lang),
    )
    _write_output(write_answer(store, found, wanted, Provenance(version.digest, version.manifest.created[:10])), output)


def _write_output(written: bytes, output: Path | None) -> None:
    """Write the bytes *written* to the file *output*, or else to the terminal."""
    if output is None:
        sys.stdout.buffer.write(written)
        return
    try:
        output.write_bytes(written)
    except OSError as error:
        raise click.ClickException(f"{output} cannot be written: {error.strerror}. Give another with -o.") from error


def _parse_parameters(given: tuple[str, ...]) -> dict[str, str]:
    """Parse the parameters *given* as KEY=VALUE."""
    values: dict[str, str] = {}
    for text in given:
        key, sign, value = text.partition("=")
        if not sign or not key:
            raise click.UsageError(f"{text!r} is no parameter. Give it as KEY=VALUE, for instance theme=jeugd.")
        if key in values:
            raise click.UsageError(f"Parameter {key!r} is given twice; give it once.")
        values[key] = value
    return values
