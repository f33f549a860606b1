"""What a query is and asks for, read from its text before the engine sees it."""
