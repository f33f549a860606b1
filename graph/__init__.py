"""From files to a version that can be asked: load, validate, reason, publish, query."""
