"""Search words in the packaged data: by our index, and as SPARQL would by looking through every text, side by side.

The words are those of the names in the graph, every so many of them, whole, cut short, and with a slip of the finger.
The query that stands beside it finds a part of a text and no more: no word forms, no slips, no order. So the ratio is a
lower bound of what the index is worth, and the times show whether suggestions can follow the keys.
"""

from __future__ import annotations

import json
import os
import statistics
import tempfile
import time
from pathlib import Path

from api.catalogue import load_catalogues
from graph.build import build_version
from graph.engine.request import Request
from graph.engine.store import Store
from queries.questions.library import load_library
from queries.search.search import Search

RESULTS = Path(__file__).parent / "results" / "searching.json"
WORDS, ROUNDS, SHOWN = 200, 5, 20
#: A shorter word is hardly searched for.
SHORTEST = 5
PATTERN = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?thing ?text ?_word {
  ?thing skos:prefLabel|skos:altLabel|skos:hiddenLabel|skos:definition ?text .
  FILTER(CONTAINS(LCASE(?text), ?_word))
} ORDER BY ?thing LIMIT 20
"""
NAMES = 'SELECT ?name { ?thing <http://www.w3.org/2004/02/skos/core#prefLabel> ?name FILTER(LANG(?name) = "nl") }'


def words(store: Store) -> list[str]:
    """Give the words to search for: the same each time."""
    known = sorted({word for row in store.select(NAMES) for word in row.text("name").lower().split() if word.isalpha()})
    chosen = [word for word in known if len(word) >= SHORTEST][:: max(1, len(known) // WORDS)][:WORDS]
    return [(word, word[:4], word[:2] + word[3:])[place % 3] for place, word in enumerate(chosen)]


def timed(work: object, *given: object) -> float:
    """Give how many milliseconds *work* takes with what is *given*."""
    start = time.perf_counter()
    work(*given)  # type: ignore[operator]  # whatever is measured
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Measure, and write the results."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(build_version(Path(folder)).path)
    search = Search(store, load_library(), load_catalogues())
    making = timed(search.index, "nl")

    def ours(word: str) -> None:
        """Search by the index, and make the results that a page shows."""
        found = search.find(word, "nl")
        found.build_results(found.hits[:SHOWN])

    def sparql(word: str) -> None:
        """Look through every text."""
        store.ask(Request(PATTERN, {"_word": {"type": "literal", "value": word}}))

    given = words(store)
    taken = {
        work.__name__: [statistics.median(timed(work, word) for _ in range(ROUNDS)) for word in given]
        for work in (ours, sparql)
    }
    results = {
        "cores": os.cpu_count(),
        "words": len(given),
        "rounds": ROUNDS,
        "index_ms": round(making, 1),
        "ms": {
            name: {"median": round(statistics.median(all_of), 2), "worst": round(max(all_of), 2)}
            for name, all_of in taken.items()
        },
    }
    RESULTS.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(json.dumps(results, indent=1, sort_keys=True))


if __name__ == "__main__":
    main()
