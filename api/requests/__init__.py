"""What a request asks for, read once and handed on as values: its scope and its URL."""
