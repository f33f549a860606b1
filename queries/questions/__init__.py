"""The library of questions: one `.rq` file each, with a header that says what it asks and what it answers."""
