r"""A `.rq` file as text: the lines of its `#+` header, as grlc has it, and the query below.

The IRIs in the query get the base that was set
(`ontology.base`). Nothing is read into either: what the header says is for who knows its keys (`graph.sources.rule`
and, in YAML, `queries.questions.header`), and the query for the engine.

>>> file = split_rq("#+ nl: Zo\n#+   en zo\n\nASK {}\n")
>>> file.header, file.query, file.first
(((1, 'nl: Zo'), (2, '  en zo')), 'ASK {}\n', 4)
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ontology.base import rebase_text

MARK = "#+"
# Where a line ends for SPARQL (section 19.4); other signs that separate lines may stand within a text or a comment.
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class RqFile:
    """The lines of the header, each with its number and without its mark, and the query, which begins at line `first`.

    The query has no empty lines around it; where there is none it is one line end, and `first` is the last line.
    """

    header: tuple[tuple[int, str], ...]
    query: str
    first: int

    @property
    def header_text(self) -> str:
        """The header as a text of its own, in which each line has the number that it has in the file."""
        lines = dict(self.header)
        return "\n".join(lines.get(number, "") for number in range(1, max(lines, default=0) + 1))


def split_rq(text: str) -> RqFile:
    """Split *text*, of a whole file, into its header and its query; a line of the header may stand anywhere."""
    *most, last = _LINE_END.split(text)
    lines = list(enumerate([*most, last] if last else most, 1))
    header = tuple((number, line[len(MARK) :].removeprefix(" ")) for number, line in lines if line.startswith(MARK))
    rest = [(number, line) for number, line in lines if not line.startswith(MARK)]
    filled = [place for place, (_, line) in enumerate(rest) if line.strip()]
    if not filled:
        return RqFile(header, "\n", len(lines))
    query = rest[filled[0] : filled[-1] + 1]
    return RqFile(header, rebase_text("\n".join(line for _, line in query) + "\n"), query[0][0])
