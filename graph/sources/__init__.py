"""What is read from outside: files of data, the documents that evidence points into, and rules in `.rq` files."""

from graph.sources.file import read_file
from graph.sources.registration import digest_document, find_office_kind, is_binary, list_digests, restore_document
from graph.sources.rq import RqFile, split_rq
from graph.sources.rule import Rule, read_rule
from graph.sources.sentence import iter_sentences
from graph.sources.source import (
    DATA_SUFFIXES,
    GRAPH_SUFFIXES,
    Reading,
    Source,
    digest_sources,
    is_stale,
    list_lines,
    list_model_sources,
    list_packaged_sources,
    list_plan_sources,
    list_register_sources,
    make_user_sources,
    read_source,
)
from graph.sources.source_text import SourceText, SourceTexts, find_authors, read_document
from graph.sources.statements import NAME_PROPERTIES, Locator, Statements

__all__ = [
    "DATA_SUFFIXES",
    "GRAPH_SUFFIXES",
    "NAME_PROPERTIES",
    "Locator",
    "Reading",
    "RqFile",
    "Rule",
    "Source",
    "SourceText",
    "SourceTexts",
    "Statements",
    "digest_document",
    "digest_sources",
    "find_authors",
    "find_office_kind",
    "is_binary",
    "is_stale",
    "iter_sentences",
    "list_digests",
    "list_lines",
    "list_model_sources",
    "list_packaged_sources",
    "list_plan_sources",
    "list_register_sources",
    "make_user_sources",
    "read_document",
    "read_file",
    "read_rule",
    "read_source",
    "restore_document",
    "split_rq",
]
