"""The differences that are kept in a data folder, and those that are being made: one at a time, in another process."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import threading
import time
from contextlib import suppress
from functools import lru_cache
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from graph.interpreter import build_command
from queries.changes.kept import FORM, WORKING, BrokenDifference, KeptDifference, find_path

if TYPE_CHECKING:
    from pathlib import Path

    from graph.versions import Archive

    #: The digests of two versions, the earlier one first.
    Pair = tuple[str, str]

LOG = logging.getLogger("samendoen.changes")
#: The name of the folder in a data folder; as many files as are kept there, and as many as wait to be made.
FOLDER, MOST_KEPT, MOST_ORDERED = "changes", 200, 40
#: Seconds after which what could not be made is tried again, and after which a folder is one that nobody works in.
RETRY_SECONDS, LEFT_SECONDS = 60.0, 7_200.0
_LOOK_SECONDS = 0.02


class Differences:
    """The kept differences between the versions of an archive; nothing here is precious, for it can be made again."""

    def __init__(self, archive: Archive) -> None:
        """Keep them in the data folder of *archive*, or where that cannot be written in a folder of our own."""
        self._archive = archive
        self._own: TemporaryDirectory[str] | None = None
        self._lock = threading.Lock()
        self._ordered: list[Pair] = []
        self._failed: dict[Pair, float] = {}
        self._maker: threading.Thread | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False

    @property
    def folder(self) -> Path:
        """The folder with the files."""
        folder = self._archive.folder / FOLDER
        return type(folder)(self._own.name) if self._own else folder

    def find(self, old: str, new: str) -> KeptDifference | None:
        """Find the difference from the version with the digest *old* to that with *new*; None where none is kept.

        A file that is broken is removed, so that it is made again.
        """
        path = find_path(self.folder, old, new)
        try:
            return _open_kept(path, path.stat().st_mtime_ns)
        except BrokenDifference:
            with suppress(OSError):
                path.unlink()
        except OSError:
            pass
        return None

    def list_kept(self) -> list[KeptDifference]:
        """List every difference that is kept, the last that was made first."""
        paths = sorted(self.folder.glob(f"*.{FORM}.sqlite"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        found = []
        for path in paths:
            with suppress(BrokenDifference, OSError):
                found.append(_open_kept(path, path.stat().st_mtime_ns))
        return found

    def order(self, old: str, new: str, *, first: bool = False) -> bool:
        """Have that difference made soon, *first* or after the others; say whether it will be, or is kept already."""
        pair = old, new
        if self.find(*pair):
            return True
        with self._lock:
            if self._closed or time.monotonic() - self._failed.get(pair, -RETRY_SECONDS) < RETRY_SECONDS:
                return False
            if pair not in self._ordered:
                if len(self._ordered) >= MOST_ORDERED:
                    return False
                self._ordered.insert(0 if first else len(self._ordered), pair)
            if self._maker is None:
                self._maker = threading.Thread(target=self._make_all, name="changes", daemon=True)
                self._maker.start()
        return True

    def wait(self, old: str, new: str, seconds: float) -> KeptDifference | None:
        """Find that difference, or have it made first and wait *seconds* for it; None where that is too short."""
        end = time.monotonic() + seconds
        while (kept := self.find(old, new)) is None and self.order(old, new, first=True) and time.monotonic() < end:
            time.sleep(_LOOK_SECONDS)
        return kept

    def has_failed(self, old: str, new: str) -> bool:
        """Say whether that difference could not be made a moment ago."""
        return (old, new) in self._failed

    def close(self) -> None:
        """Make no more of them, and end the process that makes one."""
        with self._lock:
            self._closed = True
            self._ordered.clear()
            process, maker = self._process, self._maker
        if process:
            process.kill()
        if maker:
            maker.join()
        if self._own:
            self._own.cleanup()

    def _make_all(self) -> None:
        """Make what is ordered, one after another, until nothing is."""
        while True:
            with self._lock:
                if not self._ordered:
                    self._maker = None
                    return
                pair = self._ordered[0]
            made = self._make(pair)
            with self._lock:
                if pair in self._ordered:
                    self._ordered.remove(pair)
                self._failed.pop(pair, None)
                if not made and not self._closed:
                    self._failed[pair] = time.monotonic()
            self._tidy()

    def _make(self, pair: Pair) -> bool:
        """Make the difference between the versions of *pair* in a process of its own; say whether that went well."""
        if self.find(*pair):
            return True
        self._find_writable()
        command = build_command("queries.changes.making", str(self._archive.folder), str(self.folder), *pair)
        with self._lock:
            if self._closed:
                return False
            self._process = subprocess.Popen(  # noqa: S603  our own module
                command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
            )
        _, said = self._process.communicate()
        made = self.find(*pair) is not None
        if not made and not self._closed:
            last = said.decode(errors="replace").strip().splitlines()[-1:]
            LOG.warning("The difference from %s to %s cannot be made: %s", pair[0][:12], pair[1][:12], *(last or [""]))
        return made

    def _find_writable(self) -> None:
        """Find a folder that can be written: that of the data, or else one of our own."""
        if self._own is None:
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
            except OSError:
                writable = False
            else:
                writable = os.access(self.folder, os.W_OK)
            if not writable:
                self._own = TemporaryDirectory(prefix="samendoen-changes-")

    def _tidy(self) -> None:
        """Remove the oldest files where there are many, those of another form, and what nobody works on any more."""
        with suppress(OSError):
            files = sorted(self.folder.glob("*.sqlite"), key=lambda path: path.stat().st_mtime, reverse=True)
            ours = [path for path in files if path.name.endswith(f".{FORM}.sqlite")]
            for path in {*files} - {*ours[:MOST_KEPT]}:
                path.unlink(missing_ok=True)
            for left in self.folder.glob(f"{WORKING}*"):
                if time.time() - left.stat().st_mtime > LEFT_SECONDS:
                    shutil.rmtree(left, ignore_errors=True)


@lru_cache(maxsize=MOST_KEPT)
def _open_kept(path: Path, _written: int) -> KeptDifference:
    """Open the difference at *path*, once for each time that it was written."""
    return KeptDifference(path)
