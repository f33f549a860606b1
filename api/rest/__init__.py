"""The answers as data under `/api/v1`."""
