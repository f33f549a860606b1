"""What is written for readers: generated pages are those of the code, links lead somewhere, names are real."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from api.commands.cli import main
from benchmarks.attackers import ATTACKERS
from benchmarks.attacks_table import WORDS, draw_attacks
from benchmarks.serving_table import AS_WRITTEN, OURS, list_ways, restate_case
from docs.generate import PAGES, fill_page
from docs.pictures import PICTURES

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
FOLDERS = ("queries", "benchmarks", "tests")
WRITTEN = sorted(
    [*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(path for it in FOLDERS for path in (ROOT / it).glob("*.md"))]
)
README = ROOT / "README.md"
LONGEST_README = 130
LARGEST_PICTURE = 200_000
#: So many columns has a table of what was measured over HTTP, ours and ours as written the fourth and fifth.
SERVED_COLUMNS = 14
#: A link with what it leads to, and a name of code with the file that holds it: `name` in [`file`](path).
LINK = re.compile(r"\]\(([^)\s]+)\)")
NAMED = re.compile(r"`(?P<name>[\w.]+)`\**(?: in | \()\[`(?P<file>[\w./]+\.py)`\]")


def slugs(path: Path) -> set[str]:
    """Give the anchors of the headings in *path*, as forges make them."""
    heads = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def defined(path: Path) -> set[str]:
    """Give the names that the module at *path* defines: functions, classes, their members, and constants."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        if isinstance(node, ast.ClassDef):
            names |= {f"{node.name}.{it.name}" for it in node.body if isinstance(it, ast.FunctionDef)}
            fields = (it.target for it in node.body if isinstance(it, ast.AnnAssign))
            names |= {f"{node.name}.{it.id}" for it in fields if isinstance(it, ast.Name)}
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
    return names


@pytest.mark.parametrize("name", PAGES)
def test_page_is_that_of_the_code(name: str) -> None:
    """Each page that is made is what `make docs` makes of the code, the results and the decisions now."""
    assert fill_page(name) == PAGES[name][0].read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted(DOCS.glob("decisions/[0-9]*.md")), ids=lambda path: path.stem)
def test_decision_says_what_and_why(path: Path) -> None:
    """A decision has its number, whether it holds, what was the matter, what was decided, and what comes of it."""
    text = path.read_text(encoding="utf-8")

    assert text.startswith(f"# {int(path.name[:4])}. ")
    assert all(part in text for part in ("Status: ", "## Context", "## Decision", "## Consequences"))


def test_decisions_are_numbered_in_turn() -> None:
    """No two decisions have one number."""
    numbers = [int(path.name[:4]) for path in sorted(DOCS.glob("decisions/[0-9]*.md"))]

    assert numbers == sorted(set(numbers))


