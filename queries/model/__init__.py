"""The model documented, out of the graph itself."""

from queries.model.assembly import build_documentation
from queries.model.documentation import Documentation, Term

__all__ = ["Documentation", "Term", "build_documentation"]
