"""Which lane a request goes through, by what it asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from api.server.visit import Visit

STATIC, PAGES, FILES, SPARQL = "static", "pages", "files", "sparql"
#: What is made at some length, by its path or by the format that is asked for.
DRAWN_PATHS = ("/network", "/sparql/picture")
MADE_FORMATS = frozenset({"docx", "xlsx", "zip"})
MADE_TYPES = b"application/vnd.openxmlformats-officedocument"


def find_lane(visit: Visit) -> str:
    """Find the name of the lane for *visit*."""
    path = visit.path
    if path.startswith("/static/"):
        return STATIC
    if path.startswith(DRAWN_PATHS) or _asks_for_file(visit):
        return FILES
    if path == "/sparql" and (visit.method == "POST" or b"query=" in visit.scope["query_string"]):
        return SPARQL
    return PAGES


def _asks_for_file(visit: Visit) -> bool:
    """Say whether *visit* asks for a file for an office."""
    wanted = parse_qs(visit.scope["query_string"].decode("latin-1")).get("format", [])
    suffix = visit.path.rpartition(".")[2]
    return not MADE_FORMATS.isdisjoint({*wanted, suffix}) or MADE_TYPES in visit.get_header(b"accept")
