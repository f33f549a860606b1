"""`python -m api` is the same as `samendoen`."""

from api.cli import main

main()
