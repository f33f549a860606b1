"""What a request asks, read once from its URL."""
