"""Which version is served now: a new one takes over while the old one finishes what it is answering."""

from __future__ import annotations

import threading
from collections import Counter
from typing import TYPE_CHECKING

import click

from api.serving.dataset import Dataset
from api.serving.old_versions import SHORTEST_DIGEST, OldVersions
from graph.engine import describe_missing_restrictions
from graph.errors import SamendoenError
from ontology.namespaces import load_converter
from queries.questions import LANGUAGES, Library

if TYPE_CHECKING:
    from api.settings import Settings

#: Seconds between two looks at which version is current, and whether a question changed.
INTERVAL = 0.5


def _keep_questions(dataset: Dataset) -> None:
    """Keep the questions of *dataset* as they are now; where the folder cannot be written, say so and go on."""
    try:
        dataset.editions.keep()
    except OSError as error:
        click.echo(
            f"The questions are not kept as they are now, so memos of today may not be found again: {error}", err=True
        )


class Served:
    """The dataset in use, lent to requests and replaced when another version is made current."""

    def __init__(self, dataset: Dataset, settings: Settings) -> None:
        """Serve *dataset*, which was opened with *settings*."""
        self.now = dataset
        self._library = dataset.library
        self._old_versions = OldVersions(settings, dataset.library)
        self._settings = settings
        self._lock = threading.Lock()
        self._leases: Counter[int] = Counter()
        self._retired: dict[int, Dataset] = {}
        self._seen = self._stamp()
        self._stop = threading.Event()

    @classmethod
    def open(cls, settings: Settings) -> Served:
        """Serve the current version, and say which restrictions of the sandbox its workers lack.

        :raises ArchiveError: when there is none.
        """
        dataset = Dataset.open(settings, Library(settings.questions))
        _keep_questions(dataset)
        missing = describe_missing_restrictions(dataset.pool.restrictions)
        if missing:
            click.echo(missing, err=True)
        return cls(dataset, settings)

    def lease(self, version: str = "") -> Dataset:
        """Lend the dataset of *version*, or else the current one, to one request, until `release`.

        :raises UnknownVersion: when no version is called so, or it cannot be used.
        """
        if version and not self._is_current(version):
            with self._old_versions.lock:
                dataset, gone = self._old_versions.open(version)
                with self._lock:
                    self._leases[id(dataset)] += 1
                for old in gone:
                    self._retire(old)
                return dataset
        with self._lock:
            self._leases[id(self.now)] += 1
            return self.now

    def release(self, dataset: Dataset) -> None:
        """Release *dataset*; when a retired version is released by its last request, its workers end."""
        with self._lock:
            self._leases[id(dataset)] -= 1
            last = not self._leases[id(dataset)]
            if last:
                del self._leases[id(dataset)]
            over = self._retired.pop(id(dataset), None) if last else None
        if over:
            over.close()

    def refresh(self) -> bool:
        """Serve the current version if it is not the one served now, and say whether it changed.

        :raises SamendoenError: when that version cannot be used; what was served is still served.
        """
        if self._library.refresh():
            _keep_questions(self.now)
        stamp = self._stamp()
        if stamp == self._seen:
            return False
        self._seen = stamp
        new = Dataset.open(self._settings, self._library)
        if new.version.digest == self.now.version.digest:
            new.close()
            return False
        with self._lock:
            old, self.now = self.now, new
        self._retire(old)
        return True

    def watch(self) -> None:
        """Check regularly, in a thread of its own, whether another version is current, until `close`."""
        threading.Thread(target=self._watch, daemon=True, name="versions").start()

    def _watch(self) -> None:
        """Refresh until `close`; an error is reported once, and the old version stays in use.

        What compacts IRIs is loaded and the index of the search is made here, or the first who needs it would wait.
        """
        load_converter()
        while not self._stop.wait(INTERVAL):
            try:
                if self.refresh():
                    click.echo(f"Version {self.now.version.digest[:12]} is served from now on.", err=True)
                for language in LANGUAGES:
                    self.now.search.index(language)
            except SamendoenError as error:
                click.echo(f"The new version is not served: {error}", err=True)

    def close(self) -> None:
        """Stop the watching thread, and end every worker."""
        self._stop.set()
        for dataset in (*self._retired.values(), *self._old_versions.list_open(), self.now):
            dataset.close()

    def _is_current(self, version: str) -> bool:
        """Say whether *version* is the beginning of the digest that is served now, and long enough."""
        return len(version) >= SHORTEST_DIGEST and self.now.version.digest.startswith(version)

    def _retire(self, dataset: Dataset) -> None:
        """End the workers of *dataset*, now or when its last request releases it."""
        with self._lock:
            idle = not self._leases[id(dataset)]
            if not idle:
                self._retired[id(dataset)] = dataset
        if idle:
            dataset.close()

    def _stamp(self) -> tuple[int, int] | None:
        """Read the inode and time of the file that names the current version; they change with it."""
        try:
            status = (self._settings.data / "current").stat()
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns
