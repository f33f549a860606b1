"""Everything that can go wrong with the graph.

SamendoenError
├── SourceError          a file could not be read as data
├── DataInvalid          the data breaks a rule; carries the faults
├── NodesAlike           nodes without a name cannot be told apart; carries them
├── TooMuchFollows       more follows from the data than can be worked out
├── ArchiveError         the data folder cannot be read or written
│   └── BrokenCurrent    the version in use cannot be read
├── PlanRefused          a plan cannot be added, removed or put back
└── QueryError
    ├── QuerySyntaxError the text is not SPARQL 1.1
    ├── QueryRefused     the query asks for what this endpoint never does
    ├── QueryTimeout     the query took longer than the limit
    ├── QueryTooLarge    the query, its answer, or the memory for it, went past a limit
    ├── QueryCrashed     the worker stopped while it answered
    ├── QueryCancelled   nobody waits for the answer any more
    ├── UnknownQuestion  no question of that name is in the library
    ├── UnknownEdition   a question was not kept as it was then
    ├── UnknownVersion   no version of the data is called so
    ├── BrokenQuestion   the file of a question cannot be used
    └── BadParameter     a value does not fit the parameter it was given for
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from graph.message import ENGLISH, Message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from graph.fault import Fault
    from graph.message import Describable, Translator

#: As many faults as an error shows.
MOST_SHOWN = 10


#: What the system says of a file or a port most often, so that it has a translation; another reason stays as it is.
OS_REASONS = (
    Message("No such file or directory"),
    Message("Permission denied"),
    Message("Is a directory"),
    Message("Not a directory"),
    Message("No space left on device"),
    Message("Read-only file system"),
    Message("File name too long"),
    Message("Too many levels of symbolic links"),
    Message("Address already in use"),
    Message("Cannot assign requested address"),
)


def get_reason(error: OSError) -> Message:
    """Get what the system says of *error*.

    >>> str(get_reason(FileNotFoundError(2, "No such file or directory")))
    'No such file or directory'
    """
    return Message(error.strerror or str(error))


class SamendoenError(Exception):
    """Something the user can mend; the message says where, what and how.

    The message is a template with its values, so that whoever shows it can describe it in the reader's language.
    """

    def __init__(self, template: str, **values: object) -> None:
        """Fill the places that *template*, a sentence in English, names with *values*."""
        super().__init__(template, values)
        self.template = template
        self.values = values

    def describe(self, translator: Translator, /) -> str:
        """Describe what went wrong, in the language of *translator*."""
        return Message(self.template, self.values).describe(translator)

    def __str__(self) -> str:
        """Describe what went wrong, in English."""
        return self.describe(ENGLISH)


class SourceError(SamendoenError):
    """A file could not be read as data."""

    def __init__(self, path: Path | str, rule: Message, remedy: Message, line: int | None = None) -> None:
        """Remember *path*, and say on which *line* which *rule* is broken and its *remedy*."""
        place = f"{path}:{line}" if line else str(path)
        super().__init__("%(place)s: %(rule)s %(remedy)s", place=place, rule=rule, remedy=remedy)
        self.path = path
        self.line = line


class DataInvalid(SamendoenError):
    """The data breaks a rule, so it is not published."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Remember the *faults*."""
        super().__init__("%(count)s faults in the data, so nothing is published:", count=len(faults))
        self.faults = list(faults)

    def describe(self, translator: Translator, /) -> str:
        """Describe how many faults there are, and the first ten, in the language of *translator*."""
        count = len(self.faults)
        head = translator.ngettext(
            "1 fault in the data, so nothing is published:",
            "%(count)s faults in the data, so nothing is published:",
            count,
        )
        lines = [head % {"count": count}, *(fault.describe(translator) for fault in self.faults[:MOST_SHOWN])]
        if count > MOST_SHOWN:
            lines.append(translator.gettext("… and %(count)s more") % {"count": count - MOST_SHOWN})
        return "\n".join(lines)


class NodesAlike(SamendoenError):
    """Nodes without a name cannot be told apart in reasonable time."""

    def __init__(self, nodes: Sequence[str]) -> None:
        """Remember the names that the *nodes* have for now."""
        super().__init__(
            "The nodes without a name in this data cannot be told apart in reasonable time and memory; %(count)s are "
            "alike and linked to each other. Give them IRIs.",
            count=len(nodes),
        )
        self.nodes = list(nodes)


class TooMuchFollows(SamendoenError):
    """More follows from the data than can be worked out in reasonable time and memory."""

    def __init__(self) -> None:
        """Say what would do."""
        super().__init__(
            "More follows from this data than can be worked out. Look for a chain of hundreds of things that lead to "
            "each other, or for thousands that all have to do with one, and divide it."
        )


class ArchiveError(SamendoenError):
    """The data folder cannot be read or written."""


class BrokenCurrent(ArchiveError):
    """The version in use cannot be read."""

    def __init__(self, reason: Describable) -> None:
        """Remember the *reason*, and say what would do."""
        super().__init__(
            "%(reason)s Run 'samendoen build' to make it again, or 'samendoen rollback' to go back.", reason=reason
        )
        self.reason = reason


class PlanRefused(SamendoenError):
    """A plan cannot be added, removed or put back."""


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


def make_busy_error() -> QueryTimeout:
    """Make the error of who finds no room to wait for a worker, or waited for one too long."""
    return QueryTimeout("All workers are busy. Try again in a moment.")


class QueryTooLarge(QueryError):
    """The query, its answer, or the memory for it, went past a limit."""


class QueryCrashed(QueryError):
    """The worker stopped while it answered."""


class QueryCancelled(QueryError):
    """Nobody waits for the answer any more."""


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

    def describe(self, translator: Translator, /) -> str:
        """Describe the file and line, and what is wrong there, in the language of *translator*."""
        return f"{self.values['place']}: {super().describe(translator)}"


class BadParameter(QueryError):
    """A value does not fit the parameter it was given for."""

    def __init__(self, parameter: str, rule: str, **values: object) -> None:
        """Remember the *parameter* and the *rule* it breaks, with *values* in the places the rule names."""
        super().__init__(rule, parameter=parameter[:80], **values)
        self.parameter = parameter
