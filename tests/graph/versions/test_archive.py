"""Versions on disk: named by their quads, whole or absent, listed, found, and taken back."""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import ontology
from api.catalogue import load_catalogue
from graph.disk import hold_lock
from graph.errors import ArchiveError
from graph.fault import Fault
from graph.message import Message, OwnWords
from graph.versions.archive import Archive, BrokenVersion, Manifest, ShapesResult, Version
from graph.versions.compression import open_version

if TYPE_CHECKING:
    from pathlib import Path

QUADS = b"<urn:a> <urn:b> <urn:c> <urn:g> .\n"
OTHER = b"<urn:a> <urn:b> <urn:d> <urn:g> .\n"
THIRD = b"<urn:a> <urn:b> <urn:e> <urn:g> .\n"
WARNING = Fault("plan.ttl", "urn:a", "open-line", Message("Line %(line)s is open.").fill(line=4), "warning", "four")
OWN_WARNING = Fault("plan.ttl", "urn:b", "orphan", OwnWords({"nl": "Los.", "en": "Loose."}), "warning")
ABOUT = Manifest(
    "2026-01-01T00:00:00+00:00",
    {"plan.ttl": "0" * 64},
    {"urn:g": 1},
    ShapesResult(warnings=2),
    (WARNING, OWN_WARNING),
)


def content(version: Version) -> bytes:
    """Give the N-Quads of *version*."""
    return gzip.decompress(version.path.read_bytes())


def about(version: Version) -> Path:
    """Give the file of the manifest of *version*."""
    return version.path.with_name(f"{version.digest}.json")


