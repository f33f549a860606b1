"""Texts that are there in Dutch alone, so that a reader of English sees them as what they are instead of nothing.

English is optional (docs/decisions/0018-english-is-optional.md). For a text without it, a copy is made under the
language tag `nl-x-en`: Dutch, by private use marked as what stands where English is absent (BCP 47, section 2.2.7). A
query that keeps what ends in its language, `STRENDS(LANG(?label), "en")`, finds the one that there is.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ontology.namespaces import DEF, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: The language tag of a Dutch text that has no English beside it.
UNTRANSLATED = "nl-x-en"
#: What is written as in documents; it is in no language but that of the document.
_SPELLINGS = tuple(
    f"<{name}>".encode() for name in (f"{SKOS}altLabel", f"{SKOS}hiddenLabel", f"{DEF}keywords", f"{DEF}readsAs")
)


def write_untranslated(lines: Iterable[bytes]) -> Iterator[str]:
    """Yield for each Dutch text in *lines*, N-Quads, that has no English beside it, a triple with it as `nl-x-en`."""
    dutch: dict[bytes, list[bytes]] = defaultdict(list)
    english: set[bytes] = set()
    for line in lines:
        head, _, tail = line.rpartition(b'"@')
        language = tail.partition(b" ")[0]
        if language not in (b"nl", b"en"):
            continue
        about = b" ".join(head.split(b" ", 2)[:2])
        if language == b"en":
            english.add(about)
        elif about.split(b" ")[1] not in _SPELLINGS:
            dutch[about].append(head)
    for about, heads in dutch.items():
        if about not in english:
            yield from (f'{head.decode()}"@{UNTRANSLATED}' for head in heads)
