"""Modules become one script that does the same, in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from visualisation import join_modules

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MODULES = {
    "main.js": """import { add, Sum } from "./sum.js";
import { ONE } from "./number.js";
const two = 2;
document.title = [add(ONE, two), new Sum().value, two].join(" ");
""",
    "sum.js": """import { ONE } from "./number.js";
const two = 20;
export function add(one, other) { return one + other; }
export class Sum { value = add(ONE, two); }
""",
    "number.js": "export const ONE = 1;\n",
    "unused.js": "document.title = 'unused';\n",
}


def test_joined_modules_do_the_same(browser: Browser) -> None:
    """Each module is run once, what it imports before it, and names in one are not those in another."""
    page = browser.new_page()
    page.set_content(f"<script>{join_modules(MODULES, 'main.js')}</script>")

    assert page.title() == "3 21 2"
    assert page.evaluate("() => typeof two") == "undefined"
    page.close()


def test_each_module_is_there_once() -> None:
    """A module that two others import is there once, and one that none imports is not."""
    joined = join_modules(MODULES, "main.js")

    assert joined.count("const ONE = 1;") == 1
    assert "unused" not in joined
    assert joined == join_modules(dict(reversed(MODULES.items())), "main.js")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('import { a } from "./gone.js";', "gone.js"),
        ('import { a } from "./main.js";', "by way of others"),
        ('import * as all from "./number.js";', "by name"),
        ('import { a } from "https://example.org/a.js";', "by name"),
        ("export default 1;", "by name"),
    ],
)
def test_what_cannot_be_joined_is_refused(text: str, said: str) -> None:
    """A module that is missing, a circle, and another way to import are refused, and the message says what to do."""
    with pytest.raises(ValueError, match=said):
        join_modules(MODULES | {"main.js": text}, "main.js")
