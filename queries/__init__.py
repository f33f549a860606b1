"""Every question, and how to ask it: one `.rq` file each, its parameters bound as terms."""
