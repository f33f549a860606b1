"""What a URL, or a command, chooses of a network: the view, what is left out of it, and what is looked at."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from api.requests.question import parse_parameters
from api.requests.url import parse_number
from graph.errors import BadParameter
from visualisation import BASES, LAYOUTS, NetworkFilter

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from api.requests.url import RequestUrl
    from visualisation import LayoutName

#: The view that is shown where none is named, of no more plans than a page has.
USUAL_VIEW = "cooperation"
#: The ways to see a network; the first is the usual one.
SHOWN = ("picture", "table", "list", "text")
#: Whether who published a plan is in the network; without one it is the share of its edges that decides.
AUTHORS = ("with", "without")
#: How far around its focus a network goes, and what its edges weigh at least.
MOST_STEPS, MOST_WEIGHT = 3, 1000
#: As many values as are read where a parameter may be repeated.
MOST_REPEATED = 200
#: What a URL says of a network besides the parameters of its question; `hide` and `open` may be repeated.
CHOICE_NAMES = (
    *("view", "hide", "relation", "basis", "weight", "author", "focus", "within", "open", "node", "edge"),
    *("start", "end", "show", "layout", "zoom", "x", "y", "find", "municipality"),
)
_REPEATED = ("hide", "open")
#: What begins the names of parameters that say what another network, to compare with, has otherwise.
AGAINST_PREFIX = "against."
#: What says only what is looked at in a page, and what a file has nothing of.
PAGE_NAMES = ("view", "node", "edge", "start", "end", "show", "zoom", "x", "y", "find", "sort", "from", "page", "size")


@dataclass(frozen=True)
class NetworkChoice:
    """What is chosen of a network.

    `view` is the name of a question, or empty where the usual one is meant, and `values` are its parameters. With a
    `municipality` only the plans are considered that it published. `hidden` are kinds of things, and `relation`,
    `basis` and `least` say which edges are kept; `author` is one of `AUTHORS`, or empty. With a `focus` only what lies
    within so many `steps` of it is kept. `opened` are the groups that are shown in full. `node` and `edge` are looked
    at, and `start` and `end` are what a path is wanted between; each names a thing in the network in any way it can be.
    The network is compared with the one that has the parameters in `against` instead: those of the question, `plan` and
    `version`; an empty one is not chosen there.
    """

    view: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    relation: str = ""
    basis: str = ""
    least: int = 1
    author: str = ""
    focus: str = ""
    steps: int = 1
    opened: frozenset[str] = frozenset()
    node: str = ""
    edge: str = ""
    start: str = ""
    end: str = ""
    show: str = SHOWN[0]
    layout: LayoutName | None = None
    against: Mapping[str, str] = field(default_factory=dict)
    municipality: str = ""

    @property
    def narrowing(self) -> tuple[object, ...]:
        """All of this that decides which nodes and edges there are, and how they are folded."""
        filters = (tuple(sorted(self.hidden)), self.relation, self.basis, self.least, self.author)
        return (*filters, self.focus, self.steps, tuple(sorted(self.opened)))

    def list_narrowing(self) -> dict[str, str | list[str]]:
        """List what of this decides which nodes and edges there are and where they stand, as a URL names it."""
        texts = {"relation": self.relation, "basis": self.basis, "author": self.author, "focus": self.focus}
        numbers = {"weight": self.least if self.least > 1 else 0, "within": self.steps if self.focus else 0}
        lists = {"hide": sorted(self.hidden), "open": sorted(self.opened)}
        counted = {name: str(it) for name, it in numbers.items() if it}
        every: dict[str, str | list[str]] = {
            **lists,
            **texts,
            **counted,
            "layout": self.layout or "",
            "municipality": self.municipality,
        }
        against = {f"{AGAINST_PREFIX}{name}": value for name, value in self.against.items()}
        return {name: value for name, value in every.items() if value} | against

    def to_bare(self) -> NetworkChoice:
        """Leave out what decides neither which nodes and edges there are nor how they are laid out."""
        return replace(
            self, view="", values={}, node="", edge="", start="", end="", show="", against={}, municipality=""
        )

    def to_filter(self, focus: str, *, authors: bool) -> NetworkFilter:
        """Make the filter that this is, with the id of the *focus*, and *authors* where it leaves that open."""
        return NetworkFilter(
            self.hidden,
            self.relation,
            self.basis,
            self.least,
            authors=self.author != "without" if self.author else authors,
            focus=focus,
            steps=self.steps,
        )


def parse_choice(url: RequestUrl, view: str = "") -> NetworkChoice:
    """Parse what *url* chooses of a network; *view* is taken where it is named otherwise, as by a path.

    :raises BadParameter: where a value is none of those that it can be, or is given twice.
    """
    given = {name: value.strip() for name, value in parse_parameters(_without(url, _REPEATED)).items()}
    against = {name: given.pop(name) for name in list(given) if name.startswith(AGAINST_PREFIX)}
    return NetworkChoice(
        view=view or given.get("view", ""),
        values={name: value for name, value in given.items() if name not in CHOICE_NAMES},
        hidden=_parse_repeated(url, "hide"),
        relation=given.get("relation", ""),
        basis=_parse_one_of(given, "basis", BASES),
        least=parse_number(url, "weight", 1, 1, MOST_WEIGHT),
        author=_parse_one_of(given, "author", AUTHORS),
        focus=given.get("focus", ""),
        steps=parse_number(url, "within", 1, 1, MOST_STEPS),
        opened=_parse_repeated(url, "open"),
        node=given.get("node", ""),
        edge=given.get("edge", ""),
        start=given.get("start", ""),
        end=given.get("end", ""),
        show=_parse_one_of(given, "show", SHOWN) or SHOWN[0],
        layout=next((it for it in LAYOUTS if it == _parse_one_of(given, "layout", LAYOUTS)), None),
        municipality=given.get("municipality", ""),
        against={name.removeprefix(AGAINST_PREFIX): value for name, value in against.items()},
    )


def refuse_page_names(url: RequestUrl) -> None:
    """Refuse what is of no use in *url* where a file is asked for, and not a page.

    :raises BadParameter: which says what can be chosen instead.
    """
    for name in (*PAGE_NAMES, "edition"):
        if name in url.parameters:
            known = ", ".join(it for it in CHOICE_NAMES if it not in PAGE_NAMES)
            raise BadParameter(
                name,
                "There is no parameter %(parameter)r here. A network takes those of its question, and: %(known)s.",
                known=known,
            )


def _without(url: RequestUrl, names: Collection[str]) -> RequestUrl:
    """Leave the parameters called *names* out of *url*."""
    kept = [(name, value) for name, value in url.parameters.items(multi=True) if name not in names]
    return type(url)(url.path, type(url.parameters)(kept))


def _parse_one_of(given: Mapping[str, str], name: str, known: Collection[str]) -> str:
    """Parse the parameter called *name*, one of those *known*; empty where it is absent.

    :raises BadParameter: where it is anything else.
    """
    value = given.get(name, "")
    if value and value not in known:
        raise BadParameter(name, "%(parameter)r is one of %(known)s.", known=", ".join(known))
    return value


def _parse_repeated(url: RequestUrl, name: str) -> frozenset[str]:
    """Parse the values of the parameter called *name*, which may be repeated.

    :raises BadParameter: where it is repeated more often than there is anything to choose.
    """
    values = [value for value in url.parameters.getlist(name) if value]
    if len(values) > MOST_REPEATED:
        raise BadParameter(
            name,
            "The parameter %(parameter)r is given %(times)s times; give it at most %(most)s times.",
            times=len(values),
            most=MOST_REPEATED,
        )
    return frozenset(values)
