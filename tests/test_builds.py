"""The versions that tests share: built once, and a failure that is told once however many tests need the version."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.errors import SourceError
from tests.builds import BROKEN, BUILDS, build_once, describe_broken

if TYPE_CHECKING:
    from pathlib import Path

    from graph.versions import Version

NAME = "trial_version"


@pytest.fixture
def factory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.TempPathFactory:
    """Make folders below one of this test, as if by a single worker."""
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    return pytest.TempPathFactory(tmp_path / "base", 3, "all", lambda *_: None, _ispytest=True)


def test_broken_data_fail_once(factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks first for data that cannot be built fails with the fault; whoever asks after that is skipped."""
    tried = []

    def refuse(folder: Path) -> Version:
        """Refuse to build in *folder*."""
        tried.append(folder)
        raise SourceError("own.ttl", "This is wrong.", "Mend it.")

    monkeypatch.setitem(BUILDS, NAME, refuse)
    monkeypatch.setitem(BROKEN, NAME, "")
    del BROKEN[NAME]

    with pytest.raises(pytest.fail.Exception, match="This is wrong"):
        build_once(NAME, factory)
    with pytest.raises(pytest.skip.Exception, match="see the one test that failed"):
        build_once(NAME, factory)
    assert len(tried) == 1
    assert "This is wrong" in describe_broken(NAME)


def test_version_is_built_once(
    factory: pytest.TempPathFactory, small_version: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever asks after the first gets a copy of the same version, in a folder of its own."""
    tried = []

    def build(folder: Path) -> Version:
        """Build in *folder*, and remember it."""
        tried.append(folder)
        return BUILDS["small_version"](folder)

    monkeypatch.setitem(BUILDS, NAME, build)
    first, second = build_once(NAME, factory), build_once(NAME, factory)

    assert len(tried) == 1
    assert first.digest == second.digest == small_version.digest
    assert first.path != second.path