def files(folder: Path) -> set[str]:
    """Give every file in *folder*, by its path from there."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_nothing_is_published_yet(tmp_path: Path) -> None:
    """A folder that is new, or not there at all, has no current version, and looking makes none."""
    assert Archive(tmp_path).find_current() is None
    assert Archive(tmp_path / "absent").find_current() is None
    assert list(tmp_path.iterdir()) == []


def test_published_version_is_current(tmp_path: Path) -> None:
    """What was published last is current, with its bytes, its digest and its manifest."""
    archive = Archive(tmp_path)
    archive.publish(OTHER, ABOUT)

    published = archive.publish(QUADS, ABOUT)
    current = Archive(tmp_path).find_current()

    assert current is not None
    assert current.digest == published.digest == hashlib.sha256(QUADS).hexdigest()
    assert content(current) == QUADS
    assert current.manifest.inputs == ABOUT.inputs
    assert current.manifest.graphs == ABOUT.graphs


def test_same_bytes_are_the_same_version(tmp_path: Path) -> None:
    """Publishing the same bytes again makes no second version."""
    archive = Archive(tmp_path)

    assert archive.publish(QUADS, ABOUT).digest == archive.publish(QUADS, ABOUT).digest
    assert len(list((tmp_path / "versions").glob("*.nq.gz"))) == 1


def test_same_bytes_keep_their_first_manifest(tmp_path: Path) -> None:
    """A version tells when it was first made."""
    archive = Archive(tmp_path)
    archive.publish(QUADS, ABOUT)
    archive.publish(QUADS, Manifest("2027-01-01T00:00:00+00:00", {}, {}))

    current = archive.find_current()

    assert current is not None
    assert current.manifest.created == ABOUT.created


def test_version_reads_back_as_it_was(tmp_path: Path) -> None:
    """What is read from disk equals what was published."""
    published = Archive(tmp_path).publish(QUADS, ABOUT)

    assert Archive(tmp_path).find_current() == published


def test_older_versions_stay(tmp_path: Path) -> None:
    """A new version leaves the older ones as they were."""
    archive = Archive(tmp_path)
    older = archive.publish(OTHER, ABOUT)
    archive.publish(QUADS, ABOUT)

    assert content(older) == OTHER


def test_publishing_leaves_nothing_lying(tmp_path: Path) -> None:
    """After publishing there are the version, its manifest, `current` and the lock, and nothing else."""
    digest = Archive(tmp_path).publish(QUADS, ABOUT).digest

    assert files(tmp_path) == {f"versions/{digest}.nq.gz", f"versions/{digest}.json", "current", ".lock"}


def test_name_is_proved_without_us(tmp_path: Path) -> None:
    """`zcat FILE | sha256sum` gives the name of the version, and `current` holds just that."""
    version = Archive(tmp_path).publish(QUADS, ABOUT)

    said = subprocess.run(f"zcat {version.path} | sha256sum", shell=True, capture_output=True, text=True, check=True)  # noqa: S602  our own path, and the pipe that the documentation promises

    assert said.stdout.split()[0] == version.digest
    assert (tmp_path / "current").read_text(encoding="ascii") == f"{version.digest}\n"


def test_same_quads_are_the_same_bytes(tmp_path: Path) -> None:
    """The compressed file says nothing of when, where or in how many pieces it was made: no time, no name."""
    one = Archive(tmp_path / "one").publish(QUADS + OTHER, ABOUT)
    two = Archive(tmp_path / "two").publish(iter([QUADS[:7], QUADS[7:], OTHER]), replace(ABOUT, created="later"))

    assert one.digest == two.digest
    assert one.path.read_bytes() == two.path.read_bytes()
    assert one.path.read_bytes()[3:8] == bytes(5)  # RFC 1952: no flags, so no name, and no time


def test_manifest_is_completed(tmp_path: Path) -> None:
    """The manifest says what the publisher knew, the size and digest of the file, the program, and what it follows."""
    archive = Archive(tmp_path)
    first, second = archive.publish(OTHER, ABOUT), archive.publish(QUADS, ABOUT)
    data = second.path.read_bytes()

    assert second.manifest == replace(
        ABOUT,
        follows=first.digest,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        program=ontology.__version__,
    )
    assert first.manifest.follows is None
    assert Archive(tmp_path).find("current") == second


@pytest.mark.parametrize("changed", [b"", QUADS[:-5], QUADS + OTHER], ids=["empty", "cut", "more"])
def test_changed_quads_are_detected(tmp_path: Path, changed: bytes) -> None:
    """A version whose quads no longer fit its name is refused, with a remedy, also where its file is whole."""
    archive = Archive(tmp_path)
    archive.publish(QUADS, ABOUT).path.write_bytes(gzip.compress(changed))

    with pytest.raises(ArchiveError, match=r"was changed after it was published.* Run 'samendoen build'"):
        archive.find_current()


@pytest.mark.parametrize("end", [0, 5, 15, -9, -1])
def test_cut_file_is_detected(tmp_path: Path, end: int) -> None:
    """A compressed file that was cut off anywhere is refused in the same way."""
    archive = Archive(tmp_path)
    path = archive.publish(QUADS, ABOUT).path
    path.write_bytes(path.read_bytes()[:end])

    with pytest.raises(ArchiveError, match=r"was changed after it was published"):
        archive.find_current()


def test_file_compressed_by_another_is_the_same_version(tmp_path: Path) -> None:
    """The name is of the quads, so a version that was compressed again is whole."""
    archive = Archive(tmp_path)
    version = archive.publish(QUADS, ABOUT)
    version.path.write_bytes(gzip.compress(QUADS, compresslevel=1))

    assert archive.find_current() == version
    assert archive.list_versions() == [version]


def test_remedy_for_a_changed_version_works(tmp_path: Path) -> None:
    """Building the same data again, as the message says, mends a changed version, with its manifest."""
    archive = Archive(tmp_path)
    broken = archive.publish(QUADS, ABOUT)
    broken.path.write_bytes(b"")

    assert archive.publish(QUADS, replace(ABOUT, created="later")) == broken
    assert archive.find_current() == broken
    assert content(broken) == QUADS


@pytest.mark.parametrize("suffix", ["nq.gz", "json"])
def test_lost_file_is_named(tmp_path: Path, suffix: str) -> None:
    """A version of which a file is gone is refused by that file, and publishing it again mends it."""
    archive = Archive(tmp_path)
    version = archive.publish(QUADS, ABOUT)
    (tmp_path / "versions" / f"{version.digest}.{suffix}").unlink()

    with pytest.raises(ArchiveError, match=rf"{version.digest}\.{suffix} is gone"):
        archive.find_current()

    archive.publish(QUADS, ABOUT)
    assert archive.find_current() is not None


@pytest.mark.parametrize(
    "manifest",
    ["", "[]", "null", '{"created": "now"}', '{"unknown": 1}', "\x00", "[" * 100_000, "half"],
    ids=["empty", "list", "null", "less", "more", "binary", "deep", "half"],
)
def test_broken_manifest_is_refused(tmp_path: Path, manifest: str) -> None:
    """A manifest that is not as it should be, or is cut in half, stops nothing but its version, and says so."""
    archive = Archive(tmp_path)
    older, version = archive.publish(OTHER, ABOUT), archive.publish(QUADS, ABOUT)
    text = about(version).read_text(encoding="utf-8")
    about(version).write_text(text[: len(text) // 2] if manifest == "half" else manifest, encoding="utf-8")

    with pytest.raises(ArchiveError, match=rf"{version.digest}\.json is gone or broken\. Run 'samendoen build'"):
        archive.find_current()
    with pytest.raises(ArchiveError, match=rf"{version.digest[:12]} cannot be used"):
        archive.find(version.digest)
    listed = archive.list_versions()
    assert listed[0] == older
    assert isinstance(listed[1], BrokenVersion)
    assert listed[1].digest == version.digest

    archive.publish(QUADS, ABOUT)
    assert len([it for it in archive.list_versions() if isinstance(it, Version)]) == 2


@pytest.mark.parametrize(
    "part",
    [
        '"created": 5',
        '"graphs": []',
        '"graphs": {"urn:g": "1"}',
        '"inputs": {"plan.ttl": 1}',
        '"size": "1"',
        '"shapes": 1',
    ],
)
def test_manifest_of_wrong_kinds_is_refused(tmp_path: Path, part: str) -> None:
    """A manifest with a part of another kind is broken, rather than a surprise to whoever reads it later."""
    archive = Archive(tmp_path)
    version = archive.publish(QUADS, ABOUT)
    text = about(version).read_text(encoding="utf-8").rstrip().removesuffix("}")
    about(version).write_text(f"{text}, {part}}}", encoding="utf-8")  # of a name given twice the last counts

    with pytest.raises(ArchiveError, match="is gone or broken"):
        archive.find_current()


def test_manifest_keeps_faults_without_a_language(tmp_path: Path) -> None:
    """A fault is kept as rule, place and values, so that whoever reads it later is told in their own language."""
    archive = Archive(tmp_path)
    version = archive.publish(QUADS, ABOUT)

    kept = json.loads(about(version).read_bytes())["warnings"]

    assert kept[0] == {
        "place": "plan.ttl",
        "node": "urn:a",
        "rule": "open-line",
        "severity": "warning",
        "value": "four",
        "words": {"template": "Line %(line)s is open.", "values": {"line": 4}},
    }
    assert kept[1]["words"] == {"texts": {"nl": "Los.", "en": "Loose."}}
    assert archive.find("current").manifest.warnings == (WARNING, OWN_WARNING)


def test_manifest_of_an_older_program_is_read(tmp_path: Path) -> None:
    """An older program kept each warning as one line in Dutch: that line is what is shown of it, in any language."""
    archive = Archive(tmp_path)
    version = archive.publish(QUADS, ABOUT)
    raw = json.loads(about(version).read_bytes())
    line = "[warning] plan.ttl: actor:x: Dit hangt nergens mee samen."
    about(version).write_text(json.dumps(raw | {"warnings": [line]}), encoding="utf-8")

    (fault,) = archive.find("current").manifest.warnings

    assert {fault.describe(load_catalogue(language)) for language in ("nl", "en")} == {line}
    assert fault.severity == "warning"


def test_version_of_the_older_form_is_told(tmp_path: Path) -> None:
    """A version that an older program published is not read: it is named, with what to do, and that works."""
    archive = Archive(tmp_path)
    digest = hashlib.sha256(QUADS).hexdigest()
    (tmp_path / "versions").mkdir()
    (tmp_path / "versions" / f"{digest}.nq").write_bytes(QUADS)
    older = '{"created": "2026-01-01", "inputs": {}, "graphs": {"urn:g": 1}, "warnings": []}'
    (tmp_path / "versions" / f"{digest}.json").write_text(older, encoding="utf-8")
    (tmp_path / "current").write_text(f"{digest}\n", encoding="ascii")

    with pytest.raises(ArchiveError, match=r"\.nq is of an older form, which is not read\. Run 'samendoen build'"):
        archive.find_current()
    assert [type(it) for it in archive.list_versions()] == [BrokenVersion]

    assert archive.publish(QUADS, ABOUT).digest == digest
    assert archive.list_versions() == [archive.find_current()]


@pytest.mark.parametrize("text", ["", "nonsense", "../../etc/passwd", "\u20ac"])
def test_current_that_names_nothing_is_told(tmp_path: Path, text: str) -> None:
    """A file `current` that holds no digest is told, with what to do."""
    archive = Archive(tmp_path)
    archive.publish(QUADS, ABOUT)
    (tmp_path / "current").write_text(text, encoding="utf-8")

    with pytest.raises(ArchiveError, match=r"current names no version\. Run 'samendoen build'"):
        archive.find_current()
    assert len(archive.list_versions()) == 1


def test_unwritable_folder_is_said(tmp_path: Path) -> None:
    """A folder that cannot be written is said before any work, with a remedy; below a file nothing can be."""
    (tmp_path / "file").write_bytes(b"")
    archive = Archive(tmp_path / "file" / "data")

    with pytest.raises(ArchiveError, match=r"cannot be written: Not a directory\. Give a folder"):
        archive.require_writable()
    with pytest.raises(ArchiveError, match="cannot be written"):
        archive.publish(QUADS, ABOUT)
    assert archive.find_current() is None


def test_failed_publish_keeps_current(tmp_path: Path) -> None:
    """Where a version cannot be written, what was current stays current."""
    archive = Archive(tmp_path)
    kept = archive.publish(QUADS, ABOUT)
    (tmp_path / "versions" / f"{hashlib.sha256(OTHER).hexdigest()}.json").mkdir()

    with pytest.raises(ArchiveError):
        archive.publish(OTHER, ABOUT)

    current = archive.find_current()
    assert current is not None
    assert current.digest == kept.digest


def test_versions_are_listed_newest_first(tmp_path: Path) -> None:
    """Versions come by when they were made; one that is broken, or changed without its size, is told as such."""
    archive = Archive(tmp_path)
    assert archive.list_versions() == []
    for quads, day in ((OTHER, "02"), (THIRD, "03"), (QUADS, "01")):
        archive.publish(quads, replace(ABOUT, created=f"2026-01-{day}T00:00:00+00:00"))
    listed = archive.list_versions()
    assert [content(it) for it in listed if isinstance(it, Version)] == [THIRD, OTHER, QUADS]

    broken = listed[1]
    assert isinstance(broken, Version)
    data = bytearray(broken.path.read_bytes())
    data[12] ^= 1
    broken.path.write_bytes(data)

    assert archive.list_versions()[:2] == [listed[0], listed[2]]
    last = archive.list_versions()[2]
    assert isinstance(last, BrokenVersion)
    assert last.digest == broken.digest
    assert str(last.reason) == f"{broken.path} was changed after it was published, or cannot be read."


def test_version_is_found_by_how_it_begins(tmp_path: Path) -> None:
    """A digest, its first four characters, `current` and `previous` each name one version."""
    archive = Archive(tmp_path)
    older, newer = archive.publish(OTHER, ABOUT), archive.publish(QUADS, ABOUT)

    assert archive.find(older.digest) == archive.find(older.digest[:4]) == archive.find("previous") == older
    assert archive.find("current") == newer


def alike(count: int) -> list[bytes]:
    """Give quads of which two have digests that begin with the same *count* characters."""
    seen: dict[str, bytes] = {}
    for number in range(1 << 20):
        quads = b"<urn:a> <urn:b> <urn:%d> <urn:g> .\n" % number
        begin = hashlib.sha256(quads).hexdigest()[:count]
        if begin in seen:
            return [seen[begin], quads]
        seen[begin] = quads
    raise AssertionError


def test_name_that_fits_two_versions_is_refused(tmp_path: Path) -> None:
    """Where two versions begin so, both are named, and one character more is enough."""
    archive = Archive(tmp_path)
    one, two = (archive.publish(quads, ABOUT) for quads in alike(4))
    same = next(n for n in range(64) if one.digest[: n + 1] != two.digest[: n + 1])

    with pytest.raises(ArchiveError, match="More than one version begins with") as caught:
        archive.find(one.digest[:4])
    assert all(it.digest[:12] in str(caught.value) for it in (one, two))
    assert archive.find(one.digest[: same + 1]) == one


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("abc", "at least four characters"),
        ("", "at least four characters"),
        ("wrong", "at least four characters"),
        ("../../x", "at least four characters"),
        ("*", "at least four characters"),
        ("ffffffff", "No version begins with ffffffff"),
        ("previous", "Name the one you want"),
    ],
)
def test_name_of_no_version_is_refused(tmp_path: Path, text: str, said: str) -> None:
    """What names no version is refused with what would do; so is `previous` where nothing came before."""
    archive = Archive(tmp_path)
    archive.publish(QUADS, ABOUT)

    with pytest.raises(ArchiveError, match=said):
        archive.find(text)


@pytest.mark.parametrize("text", ["current", "previous"])
def test_nothing_is_found_where_nothing_was_published(tmp_path: Path, text: str) -> None:
    """In a new folder there is neither a current nor a previous version; looking and rolling back make nothing."""
    with pytest.raises(ArchiveError, match=r"No version is published yet\. Run 'samendoen build'"):
        Archive(tmp_path).find(text)
    with pytest.raises(ArchiveError, match=r"No version is published yet"):
        Archive(tmp_path / "absent").roll_back()
    assert list(tmp_path.iterdir()) == []


def test_rollback_goes_back_and_is_remembered(tmp_path: Path) -> None:
    """Rolling back makes the previous version current, by choice, and the next publish ends that."""
    archive = Archive(tmp_path)
    versions = [archive.publish(quads, ABOUT) for quads in (QUADS, OTHER, THIRD)]
    assert not archive.is_chosen()

    assert archive.roll_back() == archive.find_current() == versions[1]
    assert archive.roll_back() == archive.find_current() == versions[0]
    assert archive.is_chosen()
    with pytest.raises(ArchiveError, match="Name the one you want"):
        archive.roll_back()
    assert archive.roll_back(versions[2].digest[:8]) == archive.find_current() == versions[2]
    assert archive.is_chosen()

    assert archive.publish(QUADS, ABOUT) == archive.find_current() == versions[0]
    assert not archive.is_chosen()


def test_version_used_again_is_not_chosen(tmp_path: Path) -> None:
    """A version that is taken into use because its data are those of now counts as if it were published."""
    archive = Archive(tmp_path)
    first = archive.publish(QUADS, ABOUT)
    archive.publish(OTHER, replace(ABOUT, inputs={}))
    archive.roll_back("current")

    assert archive.find_made_of(ABOUT.inputs) == first
    assert archive.use(first) == archive.find_current()
    assert not archive.is_chosen()
    assert archive.find_made_of({"other.ttl": "0"}) is None


def test_rollback_to_a_broken_version_is_refused(tmp_path: Path) -> None:
    """What cannot be used does not become current; from a broken version one can go back."""
    archive = Archive(tmp_path)
    first, second = archive.publish(QUADS, ABOUT), archive.publish(OTHER, ABOUT)
    kept = first.path.read_bytes()
    first.path.write_bytes(kept[:-4])

    with pytest.raises(ArchiveError, match=rf"{first.digest[:12]} cannot be used: .* was changed"):
        archive.roll_back()
    assert archive.find_current() == second

    first.path.write_bytes(kept)
    second.path.write_bytes(b"")
    assert archive.roll_back() == archive.find_current() == first


def test_quads_are_read_by_line(tmp_path: Path) -> None:
    """A version reads by line and as a whole; what other programs take for the end of a line is none."""
    quads = '<urn:a> <urn:b> "\u2028\x85\x0b\x0c\x1c\\r\rë" <urn:g> .\n'
    archive = Archive(tmp_path)
    version = archive.publish([quads.encode(), QUADS], ABOUT)

    with archive.open(version) as file:
        assert [line.decode() for line in file] == [quads, QUADS.decode()]
    with archive.open(version) as file:
        assert file.read() == quads.encode() + QUADS


def test_plain_file_opens_as_a_version_does(tmp_path: Path) -> None:
    """A file that is not compressed is read as it is."""
    (tmp_path / "plain.nq").write_bytes(QUADS)

    with open_version(tmp_path / "plain.nq") as file:
        assert file.read() == QUADS


def interrupted(folder: Path) -> tuple[Version, set[str]]:
    """Publish in *folder*, leave there what interrupted publishers leave, and give the version and the left-overs."""
    version = Archive(folder).publish(QUADS, ABOUT)
    left = {"versions/1.part", "current.2.part", f"versions/{'a' * 64}.nq.gz"}
    for name in left:
        (folder / name).write_bytes(QUADS[:9])
    return version, left


def test_leftovers_are_swept_and_named(tmp_path: Path) -> None:
    """What dead publishers left is removed and named; what is whole stays, and a second sweep finds nothing."""
    version, left = interrupted(tmp_path)
    archive = Archive(tmp_path)
    assert archive.list_versions() == [version]

    assert set(archive.sweep()) == left
    assert files(tmp_path) & left == set()
    assert archive.find_current() == version
    assert archive.sweep() == []


def test_leftovers_are_swept_by_the_next_publish(tmp_path: Path) -> None:
    """Publishing cleans up after whoever was interrupted."""
    _, left = interrupted(tmp_path)

    Archive(tmp_path).publish(OTHER, ABOUT)

    assert files(tmp_path) & left == set()


def test_work_of_a_living_publisher_is_left_alone(tmp_path: Path) -> None:
    """While somebody holds the lock, what lies there is no left-over."""
    _, left = interrupted(tmp_path)

    with hold_lock(tmp_path / ".lock"):
        assert Archive(tmp_path).sweep() == []

    assert files(tmp_path) & left == left


def test_version_in_use_is_no_leftover(tmp_path: Path) -> None:
    """The current version was published whole; that its manifest is lost since does not cost its quads."""
    archive = Archive(tmp_path)
    version = archive.publish(QUADS, ABOUT)
    about(version).unlink()

    assert archive.sweep() == []
    assert content(version) == QUADS
