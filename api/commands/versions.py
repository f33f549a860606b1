"""The commands about versions: `samendoen versions`, `roll_back` and `report_difference`."""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import TYPE_CHECKING

import click

from api.commands.options import DATA_OPTION, describe_version
from graph.engine import Store
from graph.versions import PARTS, Archive, Version, iter_changes
from queries.changes import compare_snapshots, take_snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graph.versions import BrokenVersion, Change
    from queries.changes import Difference

    Tally = Counter[tuple[str, str]]

#: As many things as are named under a sentence.
MOST_NAMED = 10
TEXTS = {
    "nl": {
        "between": "Van versie {0} ({1}) naar {2} ({3})",
        "nothing": "Geen verschil.",
        "no_words": "Geen ding is erbij of weg, en geen leemte, partner of samenwerking is anders.",
        "more": "… en nog {0}",
        "triples": "Triples van de data: {0} erbij, {1} weg",
        "others": "Niet getoond, wel met --format triples:",
        "part": "{0} {1} erbij, {2} weg",
        "evidence": "bewijs",
        "derived": "afgeleid",
        "summary": "geteld",
        "model": "model",
        "shapes": "regels",
    },
    "en": {
        "between": "From version {0} ({1}) to {2} ({3})",
        "nothing": "No difference.",
        "no_words": "Nothing came or went, and no gap, partner or cooperation changed.",
        "more": "… and {0} more",
        "triples": "Triples of the data: {0} new, {1} gone",
        "others": "Not shown, but with --format triples:",
        "part": "{0} {1} new, {2} gone",
        "evidence": "evidence",
        "derived": "derived",
        "summary": "counted",
        "model": "model",
        "shapes": "shapes",
    },
}


@click.command("versions")
@DATA_OPTION
def list_versions(data: Path) -> None:
    """List the versions, newest first; * marks the current one."""
    archive = Archive(data)
    found, current = archive.versions(), archive.named_current()
    for version in found:
        mark = "*" if version.digest == current else " "
        click.echo(f"{mark} {version.digest[:12]}  {_describe_version(version)}")
    if not found:
        click.echo(f"No version in {data}. Run 'samendoen build'.", err=True)


def _describe_version(version: Version | BrokenVersion) -> str:
    """Describe *version* on one line."""
    if not isinstance(version, Version):
        return f"broken: {version.reason}"
    manifest, shapes = version.manifest, version.manifest.shapes
    result = "conforms" if shapes.conforms else _format_count(shapes.violations, "violation")
    return f"{manifest.created}  {manifest.quads:>9} quads  {result}, {_format_count(shapes.warnings, 'warning')}"


