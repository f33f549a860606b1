"""The SPARQL endpoint, with its editor, and the graphs as documents."""
