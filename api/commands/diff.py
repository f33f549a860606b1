"""The command `samendoen diff`: what changed between two versions, in words and in triples."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from api.commands.options import DATA_OPTION, LANGUAGE_OPTION
from graph.versions import PARTS, Archive, iter_changes
from queries.changes import describe_difference, make_difference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.catalogue import Catalogue
    from graph.versions import Change, Version
    from queries.changes import ChangeSentence, Difference

    Tally = Counter[tuple[str, str]]

#: As many things as are named under a sentence.
MOST_NAMED = 10


@click.command("diff")
@click.argument("old", default="previous", metavar="[A]")
@click.argument("new", default="current", metavar="[B]")
@LANGUAGE_OPTION
@click.option(
    "--format",
    "wanted",
    type=click.Choice(["text", "words", "triples", "json"]),
    default="text",
    show_default=True,
    help="Words and the triples of the data; words alone; every triple; or words and counts for programs.",
)
@DATA_OPTION
def report_difference(old: str, new: str, texts: Catalogue, wanted: str, data: Path) -> None:
    """Tell what changed from version A to B: in words, and the triples that came (+) and went (-).

    A and B are digests or how they begin, 'current' or 'previous'; by default the previous and the current version.
    """
    archive = Archive(data)
    pair = archive.find(old), archive.find(new)
    if wanted == "triples":
        for change in _iter_changes(archive, *pair):
            _write_change(change)
    elif wanted == "json":
        _write_line(json.dumps(_describe_changes(archive, *pair, texts), ensure_ascii=False, indent=1))
    else:
        _print_difference(archive, *pair, texts, triples=wanted == "text")


def _print_difference(archive: Archive, old: Version, new: Version, texts: Catalogue, *, triples: bool) -> None:
    """Print what changed from *old* to *new*: in words and, where wanted, in the triples of the data."""
    ends = {
        "old": old.digest[:12],
        "since": old.manifest.created,
        "new": new.digest[:12],
        "until": new.manifest.created,
    }
    _write_line(texts.gettext("From version %(old)s (%(since)s) to %(new)s (%(until)s)") % ends)
    if old.digest == new.digest:
        _write_line(texts.gettext("No difference."))
        return
    _write_line("")
    for line in _iter_text_lines(_compare_versions(archive, old, new, texts), texts):
        _write_line(line)
    if triples:
        _write_line("")
        _print_triples(archive, old, new, texts)


def _iter_text_lines(difference: Difference, texts: Catalogue) -> Iterator[str]:
    """Yield the lines that describe the *difference* in words, by plan where there are several."""
    if not difference.bookkeeping and not difference.sentences:
        yield texts.gettext("Nothing changed that a reader of the plan would notice.")
    if len(difference.plans) <= 1:
        yield from _iter_part_lines(difference, texts)
        return
    for key, label in {"": texts.gettext("Register"), **difference.plans}.items():
        lines = list(_iter_part_lines(difference.select(key), texts))
        yield from ([f"{label} ({key})" if key else label, *lines, ""] if lines else [])


def _iter_part_lines(difference: Difference, texts: Catalogue) -> Iterator[str]:
    """Yield the lines that describe the *difference* in one plan, or in none; what is only bookkeeping comes last.

    What came or went with a whole plan is counted, and not named.
    """
    is_whole = any(it.about == "plan" for it in difference.sentences)
    for sentence in difference.sentences:
        yield sentence.text
        yield from () if is_whole else _iter_name_lines(sentence, texts)
    if difference.bookkeeping:
        yield texts.gettext("Only bookkeeping:")
        yield from (f"    {it.text}" for it in difference.bookkeeping)


def _iter_name_lines(sentence: ChangeSentence, texts: Catalogue) -> Iterator[str]:
    """Yield the names of the things that *sentence* speaks of."""
    yield from (f"    {label}" for label, _ in sentence.things[:MOST_NAMED])
    if len(sentence.things) > MOST_NAMED:
        more = texts.gettext("… and %(count)s more") % {"count": len(sentence.things) - MOST_NAMED}
        yield f"    {more}"


def _print_triples(archive: Archive, old: Version, new: Version, texts: Catalogue) -> None:
    """Print the triples of the data that changed from *old* to *new*, and count the others."""
    tally: Tally = Counter()
    for change in _iter_changes(archive, old, new):
        tally[change.part, change.sign] += 1
        if change.part == "data":
            _write_change(change)
    values = {"new": tally["data", "+"], "gone": tally["data", "-"]}
    _write_line(texts.gettext("Triples of the data: %(new)s new, %(gone)s gone") % values)
    others = [
        texts.gettext("%(part)s %(new)s new, %(gone)s gone") % {"part": name, "new": come, "gone": gone}
        for part, name in _name_parts(texts).items()
        if (come := tally[part, "+"]) | (gone := tally[part, "-"])
    ]
    if others:
        more = texts.gettext("Not shown, but with --format triples: %(parts)s")
        _write_line(more % {"parts": "; ".join(others)})


def _name_parts(texts: Catalogue) -> dict[str, str]:
    """Name the parts of a version that hold no data of a plan, in the order of `PARTS`."""
    names = {
        "evidence": texts.gettext("evidence"),
        "derived": texts.gettext("derived"),
        "summary": texts.gettext("counted"),
        "model": texts.gettext("model"),
        "shapes": texts.gettext("shapes"),
    }
    return {part: names[part] for part in PARTS if part != "data"}


def _describe_changes(archive: Archive, old: Version, new: Version, texts: Catalogue) -> dict[str, object]:
    """Describe what changed from *old* to *new* as plain values; triples are counted by part."""
    tally: Tally = Counter((change.part, change.sign) for change in _iter_changes(archive, old, new))
    ends = {
        name: {"digest": version.digest, "created": version.manifest.created}
        for name, version in (("from", old), ("to", new))
    }
    triples = {part: {"new": tally[part, "+"], "gone": tally[part, "-"]} for part in PARTS}
    return {**ends, **_compare_versions(archive, old, new, texts).to_json(), "triples": triples}


def _compare_versions(archive: Archive, old: Version, new: Version, texts: Catalogue) -> Difference:
    """Compare *old* and *new*, versions of *archive*, in the words that the pages have too; nothing of it is kept."""
    with TemporaryDirectory() as folder:
        return describe_difference(make_difference(archive, old, new, Path(folder) / "difference"), texts)


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
