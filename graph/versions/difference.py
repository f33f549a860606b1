"""What came and what went between two versions: a merge of their sorted lines, of which none is kept.

The same lines are in both versions byte for byte, for a version is sorted and holds no blank node (`graph.build`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graph.errors import ArchiveError
from graph.versions.manifest import parse_graph_iri
from ontology.namespaces import DEF, DERIVED_ENDING, PREFIXES, SUMMARY_ENDING, make_graph_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: The parts of a version that a difference is counted by; what is in a graph of data, and is no evidence, is `data`.
PARTS = ("data", "evidence", "derived", "summary", "model", "shapes")
_GRAPHS = {make_graph_iri(name).encode(): name for name in ("model", "shapes")}
_ENDINGS = {DERIVED_ENDING.encode(): "derived", SUMMARY_ENDING.encode(): "summary"}
_EVIDENCE = f"<{PREFIXES['evidence']}".encode()
_RESTS_ON = f"<{DEF}evidence>".encode()
#: Greater than every line, for no UTF-8 begins so.
_END = b"\xff"


class Change(NamedTuple):
    """A line of N-Quads that came (`+`) or went (`-`), with its end."""

    sign: str
    line: bytes

    @property
    def part(self) -> str:
        """Name which of `PARTS` the quad is in; a link to evidence is evidence, as what it links to is."""
        graph = parse_graph_iri(self.line)
        place = _GRAPHS.get(graph) or next((part for end, part in _ENDINGS.items() if graph.endswith(end)), "")
        if place:
            return place
        rests = self.line.startswith(_EVIDENCE) or self.line.split(b" ", 2)[1] == _RESTS_ON
        return "evidence" if rests else "data"


def iter_changes(old: Iterable[bytes], new: Iterable[bytes]) -> Iterator[Change]:
    """Yield the lines that only one of the sorted *old* and *new* has, in the order of the lines.

    :raises ArchiveError: when lines are not in order, for then the merge would miss what is the same.
    """
    before, after = _require_ascending(old), _require_ascending(new)
    gone, come = next(before, _END), next(after, _END)
    while not gone == come == _END:
        if gone == come:
            gone, come = next(before, _END), next(after, _END)
        elif gone < come:
            yield Change("-", gone)
            gone = next(before, _END)
        else:
            yield Change("+", come)
            come = next(after, _END)


def _require_ascending(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield *lines*, as long as each is greater than the one before."""
    last = b""
    for line in lines:
        if line <= last:
            raise ArchiveError("A version is not sorted: %(line)r. Run 'samendoen build'.", line=line[:200])
        yield line
        last = line
