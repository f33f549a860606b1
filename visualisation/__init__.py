"""Links in, picture out: no HTTP and no SPARQL here."""
