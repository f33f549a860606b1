"""The keywords of a query: for a kind and quick message, never for safety, which is the worker's.

>>> "SERVICE" in keywords("SELECT * { SERVICE SILENT <http://x/> { ?s ?p ?o } }")
True
>>> "SERVICE" in keywords('SELECT * { ?service ?p "SERVICE" } # SERVICE')
False
"""

from __future__ import annotations

import re

# IRIs, strings, comments, variables and prefixed names: everything in which a word is no keyword.
_NOT_KEYWORDS = re.compile(
    r"""<[^<>"{}|^`\\\s]*>
    | "{3}(?:[^"\\]|\\.|"(?!""))*"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
    | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*'
    | \#[^\n]* | [?$]\w+ | @[A-Za-z]+(?:-\w+)* | (?:\w(?:[\w.-]*\w)?)?:(?:\w(?:[\w.-]*\w)?)?""",
    re.VERBOSE,
)


def keywords(query: str) -> set[str]:
    """Give the words of *query*, in capitals, that can be keywords."""
    return set(re.findall(r"[A-Z]+", _NOT_KEYWORDS.sub(" ", query).upper()))
