"""The command line: `samendoen` with its commands; those that read or keep versions have modules of their own."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from api.commands.completeness import report_completeness
from api.commands.options import (
    DATA_OPTION,
    FILES_ARGUMENT,
    QUESTIONS_OPTION,
    build_option,
    build_version,
    describe_version,
    find_or_build_version,
    remove_leftovers,
)
from api.commands.questions import ask, list_questions
from api.commands.versions import list_versions, report_difference, roll_back
from api.settings import SETTINGS_BY_NAME, read_settings
from graph.engine import Store
from graph.errors import SamendoenError
from graph.sources import SourceTexts, list_packaged_sources, make_user_sources, read_document
from graph.terms import parse_term
from ontology.namespaces import compact_iri, expand_iri
from queries.questions import Library

if TYPE_CHECKING:
    from graph.explanation import ProofStep


class Group(click.Group):
    """Commands whose errors are one message, without a trace."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error that the user can correct becomes one message and exit code 1."""
        try:
            return super().invoke(ctx)
        except SamendoenError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="samendoen")
def main() -> None:
    """Samendoen: who does what, together."""


for command in (report_completeness, list_versions, roll_back, report_difference, list_questions, ask):
    main.add_command(command)


@main.command()
@build_option("host")
@build_option("port", click.IntRange(1, 65535))
@DATA_OPTION
@QUESTIONS_OPTION
def serve(host: str, port: int, data: Path, questions: Path | None) -> None:
    """Serve the pages and the data; a first start builds the graph."""
    from api.commands.server import refuse_taken_port, run_server  # noqa: PLC0415  the server is only loaded where it serves

    settings = read_settings()
    refuse_taken_port(host, port)
    remove_leftovers(data)
    click.echo(f"Serving {describe_version(find_or_build_version(data))}.", err=True)
    os.environ[SETTINGS_BY_NAME["data"].variable] = str(data)
    os.environ[SETTINGS_BY_NAME["questions"].variable] = str(questions or "")
    click.echo(f"Samendoen: http://{host}:{port}  (stop: Ctrl+C)", err=True)
    run_server(host, port, settings.threads)


@main.command()
@FILES_ARGUMENT
@DATA_OPTION
@click.option(
    "--source",
    type=click.Path(path_type=Path),
    help="Source document to register: pages then show the sentence.",
)
def build(files: tuple[Path, ...], data: Path, source: Path | None) -> None:
    """Build a new version of the packaged data with FILEs on top, and publish it."""
    if source:
        click.echo(f"Registered {source} as {SourceTexts(data).register(source).sha256[:12]}.", err=True)
    version = build_version(data, files)
    for warning in version.manifest.warnings:
        click.echo(warning, err=True)
    click.echo(f"Published {version.digest} ({version.manifest.quads} quads).")


@main.command()
@FILES_ARGUMENT
@DATA_OPTION
@click.option("--source", type=click.Path(path_type=Path), help="Source document to prove the anchors against.")
@click.option("--lang", type=click.Choice(["nl", "en"]), default="nl", show_default=True, help="Language of the rules.")
@QUESTIONS_OPTION
def check(files: tuple[Path, ...], data: Path, source: Path | None, lang: str, questions: Path | None) -> None:
    """Check the packaged data with FILEs on top: shapes, house rules and evidence; and the questions of the library."""
    from graph.checks import check_sources  # noqa: PLC0415  the reasoner and the shapes are slow to load

    texts = SourceTexts(data).texts()
    if source:
        text = read_document(source)
        texts[text.sha256] = text
    checked = check_sources([*list_packaged_sources(), *make_user_sources(files)], texts, lang)
    for fault in checked.faults:
        click.echo(str(fault))
    for document in checked.unproved:
        click.echo(f"Not proved against its text: {document}. Give the document with --source.", err=True)
    library = Library(questions)
    for broken in library.broken.values():
        click.echo(f"{broken.path}: {broken}")
    if checked.violations or library.broken:
        sys.exit(1)
    proof = "not proved against the source" if checked.unproved else "proved against the source"
    count = sum(len(reading.quads) for reading in checked.readings)
    told = f"No faults in {len(checked.readings)} files, {count} statements, {len(library.questions)} questions"
    click.echo(f"{told}; evidence {proof}.")


@main.command("why")
@click.argument("subject")
@click.argument("predicate")
@click.argument("value")
@click.option("--lang", type=click.Choice(["nl", "en"]), default="nl", show_default=True, help="Language of the rules.")
@DATA_OPTION
def explain_triple(subject: str, predicate: str, value: str, lang: str, data: Path) -> None:
    """Explain the triple SUBJECT PREDICATE VALUE: by which rule, from what is stated.

    Each is an IRI or a prefixed name, such as oorg:oorg10264 smd:activeOn theme:jeugd; VALUE may be a literal.
    """
    from graph.explanation import Explainer, Fact  # noqa: PLC0415  as above
    from graph.reasoning import load_ontology_rules  # noqa: PLC0415  the reasoner is slow to load

    try:
        fact = Fact(parse_term(subject), expand_iri(predicate), parse_term(value))
    except ValueError as error:
        raise click.UsageError(f"{error}. Give IRIs, or prefixed names such as theme:jeugd.") from error
    step = Explainer(Store(find_or_build_version(data).path), load_ontology_rules()).explain(fact)
    if step is None:
        raise click.ClickException("The graph does not hold this triple. Look at /doc/… for what it does hold.")
    _print_step(step, lang, 0)


def _print_step(step: ProofStep, language: str, depth: int) -> None:
    """Print *step* and, indented below it, the steps that it came from."""
    fact = step.fact
    terms = (getattr(term, "value", "") for term in (fact.subject, fact.value))
    shown = " ".join([compact_iri(next(terms)), compact_iri(fact.property), compact_iri(next(terms))])
    line = {"nl": f"regel {step.line}", "en": f"line {step.line}"}[language] if step.line else ""
    reason = step.describe_rule(language) or ", ".join([*map(compact_iri, step.terms), *filter(None, [line])])
    click.echo(f"{'    ' * depth}{shown}\n{'    ' * depth}  [{step.rule}] {reason}")
    for premise in step.because:
        _print_step(premise, language, depth + 1)
