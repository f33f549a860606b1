"""What stands above a page besides its title: what was chosen, in words, and the address that gives the page again."""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup

from api.components.table import format_day
from api.requests.chooser import name_plans
from api.requests.url import PAGING_NAMES
from queries.answers import find_choice
from queries.exports import list_choices_made
from queries.questions import DIGEST_LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from api.requests.scope import Scope
    from api.requests.url import RequestUrl
    from queries.answers import Answer
    from queries.questions import Parameter, Question

#: As many plans as are named in a title.
MOST_NAMED = 3
#: How a URL names the day as of which a page speaks.
DAY_NAME = "on"


@dataclass(frozen=True)
class ChoiceMade:
    """A choice in words: what it is of, and what was chosen; one that `is_usual` was made by nobody."""

    label: str
    value: str
    is_usual: bool = False

    def __str__(self) -> str:
        """Say what was chosen, and of what."""
        return f"{self.label}: {self.value}" if self.label else self.value


@dataclass(frozen=True)
class Heading:
    """What was chosen on a page, and the `permanent` address that gives the page again, also after the data change.

    `rows` and `total` are how many rows were kept of how many, where the page has rows.
    """

    choices: tuple[ChoiceMade, ...] = ()
    permanent: str = ""
    rows: int | None = None
    total: int | None = None

    @property
    def words(self) -> str:
        """What somebody chose, as it stands in a title; empty where all is as it comes."""
        return "; ".join(str(it) for it in self.choices if not it.is_usual)

    @property
    def is_filtered(self) -> bool:
        """Whether rows were left out that the answer has."""
        return self.rows is not None and self.rows != self.total

    def make_mail(self, title: str, version: str) -> str:
        """Make the address that begins a mail about the page with *title*, which says of what *version* it is.

        Both come from a template, and may be marked up.
        """
        title, version = (unescape(it).strip() if isinstance(it, Markup) else it for it in (title, version))
        subject = f"{title}: {self.words}" if self.words else title
        body = f"{subject}\r\n\r\n{self.permanent}\r\n\r\n{version}"
        return f"mailto:?subject={quote(subject)}&body={quote(body)}"


def build_heading(
    scope: Scope, url: RequestUrl, choices: Iterable[ChoiceMade] = (), question: Question | None = None
) -> Heading:
    """Build the heading of the page at *url*: the plans and the day that it chooses, and what else.

    That is what it chooses of *question*, and the page's own *choices*.
    """
    asked = question.parameters if question else ()
    day = () if any(it.name == DAY_NAME for it in asked) else _iter_day(scope, url)
    chosen = (*_iter_plans(scope), *day, *_iter_values(scope, url, asked), *choices)
    return Heading(chosen, build_permanent_page(scope, url))


def build_answer_heading(scope: Scope, url: RequestUrl, answer: Answer, total: int) -> Heading:
    """Build the heading of the page at *url*, which shows *answer*: what is left of *total* rows."""
    made = list_choices_made(scope.engine, answer, scope.translator)
    days = {it.label[scope.language]: it.name for it in answer.question.parameters if it.type == "date"}
    chosen = (
        ChoiceMade(
            it.label,
            format_day(it.value, scope.language) if it.is_day else it.value,
            it.is_day and not url.parameters.get(days.get(it.label, "")),
        )
        for it in made
    )
    permanent = build_permanent_page(scope, url, edition=answer.question.edition[:DIGEST_LENGTH])
    return Heading((*_iter_plans(scope), *chosen), permanent, len(answer.rows), total)


def _iter_plans(scope: Scope) -> Iterator[ChoiceMade]:
    """Yield which of several plans *scope* is about, where somebody chose among them."""
    if not scope.picked:
        return
    names = list(name_plans(scope.chosen, scope.language).values())
    _ = scope.translator.gettext
    label = _("Plan") if len(names) == 1 else _("Plans")
    counted = _("%(count)s plans") % {"count": len(names)}
    yield ChoiceMade(label, ", ".join(names) if len(names) <= MOST_NAMED else counted)


def _iter_values(scope: Scope, url: RequestUrl, asked: Iterable[Parameter]) -> Iterator[ChoiceMade]:
    """Yield what *url* chooses for each parameter that is *asked*, as people read it."""
    for parameter in asked:
        value = url.parameters.get(parameter.name, "").strip()
        if value:
            yield ChoiceMade(parameter.label[scope.language], _name_value(scope, parameter, value))


def _name_value(scope: Scope, parameter: Parameter, value: str) -> str:
    """Name the *value* of *parameter*: by the label of what it is, a day in words, or else as it was given."""
    if value in parameter.options:
        return parameter.options[value][scope.language]
    engines = [plan.engine for plan in scope.chosen] or [scope.engine]
    found = find_choice(engines, parameter, lambda it: value in (it.iri, it.id, scope.find_value(it.iri)))
    return found.find_label(scope.language) if found else format_day(value, scope.language)


def _iter_day(scope: Scope, url: RequestUrl) -> Iterator[ChoiceMade]:
    """Yield the day that *url* names."""
    if day := url.parameters.get(DAY_NAME, ""):
        yield ChoiceMade(scope.translator.gettext("As of"), format_day(day, scope.language))


def build_permanent_page(scope: Scope, url: RequestUrl, **more: str) -> str:
    """Build the whole address of *url* with the version of the data, and *more*; it says of no part of a page."""
    version = scope.version.digest[:DIGEST_LENGTH]
    parts = dict.fromkeys(PAGING_NAMES, "")
    return f"{scope.origin}{url.build_changed(**parts, lang=scope.language, version=version, **more)}"
