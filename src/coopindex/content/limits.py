"""How much is read at most, so that no file takes the machine with it.

Each limit is far beyond what an index needs, and can be set by an environment variable, which
every message about it names. What is packed (`.gz`, `.xlsx`, `.parquet`) counts as unpacked.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem

# levels in which YAML, JSON and mappings may be nested: a tree takes two for each of its own
DEEPEST = 100
# columns of the widest sheet that a spreadsheet has, and its rows
COLUMNS, ROWS = 16_384, 1_048_576


@dataclass(frozen=True)
class Limit:
    """A limit: what it is called in messages, the environment's word for it, and what is usual."""

    meaning: str
    variable: str
    usual: int

    @property
    def most(self) -> int:
        """Return what is allowed. Raises InvalidInput where the environment says no number."""
        said = os.environ.get(self.variable, "").strip()
        if not said:
            return self.usual
        if said.isdecimal() and len(said) < 19 and int(said):
            return int(said)
        message = Wording("reading.no-limit", variable=self.variable, said=said)
        hint = Wording("reading.no-limit.hint", variable=self.variable, usual=self.usual)
        raise InvalidInput([Problem("bad-limit", message, hint=hint)])

    def exceeded(self, file: str) -> Problem:
        """Say that a file holds more than is read."""
        message = Wording(f"reading.too-many-{self.meaning}", most=self.most)
        return Problem("too-large", message, file=file, hint=self.way_out())

    def way_out(self) -> Wording:
        """Say how to go on: with less, or with more allowed for."""
        return Wording("reading.too-large.hint", variable=self.variable, more=4 * self.most)


# a long table of 20 million cells is 100 MB of text, and takes 450 MB and 3 s to be read
TABLE_BYTES = Limit("bytes", "COOPINDEX_MAX_BYTES", 256_000_000)
CELLS = Limit("cells", "COOPINDEX_MAX_CELLS", 20_000_000)
# the tree of 5,000 indicators takes 1 MB
YAML_BYTES = Limit("bytes", "COOPINDEX_MAX_YAML_BYTES", 4_000_000)
