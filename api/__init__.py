"""The website and its data over HTTP, and the command line."""
