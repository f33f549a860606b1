"""A kept difference holds thousands of changes, and gives them a page at a time; a broken file is made again."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from graph.versions import Archive
from queries.changes import BrokenDifference, Change, Differences, KeptDifference, Side, Wanted
from queries.changes.kept import find_path
from queries.changes.writer import DifferenceWriter
from tests.changed import changed_folder, changed_versions
from tests.website import PATIENCE

if TYPE_CHECKING:
    from pathlib import Path

    from graph.versions import Version

__all__ = ["changed_folder", "changed_versions"]

MANY = 5_000
END = {"digest": "0" * 64, "created": "2031-01-01T00:00:00+00:00", "program": "1", "plans": 1, "measures": 1}


def write_many(path: Path) -> KeptDifference:
    """Write a difference of many changes, each of a thing with a name of its own that looks like markup."""
    writer = DifferenceWriter(path)
    changes = (
        Change(
            *("a-2031", "title", "changed", "Measure", (f"urn:m{number}",), {"nl": f"<b>{number:05}</b>"}),
            before=(Side({"nl": "oud"}),),
            after=(Side({"nl": "nieuw"}),),
            theme="urn:even" if number % 2 == 0 else "",
            concerned=frozenset({"urn:even"} if number % 2 == 0 else ()),
        )
        for number in range(MANY)
    )
    writer.add(changes, {"urn:even": ("theme", {"nl": "Even"})})
    writer.finish({"from": END, "to": END, "plans": {"a-2031": {"nl": "A"}}, "words": {}, "lines": {}})
    return KeptDifference(path)


def test_thousands_are_given_a_page_at_a_time(tmp_path: Path) -> None:
    """Every change is on one page and no two; those without a theme come last."""
    kept = write_many(tmp_path / "many")
    seen: list[str] = []
    for first in range(0, MANY, 500):
        rows = kept.select(Wanted(), first, 500, "theme")
        seen += [change.iris[0] for _, change in rows]

    assert (kept.count(), kept.count_things("a-2031"), len(seen), len(set(seen))) == (MANY,) * 4
    assert [it.count for it in kept.list_groups()] == [MANY]
    assert kept.select(Wanted(), 0, 1, "theme")[0][0] == "urn:even"
    assert kept.select(Wanted(), MANY - 1, 1, "theme")[0][0] == ""
    assert kept.count(Wanted(concerned=(("urn:even",),))) == MANY // 2
    assert kept.list_named("theme") == [("urn:even", {"nl": "Even"}, MANY // 2)]


@pytest.mark.parametrize("content", [b"", b"no table at all", b"SQLite format 3\x00" + b"\x00" * 100])
def test_file_that_is_no_difference_is_refused(tmp_path: Path, content: bytes) -> None:
    """What is no table, or no difference, is refused; so is one of another form, and one that is not there."""
    path = tmp_path / "broken"
    path.write_bytes(content)
    with pytest.raises(BrokenDifference):
        KeptDifference(path)
    with pytest.raises(BrokenDifference):
        KeptDifference(tmp_path / "absent")

    other = write_many(tmp_path / "other").path
    with sqlite3.connect(other) as table:
        table.execute("UPDATE about SET value = '0' WHERE name = 'form'")
    table.close()
    with pytest.raises(BrokenDifference):
        KeptDifference(other)


def test_broken_file_is_made_again(changed_folder: Path, changed_versions: list[Version]) -> None:
    """The differences finds what is kept; a broken file is no difference and is made again, in another process."""
    old, new = (it.digest for it in changed_versions[:2])
    differences = Differences(Archive(changed_folder))
    before = differences.find(old, new)
    assert before
    count = before.count()
    find_path(differences.folder, old, new).write_bytes(b"broken")

    assert differences.find(old, new) is None
    assert not find_path(differences.folder, old, new).exists()
    made = differences.wait(old, new, PATIENCE)
    differences.close()
    assert made
    assert made.count() == count
    assert not list(differences.folder.glob("making-*"))


def test_version_that_cannot_be_read_is_compared_with_nothing(
    changed_folder: Path, changed_versions: list[Version]
) -> None:
    """Where a version is damaged or gone, the difference fails, and is not tried again at once."""
    differences = Differences(Archive(changed_folder))
    pair = changed_versions[0].digest, "f" * 64

    assert differences.wait(*pair, PATIENCE) is None
    assert differences.has_failed(*pair)
    assert not differences.order(*pair)
    differences.close()
    assert not differences.order(*(it.digest for it in changed_versions[::2]))


def test_folder_that_cannot_be_written_is_no_obstacle(changed_versions: list[Version], tmp_path: Path) -> None:
    """Where the data folder has no place for it, a difference is kept in a folder of our own, as long as we run."""
    (tmp_path / "versions").symlink_to(changed_versions[0].path.parent)
    (tmp_path / "changes").write_text("a file stands here")
    differences = Differences(Archive(tmp_path))
    made = differences.wait(*(it.digest for it in changed_versions[:2]), PATIENCE)

    assert made
    assert made.count()
    assert tmp_path not in made.path.parents
    differences.close()
    assert not made.path.exists()
