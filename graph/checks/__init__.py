"""Everything that is held against the data before it is published; each module finds one kind of fault."""

from graph.checks.check import CHECK_STEPS, CheckResult, Progress, check_sources
from graph.checks.completeness import Completeness, DocumentLine, measure_stated, measure_version

__all__ = [
    "CHECK_STEPS",
    "CheckResult",
    "Completeness",
    "DocumentLine",
    "Progress",
    "check_sources",
    "measure_stated",
    "measure_version",
]
