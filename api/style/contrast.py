"""Which pairs of colours of the website must be told apart, and which cannot."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from api.style.colour import WHITE, Colour, fill_variables, measure_contrast, read_colour
from api.style.sheet import read_rules
from graph.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: Our own tokens.
TOKENS = Path(__file__).parents[1] / "static" / "style" / "tokens.css"
#: The least contrast of text, and of what is no text: lines and rings (WCAG 2.2, 1.4.3 and 1.4.11).
TEXT, SHAPE = 4.5, 3.0
#: What is seen, on what, and with which contrast at least.
PAIRS = (
    (Message("text on the page"), "--ink", "--paper", TEXT),
    (Message("text on a card or in a table"), "--ink", "--card", TEXT),
    (Message("text on what is chosen"), "--ink", "--accent-soft", TEXT),
    (Message("notes on the page"), "--soft", "--paper", TEXT),
    (Message("notes on a card"), "--soft", "--card", TEXT),
    (Message("links on the page"), "--accent", "--paper", TEXT),
    (Message("links on a card or in a table"), "--accent", "--card", TEXT),
    (Message("links on what is chosen"), "--accent", "--accent-soft", TEXT),
    (Message("links that are pointed at"), "--utrecht-link-hover-color", "--card", TEXT),
    (Message("headings"), "--utrecht-heading-color", "--paper", TEXT),
    (Message("the head of the page"), "--utrecht-page-header-color", "--utrecht-page-header-background-color", TEXT),
    (Message("the menu"), "--utrecht-nav-bar-color", "--utrecht-nav-bar-background-color", TEXT),
    (Message("the foot of the page"), "--utrecht-page-footer-color", "--utrecht-page-footer-background-color", TEXT),
    (
        Message("buttons"),
        "--utrecht-button-primary-action-color",
        "--utrecht-button-primary-action-background-color",
        TEXT,
    ),
    (
        Message("buttons that are pointed at"),
        "--utrecht-button-primary-action-hover-color",
        "--utrecht-button-primary-action-hover-background-color",
        TEXT,
    ),
    (Message("fields"), "--utrecht-form-control-color", "--utrecht-form-control-background-color", TEXT),
    (
        Message("examples in fields"),
        "--utrecht-form-control-placeholder-color",
        "--utrecht-form-control-background-color",
        TEXT,
    ),
    (Message("heads of tables"), "--utrecht-table-header-color", "--card", TEXT),
    (Message("warnings"), "--utrecht-alert-warning-color", "--utrecht-alert-warning-background-color", TEXT),
    (Message("errors"), "--utrecht-alert-error-color", "--utrecht-alert-error-background-color", TEXT),
    (Message("what is wrong, in a table"), "--fault", "--card", TEXT),
    (Message("words that were searched for"), "--utrecht-mark-color", "--utrecht-mark-background-color", TEXT),
    (Message("code"), "--utrecht-code-block-color", "--utrecht-code-block-background-color", TEXT),
    (Message("the ring of the focus on the page"), "--focus", "--paper", SHAPE),
    (Message("the ring of the focus on a card"), "--focus", "--card", SHAPE),
    (Message("the edge of a field"), "--edge", "--card", SHAPE),
)


@dataclass(frozen=True)
class LowContrast:
    """A pair that cannot be told apart: what it is, its colours, its ratio, and the least that it should have."""

    what: Message
    colours: tuple[str, str]
    ratio: float
    least: float


@cache
def read_own_tokens(*, dark: bool = False) -> Mapping[str, str]:
    """Read our own tokens, in the light, or in the *dark*."""
    rules = read_rules(TOKENS.read_text(encoding="utf-8"))
    wanted = [it for it in rules if not it.condition or (dark and "dark" in it.condition)]
    return {name: value for rule in wanted for name, value in rule.tokens.items()}


def find_low_contrasts(tokens: Mapping[str, str]) -> Iterator[LowContrast]:
    """Find which pairs of *tokens* cannot be told apart; a colour in a way of writing that we do not know passes."""
    for what, seen, under, least in PAIRS:
        below = _find_colour(tokens, under, _find_colour(tokens, "--paper", WHITE) or WHITE)
        above = _find_colour(tokens, seen, below) if below else None
        if above and below and (ratio := measure_contrast(above, below)) < least:
            yield LowContrast(what, (above.write(), below.write()), ratio, least)


def _find_colour(tokens: Mapping[str, str], name: str, below: Colour) -> Colour | None:
    """Find the colour that the token *name* gives when it is laid over *below*."""
    colour = read_colour(fill_variables(f"var({name})", tokens))
    return colour.over(below) if colour else None
