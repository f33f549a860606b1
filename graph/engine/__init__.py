"""SPARQL over one version: checked, run in confined processes within limits, and answered from memory where known."""
