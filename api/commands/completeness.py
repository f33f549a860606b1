"""The command `samendoen completeness`: how much of a document is in the graph, for a terminal."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.commands.options import DATA_OPTION, LANGUAGE_OPTION, find_or_build_version
from graph.checks import measure_version
from graph.engine import Store
from graph.sources import SourceTexts, read_document
from graph.terms import make_iri, to_json
from ontology.namespaces import compact_iri
from queries.answers import ask_rows
from queries.questions import load_panel

if TYPE_CHECKING:
    from api.catalogue import Catalogue
    from graph.checks import Completeness
    from queries.answers import Row


@click.command("completeness")
@click.option("--source", type=click.Path(path_type=Path), help="Source document, where it is not registered.")
@LANGUAGE_OPTION
@DATA_OPTION
def report_completeness(source: Path | None, texts: Catalogue, data: Path) -> None:
    """Tell how much of a document is in the graph: totals, what is left out and why, and the open lines."""
    documents = SourceTexts(data).read_all()
    if source:
        document = read_document(source)
        documents = {document.sha256: document}
    version = find_or_build_version(data, texts)
    reports = measure_version(version.path, documents)
    if not reports:
        raise click.ClickException(texts.gettext("No document of the graph is at hand. Give its text with --source."))
    store = Store(version.path)
    for report in reports:
        bound = {"_thing": to_json(make_iri(report.document))}
        _print_report(report, ask_rows(store, load_panel("omitted"), bound, texts.language), texts)
    if any(report.counts["open"] for report in reports):
        sys.exit(1)


@click.command("coverage", hidden=True, params=report_completeness.params)
@click.pass_context
def report_coverage(context: click.Context, /, texts: Catalogue, **given: object) -> None:
    """Tell how much of a document is in the graph; the same as `completeness`, by its older name."""
    click.echo(texts.gettext("'samendoen coverage' is now called 'samendoen completeness'. Use that."), err=True)
    context.invoke(report_completeness, texts=texts, **given)


def _print_report(report: Completeness, omitted: list[Row], texts: Catalogue) -> None:
    """Print *report*, with what of the document is *omitted* on purpose."""
    lines = texts.ngettext("%(count)s line with words", "%(count)s lines with words", len(report.lines))
    click.echo(f"{compact_iri(report.document)}: {lines % {'count': len(report.lines)}}")
    states = {
        "represented": texts.gettext("represented"),
        "omitted": texts.gettext("left out on purpose"),
        "structure": texts.gettext("heading"),
        "open": texts.gettext("open"),
    }
    for state, count in report.counts.items():
        click.echo(f"  {count:5} {states[state]}")
    accounted, total = report.sentences
    sentences = texts.gettext("sentences: %(accounted)s of %(total)s accounted for")
    click.echo(f"  {sentences % {'accounted': accounted, 'total': total}}")
    click.echo(texts.gettext("Left out on purpose:"))
    for row in omitted:
        range_ = _format_range(row.integer("first"), row.integer("last"))
        click.echo(f"  {range_}: {row['reason']} ({row['omission_label']})")
    numbers = [line.number for line in report.lines if line.state == "open"]
    still = texts.gettext("Open lines: %(lines)s")
    click.echo(still % {"lines": ", ".join(format_ranges(numbers)) or texts.gettext("none")})


def format_ranges(numbers: list[int]) -> list[str]:
    """Format *numbers*, which ascend, with each run as one range."""
    breaks = [0, *(i for i, (a, b) in enumerate(pairwise(numbers), 1) if b != a + 1), len(numbers)]
    return [_format_range(numbers[a], numbers[b - 1]) for a, b in pairwise(breaks) if a < b]


def _format_range(first: int, last: int) -> str:
    """Format the lines from *first* to *last* as a range."""
    return str(first) if first == last else f"{first}-{last}"
