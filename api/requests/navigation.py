"""The menu and the foot of every page: what they lead to, by endpoint, in their order.

A new page gets its line here. An entry whose endpoint the app does not have is left out, and so is one that needs
several plans where there is one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.message import Message

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from graph.message import Translator


@dataclass(frozen=True)
class Entry:
    """A page that the menu leads to: its endpoint and what it is called; perhaps only where there are several plans."""

    endpoint: str
    text: Message
    needs_several: bool = False


@dataclass(frozen=True)
class Link:
    """An entry in the language of the page."""

    endpoint: str
    text: str


@dataclass(frozen=True)
class Navigation:
    """What a page leads to: the `menu`, what stands under `more` in it, and what stands at the `foot`."""

    menu: tuple[Link, ...]
    more: tuple[Link, ...]
    foot: tuple[Link, ...]


#: What stands in sight.
MENU = (
    Entry("home.show_home", Message("Start")),
    Entry("plans.list_plans", Message("Plans"), needs_several=True),
    Entry("themes.list_themes", Message("Themes")),
    Entry("partners.list_partners", Message("Partners")),
    Entry("measures.list_measures", Message("Measures")),
    Entry("legislation.list_laws", Message("Legislation")),
    Entry("gaps.show_gaps", Message("What is missing")),
    Entry("coverage.show_coverage", Message("Partners by theme")),
    Entry("network.show_network", Message("Network")),
    Entry("questions.list_questions", Message("Questions")),
    Entry("compare.show_comparison", Message("Compare")),
)
#: What stands under 'More'.
MORE = (
    Entry("meeting.show_meeting", Message("Prepare a meeting")),
    Entry("calendar.show_calendar", Message("Calendar")),
    Entry("decisions.show_decisions", Message("Open decisions")),
    Entry("money.show_money", Message("Money")),
    Entry("levels.show_levels", Message("Levels")),
    Entry("defects.show_defects", Message("Mistakes in the document")),
    Entry("changes.show_changes", Message("What changed")),
    Entry("versions.list_versions", Message("Versions")),
    Entry("def.show_model", Message("The model")),
    Entry("sparql.serve_endpoint", Message("Ask in SPARQL")),
    Entry("rest.show_index", Message("The questions as data")),
)
#: What stands at the foot of the page.
FOOT = (
    Entry("about.show_about", Message("About Samendoen")),
    Entry("help.show_help", Message("Help")),
    Entry("data.show_data", Message("Data for partners")),
    Entry("questions.list_questions", Message("Questions")),
    Entry("def.show_model", Message("The model")),
    Entry("rest.show_index", Message("The questions as data")),
    Entry("accessibility.show_accessibility", Message("Accessibility")),
    Entry("contact.show_contact", Message("Contact")),
)


def build_navigation(endpoints: Container[str], translator: Translator, *, several: bool) -> Navigation:
    """Build the navigation of an app that has these *endpoints*, over *several* plans or not."""

    def describe(entries: tuple[Entry, ...]) -> Iterator[Link]:
        """Yield what of *entries* there is."""
        for it in entries:
            if it.endpoint in endpoints and (several or not it.needs_several):
                yield Link(it.endpoint, it.text.describe(translator))

    return Navigation(*(tuple(describe(entries)) for entries in (MENU, MORE, FOOT)))
