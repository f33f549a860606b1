"""Where evidence lies, as one text to sort by: so that the first of several places is found by MIN."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from graph.reasoning.summary_input import cut_literal
from ontology.namespaces import DEF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.reasoning.summary_input import SummaryInput

#: As many digits as the number of a line or page is written with.
DIGITS = 7


def write_places(read: SummaryInput) -> Iterator[str]:
    """Yield the triples that `places.rq` makes: for each piece of evidence its `smd:place`.

    That is 0 for the text of the plan itself and 1 for another document, the IRI of the document, a space, and then `l`
    with the number of its first line, or `p` with that of its page: `0https://…/plan l0000343`. Evidence of more lines
    has a second, which ends with the last of them, and is the greater: `0https://…/plan l0000343-0000345`.
    """
    last_lines = dict(read.links["lastLine"])
    for evidence, places in list_places(read, "Evidence").items():
        for place in places:
            yield f'{evidence.decode()} <{DEF}place> "{place}"'
            _, unit, first = split_place(place)
            last = int(cut_literal(last_lines[evidence])) if evidence in last_lines else first
            if unit == "l" and last != first:
                yield f'{evidence.decode()} <{DEF}place> "{place}-{last:0{DIGITS}}"'


def list_places(read: SummaryInput, name: str) -> dict[bytes, set[str]]:
    """List for each thing of the class called *name*, such as evidence or a section, the places that it begins at."""
    documents, found = dict(read.links["inDocument"]), defaultdict[bytes, set[str]](set)
    own = {document for _, document in read.links["setOutIn"]}
    for unit, link in (("l", "firstLine"), ("p", "page")):
        for it, number in read.links[link]:
            document = documents.get(it)
            if document and it in read.classes[name]:
                rank, digits = int(document not in own), cut_literal(number).decode().zfill(DIGITS)
                found[it].add(f"{rank}{document[1:-1].decode()} {unit}{digits}")
    return found


def split_place(place: str) -> tuple[str, str, int]:
    """Split *place* into the IRI of the document, the unit that it is counted in, and the number of the line or page.

    >>> split_place("0https://example.org/plan l0000343")
    ('https://example.org/plan', 'l', 343)
    """
    document, _, counted = place[1:].rpartition(" ")
    return document, counted[0], int(counted[1:])
