"""What is served now: the version in use, the ones before it, and the answers that are kept."""
