"""How an adviser works a page: with a mouse, or by keyboard alone; each counts what is clicked and pressed."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

#: As many stops of the Tab key as are tried beyond those that were expected.
PATIENCE = 8
#: How many stops of the Tab key lie between what has the focus and an element, and whether to skip the menu first.
DISTANCE = """(wanted) => {
  const all = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]");
  const stops = [...all].filter((it) => it.tabIndex >= 0 && !it.disabled
    && it.type !== "hidden" && it.checkVisibility({ visibilityProperty: true }));
  const now = document.activeElement;
  const after = (it) => now.compareDocumentPosition(it) & Node.DOCUMENT_POSITION_FOLLOWING;
  const main = document.getElementById("main");
  if (now === wanted) return [0, false];
  if (now === document.body && main.contains(wanted)) {
    return [stops.filter((it) => main.contains(it)).indexOf(wanted) + 1, true];
  }
  if (now === document.body) return [stops.indexOf(wanted) + 1, false];
  return after(wanted)
    ? [stops.filter(after).indexOf(wanted) + 1, false]
    : [-stops.filter((it) => it !== now && !after(it)).reverse().indexOf(wanted) - 1, false];
}"""
HAS_FOCUS = "(it) => it === document.activeElement"
CHOSEN = "(it) => it.selectedOptions[0].text.trim()"


class Mouse:
    """Works *page* with a mouse, and with the keyboard for what is typed."""

    name = "mouse"

    def __init__(self, page: Page) -> None:
        """Begin without a click."""
        self.page = page
        self.clicks = self.keys = 0

    def press(self, *keys: str) -> None:
        """Press each of *keys*."""
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def reach(self, place: Locator) -> None:
        """Come to *place*."""
        place.click()
        self.clicks += 1

    def follow(self, place: Locator, *, leads: bool = True) -> None:
        """Follow the link at *place*, or press the button; it *leads* to another page."""
        with self.page.expect_navigation() if leads else nullcontext():
            self.reach(place)

    def write(self, place: Locator, text: str) -> None:
        """Write *text* in the field at *place*."""
        self.reach(place)
        self.press(*text)

    def choose(self, place: Locator, text: str) -> None:
        """Choose the option called *text* in the list at *place*: it opens, and one clicks."""
        place.select_option(label=next(it for it in place.locator("option").all_inner_texts() if it.strip() == text))
        self.clicks += 2

    def tick(self, place: Locator) -> None:
        """Tick the box at *place*."""
        self.reach(place)


class Keyboard(Mouse):
    """Works *page* with nothing but keys."""

    name = "keyboard"

    def reach(self, place: Locator) -> None:
        """Come to *place* with Tab, past the menu by the link that is there for it."""
        place.wait_for()
        steps, skips = place.evaluate(DISTANCE)
        if skips:
            self.press("Tab", "Enter")
        key = "Tab" if steps > 0 else "Shift+Tab"
        self.press(*[key] * abs(steps))
        tried = 0
        while not place.evaluate(HAS_FOCUS) and tried < PATIENCE:
            self.press(key)
            tried += 1
        assert place.evaluate(HAS_FOCUS), f"Tab does not come to {place}"

    def follow(self, place: Locator, *, leads: bool = True) -> None:
        """Come to the link or button at *place*, and press Enter; it *leads* to another page."""
        self.reach(place)
        with self.page.expect_navigation() if leads else nullcontext():
            self.press("Enter")

    def choose(self, place: Locator, text: str) -> None:
        """Come to the list at *place*, and type until *text* is chosen."""
        self.reach(place)
        for letter in text:
            if place.evaluate(CHOSEN) == text:
                break
            self.press(letter)
        assert place.evaluate(CHOSEN) == text

    def tick(self, place: Locator) -> None:
        """Come to the box at *place*, and press the space bar."""
        self.reach(place)
        self.press("Space")
