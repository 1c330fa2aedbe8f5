"""Read a table, whatever holds it."""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import io
import zlib
from dataclasses import replace
from pathlib import Path

from coopindex.content.limits import TABLE_BYTES
from coopindex.content.tables.registry import Asked, Reader, reader_of, suffixes
from coopindex.content.tables.table import SourceTable, refused
from coopindex.content.yaml import read_bytes
from coopindex.phrases import Wording

PIECE = 1 << 20  # bytes that are unpacked at a time


def read_table(
    path: Path, file: str, sheet: str | None = None, encoding: str | None = None
) -> SourceTable:
    """Read a table by the reader of its ending, `.gz` allowed; `problems` says what is wrong.

    file : its name in messages. sheet : of a workbook (default: the first that is not hidden).
    encoding : of a text file (default: found out).
    """
    content, problems = read_bytes(path, file)
    if problems:
        return SourceTable(file, problems=problems)
    table = _read(content, path, file, Asked(sheet, encoding))
    return replace(table, digest=table.digest or hashlib.sha256(content).hexdigest())


def _read(content: bytes, path: Path, file: str, asked: Asked) -> SourceTable:
    endings = [suffix.lower() for suffix in path.suffixes]
    if endings[-1:] == [".gz"]:
        endings.pop()
        try:
            content = _unpacked(content)
        except (OSError, EOFError, zlib.error) as error:
            message = Wording("reading.gz", error=error)
            return refused(file, "unreadable-file", message, Wording("reading.gz.hint"))
        if len(content) > TABLE_BYTES.most:
            return SourceTable(file, problems=(TABLE_BYTES.exceeded(file),))
    ending = endings[-1] if endings else ""
    if not content:
        return refused(
            file, "empty-file", Wording("reading.empty"), Wording("reading.header.hint"), line=1
        )
    reader = reader_of(ending)
    if reader is None:
        known = Wording("reading.known-endings.hint", suffixes=tuple(suffixes()))
        return refused(file, "unknown-format", Wording("reading.not-a-table", ending=ending), known)
    return _unable(reader, ending, file, asked) or reader.read(content, file, asked)


def _unpacked(content: bytes) -> bytes:
    """Unpack a file, as far as one piece beyond the limit."""
    found, most = io.BytesIO(), TABLE_BYTES.most
    with gzip.GzipFile(fileobj=io.BytesIO(content)) as stream:
        while found.tell() <= most and (piece := stream.read(PIECE)):
            found.write(piece)
    return found.getvalue()


def _unable(reader: Reader, ending: str, file: str, asked: Asked) -> SourceTable | None:
    """Refuse what a reader does not heed, or cannot read for want of a package."""
    for key, said in (("sheet", asked.sheet), ("encoding", asked.encoding)):
        if said is not None and key not in reader.choices:
            message = Wording("reading.nothing-to-choose", key=key, value=said, ending=ending)
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
