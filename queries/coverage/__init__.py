"""The matrix of partners: what each takes part in, counted by theme, law, target group, role and more."""

from queries.coverage.absence import Absence, explain_row
from queries.coverage.choice import COLUMNS, COUNTS, ROWS, Choice
from queries.coverage.column import Column
from queries.coverage.files import FORMATS, READING, draft_matrix, name_file
from queries.coverage.making import build_matrix
from queries.coverage.matrix import SHADES, Count, Matrix, MatrixRow
from queries.coverage.order import OWNED, name_column, name_end, sort_columns

__all__ = [
    "COLUMNS",
    "COUNTS",
    "FORMATS",
    "OWNED",
    "READING",
    "ROWS",
    "SHADES",
    "Absence",
    "Choice",
    "Column",
    "Count",
    "Matrix",
    "MatrixRow",
    "build_matrix",
    "draft_matrix",
    "explain_row",
    "name_column",
    "name_end",
    "name_file",
    "sort_columns",
]
