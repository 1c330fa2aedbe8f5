"""`python -m coopindex` is the command line."""

from coopindex.cli import main

main()
