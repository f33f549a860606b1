"""How often Python looks for garbage: seldom during a build, and as often as before once that is over."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from api.commands.collection import MADE_BETWEEN, collecting_seldom
from api.commands.options import build_version
from graph import build as building
from graph.message import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

USUAL = (700, 10, 10)


@pytest.fixture(autouse=True)
def usual() -> Iterator[None]:
    """Have Python look as often as it does by itself."""
    before = gc.get_threshold()
    gc.set_threshold(*USUAL)
    yield
    gc.set_threshold(*before)


def test_looks_as_often_as_before_after_a_failure() -> None:
    """Whatever happens in between, Python looks afterwards as often as it did."""

    @collecting_seldom()
    def fail() -> None:
        assert gc.get_threshold() == (MADE_BETWEEN, *USUAL[1:])
        raise KeyError

    with pytest.raises(KeyError):
        fail()

    assert gc.get_threshold() == USUAL


@pytest.mark.parametrize("seldom", [(0, 10, 10), (MADE_BETWEEN + 1, 5, 5)])
def test_who_looks_more_seldom_goes_on_so(seldom: tuple[int, int, int]) -> None:
    """Where Python looks at no time, or more seldom than here, that stays so."""
    gc.set_threshold(*seldom)
    with collecting_seldom():
        assert gc.get_threshold() == seldom

    assert gc.get_threshold() == seldom


def test_build_looks_seldom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From its first step on a build of a command looks seldom, and no longer when it is over."""
    during: list[tuple[int, int, int]] = []
    real = building.build_version

    def note(*given: object, **named: object) -> object:
        during.append(gc.get_threshold())
        return real(*given, packaged=[], **named)  # type: ignore[arg-type]

    monkeypatch.setattr(building, "build_version", note)
    build_version(tmp_path, (), ENGLISH)

    assert during == [(MADE_BETWEEN, *USUAL[1:])]
    assert gc.get_threshold() == USUAL
