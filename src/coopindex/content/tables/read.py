"""Read a table, whatever holds it."""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import io
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

from coopindex.content.files import within
from coopindex.content.limits import TABLE_BYTES
from coopindex.content.tables.asked import NOTHING, NUMBERS, Asked
from coopindex.content.tables.damaged import damage
from coopindex.content.tables.mistaken import mistaken
from coopindex.content.tables.registry import Reader, reader_of, suffixes
from coopindex.content.tables.table import SourceTable, refused
from coopindex.content.yaml import read_bytes
from coopindex.phrases import Wording

PIECE = 1 << 20  # bytes that are unpacked at a time


def read_table(path: Path, file: str, asked: Asked = NOTHING) -> SourceTable:
    """Read a table by the reader of its ending, `.gz` allowed; `problems` says what is wrong.

    In a workbook that is an index, it is the sheet that stands for the file.

    file : its name in messages. asked : what is said of it besides.
    """
    if (inside := within(path)) and (found := inside[0].table(inside[1], asked)) is not None:
        sheet: SourceTable = found
        return sheet.written(asked.notation)
    content, problems = read_bytes(path, file)
    if problems:
        return SourceTable(file, problems=problems)
    table = table_in(content, path, file, asked).written(asked.notation)
    return replace(table, digest=table.digest or hashlib.sha256(content).hexdigest())


def table_in(content: bytes, path: Path, file: str, asked: Asked) -> SourceTable:
    """Read a table's bytes by the reader of its file's ending."""
    endings = [suffix.lower() for suffix in path.suffixes]
    if endings[-1:] == [".gz"]:
        endings.pop()
        try:
            content = _unpacked(content)
        except (OSError, EOFError, zlib.error) as error:
            message = Wording("reading.gz", error=damage(error))
            return refused(file, "unreadable-file", message, Wording("reading.gz.hint"))
        if len(content) > TABLE_BYTES.most:
            return SourceTable(file, problems=(TABLE_BYTES.exceeded(file),))
    ending = endings[-1] if endings else ""
    if not content:
        return refused(
            file, "empty-file", Wording("reading.empty"), Wording("reading.header.hint"), line=1
        )
    reader = reader_of(ending)
    unable = _unable(reader, ending, file, asked) if reader else None
    if unable is not None:
        return unable
    if wrong := mistaken(content, ending, known=reader is not None):
        return refused(file, "unknown-format", *wrong)
    if reader is not None:
        return reader.read(content, file, asked)
    known = Wording("reading.known-endings.hint", suffixes=tuple(suffixes()))
    key = "reading.not-a-table" if ending else "reading.no-ending"
    return refused(file, "unknown-format", Wording(key, ending=ending), known)


def _unpacked(content: bytes) -> bytes:
    """Unpack a file, as far as one piece beyond the limit."""
    found, most = io.BytesIO(), TABLE_BYTES.most
    with gzip.GzipFile(fileobj=io.BytesIO(content)) as stream:
        while found.tell() <= most and (piece := stream.read(PIECE)):
            found.write(piece)
    return found.getvalue()


def _unable(reader: Reader, ending: str, file: str, asked: Asked) -> SourceTable | None:
    """Refuse what a reader does not heed, or cannot read for want of a package."""
    for key, said in asked.said.items():
        if key not in (*reader.choices, *NUMBERS):
            message = Wording(
                "reading.nothing-to-choose", key=key, value=_shown(said), ending=ending
            )
            return refused(
                file, "misplaced-key", message, Wording("reading.leave-key.hint", key=key)
            )
    if reader.needs and importlib.util.find_spec(reader.needs) is None:
        message = Wording("reading.needs-package", ending=ending, needs=reader.needs)
        return refused(
            file,
            "missing-extra",
            message,
            Wording("reading.needs-package.hint", extra=reader.extra),
        )
    return None


def _shown(said: Any) -> str:
    """Write what is said as it is written.

    >>> _shown((4,)), _shown((1, 2))
    ('4', '[1, 2]')
    """
    if isinstance(said, tuple):
        return str(said[0] if len(said) == 1 else list(said))
    return str(said)