def test_every_command_has_a_help_text() -> None:
    """The reference of the commands is made of their help, so that none may be without."""
    assert main.commands
    assert [name for name, command in main.commands.items() if not command.help] == []


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    """Each link to a file leads to one that is there, and each anchor to a heading in it."""
    broken = []
    for link in LINK.findall(path.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        if not target.exists() or (anchor and anchor not in slugs(target)):
            broken.append(link)

    assert broken == []


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_named_files_are_there(path: Path) -> None:
    """A file or folder of ours that a page names is there."""
    found = re.findall(
        r"`((?:api|graph|queries|visualisation|ontology|tests|benchmarks)/[\w./-]+)`", path.read_text("utf-8")
    )

    assert [it for it in found if not (ROOT / it).exists() and "areas" not in it] == []


@pytest.mark.parametrize("path", sorted(DOCS.rglob("*.md")), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_named_code_is_there(path: Path) -> None:
    """Where a page says that a name is in a file, that file defines it."""
    found = [(it["name"], it["file"]) for it in NAMED.finditer(path.read_text(encoding="utf-8"))]

    assert [it for it in found if it[0] not in defined(ROOT / it[1])] == []


def test_layers_are_those_of_the_contracts() -> None:
    """The page on layers names every room and module that a contract puts on one."""
    page = (DOCS / "architecture" / "layers-and-doors.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layered = [
        it for it in project["tool"]["importlinter"]["contracts"] if it["type"] == "layers" and "containers" in it
    ]
    names = {
        name
        for contract in layered
        if contract["containers"] != ["graph.engine"]
        for layer in contract["layers"]
        for name in layer.split(" | ")
    }

    assert len(names) > 20
    assert {name for name in names if f"`{name}`" not in page} == set()


def test_every_page_is_reached_from_the_readme() -> None:
    """Whoever begins at the README and follows links comes to every page of the documentation."""
    reached, todo = set(), [README]
    while todo:
        page = todo.pop()
        if page in reached or page.suffix != ".md":
            continue
        reached.add(page)
        links = [link.partition("#")[0] for link in LINK.findall(page.read_text(encoding="utf-8"))]
        todo += [(page.parent / link).resolve() for link in links if link and not re.match(r"[a-z]+:", link)]

    assert {path for path in WRITTEN if path not in reached} == set()


def test_readme_is_short() -> None:
    """The README is read in a few minutes: at most 130 lines, with its picture and its three doors."""
    text = README.read_text(encoding="utf-8")

    assert len(text.splitlines()) <= LONGEST_README
    assert all(command in text for command in ("make serve", "make test"))
    assert re.search(r"!\[[^\]]+\]\(docs/images/[\w-]+\.png\)", text)


def test_pictures_are_those_that_are_taken() -> None:
    """Each picture is one that `docs/pictures.py` takes of the app, and small enough to be looked at anywhere."""
    files = {path.stem: path.stat().st_size for path in (DOCS / "images").iterdir()}

    assert files.keys() == PICTURES.keys()
    assert max(files.values()) <= LARGEST_PICTURE


def test_speed_of_ours_is_that_of_the_question_as_it_is_put_now() -> None:
    """Where nothing is written for ours alone, the tables have for ours what was measured as written."""
    text = (DOCS / "reference" / "speed.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if line.startswith("| `")]
    times = {row[0].strip("`"): row[3:5] for row in rows if len(row) == SERVED_COLUMNS}
    ways = list_ways()

    assert {*times} == {name for names in ways.values() for name in names}
    assert {name for name, (ours, written) in times.items() if ours == written} == {*ways["written"]}


def test_what_was_put_in_other_words_is_not_taken_for_ours() -> None:
    """Of a question that is put as written now, what was measured in the words of then is dropped, and no more."""
    case: dict[str, Any] = {
        "question": list_ways()["written"][0],
        "bytes": {OURS: 1, AS_WRITTEN: 1},
        "cold_ms": {OURS: 1.0, AS_WRITTEN: 2.0, "peer": 3.0},
        "repeated_per_s": {OURS: 9.0, "peer": 3.0},
        "no_answer": {},
    }
    silent = {**case, "cold_ms": {OURS: 1.0}, "bytes": {OURS: 1}, "no_answer": {AS_WRITTEN: "too late"}}
    afresh = {**case, "cold_ms": {OURS: 2.0, "peer": 3.0}, "bytes": {OURS: 1}}

    assert restate_case(case) == {
        **case,
        "cold_ms": {OURS: 2.0, AS_WRITTEN: 2.0, "peer": 3.0},
        "repeated_per_s": {"peer": 3.0},
    }
    assert (restate_case(silent)["cold_ms"], restate_case(silent)["no_answer"][OURS]) == ({}, "too late")
    assert restate_case(afresh) == afresh


def test_table_of_attacks_tells_who_had_no_answer() -> None:
    """Where nobody was answered the table says none, else it counts who was not; a dash is what was not measured."""
    some = {"asked": 4, "answered": 3, "else": {"503": 1}, "median_ms": 5.0, "worst_ms": 20.0}
    none = {"asked": 2, "answered": 0, "else": {"TimeoutError": 2}, "median_ms": None, "worst_ms": None}
    attack = {"attack": "Silent", "by": 9, "from": "the same", "memory_mb": {"end": 200.0, "after": 100.0}}
    before = {"ref": "a", **attack, "page": none, "ready": none, "query": none}
    after = {"ref": "b", **attack, "page": some, "ready": some, "query": some}
    about = {"seconds": 7, "patience_s": 5}
    results: dict[str, Any] = {
        "machine": {"cores": 2},
        "before": {"attacks": [before], **about},
        "after": {"attacks": [after, {**after, "ref": "c", "attack": "SlowHead"}], **about},
    }
    told, *_, first, second = draw_attacks(results)

    assert "before is a and after is b; c for heads of two bytes a second." in told
    assert [it.strip() for it in first.split("|")[2:-1]] == [
        *["**none**", "5 / 20 (1 of 4 not)"] * 3,
        *["200 / 100"] * 2,
    ]
    assert [it.strip() for it in second.split("|")[2:-1:2]] == ["-"] * 4


def test_every_attack_in_the_tables_is_one_that_is_made() -> None:
    """The words of the tables are for kinds of attackers that there are."""
    assert WORDS.keys() <= ATTACKERS.keys()
