"""What changed between two versions, in words."""

from queries.changes.change import Change, Place, Side
from queries.changes.difference import (
    ChangeSentence,
    ClassCount,
    Difference,
    count_things,
    describe_difference,
    describe_groups,
)
from queries.changes.differences import Differences
from queries.changes.kept import GATHERINGS, BrokenDifference, End, KeptDifference, Wanted
from queries.changes.making import keep_difference, make_difference
from queries.changes.rows import COLUMNS, list_rows, to_group
from queries.changes.wording import ChangeGroup, Vocabulary, describe_change, describe_group, merge_groups

__all__ = [
    "COLUMNS",
    "GATHERINGS",
    "BrokenDifference",
    "Change",
    "ChangeGroup",
    "ChangeSentence",
    "ClassCount",
    "Difference",
    "Differences",
    "End",
    "KeptDifference",
    "Place",
    "Side",
    "Vocabulary",
    "Wanted",
    "count_things",
    "describe_change",
    "describe_difference",
    "describe_group",
    "describe_groups",
    "keep_difference",
    "list_rows",
    "make_difference",
    "merge_groups",
    "to_group",
]
