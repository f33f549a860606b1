"""Versions on disk: named by their bytes, whole or absent, and never lost to a killed process."""

from __future__ import annotations

import hashlib
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from graph.archive import Archive, Manifest
from graph.errors import ArchiveError

ROOT = Path(__file__).parents[2]
QUADS = b"<urn:a> <urn:b> <urn:c> <urn:g> .\n"
OTHER = b"<urn:a> <urn:b> <urn:d> <urn:g> .\n"
ABOUT = Manifest("2026-01-01T00:00:00+00:00", {"plan.ttl": "0" * 64}, {"urn:g": 1})

# Publishes one new version after another, and says so, until it is killed; the quads are large enough to be
# caught half written.
PUBLISHER = """
import itertools, sys
from pathlib import Path
from graph.archive import Archive, Manifest

for number in itertools.count(int(sys.argv[2])):
    quads = f"<urn:a> <urn:b> <urn:{number}> <urn:g> .\\n".encode() * 250_000
    Archive(Path(sys.argv[1])).publish(quads, Manifest(str(number), {}, {}))
    print(number, flush=True)
"""


def test_nothing_is_published_yet(tmp_path: Path) -> None:
    """A folder that is new, or not there at all, has no current version, and looking makes none."""
    assert Archive(tmp_path).current() is None
    assert Archive(tmp_path / "absent").current() is None
    assert list(tmp_path.iterdir()) == []


def test_published_version_is_current(tmp_path: Path) -> None:
    """What was published last is current, with its bytes, its digest and its manifest."""
    archive = Archive(tmp_path)
    archive.publish(OTHER, ABOUT)

    published = archive.publish(QUADS, ABOUT)
    current = Archive(tmp_path).current()

    assert current is not None
    assert current.digest == published.digest == hashlib.sha256(QUADS).hexdigest()
    assert current.path.read_bytes() == QUADS
    assert current.manifest.inputs == ABOUT.inputs
    assert current.manifest.graphs == ABOUT.graphs


def test_same_bytes_are_the_same_version(tmp_path: Path) -> None:
    """Publishing the same bytes again makes no second version."""
    archive = Archive(tmp_path)

    assert archive.publish(QUADS, ABOUT).digest == archive.publish(QUADS, ABOUT).digest
    assert len(list((tmp_path / "versions").glob("*.nq"))) == 1


def test_same_bytes_keep_their_first_manifest(tmp_path: Path) -> None:
    """A version tells when it was first made."""
    archive = Archive(tmp_path)
    archive.publish(QUADS, ABOUT)
    archive.publish(QUADS, Manifest("2027-01-01T00:00:00+00:00", {}, {}))

    current = archive.current()

    assert current is not None
    assert current.manifest.created == ABOUT.created


def test_version_reads_back_as_it_was(tmp_path: Path) -> None:
    """What is read from disk equals what was published."""
    published = Archive(tmp_path).publish(QUADS, ABOUT)

    assert Archive(tmp_path).current() == published


def test_older_versions_stay(tmp_path: Path) -> None:
    """A new version leaves the older ones as they were."""
    archive = Archive(tmp_path)
    older = archive.publish(OTHER, ABOUT)
    archive.publish(QUADS, ABOUT)

    assert older.path.read_bytes() == OTHER


def test_publishing_leaves_nothing_lying(tmp_path: Path) -> None:
    """After publishing there are the version, its manifest and `current`, and nothing else."""
    version = Archive(tmp_path).publish(QUADS, ABOUT)
    names = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}

    assert names == {f"versions/{version.digest}.nq", f"versions/{version.digest}.json", "current"}


@pytest.mark.parametrize("changed", [b"", QUADS[:-5], QUADS + OTHER])
def test_changed_bytes_are_detected(tmp_path: Path, changed: bytes) -> None:
    """A version whose bytes no longer fit its name is refused, with a remedy."""
    archive = Archive(tmp_path)
    archive.publish(QUADS, ABOUT).path.write_bytes(changed)

    with pytest.raises(ArchiveError, match=r"was changed after it was published.* Run 'samendoen build'"):
        archive.current()


def test_remedy_for_changed_bytes_works(tmp_path: Path) -> None:
    """Building the same data again, as the message says, mends a changed version."""
    archive = Archive(tmp_path)
    archive.publish(QUADS, ABOUT).path.write_bytes(b"")

    archive.publish(QUADS, ABOUT)
    current = archive.current()

    assert current is not None
    assert current.path.read_bytes() == QUADS


@pytest.mark.parametrize("suffix", ["nq", "json"])
def test_lost_file_is_named(tmp_path: Path, suffix: str) -> None:
    """A version of which a file is gone is refused by that file, and publishing it again mends it."""
    archive = Archive(tmp_path)
    version = archive.publish(QUADS, ABOUT)
    version.path.with_suffix(f".{suffix}").unlink()

    with pytest.raises(ArchiveError, match=rf"{version.digest}\.{suffix} is gone"):
        archive.current()

    archive.publish(QUADS, ABOUT)
    assert archive.current() is not None


@pytest.mark.parametrize("manifest", ["", "[]", '{"created": "now"}', '{"unknown": 1}', "\x00"])
def test_broken_manifest_is_refused(tmp_path: Path, manifest: str) -> None:
    """A manifest that is not as it should be stops nothing but its version, and says so."""
    archive = Archive(tmp_path)
    version = archive.publish(QUADS, ABOUT)
    version.path.with_suffix(".json").write_text(manifest, encoding="utf-8")

    with pytest.raises(ArchiveError, match="Run 'samendoen build'"):
        archive.current()


def test_unwritable_folder_is_said(tmp_path: Path) -> None:
    """A folder that cannot be written is said before any work, with a remedy; below a file nothing can be."""
    (tmp_path / "file").write_bytes(b"")
    archive = Archive(tmp_path / "file" / "data")

    with pytest.raises(ArchiveError, match=r"cannot be written: Not a directory\. Give a folder"):
        archive.ready()
    with pytest.raises(ArchiveError, match="cannot be written"):
        archive.publish(QUADS, ABOUT)
    assert archive.current() is None


def test_failed_publish_keeps_current(tmp_path: Path) -> None:
    """Where a version cannot be written, what was current stays current."""
    archive = Archive(tmp_path)
    kept = archive.publish(QUADS, ABOUT)
    (tmp_path / "versions" / f"{hashlib.sha256(OTHER).hexdigest()}.json").mkdir()

    with pytest.raises(ArchiveError):
        archive.publish(OTHER, ABOUT)

    current = archive.current()
    assert current is not None
    assert current.digest == kept.digest


def test_killed_publish_leaves_a_whole_version(tmp_path: Path) -> None:
    """Killed at its first byte or at its last, a publish leaves `current` and every version whole."""
    versions = tmp_path / "versions"
    for turn in range(10):
        command = [sys.executable, "-c", PUBLISHER, str(tmp_path), str(turn * 1_000)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True) as publisher:
            assert publisher.stdout is not None
            announced = int(publisher.stdout.readline())
            seen = set(versions.iterdir())
            awaited = ".nq" if turn % 2 else ".part"
            while not any(path.suffix == awaited for path in set(versions.iterdir()) - seen):
                assert publisher.poll() is None
            publisher.send_signal(signal.SIGKILL)
        assert publisher.returncode == -signal.SIGKILL

        current = Archive(tmp_path).current()

        assert current is not None
        assert int(current.manifest.created) >= announced

    published = list(versions.glob("*.nq"))
    assert len(published) >= 10
    assert [p.name for p in published if hashlib.sha256(p.read_bytes()).hexdigest() != p.stem] == []
