"""Search by words: over the names, spellings, numbers and explanations of all things, terms and questions."""
