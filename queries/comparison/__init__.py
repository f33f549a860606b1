"""Plans, municipalities, themes and partners side by side, by the common yardstick."""

from queries.comparison.comparison import VERDICTS, Cell, Comparison, Overview, Pairing, Section, Verdict, list_overview
from queries.comparison.elsewhere import Elsewhere, ElsewhereAnswer, find_elsewhere
from queries.comparison.files import FORMATS, RULES, SECTION_NAMES, VERDICT_NAMES, draft_comparison
from queries.comparison.material import Reader
from queries.comparison.sections import SECTIONS, compare, list_headings
from queries.comparison.side import KINDS, Side, find_sides, list_municipalities
from queries.comparison.topic import Topic, TopicInPlan, find_in_plans, find_topic

__all__ = [
    "FORMATS",
    "KINDS",
    "RULES",
    "SECTIONS",
    "SECTION_NAMES",
    "VERDICTS",
    "VERDICT_NAMES",
    "Cell",
    "Comparison",
    "Elsewhere",
    "ElsewhereAnswer",
    "Overview",
    "Pairing",
    "Reader",
    "Section",
    "Side",
    "Topic",
    "TopicInPlan",
    "Verdict",
    "compare",
    "draft_comparison",
    "find_elsewhere",
    "find_in_plans",
    "find_sides",
    "find_topic",
    "list_headings",
    "list_municipalities",
    "list_overview",
]
