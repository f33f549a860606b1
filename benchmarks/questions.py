"""Ask the questions on who does what of our engine and of plain rdflib, side by side; compare answers and times.

Ours is asked as a visitor asks it, through a pool of one worker, and in process; both read the rows from JSON. rdflib
holds the same version in a Dataset, and is asked in more than one form, because none is always its best:

    bound        the same SPARQL, the parameters given as initBindings
    standalone   the same SPARQL, the parameters written into it
    rewritten    only where it answers neither within `PATIENCE`: a UNION that merely tests is written as EXISTS

Every form must give the rows that ours gives, in whatever order, and the ratio is against the fastest form.
"""

from __future__ import annotations

import json
import os
import platform
import re
import signal
import statistics
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
import rdflib
from rdflib.plugins.sparql import prepareQuery

from graph.build import build_version
from graph.engine.store import Store
from graph.engine.workers.pool import Pool
from graph.versions.compression import open_version
from queries.answers.answer import ask_rows
from queries.answers.choices import list_choices
from queries.answers.row import NUMBER_PARSERS
from queries.questions.library import load_questions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from rdflib.term import Identifier

    from graph.engine.request import Engine
    from graph.terms import TermJson
    from graph.versions.archive import Version
    from queries.answers.row import Row, Value
    from queries.questions.question import Question

    Json = dict[str, object]
    Work = Mapping[str, Callable[[], object]]

RESULTS = Path(__file__).parent / "results" / "questions.json"
ASKED = "cooperation measures measures-without-owner actors-of-measures partners partner-coverage themes"
LANGUAGE, PARAMETERS = "nl", {"theme": "zorg-en-veiligheid", "actor": "politie"}
OURS, ROUNDS, PATIENCE = {"pool": 5, "in process": 5}, 5, 60.0  # ours so often a round, rdflib once; in seconds
LINE = "{:<52} {:>5} {:>9} {:>11} {:>10} {:>6}  {}"
SHOWN = ("case", "rows", "pool_ms", "in_process_ms", "rdflib_ms", "ratio", "rdflib_form")
_UNION = re.compile(r"\{ ([^{}]+) \} UNION \{ ([^{}]+) \}")


@dataclass(frozen=True)
class Case:
    """A question with the parameters that are given: local ids to show, IRIs to ask."""

    question: Question
    ids: Mapping[str, str]
    iris: Mapping[str, str]

    def __str__(self) -> str:
        """Give the name as the table shows it."""
        return " ".join([self.question.name, *(f"{name}={value}" for name, value in self.ids.items())])


@dataclass(frozen=True)
class Form:
    """One way to put a case to rdflib."""

    name: str
    text: str
    bindings: Mapping[str, Identifier]


def cases(engine: Engine) -> Iterator[Case]:
    """Give each question of `ASKED` bare, with a theme where it takes one, and cooperation with an actor."""
    for question in (load_questions()[name] for name in ASKED.split()):
        yield Case(question, {}, {})
        for parameter in question.parameters:
            if parameter.name == "theme" or (question.name, parameter.name) == ("cooperation", "actor"):
                value = PARAMETERS[parameter.name]
                iri = next(it.iri for it in list_choices(engine, parameter) if it.id == value)
                yield Case(question, {parameter.name: value}, {parameter.name: iri})


def forms(case: Case) -> list[Form]:
    """Give the ways to put *case* to rdflib, the one of last resort at the end."""
    terms = {"lang": f'"{LANGUAGE}"', **{name: f"<{iri}>" for name, iri in case.iris.items()}}
    standalone = case.question.standalone(terms)
    iris = {f"_{name}": rdflib.URIRef(iri) for name, iri in case.iris.items()}
    bound: dict[str, Identifier] = {**iris, "_lang": rdflib.Literal(LANGUAGE)}
    rewritten, count = _UNION.subn(r"FILTER(EXISTS { \1 } || EXISTS { \2 })", standalone)
    found = [Form("bound", case.question.query(case.iris), bound), Form("standalone", standalone, {})]
    return [*found, Form("rewritten", rewritten, {})] if count else found


def ask_ours(engine: Engine, case: Case) -> list[Row]:
    """Give the rows of *case* as the pages read them."""
    bindings: dict[str, TermJson] = {f"_{name}": {"type": "uri", "value": iri} for name, iri in case.iris.items()}
    return ask_rows(engine, case.question.query(case.iris), bindings, LANGUAGE)


def ask_rdflib(dataset: rdflib.Dataset, case: Case, form: Form) -> list[Row]:
    """Give the rows of *case* put to rdflib in *form*."""
    found = dataset.query(form.text, initBindings=dict(form.bindings)).bindings
    return [{it.name: _value(row.get(rdflib.Variable(it.name))) for it in case.question.columns} for row in found]


def _value(term: Identifier | None) -> Value:
    """Give *term* as `queries.answers.answer` gives it: a number, or a string without its language."""
    if term is None:
        return None
    read = NUMBER_PARSERS.get(str(term.datatype)) if isinstance(term, rdflib.Literal) else None
    return read(term) if read else str(term)


