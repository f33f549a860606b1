"""The command `samendoen ask`: a question of the library, with the answers and formats that it has over HTTP too."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.commands.options import (
    DATA_OPTION,
    LANGUAGE_OPTION,
    QUESTIONS_OPTION,
    find_or_build_version,
    split_parameter,
    write_output,
)
from graph.engine import Store
from graph.versions import Archive
from queries.answers import Provenance, Selection, format_value, select_rows
from queries.answers import ask as answer
from queries.exports import MEDIA_TYPES, write_answer
from queries.plans import Plans
from queries.questions import Editions, Library

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.catalogue import Catalogue

_ONLY_PREFIX = "only."
#: How a parameter begins that names a plan; it may be given for several.
PLAN_PREFIX = "plan="


@click.command("ask")
@click.argument("name")
@click.option("-p", "--parameter", multiple=True, metavar="KEY=VALUE", help="A parameter; may be repeated.")
@click.option("--format", "wanted", type=click.Choice(list(MEDIA_TYPES)), default="table", show_default=True)
@LANGUAGE_OPTION
@click.option("--sort", default="", help="Column to sort by; '-' before it turns the order around.")
@click.option("--version", "digest", default="", help="Version of the data to ask, by how its digest begins.")
@click.option("--edition", default="", help="Edition of the question, as the URL of a memo names it.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write to, instead of the terminal.")
@DATA_OPTION
@QUESTIONS_OPTION
def ask(  # noqa: PLR0913  click gives a command each of its options
    name: str,
    parameter: tuple[str, ...],
    wanted: str,
    texts: Catalogue,
    sort: str,
    digest: str,
    edition: str,
    output: Path | None,
    data: Path,
    questions: Path | None,
) -> None:
    """Ask the question called NAME; a parameter 'only.COLUMN' keeps the rows with that value.

    The parameter 'plan' takes the key of a plan, as 'samendoen plan list' shows it; it may be given for several plans,
    and without it all of them are asked.
    """
    question = Editions(Library(questions), data / "questions").find(name, edition)
    keys = [text.removeprefix(PLAN_PREFIX) for text in parameter if text.startswith(PLAN_PREFIX)]
    values = _parse_parameters([text for text in parameter if not text.startswith(PLAN_PREFIX)], texts)
    only = {key.removeprefix(_ONLY_PREFIX): values.pop(key) for key in list(values) if key.startswith(_ONLY_PREFIX)}
    version = Archive(data).find(digest) if digest else find_or_build_version(data, texts)
    store = Store(version.path)
    plans = Plans(store)
    found = select_rows(
        answer(plans, question, values, texts.language, plans.select([key for key in keys if key])),
        Selection(only, sort),
        lambda column, value: format_value(store, column, value, texts.language),
    )
    provenance = Provenance(version.digest, version.manifest.created[:10])
    write_output(write_answer(store, found, wanted, provenance, texts), output, texts)


def _parse_parameters(given: Sequence[str], texts: Catalogue) -> dict[str, str]:
    """Parse the parameters *given* as KEY=VALUE."""
    values: dict[str, str] = {}
    for text in given:
        key, value = split_parameter(text, texts)
        if key in values:
            raise click.UsageError(texts.gettext("Parameter %(name)r is given twice; give it once.") % {"name": key})
        values[key] = value
    return values
