"""The tables of what everybody waits while a server is attacked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.cells import write_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    Json = dict[str, Any]

#: Each kind of attacker in words, after the number of them.
WORDS = {
    "OtherProtocol": "uploads over HTTP/2 that hang up",
    "HungUpUpload": "uploads that hang up",
    "SlowBody": "bodies of 20 bytes a second",
    "SlowReader": "slow readers of all triples",
    "EndlessQuery": "endless queries",
    "WordFile": "requests for one Word file, with different cookies",
    "NetworkPage": "requests for one network, with different cookies",
    "HungUpQuery": "endless queries, hung up after 5 ms",
    "LargestReader": "slow readers of one answer of 31 MB",
    "Silent": "silent connections",
    "SlowHead": "heads of two bytes a second",
    "OtherReader": "slow readers of different answers of 31 MB",
    "OtherFile": "requests for different Word files and workbooks",
    "PageFlood": "requests for different pages",
    "Pipeliner": "senders of a thousand requests at once",
}
ASKED = {"page": "`/`", "ready": "`/readyz`", "query": "a fresh query"}
WHEN = ("before", "after")


def draw_attacks(results: Json) -> Iterator[str]:
    """Draw what everybody waits during each attack, before and after; a dash where one was not measured."""
    after = results["after"]
    refs = " and ".join(f"{when} is {_draw_refs(results[when]['attacks'])}" for when in WHEN if when in results)
    yield (
        f"`samendoen serve` with its own settings over the packaged data, started anew for each attack, on "
        f"{results['machine']['cores']} cores that server and attackers share; {refs}. Meanwhile `/`, `/readyz` and a "
        "query that nobody asked before are asked five times a second from 127.0.0.1: the median and the longest wait "
        "in milliseconds, and how many of those asked had no answer, or were refused. Nothing within "
        f"{after['patience_s']:g} s is no answer, and it is **none** where nobody had one. The attack comes from the "
        "same address, so that it is one client with those who ask, or from another. It goes on for "
        f"{after['seconds']:g} s; memory is that of all processes (PSS) at its end and five seconds after it."
    )
    for source in dict.fromkeys(it["from"] for it in after["attacks"]):
        yield from ("", f"**From {source} address**", "")
        heads = ["attack", *(f"{what}, {when}" for what in ASKED.values() for when in WHEN)]
        heads += [f"MB, {when}" for when in WHEN]
        rows = [_draw_attack(results, it) for it in after["attacks"] if it["from"] == source]
        yield from write_table(heads, rows)


def _draw_refs(attacks: list[Json]) -> str:
    """Draw the commit that was attacked, and any other with the kinds of attack that it was measured under."""
    kinds: dict[str, list[str]] = {}
    for it in attacks:
        kinds.setdefault(it["ref"], []).append(it["attack"])
    most, *others = sorted(kinds, key=lambda ref: -len(kinds[ref]))
    named = (f"{ref} for {', '.join(WORDS[kind] for kind in dict.fromkeys(kinds[ref]))}" for ref in others)
    return "; ".join((most, *named))


def _draw_attack(results: Json, attack: Json) -> list[str]:
    """Draw the cells of one *attack*."""
    same = ("attack", "by", "from")
    found = [
        next(
            (it for it in results.get(when, {"attacks": ()})["attacks"] if all(it[n] == attack[n] for n in same)), None
        )
        for when in WHEN
    ]
    cells = [f"{attack['by']} {WORDS[attack['attack']]}"]
    cells += [_draw_waits(it and it[what]) for what in ASKED for it in found]
    return [*cells, *(_draw_memory(it) for it in found)]


def _draw_waits(waits: Json | None) -> str:
    """Draw the median and the longest of *waits*, and how many had none."""
    if waits is None:
        return "-"
    if not waits["answered"]:
        return "**none**"
    missed = waits["asked"] - waits["answered"]
    lost = f" ({missed} of {waits['asked']} not)" if missed else ""
    return f"{waits['median_ms']:,.0f} / {waits['worst_ms']:,.0f}{lost}"


def _draw_memory(attack: Json | None) -> str:
    """Draw the memory at the end of *attack* and after it."""
    return f"{attack['memory_mb']['end']:,.0f} / {attack['memory_mb']['after']:,.0f}" if attack else "-"