def compare(case: Case, other: str, ours: list[Row], theirs: list[Row]) -> None:
    """Stop, with an example, unless the rows of *case* from our pool are those of the *other*, in any order."""
    left, right = (Counter(tuple(row.values()) for row in rows) for rows in (ours, theirs))
    if left != right:
        each = {"our pool": left - right, other: right - left}.items()
        said = [f"Only {who}: {only.total()} rows, such as {next(iter(only), 'none')}." for who, only in each]
        raise SystemExit("\n".join([f"{case}: {len(ours)} rows of ours, {len(theirs)} of {other}, differ.", *said]))


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Raise `TimeoutError` when what is inside takes more than *seconds*."""

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def answered(dataset: rdflib.Dataset, case: Case, ours: list[Row]) -> tuple[list[Form], dict[str, str]]:
    """Give the forms in which rdflib answers *case*, its rows held against *ours*, and what is odd, by form."""
    able: list[Form] = []
    odd: dict[str, str] = {}
    for form in forms(case):
        if form.name == "rewritten" and able:
            break
        try:
            with patience(PATIENCE):
                theirs = ask_rdflib(dataset, case, form)
        except TimeoutError:
            odd[form.name] = f"no answer within {PATIENCE:g} s"
            continue
        compare(case, f"rdflib ({form.name})", ours, theirs)
        able.append(form)
        if theirs != ours:
            odd[form.name] = "the same rows in another order"
    if not able:
        raise SystemExit(f"{case}: rdflib has no answer within {PATIENCE:g} s, so there is nothing to compare.")
    return able, odd


def medians(work: Work) -> dict[str, float]:
    """Do each of *work* in turn, in `ROUNDS` rounds, and give the median milliseconds that each takes."""
    taken: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(ROUNDS):
        for name, do in work.items():
            for _ in range(OURS.get(name, 1)):
                start = time.perf_counter()
                do()
                taken[name].append((time.perf_counter() - start) * 1000)
    return {name: statistics.median(times) for name, times in taken.items()}


def figures(median: Mapping[str, float], best: str) -> Json:
    """Give the figures of ours and of the *best* of rdflib, with their ratios."""
    ours = {"pool_ms": round(median["pool"], 2), "in_process_ms": round(median["in process"], 2)}
    ratios = {"ratio": median[best] / median["pool"], "ratio_in_process": median[best] / median["in process"]}
    return {**ours, "rdflib_ms": round(median[best], 1), **{name: round(it, 1) for name, it in ratios.items()}}


def measure(case: Case, pool: Pool, store: Store, dataset: rdflib.Dataset) -> Json:
    """Warm each up with *case* and compare their rows; then time them, turn by turn."""
    ours = ask_ours(pool, case)
    compare(case, "our store in process", ours, ask_ours(store, case))
    able, odd = answered(dataset, case, ours)
    theirs: Work = {form.name: partial(ask_rdflib, dataset, case, form) for form in able}
    own: Work = {"pool": partial(ask_ours, pool, case), "in process": partial(ask_ours, store, case)}
    median = medians({**own, **theirs, "parse": partial(prepareQuery, able[-1].text)})
    best = min(theirs, key=lambda name: median[name])
    return {
        "case": str(case),
        "question": case.question.name,
        "parameters": dict(case.ids),
        "rows": len(ours),
        **figures(median, best),
        "rdflib_form": best,
        "rdflib_forms_ms": {name: round(median[name], 1) for name in theirs},
        "rdflib_of_which_parsing_ms": round(median["parse"], 1),
        "rdflib_odd": odd,
    }


def load(path: Path) -> rdflib.Dataset:
    """Load the version at *path* into rdflib, to be asked over the union of its graphs as ours is."""
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(open_version(path), format="nquads")
    return dataset


def run(version: Version) -> Json:
    """Measure loading and every case over *version*, printing each as it is done."""
    print(LINE.format("case", "rows", "pool, ms", "in proc, ms", "rdflib, ms", "ratio", "rdflib's best form"))
    pool, store, dataset = Pool(version.path, workers=1), Store(version.path), load(version.path)
    quads = sum(version.manifest.graphs.values())
    if (held := len(list(dataset.quads()))) != quads:
        raise SystemExit(f"rdflib holds {held} quads of {quads}.")
    ways: Work = {"pool": lambda: Pool(version.path, 1).close(), "in process": partial(Store, version.path)}
    loading = figures(medians({**ways, "rdflib": partial(load, version.path)}), "rdflib")
    show({"case": "(loading)", "rows": quads, **loading, "rdflib_form": ""})
    found = [show(measure(case, pool, store, dataset)) for case in cases(store)]
    pool.close()
    versions = {"python": platform.python_version(), "rdflib": rdflib.__version__, "pyoxigraph": pyoxigraph.__version__}
    about = {"cores": os.cpu_count(), "digest": version.digest, "quads": quads, "versions": versions, "rounds": ROUNDS}
    return {**about, "patience_s": PATIENCE, "loading": loading, "cases": found}


def show(it: Json) -> Json:
    """Print a line of the table, and give it back."""
    print(LINE.format(*(it[name] for name in SHOWN)), flush=True)
    return it


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        results = run(build_version(Path(folder)))
    RESULTS.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n", encoding="utf-8")
