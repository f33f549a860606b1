"""Why a triple is in the graph: the rule that made it, and the triples it was made of, down to what is stated."""

from graph.explanation.explainer import Explainer, Fact, ProofStep

__all__ = ["Explainer", "Fact", "ProofStep"]
