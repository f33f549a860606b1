"""The documents of a plan: whether the text of each is at hand, and taking it from who is at this machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.errors import ArchiveError
from graph.message import Message
from graph.sources import digest_document, find_office_kind, is_binary, list_digests, restore_document

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.requests.scope import Scope
    from api.requests.upload import Upload
    from queries.answers import Row

#: As many characters of a digest as tell two files apart.
SHORT_DIGEST = 12
_FOREIGN = Message(
    "Only who is at this machine can give the text of a document, from the page itself. Open this page there again, "
    "and choose the file once more."
)
_TOO_LARGE = Message("The file has more than %(most)s kilobytes. The text of a plan has less: give the text alone.")
_NOTHING = Message("No file was chosen. Choose the text file of this document.")
_NO_DIGEST = Message("The plan does not say by which file this document is known, so no file can be held against it.")
_OFFICE = Message(
    "This is a %(kind)s file. The lines of this document are counted in a text file (.txt or .md): give that one, from "
    "which the data of the plan were made."
)
_BINARY = Message("This is no text. Give the text file (.txt or .md) from which the data of the plan were made.")
_OTHER_DOCUMENT = Message("This is another document, '%(label)s'. Give it there.")
_OTHER = Message(
    "This is not the file that the plan was read from: this one begins with %(given)s and that one with %(wanted)s "
    "(SHA-256). Is it another edition, or was it saved again after a change? Ask who made the data of the plan for the "
    "text file that was used."
)
_UNWRITABLE = Message("The file is right, but it cannot be kept: %(why)s")


@dataclass(frozen=True)
class AtHand:
    """A document of a plan, and whether its text is at hand.

    `state` is `here`, `changed`, `withheld` or `absent`; `pages` where it has pages and no lines, so that no text of it
    can be given.
    """

    iri: str
    label: str
    kind: str
    digest: str
    lines: int | None
    pages: int | None
    address: str
    state: str


@dataclass(frozen=True)
class Given:
    """What came of a file that was given: the `problem` with it and its status, or else `how` it was kept."""

    problem: Message | None = None
    status: int = 200
    how: str = ""


def list_at_hand(scope: Scope) -> list[AtHand]:
    """List the documents of the one plan that *scope* is about, and say of each whether its text is at hand."""
    return [_make_at_hand(scope, row) for row in scope.ask_panel("plan-documents")]


def _make_at_hand(scope: Scope, row: Row) -> AtHand:
    """Make of *row* a document, and look whether its text is at hand."""
    digest = str(row["sha256"] or "")
    return AtHand(
        row.text("document"),
        row.text("label"),
        str(row["kind"] or ""),
        digest,
        row.optional_integer("lines_count"),
        row.optional_integer("pages_count"),
        str(row["address"] or ""),
        _find_state(scope, digest, has_lines=row["lines_count"] is not None),
    )


def _find_state(scope: Scope, digest: str, *, has_lines: bool) -> str:
    """Find whether the document with *digest* is at hand in *scope*."""
    if not has_lines:
        return "pages"
    if digest in scope.texts:
        return "here"
    if digest in scope.changed:
        return "changed"
    return "withheld" if scope.withheld else "absent"


def keep_document(scope: Scope, iri: str, upload: Upload, keep: Callable[[bytes], None]) -> Given:
    """Have *keep* keep what was sent by *upload* as the text of the document *iri*, if it is the very document."""
    document = next((it for it in list_at_hand(scope) if it.iri == iri), None)
    if refused := _refuse_unread(upload):
        return refused
    if document is None or not document.digest:
        return Given(_NO_DIGEST, 409)
    restored = restore_document(upload.data, document.digest)
    if restored is None:
        return Given(_explain_other(scope, document, upload.data), 422)
    try:
        keep(restored)
    except ArchiveError as error:
        return Given(_UNWRITABLE.fill(why=error.describe(scope.translator)), 503)
    if document.state == "here":
        return Given(how="before")
    return Given(how="whole" if restored == upload.data else "restored")


def _refuse_unread(upload: Upload) -> Given | None:
    """Refuse *upload* where it has nothing that may be looked into; None where it has."""
    if upload.is_foreign:
        return Given(_FOREIGN, 403)
    if upload.is_too_large:
        return Given(_TOO_LARGE.fill(most=upload.most // 1000), 413)
    return None if upload.data else Given(_NOTHING, 400)


def _explain_other(scope: Scope, document: AtHand, data: bytes) -> Message:
    """Explain why *data* is not *document*: what it is instead, as far as that can be seen."""
    if kind := find_office_kind(data):
        return _OFFICE.fill(kind=kind)
    if is_binary(data):
        return _BINARY
    digests = list_digests(data)
    for plan in scope.plans:
        for other in list_at_hand(scope.within(plan)):
            if other.digest in digests:
                return _OTHER_DOCUMENT.fill(label=f"{plan.find_label(scope.language)}: {other.label}")
    given, wanted = digest_document(data)[:SHORT_DIGEST], document.digest[:SHORT_DIGEST]
    return _OTHER.fill(given=given, wanted=wanted)
