"""The key words of a plan as a file beside its others, made anew where its documents are at hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graph.disk import write_atomically
from graph.errors import ArchiveError, SourceError, get_reason
from graph.keywords import KEYWORDS_FILE, renew_keywords, write_keywords
from graph.message import Message
from graph.plans.content import describe_plan, find_plan, list_data_files
from graph.sources import Source, list_register_sources, read_source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.plans.folder import HeldPlan
    from graph.sources import SourceText

_NONE_AT_HAND = Message("No document of the plan %(plan)s is at hand, so its words are not known.")
_GIVE = Message("Give the very file that the data were made of with --source.")


def write_plan_keywords(plan: HeldPlan | Path, texts: Mapping[str, SourceText]) -> tuple[Path, int]:
    """Write the key words of *plan*, or of that whose files are in a folder, by *texts* (by SHA-256) beside its files.

    It returns the path, and how many pieces of evidence have key words. Those of a document that is not among *texts*
    stay as they were.

    :raises SourceError: when a file cannot be read, they are not of one plan, or none of its documents is at hand.
    :raises ArchiveError: when the file cannot be written.
    """
    sources = [Source(path) for path in list_data_files([plan])] if isinstance(plan, Path) else plan.sources
    readings = [read_source(source) for source in sources]
    key = find_plan(readings)
    if texts.keys().isdisjoint(document.sha256 for document in describe_plan(key, readings).documents):
        raise SourceError(key, _NONE_AT_HAND.fill(plan=key), _GIVE)
    register = [quad for source in list_register_sources() for quad in read_source(source).quads]
    keywords = renew_keywords(register, [quad for reading in readings for quad in reading.quads], texts)
    path = sources[0].path.parent / KEYWORDS_FILE
    try:
        write_atomically(path, write_keywords(key, keywords))
    except OSError as error:
        raise ArchiveError(
            "%(path)s cannot be written: %(why)s. Give a folder of your own.", path=path, why=get_reason(error)
        ) from error
    return path, len(keywords)
