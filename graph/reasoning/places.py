"""Where evidence lies, as one text to sort by: so that the first of several places is found by MIN."""

from __future__ import annotations

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
    documents, last_lines = dict(read.links["inDocument"]), dict(read.links["lastLine"])
    own = {document for _, document in read.links["setOutIn"]}
    for sign, name in (("l", "firstLine"), ("p", "page")):
        for evidence, number in read.links[name]:
            document = documents.get(evidence)
            if document and evidence in read.classes["Evidence"]:
                rank, digits = int(document not in own), cut_literal(number).decode().zfill(DIGITS)
                place = f"{rank}{document[1:-1].decode()} {sign}{digits}"
                yield f'{evidence.decode()} <{DEF}place> "{place}"'
                last = cut_literal(last_lines.get(evidence, number)).decode().zfill(DIGITS)
                if sign == "l" and last != digits:
                    yield f'{evidence.decode()} <{DEF}place> "{place}-{last}"'
