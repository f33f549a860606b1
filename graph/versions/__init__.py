"""Versions of the graph as files: written whole or not at all, kept, proved, compared and gone back to."""
