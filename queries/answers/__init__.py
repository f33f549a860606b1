"""From a question and the values of its parameters to rows, and how far those can be trusted."""

from graph.folding import to_sort_key
from queries.answers.answer import (
    Answer,
    ask,
    ask_rows,
    find_dataset,
    require_known_language,
)
from queries.answers.binding import TODAY, bind_by_plan, bind_parameters, find_default
from queries.answers.choices import (
    Thing,
    find_choice,
    find_iri,
    find_labelled_iri,
    list_choices,
    list_concepts,
    list_things,
)
from queries.answers.gathering import gather
from queries.answers.labels import find_concept_label, format_euros, format_value
from queries.answers.lines import Lines, Part, Place, parse_places, read_lines
from queries.answers.provenance import NO_WEBSITE, Links, Provenance, Source, group_things, list_sources
from queries.answers.remark import Remark, describe_denial, describe_empty, has_keywords, list_remarks
from queries.answers.row import NOT_FINITE, Row, Value
from queries.answers.selection import Facet, Selection, list_facets, select_rows
from queries.answers.standalone import FIRST_PLAN_ONLY, to_standalone_sparql
from queries.answers.trust import assess_trust
from queries.answers.value import LONGEST_TEXT, parse_value

__all__ = [
    "FIRST_PLAN_ONLY",
    "LONGEST_TEXT",
    "NOT_FINITE",
    "NO_WEBSITE",
    "TODAY",
    "Answer",
    "Facet",
    "Lines",
    "Links",
    "Part",
    "Place",
    "Provenance",
    "Remark",
    "Row",
    "Selection",
    "Source",
    "Thing",
    "Value",
    "ask",
    "ask_rows",
    "assess_trust",
    "bind_by_plan",
    "bind_parameters",
    "describe_denial",
    "describe_empty",
    "find_choice",
    "find_concept_label",
    "find_dataset",
    "find_default",
    "find_iri",
    "find_labelled_iri",
    "format_euros",
    "format_value",
    "gather",
    "group_things",
    "has_keywords",
    "list_choices",
    "list_concepts",
    "list_facets",
    "list_remarks",
    "list_sources",
    "list_things",
    "parse_places",
    "parse_value",
    "read_lines",
    "require_known_language",
    "select_rows",
    "to_sort_key",
    "to_standalone_sparql",
]
