"""What a worker gives up, for good, before it sees a query."""
