"""A chart: which column says what and which how much, what is left out said, and nothing in it that runs."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, fromstring

import pytest

from ontology.namespaces import PREFIXES
from visualisation.chart import MOST_BARS, BarChart, build_bars, list_numeric_columns, render_chart
from visualisation.svg import NAMESPACE, UndrawableError

if TYPE_CHECKING:
    from graph.terms import TermJson

EVIL = '</text><script>alert(1)</script><img src=x onerror="alert(1)">'
SVG = f"{{{NAMESPACE}}}"


def text(value: str) -> TermJson:
    """Make a text."""
    return {"type": "literal", "value": value}


def number(value: str, datatype: str = "integer") -> TermJson:
    """Make a number."""
    return {"type": "literal", "value": value, "datatype": PREFIXES["xsd"] + datatype}


def thing(name: str) -> TermJson:
    """Make the IRI of a theme."""
    return {"type": "uri", "value": PREFIXES["theme"] + name}


def rows(*values: str) -> list[dict[str, TermJson]]:
    """Make rows of a text and a number for each of *values*."""
    return [{"name": text(f"n{place}"), "n": number(value)} for place, value in enumerate(values)]


def picture(found: BarChart, *notes: str) -> Element:
    """Draw *found* and read it back."""
    return fromstring(render_chart(found, "A title", notes, str))  # noqa: S314  what was just written here


def widths(found: BarChart) -> list[tuple[float, float]]:
    """Give where each bar begins and how wide it is."""
    boxes = [box for group in picture(found).iter(f"{SVG}g") for box in group.iter(f"{SVG}rect")]
    return [(float(box.attrib["x"]), float(box.attrib["width"])) for box in boxes]


def test_first_text_is_the_label_and_first_number_the_value() -> None:
    """The columns are found by what they hold, wherever they stand, and rows keep their order."""
    found = build_bars(["n", "name", "m"], [{"n": number("3"), "name": text("b"), "m": number("9")}, *rows("1")])

    assert (found.label, found.value) == ("name", "n")
    assert [(bar.label, bar.value) for bar in found.bars] == [("b", 3), ("n0", 1)]


def test_label_of_a_thing_comes_before_its_address() -> None:
    """A thing is called by its label; without one by its address as short as it goes."""
    labelled = {"theme": thing("jeugd"), "theme_label": text("Jeugd"), "n": number("2")}

    assert build_bars(["theme", "theme_label", "n"], [labelled]).bars[0].label == "Jeugd"
    assert build_bars(["theme", "n"], [labelled]).bars[0].label == "theme:jeugd"


def test_repeated_labels_are_told_apart() -> None:
    """Where one label stands on more rows, the column that tells them apart stands beside it."""
    found = build_bars(
        ["actor", "kind", "theme", "n"],
        [{"actor": text("A"), "kind": text("k"), "theme": text(theme), "n": number("1")} for theme in ("x", "y")],
    )

    assert [bar.label for bar in found.bars] == ["A, x", "A, y"]


def test_another_column_of_numbers_can_be_chosen() -> None:
    """The value is the column that is asked for, where it holds numbers."""
    row = {"name": text("a"), "n": number("1"), "m": number("2")}

    assert build_bars(["name", "n", "m"], [row], "m").bars[0].value == 2
    assert build_bars(["name", "n", "m"], [row], "name").bars[0].value == 1
    assert list_numeric_columns(["name", "n", "m"], [row]) == ["n", "m"]


def test_without_numbers_rows_are_counted() -> None:
    """A label has as many as there are rows with it, the most first."""
    found = build_bars(["name"], [{"name": text(name)} for name in "abbcb"])

    assert [(bar.label, bar.value) for bar in found.bars] == [("b", 3), ("a", 1), ("c", 1)]
    assert found.value == ""


def test_years_with_counts_are_labels() -> None:
    """Where all is numbers the first column is the label."""
    found = build_bars(["year", "n"], [{"year": number("2019"), "n": number("7")}])

    assert [(bar.label, bar.value) for bar in found.bars] == [("2019", 7)]


@pytest.mark.parametrize(("head", "found", "reason"), [(["n"], [], "empty"), (["n"], [{"n": number("1")}], "no_label")])
def test_what_cannot_be_drawn_says_why(head: list[str], found: list[dict[str, TermJson]], reason: str) -> None:
    """No rows, or one column of numbers alone, make no chart."""
    with pytest.raises(UndrawableError) as raised:
        build_bars(head, found)

    assert raised.value.reason == reason


def test_bars_are_as_long_as_their_numbers() -> None:
    """Twice as much is twice as long, with decimals too, and nothing is nothing."""
    found = build_bars(["name", "n"], [{"name": text(it), "n": number(it, "decimal")} for it in ("0", "1.5", "3.0")])
    (_, none), (_, half), (_, whole) = widths(found)

    assert none == 0
    assert whole == pytest.approx(2 * half, abs=0.2)


def test_negative_numbers_go_the_other_way() -> None:
    """A bar below zero ends where one above zero begins."""
    (left, width), (start, _) = widths(build_bars(["name", "n"], rows("-4", "4")))

    assert left + width == pytest.approx(start, abs=0.2)
    assert width > 0


@pytest.mark.parametrize("value", ["NaN", "INF", "-INF", "1e400", "x"])
def test_number_without_end_has_no_bar(value: str) -> None:
    """What is no number that can be drawn is counted among those left out."""
    found = build_bars(["name", "n"], [{"name": text("a"), "n": number(value, "double")}, *rows("1")])

    assert (len(found.bars), found.left_out) == (1, 1)
    assert len(widths(found)) == 1


def test_no_more_bars_than_can_be_read() -> None:
    """At most forty bars are drawn, and the notes that say so are in the picture."""
    found = build_bars(["name", "n"], rows(*["1"] * (MOST_BARS + 5)))
    texts = [it.text for it in picture(found, "45 in all").iter(f"{SVG}text")]

    assert len(found.bars) == MOST_BARS + 5
    assert len(widths(found)) == MOST_BARS
    assert "45 in all" in texts


def test_long_label_is_short_and_whole_when_pointed_at() -> None:
    """A label that has no room is cut with a character that says so; its title has all of it."""
    label = "Bestuurlijk overleg " * 10
    drawing = picture(build_bars(["name", "n"], [{"name": text(label), "n": number("1")}]))
    shown = next(it for it in drawing.iter(f"{SVG}text") if (it.text or "").startswith("Bestuurlijk"))

    assert (shown.text or "").endswith("…")
    assert any(label in (it.text or "") for it in drawing.iter(f"{SVG}title"))


def test_hostile_label_is_text() -> None:
    """A label that looks like HTML starts no element and no attribute, and control characters break nothing."""
    drawing = picture(build_bars(["name", "n"], [{"name": text(f"{EVIL}\x01\ufffe"), "n": number("1")}]), EVIL)
    known = {f"{SVG}{name}" for name in ("svg", "rect", "text", "g", "title", "line")}

    assert {it.tag for it in drawing.iter()} == known
    assert not [name for it in drawing.iter() for name in it.attrib if name.startswith(("on", "style", "href"))]


def test_same_rows_give_same_bytes() -> None:
    """The same answer is the same picture, and says in words what it is."""
    found = build_bars(["name", "n"], rows("1", "2"))

    assert render_chart(found, "A title", [], str) == render_chart(found, "A title", [], str)
    assert picture(found).attrib["role"] == "img"
    assert picture(found, "and a note").attrib["aria-label"] == "A title and a note"
    assert Decimal(picture(found).attrib["height"]) > 0
