"""From files to a version that can be asked: read, check, reason, publish, ask.

Each room is entered by its door, the names that its `__init__` hands out; each stands on those below it:

    build          from files to a published version, the only place that knows the order
    explanation    why a triple is in the graph
    checks         what is held against the data         engine      SPARQL over one version, in confined workers
    reasoning      what follows from what is stated      versions    immutable files, published by one rename
    sources        files of data, documents, rules
    errors, fault, message, terms, interpreter           the ground, for everyone
"""
