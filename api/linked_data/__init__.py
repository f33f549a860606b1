"""Things and terms under addresses of their own, as pages and as RDF."""
