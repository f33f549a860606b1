"""The model documented, out of the graph itself."""
