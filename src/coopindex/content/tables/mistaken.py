"""Files that are no tables, or not what their name says: what they are, and the way out."""

from __future__ import annotations

import codecs
import io
import re

from coopindex.phrases import Wording

# endings of what people have beside tables, and the end of the phrase that says what to do
ELSEWHERE = {
    **dict.fromkeys((".xls", ".xlsb", ".xlsm", ".xltx", ".xltm", ".et"), "old-workbook"),
    **dict.fromkeys((".ods", ".fods", ".numbers"), "other-workbook"),
    **dict.fromkeys((".pdf", ".doc", ".docx", ".wps", ".odt", ".rtf", ".ppt", ".pptx"), "document"),
    **dict.fromkeys((".html", ".htm", ".mht"), "page"),
    **dict.fromkeys((".zip", ".rar", ".7z", ".tar", ".tgz"), "archive"),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp"), "picture"),
    **dict.fromkeys((".dta", ".sav", ".sas7bdat", ".rds", ".rdata"), "statistics"),
    **dict.fromkeys((".json", ".xml"), "other-data"),
}
# how files begin, and what they are then
BEGINNINGS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"%PDF", "document"),
    (b"PAR1", "parquet"),
    (b"\x1f\x8b", "gzip"),
    (b"{\\rtf", "document"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
)
PAGE = re.compile(rb"\s*<(!doctype html|html|head|table|meta|body|!--)", re.IGNORECASE)
XML = re.compile(rb"\s*<\?xml", re.IGNORECASE)
PACKED = b"PK\x03\x04"
# the only ending of ours under which each is right
OWN = {"workbook": ".xlsx", "parquet": ".parquet"}


def mistaken(content: bytes, ending: str, *, known: bool) -> tuple[Wording, Wording] | None:
    """Say what a file is that is not what its ending says, and the way out; None where it may be.

    known : whether tables have this ending.

    >>> print(*mistaken(b"<html><table>", ".csv", known=True), sep="; ")
    is a web page under the name of a .csv file; open it in a spreadsheet, and save it as .xlsx
    """
    kind = _kind(content)
    if not known and ending in ELSEWHERE:
        key = f"reading.kind-of-{ELSEWHERE[ending]}"
        return Wording("reading.not-a-table", ending=ending), Wording(f"{key}.hint")
    if kind is None and ending in OWN.values() and _is_text(content):
        kind = "text"
    if kind is None or not known or OWN.get(kind) == ending:
        return None
    if ending == ".xlsx" and kind == "archive":
        return None
    key = f"reading.kind-of-{kind}"
    message = Wording("reading.mistaken", kind=Wording(key), ending=ending)
    return message, Wording(f"{key}.hint")


def _kind(content: bytes) -> str | None:
    """Return what a file is by its first bytes, None where it may be a table of text."""
    for beginning, kind in BEGINNINGS:
        if content.startswith(beginning):
            return kind
    if content.startswith(PACKED):
        return _packed(content)
    head = content[:512].removeprefix(codecs.BOM_UTF8)
    if b"\0" in head[:64]:
        head = head.replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    if PAGE.match(head):
        return "page"
    return "other-data" if XML.match(head) else None


def _is_text(content: bytes) -> bool:
    """Say whether a file has lines of text, as no workbook has."""
    head = content[:512]
    return b"\n" in head and not any(sign < 9 or 13 < sign < 32 for sign in head)


def _packed(content: bytes) -> str:
    """Return what a ZIP archive holds: a workbook, a document, or files."""
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = parts.namelist()
    except zipfile.BadZipFile:
        return "archive"
    if any(name.startswith("xl/") for name in names):
        return "workbook"
    if "mimetype" in names or any(name.startswith("Index/") for name in names):
        return "other-workbook"
    return "document" if any(name.startswith("word/") for name in names) else "archive"
