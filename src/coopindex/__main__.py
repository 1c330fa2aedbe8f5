"""`python -m coopindex` is the command line."""

import sys

from coopindex.cli import main

sys.exit(main())
