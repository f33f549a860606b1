"""The model documented, out of the graph itself."""

from queries.model.assembly import build_documentation
from queries.model.documentation import Documentation, Term, Topic

__all__ = ["Documentation", "Term", "Topic", "build_documentation"]
