"""Everything that is held against the data before it is published; each module finds one kind of fault."""