def _format_count(count: int, noun: str) -> str:
    """Format *count* with *noun*, in the plural unless it is 1."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


@click.command("rollback")
@click.argument("version", required=False)
@DATA_OPTION
def roll_back(version: str | None, data: Path) -> None:
    """Make VERSION current again: a digest or how one begins; by default the version before the current one.

    It stays current until another is built or chosen, also when the packaged data differ from it.
    """
    archive = Archive(data)
    before = archive.named_current() or ""
    click.echo(f"Current is {describe_version(archive.rollback(version))}; it was {before[:12]}.")


@click.command("diff")
@click.argument("old", default="previous", metavar="[A]")
@click.argument("new", default="current", metavar="[B]")
@click.option("--lang", type=click.Choice(["nl", "en"]), default="nl", show_default=True, help="Language of the words.")
@click.option(
    "--format",
    "wanted",
    type=click.Choice(["text", "words", "triples", "json"]),
    default="text",
    show_default=True,
    help="Words and the triples of the data; words alone; every triple; or words and counts for programs.",
)
@DATA_OPTION
def report_difference(old: str, new: str, lang: str, wanted: str, data: Path) -> None:
    """Tell what changed from version A to B: in words, and the triples that came (+) and went (-).

    A and B are digests or how they begin, 'current' or 'previous'; by default the previous and the current version.
    """
    archive = Archive(data)
    pair = archive.find(old), archive.find(new)
    if wanted == "triples":
        for change in _iter_changes(archive, *pair):
            _write_change(change)
    elif wanted == "json":
        _write_line(json.dumps(_describe_changes(archive, *pair, lang), ensure_ascii=False, indent=1))
    else:
        _print_difference(archive, *pair, lang, triples=wanted == "text")


def _print_difference(archive: Archive, old: Version, new: Version, lang: str, *, triples: bool) -> None:
    """Print what changed from *old* to *new*: in words and, where wanted, in the triples of the data."""
    texts = TEXTS[lang]
    ends = (old.digest[:12], old.manifest.created, new.digest[:12], new.manifest.created)
    _write_line(texts["between"].format(*ends))
    if old.digest == new.digest:
        _write_line(texts["nothing"])
        return
    _write_line("")
    for line in _iter_text_lines(_compare_versions(old, new, lang), lang):
        _write_line(line)
    if triples:
        _write_line("")
        _print_triples(archive, old, new, texts)


def _iter_text_lines(difference: Difference, lang: str) -> Iterator[str]:
    """Yield the lines that describe the *difference* in words."""
    if not difference.counts and not difference.sentences:
        yield TEXTS[lang]["no_words"]
    for count in difference.counts:
        yield count.text(lang)
    for sentence in difference.sentences:
        yield sentence.text
        yield from (f"    {label}" for label, _ in sentence.things[:MOST_NAMED])
        if len(sentence.things) > MOST_NAMED:
            yield f"    {TEXTS[lang]['more'].format(len(sentence.things) - MOST_NAMED)}"


def _print_triples(archive: Archive, old: Version, new: Version, texts: dict[str, str]) -> None:
    """Print the triples of the data that changed from *old* to *new*, and count the others."""
    tally: Tally = Counter()
    for change in _iter_changes(archive, old, new):
        tally[change.part, change.sign] += 1
        if change.part == "data":
            _write_change(change)
    _write_line(texts["triples"].format(tally["data", "+"], tally["data", "-"]))
    counted = [(part, tally[part, "+"], tally[part, "-"]) for part in PARTS if part != "data"]
    others = [texts["part"].format(texts[part], new, gone) for part, new, gone in counted if new or gone]
    if others:
        _write_line(f"{texts['others']} {'; '.join(others)}")


def _describe_changes(archive: Archive, old: Version, new: Version, lang: str) -> dict[str, object]:
    """Describe what changed from *old* to *new* as plain values; triples are counted by part."""
    tally: Tally = Counter((change.part, change.sign) for change in _iter_changes(archive, old, new))
    ends = {
        name: {"digest": version.digest, "created": version.manifest.created}
        for name, version in (("from", old), ("to", new))
    }
    triples = {part: {"new": tally[part, "+"], "gone": tally[part, "-"]} for part in PARTS}
    return {**ends, **_compare_versions(old, new, lang).to_json(), "triples": triples}


def _compare_versions(old: Version, new: Version, lang: str) -> Difference:
    """Compare *old* and *new* in words; only one of them is in memory at a time."""
    before, after = (take_snapshot(Store(version.path, limit=sys.maxsize), lang) for version in (old, new))
    return compare_snapshots(before, after, lang)


def _iter_changes(archive: Archive, old: Version, new: Version) -> Iterator[Change]:
    """Yield the triples that were added and removed from *old* to *new*."""
    with archive.open(old) as before, archive.open(new) as after:
        yield from iter_changes(before, after)


def _write_change(change: Change) -> None:
    """Write *change* to the terminal: its plus or minus, and its line."""
    sys.stdout.buffer.write(change.sign.encode() + b" " + change.line)


def _write_line(text: str) -> None:
    """Write *text* on a line, to the same stream as the triples, so that both stay in order."""
    sys.stdout.buffer.write(f"{text}\n".encode())
