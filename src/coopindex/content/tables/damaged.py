"""What is wrong with a damaged file, in our own words, whatever the library that reads it says."""

from __future__ import annotations

import re
import zlib

from coopindex.phrases import Wording
from coopindex.problems import why

GONE = re.compile(r"There is no item named '([^']*)'")
ENDLESS = re.compile(r"not a zip file|magic bytes|smaller than the minimum|end-of-stream marker")
CHANGED = re.compile(r"CRC|Incorrect length|decompress|Bad magic number|header|overlap", re.I)


def damage(error: Exception) -> Wording:
    """Say what is wrong with a file that could not be read.

    What the library says stands in brackets, where no phrase of ours says as much.

    >>> damage(EOFError("Compressed file ended before the end-of-stream marker"))
    'its beginning or its end is missing'
    >>> damage(ValueError("Page was smaller (0) than expected (7)"))
    'what is in it cannot be made out (Page was smaller (0) than expected (7))'
    """
    said = why(error)
    if said.key != "frame.verbatim":
        return said
    if part := GONE.search(said):
        return Wording("reading.damaged-lacks", part=part[1])
    # of errors in XML, whose library is not imported for this alone
    if position := getattr(error, "position", None):
        line, column = position
        return Wording("reading.damaged-xml", line=line, column=column + 1)
    if ENDLESS.search(said):
        return Wording("reading.damaged-cut")
    if "Not a gzipped file" in said:
        return Wording("reading.damaged-plain")
    if isinstance(error, zlib.error) or CHANGED.search(said):
        return Wording("reading.damaged-bytes")
    inside = Wording("frame.verbatim", text=str(error).strip() or type(error).__name__)
    message = Wording("reading.damaged-inside")
    return Wording("frame.in-brackets", first=message, rest=inside)
