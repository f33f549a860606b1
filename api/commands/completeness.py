"""The command `samendoen coverage`: how much of a document is in the graph, for a terminal."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.commands.options import DATA_OPTION, find_or_build_version
from graph.checks import measure_version
from graph.engine import Store
from graph.sources import SourceTexts, read_document
from graph.terms import make_iri, to_json
from ontology.namespaces import compact_iri
from queries.answers import ask_rows
from queries.questions import load_panel

if TYPE_CHECKING:
    from graph.checks import Completeness
    from queries.answers import Row

TEXTS = {
    "nl": {
        "represented": "vastgelegd",
        "omitted": "bewust niet vastgelegd",
        "structure": "kop",
        "open": "open",
        "lines": "regels met woorden",
        "sentences": "zinnen: {0} van {1} verantwoord",
        "left": "Bewust niet vastgelegd:",
        "still": "Open regels:",
        "none": "geen",
    },
    "en": {
        "represented": "represented",
        "omitted": "left out on purpose",
        "structure": "heading",
        "open": "open",
        "lines": "lines with words",
        "sentences": "sentences: {0} of {1} accounted for",
        "left": "Left out on purpose:",
        "still": "Open lines:",
        "none": "none",
    },
}


@click.command("coverage")
@click.option("--source", type=click.Path(path_type=Path), help="Source document, where it is not registered.")
@click.option("--lang", type=click.Choice(["nl", "en"]), default="nl", show_default=True, help="Language of the texts.")
@DATA_OPTION
def report_completeness(source: Path | None, lang: str, data: Path) -> None:
    """Tell how much of a document is in the graph: totals, what is left out and why, and the open lines."""
    texts = SourceTexts(data).texts()
    if source:
        text = read_document(source)
        texts = {text.sha256: text}
    version = find_or_build_version(data)
    reports = measure_version(version.path, texts)
    if not reports:
        raise click.ClickException("No document of the graph is at hand. Give its text with --source.")
    store = Store(version.path)
    for report in reports:
        bound = {"_thing": to_json(make_iri(report.document))}
        _print_report(report, ask_rows(store, load_panel("omitted"), bound, lang), TEXTS[lang])
    if any(report.counts["open"] for report in reports):
        sys.exit(1)


def _print_report(report: Completeness, omitted: list[Row], texts: dict[str, str]) -> None:
    """Print *report*, with what of the document is *omitted* on purpose."""
    click.echo(f"{compact_iri(report.document)}: {len(report.lines)} {texts['lines']}")
    for state, count in report.counts.items():
        click.echo(f"  {count:5} {texts[state]}")
    click.echo(f"  {texts['sentences'].format(*report.sentences)}")
    click.echo(texts["left"])
    for row in omitted:
        lines = _format_range(int(row["first"] or 0), int(row["last"] or 0))
        click.echo(f"  {lines}: {row['reason']} ({row['omission_label']})")
    numbers = [line.number for line in report.lines if line.state == "open"]
    click.echo(f"{texts['still']} {', '.join(format_ranges(numbers)) or texts['none']}")


def format_ranges(numbers: list[int]) -> list[str]:
    """Format *numbers*, which ascend, with each run as one range."""
    breaks = [0, *(i for i, (a, b) in enumerate(pairwise(numbers), 1) if b != a + 1), len(numbers)]
    return [_format_range(numbers[a], numbers[b - 1]) for a, b in pairwise(breaks) if a < b]


def _format_range(first: int, last: int) -> str:
    """Format the lines from *first* to *last* as a range."""
    return str(first) if first == last else f"{first}-{last}"
