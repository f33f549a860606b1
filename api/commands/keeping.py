"""The commands about versions: `samendoen versions`, `rollback` and `diff`."""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import TYPE_CHECKING

import click

from api.commands.options import DATA, told
from graph.engine.store import Store
from graph.versions.archive import Archive, Version
from graph.versions.difference import PARTS, iter_changes
from queries.difference import compare_snapshots, take_snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graph.versions.archive import BrokenVersion
    from graph.versions.difference import Change
    from queries.difference import Difference

    Tally = Counter[tuple[str, str]]

#: As many things as are named under a sentence.
NAMED = 10
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


@click.command()
@DATA
def versions(data: Path) -> None:
    """List the versions, newest first; * marks the current one."""
    archive = Archive(data)
    found, current = archive.versions(), archive.named_current()
    for version in found:
        mark = "*" if version.digest == current else " "
        click.echo(f"{mark} {version.digest[:12]}  {_about(version)}")
    if not found:
        click.echo(f"No version in {data}. Run 'samendoen build'.", err=True)


def _about(version: Version | BrokenVersion) -> str:
    """Give what is shown of *version* on one line."""
    if not isinstance(version, Version):
        return f"broken: {version.reason}"
    manifest, shapes = version.manifest, version.manifest.shapes
    result = "conforms" if shapes.conforms else _plural(shapes.violations, "violation")
    return f"{manifest.created}  {manifest.quads:>9} quads  {result}, {_plural(shapes.warnings, 'warning')}"


def _plural(count: int, noun: str) -> str:
    """Give *count* with *noun*, in the plural where it should be."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


@click.command()
@click.argument("version", required=False)
@DATA
def rollback(version: str | None, data: Path) -> None:
    """Make VERSION current again: a digest or how one begins; by default the version before the current one.

    It stays current until another is built or chosen, also when the packaged data differ from it.
    """
    archive = Archive(data)
    before = archive.named_current() or ""
    click.echo(f"Current is {told(archive.rollback(version))}; it was {before[:12]}.")


@click.command()
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
@DATA
def diff(old: str, new: str, lang: str, wanted: str, data: Path) -> None:
    """Tell what changed from version A to B: in words, and the triples that came (+) and went (-).

    A and B are digests or how they begin, 'current' or 'previous'; by default the previous and the current version.
    """
    archive = Archive(data)
    pair = archive.find(old), archive.find(new)
    if wanted == "triples":
        for change in _changes(archive, *pair):
            _write(change)
    elif wanted == "json":
        _say(json.dumps(_to_json(archive, *pair, lang), ensure_ascii=False, indent=1))
    else:
        _tell(archive, *pair, lang, triples=wanted == "text")


def _tell(archive: Archive, old: Version, new: Version, lang: str, *, triples: bool) -> None:
    """Tell what changed from *old* to *new* in words and, where wanted, in the triples of the data."""
    texts = TEXTS[lang]
    ends = (old.digest[:12], old.manifest.created, new.digest[:12], new.manifest.created)
    _say(texts["between"].format(*ends))
    if old.digest == new.digest:
        _say(texts["nothing"])
        return
    _say("")
    for line in _words(_difference(old, new, lang), lang):
        _say(line)
    if triples:
        _say("")
        _show(archive, old, new, texts)


def _words(difference: Difference, lang: str) -> Iterator[str]:
    """Give the lines that tell the *difference*."""
    if not difference.counts and not difference.sentences:
        yield TEXTS[lang]["no_words"]
    for count in difference.counts:
        yield count.text(lang)
    for sentence in difference.sentences:
        yield sentence.text
        yield from (f"    {label}" for label, _ in sentence.things[:NAMED])
        if len(sentence.things) > NAMED:
            yield f"    {TEXTS[lang]['more'].format(len(sentence.things) - NAMED)}"


def _show(archive: Archive, old: Version, new: Version, texts: dict[str, str]) -> None:
    """Print the triples of the data that changed from *old* to *new*, and count the others."""
    tally: Tally = Counter()
    for change in _changes(archive, old, new):
        tally[change.part, change.sign] += 1
        if change.part == "data":
            _write(change)
    _say(texts["triples"].format(tally["data", "+"], tally["data", "-"]))
    counted = [(part, tally[part, "+"], tally[part, "-"]) for part in PARTS if part != "data"]
    others = [texts["part"].format(texts[part], new, gone) for part, new, gone in counted if new or gone]
    if others:
        _say(f"{texts['others']} {'; '.join(others)}")


def _to_json(archive: Archive, old: Version, new: Version, lang: str) -> dict[str, object]:
    """Give what changed from *old* to *new* as plain values; triples are counted by part."""
    tally: Tally = Counter((change.part, change.sign) for change in _changes(archive, old, new))
    ends = {
        name: {"digest": version.digest, "created": version.manifest.created}
        for name, version in (("from", old), ("to", new))
    }
    triples = {part: {"new": tally[part, "+"], "gone": tally[part, "-"]} for part in PARTS}
    return {**ends, **_difference(old, new, lang).to_json(), "triples": triples}


def _difference(old: Version, new: Version, lang: str) -> Difference:
    """Give what changed from *old* to *new* in words; only one of them is in memory at a time."""
    before, after = (take_snapshot(Store(version.path, limit=sys.maxsize), lang) for version in (old, new))
    return compare_snapshots(before, after, lang)


def _changes(archive: Archive, old: Version, new: Version) -> Iterator[Change]:
    """Give the triples that came and went from *old* to *new*."""
    with archive.open(old) as before, archive.open(new) as after:
        yield from iter_changes(before, after)


def _write(change: Change) -> None:
    """Print *change* as its sign and its line."""
    sys.stdout.buffer.write(change.sign.encode() + b" " + change.line)


def _say(text: str) -> None:
    """Print *text* on a line, by the same way as the triples, so that both stay in order."""
    sys.stdout.buffer.write(f"{text}\n".encode())
