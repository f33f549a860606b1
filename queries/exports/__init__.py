"""An answer as a file: for programs, for an office, and as linked data."""
