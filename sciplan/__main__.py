"""`python -m sciplan`."""

from sciplan.cli.main import main

main()
