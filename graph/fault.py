"""A fault in the data: one readable line that names file, node, rule and remedy."""

from __future__ import annotations

from dataclasses import dataclass

from ontology.namespaces import compact_iri


@dataclass(frozen=True, order=True)
class Fault:
    """One broken rule in one place.

    `severity` is "violation" (stops a build) or "warning" (is shown and stored); `value` is the text that broke the
    rule, where it was a text.
    """

    place: str
    node: str
    rule: str
    severity: str = "violation"
    value: str = ""

    def __str__(self) -> str:
        """Format the fault as one line.

        >>> print(Fault("actors.ttl", "https://w3id.org/samendoen/id/actor/x", "Has no kind; add smd:kind."))
        actors.ttl: actor:x: Has no kind; add smd:kind.
        """
        mark = "" if self.severity == "violation" else f"[{self.severity}] "
        told = f" [{self.value[:80]}]" if self.value else ""
        return f"{mark}{self.place}: {compact_iri(self.node)}: {self.rule}{told}"
