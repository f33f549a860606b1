"""Accept the present answers: write the expected ones of both plans anew, and show what that changes.

Run as `make expected`. What it prints is what has to be looked over before it is committed.
"""

from __future__ import annotations

import difflib
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
if __name__ == "__main__":  # so that it runs as a script too
    sys.path.insert(0, str(ROOT))

from graph.engine import Store  # noqa: E402  the path has to be there first
from queries.answers import ask  # noqa: E402
from queries.exports.table import list_lines, write_csv  # noqa: E402
from queries.plans import Plans  # noqa: E402
from queries.questions.library import find_question, load_questions  # noqa: E402
from tests.builds import BUILDS  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Where the expected answers over each build are kept, one file a question.
EXPECTED = {
    "small_version": ROOT / "tests" / "expected",
    "packaged_version": ROOT / "tests" / "data" / "meierij" / "expected",
}


def find_remedy(name: str) -> str:
    """Return what to do where the answer to the question *name* is not the expected one."""
    return f"Look at: samendoen ask {name} --format csv. If it is right: make expected, and look over what it shows."


def accept(store: Store, folder: Path) -> Iterator[str]:
    """Write the answer over *store* to every question into *folder*, and yield how each differs from what was there.

    The file of a question that is no longer asked goes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found = {name: ask(Plans(store), find_question(name), {}) for name in load_questions()}
    answers = {f"{name}.csv": write_csv(*list_lines(answer)) for name, answer in found.items()}
    for name in sorted({path.name for path in folder.iterdir()} | answers.keys()):
        path = folder / name
        before = path.read_text(encoding="utf-8-sig").splitlines() if path.exists() else []
        after = answers.get(name, b"").decode("utf-8-sig").splitlines()
        if before != after:
            shown = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else name
            yield "\n".join(difflib.unified_diff(before, after, f"a/{shown}", f"b/{shown}", lineterm=""))
        if name not in answers:
            path.unlink()
        elif before != after:
            path.write_bytes(answers[name])


def main() -> None:
    """Accept the answers over both plans, and print each difference and how many there are."""
    for name, folder in EXPECTED.items():
        with tempfile.TemporaryDirectory() as data:
            differences = list(accept(Store(BUILDS[name](Path(data)).path), folder))
        for difference in differences:
            print(difference)  # noqa: T201  it is what the command is for
        print(f"{folder.relative_to(ROOT)}: {len(differences)} changed")  # noqa: T201


if __name__ == "__main__":
    main()
