"""Everything that can go wrong with the graph.

SamendoenError
├── SourceError          a file could not be read as data
├── DataInvalid          the data breaks a rule; carries the faults
├── ArchiveError         the data folder cannot be read or written
└── QueryError
    ├── QuerySyntaxError the text is not SPARQL 1.1
    ├── QueryRefused     the query asks for what this endpoint never does
    ├── QueryTimeout     the query took longer than the limit
    ├── QueryTooLarge    the query, its answer, or the memory for it, went past a limit
    ├── QueryCrashed     the worker stopped while it answered
    ├── UnknownQuestion  no question of that name is in the library
    ├── UnknownEdition   a question was not kept as it was then
    ├── UnknownVersion   no version of the data is called so
    ├── BrokenQuestion   the file of a question cannot be used
    └── BadParameter     a value does not fit the parameter it was given for
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from graph.fault import Fault


class SamendoenError(Exception):
    """Something the user can mend; the message says where, what and how.

    The message is a template with its values, so that a page can say it in the reader's language.
    """

    def __init__(self, template: str, **values: object) -> None:
        """Fill the places that *template*, a sentence in English, names with *values*."""
        super().__init__(template % values if values else template)
        self.template = template
        self.values = values


class SourceError(SamendoenError):
    """A file could not be read as data."""

    def __init__(self, path: Path | str, rule: str, remedy: str, line: int | None = None) -> None:
        """Remember *path*, and say on which *line* which *rule* is broken and its *remedy*."""
        place = f"{path}:{line}" if line else str(path)
        super().__init__("%(place)s: %(rule)s %(remedy)s", place=place, rule=rule, remedy=remedy)
        self.path = path
        self.line = line


class DataInvalid(SamendoenError):
    """The data breaks a rule, so it is not published."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Remember the *faults* and show the first ten."""
        shown = "\n".join(str(fault) for fault in faults[:10])
        more = f"\n… and {len(faults) - 10} more" if len(faults) > 10 else ""  # noqa: PLR2004 as in the docstring
        told = "%(count)s fault(s) in the data, nothing is published:\n%(faults)s"
        super().__init__(told, count=len(faults), faults=shown + more)
        self.faults = list(faults)


class ArchiveError(SamendoenError):
    """The data folder cannot be read or written."""


class QueryError(SamendoenError):
    """A query could not be answered; `limit` is the name of the setting that it went past, where it did."""

    limit: str | None = None

    def of(self, limit: str | None) -> Self:
        """Note that *limit* was passed, and return the error."""
        self.limit = limit
        return self


class QuerySyntaxError(QueryError):
    """The text is not SPARQL 1.1."""


class QueryRefused(QueryError):
    """The query asks for what this endpoint never does."""


class QueryTimeout(QueryError):
    """The query took longer than the limit."""


class QueryTooLarge(QueryError):
    """The query, its answer, or the memory for it, went past a limit."""


class QueryCrashed(QueryError):
    """The worker stopped while it answered."""


class UnknownQuestion(QueryError):
    """No question of that name is in the library."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        """Remember *name*, and offer the names that do exist."""
        super().__init__(
            "No question is called %(name)r. Questions: %(known)s.", name=name[:80], known=", ".join(known)
        )
        self.name = name


class UnknownEdition(QueryError):
    """A question was not kept as it was then."""


class UnknownVersion(QueryError):
    """No version of the data is called so."""


class BrokenQuestion(QueryError):
    """The file of a question cannot be used."""

    def __init__(self, path: Path, line: int, rule: str, **values: object) -> None:
        """Remember *path* and the *line* where the *rule* is broken, with *values* in the places the rule names."""
        super().__init__(rule, **values, place=f"{path.name}:{line}")
        self.path = path
        self.line = line

    def __str__(self) -> str:
        """Return the file and line, and what is wrong there."""
        return f"{self.values['place']}: {super().__str__()}"


class BadParameter(QueryError):
    """A value does not fit the parameter it was given for."""

    def __init__(self, parameter: str, rule: str, **values: object) -> None:
        """Remember the *parameter* and the *rule* it breaks, with *values* in the places the rule names."""
        super().__init__(rule, parameter=parameter[:80], **values)
        self.parameter = parameter
