"""Our website over a version made for a test."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from api.app import create_app
from api.serving.served import Served
from api.settings import read_settings
from graph.versions.archive import Archive, Manifest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from flask.testing import FlaskClient


class Website:
    """The app with its workers, over whichever graphs were published last."""

    def __init__(self, folder: Path) -> None:
        """Keep the versions in *folder*."""
        self._settings = read_settings(
            {"SAMENDOEN_DATA": str(folder), "SAMENDOEN_WORKERS": "1", "SAMENDOEN_PAGE_WORKERS": "1"}
        )
        self._archive = Archive(folder)
        self._served: Served | None = None

    def publish(self, graphs: Mapping[str, str]) -> None:
        """Serve *graphs* (IRI to N-Quads) from now on."""
        lines = sorted({line for quads in graphs.values() for line in quads.splitlines(keepends=True)})
        counts = {iri: len(set(quads.splitlines())) for iri, quads in graphs.items()}
        self._archive.publish((line.encode() for line in lines), Manifest("2026-01-01T00:00:00+00:00", {}, counts))
        if self._served is None:
            self._served = Served.open(self._settings)
            self._app = create_app(self._served)
        self._served.refresh()

    def client(self) -> FlaskClient:
        """Give a program that asks the app."""
        return self._app.test_client()

    def close(self) -> None:
        """End the workers."""
        if self._served is not None:
            self._served.close()


@contextmanager
def website(folder: Path) -> Iterator[Website]:
    """Open a website that keeps its versions in *folder*, and close it."""
    site = Website(folder)
    try:
        yield site
    finally:
        site.close()
