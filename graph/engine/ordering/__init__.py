"""An order over all terms, of our own: total, as that of the engine is not, and in accord with SPARQL 1.1, 15.1."""
