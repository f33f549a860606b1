"""What is written down of a query that ended its worker: what tells it from others, and none of its text."""

from __future__ import annotations

import hashlib
import logging
from typing import TYPE_CHECKING

from graph.engine.screening.outline import OutlineReader

if TYPE_CHECKING:
    from graph.engine.request import Request

LOG = logging.getLogger("samendoen.workers")
#: As many letters of a digest as tell queries apart in a log.
DIGEST_LENGTH = 16
#: Words that say what a query does, in the order in which a shape names them.
TELLING_WORDS = (
    "DISTINCT",
    "UNION",
    "OPTIONAL",
    "MINUS",
    "FILTER",
    "EXISTS",
    "BIND",
    "VALUES",
    "GRAPH",
    "GROUP",
    "HAVING",
    "ORDER",
    "LIMIT",
    "OFFSET",
)


def digest_for_log(content: bytes) -> str:
    """Digest *content*, to be named in a log, where two of the same are seen to be the same and nothing else is."""
    return hashlib.sha256(content).hexdigest()[:DIGEST_LENGTH]


def describe_request(request: Request) -> dict[str, object]:
    """Describe *request* by its digest, its size and its shape; its text is there where the log is to be so detailed.

    >>> from graph.engine.request import Request
    >>> describe_request(Request("SELECT * { ?s ?p ?o { ?s a ?c } UNION { } }"))["shape"]
    'SELECT, 2 patterns, 2 deep, UNION'
    """
    text = request.text
    reader = OutlineReader(text, request.base)
    deepest = 0
    for _ in reader:
        deepest = max(deepest, reader.structure.depth)
    words = [word for word in TELLING_WORDS if word in reader.outline.keywords]
    shape = ", ".join((reader.form, f"{reader.structure.patterns} patterns", f"{deepest} deep", *words))
    about: dict[str, object] = {
        "query": digest_for_log(text.encode(errors="replace")),
        "characters": len(text),
        "shape": shape,
    }
    return {**about, "text": text} if LOG.isEnabledFor(logging.DEBUG) else about
