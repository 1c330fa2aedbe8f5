"""Look through a workbook's parts before they are read: what they declare, and how large they are.

A workbook is a zip of XML. Of each part the size once unpacked is written in the zip, and no more
than that is ever unpacked; entities and document types, by which a small file grows without end,
no spreadsheet writes.
"""

from __future__ import annotations

from xml.parsers import expat
from zipfile import ZipFile

from coopindex.content.limits import CELLS, TABLE_BYTES
from coopindex.phrases import Wording
from coopindex.problems import Problem

PIECE = 1 << 20
# where texts and cells are: other parts are read whole, into some fifty times their size
LARGE_PARTS = ("/worksheets/", "/sharedstrings")
SMALL = 8 << 20
# marks of XML that a cell may take: of itself, its value and a formula, begun and ended
MARKS = 6


class _Begun(Exception):
    """The first element has begun: nothing can be declared any more."""


class _Declared(Exception):
    """A document type is declared."""


def refused_parts(parts: ZipFile, file: str) -> Problem | None:
    """Return what is wrong with the parts of a workbook as such, None where nothing is."""
    if sum(part.file_size for part in parts.infolist()) > TABLE_BYTES.most:
        return TABLE_BYTES.exceeded(file)
    for part in parts.infolist():
        if not part.filename.lower().endswith((".xml", ".rels")):
            continue
        if not any(name in f"/{part.filename.lower()}" for name in LARGE_PARTS):
            if part.file_size > SMALL:
                return TABLE_BYTES.exceeded(file)
        elif _marks(parts, part.filename) > MARKS * CELLS.most:
            return CELLS.exceeded(file)
        if _declares(parts, part.filename):
            message = Wording("reading.declares", part=part.filename)
            hint = Wording("reading.not-xlsx.hint")
            return Problem("unreadable-file", message, file=file, hint=hint)
    return None


def _marks(parts: ZipFile, name: str) -> int:
    """Count the marks that begin or end an element."""
    with parts.open(name) as stream:
        return sum(piece.count(b"<") for piece in iter(lambda: stream.read(PIECE), b""))


def _declares(parts: ZipFile, name: str) -> bool:
    """Say whether a part declares a document type before its first element."""

    def begun(*_: object) -> None:
        raise _Begun

    def declared(*_: object) -> None:
        raise _Declared

    reader = expat.ParserCreate()
    reader.StartElementHandler, reader.StartDoctypeDeclHandler = begun, declared
    try:
        with parts.open(name) as stream:
            reader.ParseFile(stream)
    except _Declared:
        return True
    except (_Begun, expat.ExpatError):  # broken XML is told where the part is read
        return False
    return False
