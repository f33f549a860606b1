"""Which version is served now: a new one takes over while the old one finishes what it is answering."""

from __future__ import annotations

import gc
import logging
import threading
from collections import Counter
from typing import TYPE_CHECKING

from api.serving.dataset import Dataset
from api.serving.history import History
from api.serving.old_versions import SHORTEST_DIGEST, OldVersions, make_refusal
from api.serving.readiness import Answered, Report
from api.serving.retry import Retry
from api.serving.unhurried import Unhurried
from api.serving.watched import Watched
from graph.engine import Request, describe_missing_restrictions
from ontology.namespaces import load_converter
from queries.questions import LANGUAGES, Library

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.settings import Settings

LOG = logging.getLogger("samendoen.served")
#: Seconds between two looks at which version is current and whether a question changed, and between two trials of
#: whether a query is answered.
INTERVAL, TRIAL_INTERVAL = 0.5, 1.0
#: How often an old version is opened for a request, where others make room for theirs in between.
OPENINGS = 3


def _keep_questions(dataset: Dataset) -> None:
    """Keep the questions of *dataset* as they are now; where the folder cannot be written, say so and go on."""
    try:
        dataset.editions.keep()
    except OSError as error:
        LOG.warning("The questions are not kept as they are now, so memos of today may not be found again: %s", error)


def _spare_collector() -> None:
    """Have the garbage collector look for no more in what is here now: each look would stop every request.

    What was spared before is looked into once more, as the version before this may be among it.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


class Served:
    """The dataset in use, lent to requests and replaced when another version is made current."""

    def __init__(self, dataset: Dataset, settings: Settings) -> None:
        """Serve *dataset*, which was opened with *settings*."""
        self.now = dataset
        self._library = dataset.library
        self._old_versions = OldVersions(settings, dataset.library)
        self.settings = settings
        self.history = History(settings.data)
        self._lock = threading.Lock()
        self._leases: Counter[int] = Counter()
        self._retired: dict[int, Dataset] = {}
        self._seen = self._stamp()
        self._retry = Retry()
        self._settled: Dataset | None = None
        self.preparations: list[Callable[[], None]] = []
        self.unhurried = Unhurried()
        self._answered = Answered()
        self._trial = Watched("trial", self._try_query, TRIAL_INTERVAL)
        self._watched = (
            Watched("versions", self._look, INTERVAL),
            Watched("questions", self._look_at_questions, INTERVAL),
            self._trial,
        )

    @classmethod
    def open(cls, settings: Settings) -> Served:
        """Serve the current version, and say which restrictions of the sandbox its workers lack.

        :raises ArchiveError: when there is none.
        """
        dataset = Dataset.open(settings, Library(settings.questions))
        _keep_questions(dataset)
        missing = describe_missing_restrictions(dataset.pool.restrictions)
        if missing:
            LOG.warning("%s", missing)
        return cls(dataset, settings)

    def lease(self, version: str = "") -> Dataset:
        """Lend the dataset of *version*, or else the current one, to one request, until `release`.

        :raises UnknownVersion: when no version is called so, or it cannot be used.
        :raises QueryTimeout: when too many that are no longer current are asked for.
        """
        if version and not self._is_current(version):
            return self._lease_old(version)
        with self._lock:
            self._leases[id(self.now)] += 1
            return self.now

    def _lease_old(self, version: str) -> Dataset:
        """Lend the dataset of *version*, which is not current; it is opened where it is not yet."""
        for _ in range(OPENINGS):
            with self._old_versions.lock:
                dataset = self._old_versions.find(version)
                if dataset:
                    with self._lock:
                        self._leases[id(dataset)] += 1
                    return dataset
            for old in self._old_versions.open(version, lambda: len(self._retired)):
                self._retire(old)
        raise make_refusal()

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

        :raises SamendoenError: when that version cannot be used; what was served is still served, and another call
            tries again.
        """
        self._look_at_questions()
        return self._refresh_version()

    def _refresh_version(self) -> bool:
        """Serve the current version if it is not the one served now, and say whether it changed."""
        stamp = self._stamp()
        if stamp == self._seen:
            return False
        new = Dataset.open(self.settings, self._library)
        self._seen = stamp
        if new.version.digest == self.now.version.digest:
            new.close()
            return False
        with self._lock:
            old, self.now = self.now, new
        self._answered.note()
        self._retire(old)
        return True

    def watch(self) -> None:
        """Check regularly, in threads of their own, whether another version is current and queries are answered.

        Whoever calls it again, as a server does each moment, has a thread that ended or hangs replaced.
        """
        for watched in self._watched:
            watched.start()

    def report(self) -> Report:
        """Report how what is served fares: at once, where it is watched; else it is tried now."""
        if not self._trial.started:
            self._trial.do()
        late = [f"Nothing is heard of the thread {it.name!r}." for it in self._watched if it.started and not it.alive]
        problems = [it.problem for it in self._watched if it.problem]
        return Report(
            version=self.now.version.digest,
            current=self.now.version.digest if self._stamp() == self._seen else "",
            age=self._answered.age,
            workers_replaced=self.now.pool.replaced,
            problems=(*late, *problems, *map(str, self._library.broken.values())),
        )

    def _look(self) -> None:
        """Serve another version where one is current, and settle it.

        One that cannot be served is tried again later and later, for it may take long to find out.
        """
        stamp = self._stamp()
        if self._retry.is_due(stamp):
            with self._retry.trying(stamp):
                if self._refresh_version():
                    LOG.info("Version %s is served from now on.", self.now.version.digest[:12])
        if self._settled is not self.now:
            self._settle()
        else:
            self.unhurried.go_on()

    def _settle(self) -> None:
        """Make ready what the first who needs it would wait for, which stays as long as this version is served.

        That is what the search needs, and whatever `preparations` make, in order. What is `unhurried` comes after that.
        """
        now = self.now
        load_converter()
        for language in LANGUAGES:
            now.search.index(language)
        for prepare in (*self.preparations, self.history.prepare):
            prepare()
        _spare_collector()
        self._settled = now  # only then, so that what goes wrong is tried again
        self.unhurried.start_over()

    def _look_at_questions(self) -> None:
        """Read the questions that changed."""
        if self._library.refresh():
            _keep_questions(self.now)

    def _try_query(self) -> None:
        """Try whether a query is answered, by a worker that answers nothing else."""
        dataset = self.lease()
        try:
            dataset.pool.trial.ask(Request("ASK { ?s ?p ?o }"))
            self._answered.note()
        finally:
            self.release(dataset)

    def close(self) -> None:
        """Stop the watching threads, and end every worker."""
        for watched in self._watched:
            watched.stop()
        self.history.close()
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
            status = (self.settings.data / "current").stat()
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns
