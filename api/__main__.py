"""`python -m api` is the same as `samendoen`."""

from api.commands.cli import main

main()
