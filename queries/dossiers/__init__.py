"""All that one plan says of one actor, as plain values: for a page, and for whatever else is made to hand over."""

from queries.dossiers.compiling import compile_dossier
from queries.dossiers.day import Day
from queries.dossiers.dossier import Dossier, Entry, Figure, Name, Note, Related, Section

__all__ = [
    "Day",
    "Dossier",
    "Entry",
    "Figure",
    "Name",
    "Note",
    "Related",
    "Section",
    "compile_dossier",
]
