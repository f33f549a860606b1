"""The chooser of plans in the header: which there are, which are chosen, and where another choice leads."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.requests.url import ONLY_PREFIX
from api.requests.window import WINDOW_NAME
from queries.answers import find_iri

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from api.requests.url import RequestUrl
    from queries.plans import Plan, Plans
    from queries.questions import Library

#: As many plans as one can choose from at a glance; where there are more, one searches for them.
MOST_OPTIONS = 50
#: What of a page is kept when it leads to another: the language, the version of the data, and the day.
KEPT_ELSEWHERE = ("lang", "version", "on")
#: The classes of what the register has, which is the same for every plan.
REGISTER_CLASSES = ("RegisteredBody", "Municipality", "Norm")


@dataclass(frozen=True)
class PlanOption:
    """A plan that can be chosen: its key, what it is called, and whether it is chosen now."""

    key: str
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class Chooser:
    """A form that leads to `action` with the key of a plan, and with all that is `kept` of the URL.

    Where there are more plans than one oversees it has no `options`, and searches for a plan by its name instead.
    `chosen` are the names of those that the URL names.
    """

    action: str
    options: tuple[PlanOption, ...]
    kept: tuple[tuple[str, str], ...]
    chosen: tuple[str, ...]


def build_chooser(plans: Plans, library: Library, url: RequestUrl, language: str, elsewhere: str) -> Chooser | None:
    """Build the chooser among *plans* for the page at *url*; none where there is nothing to choose from.

    A page about one plan alone has no twin of the same path in another, so from there a choice leads *elsewhere*: its
    path, or nothing where the page stays. What a plan owns, such as one of its themes, is not kept for another plan.
    """
    if len(plans) < 2:  # noqa: PLR2004  # two make a choice
        return None
    keys = [key for key in url.parameters.getlist("plan") if key in {plan.key for plan in plans}]
    names = name_plans(tuple(plans), language)
    few = len(plans) <= MOST_OPTIONS
    owned = _find_owned(plans, library, url)
    kept = ((name, value) for name, value in _list_kept(url, only=KEPT_ELSEWHERE if elsewhere or not few else None))
    return Chooser(
        action=elsewhere or url.path,
        options=tuple(PlanOption(key, text, key in keys) for key, text in names.items()) if few else (),
        kept=tuple((name, value) for name, value in kept if name not in owned),
        chosen=tuple(names[key] for key in keys),
    )


def name_plans(plans: Sequence[Plan], language: str) -> dict[str, str]:
    """Name each of *plans* in *language*, by its key; those of one name have their key behind it."""
    names = {plan.key: plan.find_label(language) for plan in plans}
    times = Counter(names.values())
    return {key: f"{name} ({key})" if times[name] > 1 else name for key, name in names.items()}


def _list_kept(url: RequestUrl, only: Sequence[str] | None) -> Iterator[tuple[str, str]]:
    """Yield the parameters of *url* that any plan can be asked with: not the places in an answer; or *only* some."""
    for name, value in url.parameters.items(multi=True):
        paged = name in ("plan", "page") or (name == WINDOW_NAME and value.isdigit())
        named = name.startswith(ONLY_PREFIX) and name.endswith("_label")
        if value and not paged and not named and (only is None or name in only):
            yield name, value


def _find_owned(plans: Plans, library: Library, url: RequestUrl) -> set[str]:
    """Find which parameters of *url* name a thing that a plan owns, which no other plan has."""
    things = {it.name for one in library.questions.values() for it in one.parameters if it.type == "thing"}
    given: Mapping[str, str] = {name: value for name, value in url.parameters.items() if name in things and value}
    return {name for name, value in given.items() if not _is_registered(plans, value)}


def _is_registered(plans: Plans, value: str) -> bool:
    """Say whether *value* names something in the register."""
    return any(find_iri(plans.register, name, value) for name in REGISTER_CLASSES)
