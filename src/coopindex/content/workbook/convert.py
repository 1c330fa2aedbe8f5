"""From a folder of text to a workbook, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING

from coopindex.content.files import WORKBOOK, within
from coopindex.content.tables.asked import NOTHING, Asked
from coopindex.content.workbook.book import Book
from coopindex.content.workbook.folder import gathered
from coopindex.content.workbook.written import workbook_of
from coopindex.content.writing import whole, whole_folder
from coopindex.phrases import Wording, few
from coopindex.problems import FEW, InvalidInput, Problem

if TYPE_CHECKING:
    from coopindex.content.content import Content

PLAIN = (".csv", ".tsv", ".txt")
UNREAD = "unread-column"  # the code of what is told of a column that nobody reads


@dataclass(frozen=True)
class Converted:
    """What was written: the workbook, or the folder with its files.

    index : the file by which the index is asked for. anew : files whose comments are not kept, as
    the workbook has been changed since. aside : files that stay where they are. unread : sheets and
    cells of headers of a workbook that are no part of the index.
    """

    to: Path
    files: tuple[str, ...]
    index: str
    anew: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def convert(content: Content, to: Path, lang: str = "en") -> Converted:
    """Write an index as a workbook, or a workbook as a folder of text.

    Raises InvalidInput where anything would be lost, or something stands where it is to be written.
    """
    book = content.book
    if to.suffix.lower() == WORKBOOK:
        if book is None:
            return _as_workbook(content, to, lang)
    elif isinstance(book, Book) and not to.suffix:
        return _as_folder(content, book, to)
    message = Wording("sheet.both-kinds")
    raise InvalidInput([Problem("bad-value", message, field="to", value=str(to))])


def _as_workbook(content: Content, to: Path, lang: str) -> Converted:
    files = gathered(content)
    write_workbook(to, workbook_of(files, lang, to.name))
    return Converted(to, (to.name,), to.name, aside=tuple(files.aside))


def write_workbook(to: Path, written: bytes) -> None:
    """Write a workbook; what stands there is not overwritten."""
    if to.exists():
        message, hint = Wording("sheet.is-there"), Wording("sheet.other-name.hint")
        raise InvalidInput([Problem("not-empty", message, file=str(to), hint=hint)])
    with whole(to) as stream:
        stream.write(written)


def _as_folder(content: Content, book: Book, to: Path) -> Converted:
    from coopindex.content.new_project import need_room, schemas

    files = dict(_texts(content, book))
    said = b"".join(book.texts.values())
    files |= {name: text.encode() for name, text in schemas().items()
              if f"$schema={Path(name).name}".encode() in said
              or f"$schema=../{Path(name).name}".encode() in said}  # fmt: skip
    _need_inside(files, book.whole)
    need_room(to)
    with whole_folder(to) as part:
        for name, text in files.items():
            file = part / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text)
    anew = [name for name in book.anew if b"#" in book.originals[name].content]
    unread = [*book.unread, *(str(flag.cell) for flag in book.flags if flag.code == UNREAD)]
    return Converted(to, tuple(files), book.definition, anew=tuple(anew), unread=tuple(unread))


def _need_inside(names: Iterable[str], workbook: str) -> None:
    """Refuse a workbook with files that would not lie in the folder to make."""
    out = [
        name for name in names if PureWindowsPath(name).anchor or ".." in re.split(r"[/\\]", name)
    ]
    if out:
        message = Wording("sheet.outside-folder", names=few(out, FEW))
        hint = Wording("sheet.outside-folder.hint")
        raise InvalidInput([Problem("outside-file", message, file=workbook, hint=hint)])


def _texts(content: Content, book: Book) -> Iterator[tuple[str, bytes]]:
    """Yield the names and the bytes of the files for which the sheets stand."""
    yield from book.texts.items()
    layouts = _layouts(content)
    for name, sheet in book.sheets:
        asked = layouts.get((name, sheet), layouts.get((name, None), NOTHING))
        text = book.table_text(name, asked)
        if Path(name).suffix.lower() not in PLAIN and text == book.written(name, asked):
            title = book.sheets[name, sheet]
            message = Wording("sheet.unlike-original", file=name)
            hint = Wording("sheet.unlike-original.hint")
            raise InvalidInput([Problem("no-text", message, file=title, hint=hint)])
        yield name, text


def _layouts(content: Content) -> Mapping[tuple[str, str | None], Asked]:
    """Return how the tables lie in their files, where the definition says it."""
    form = content.definition.form.data
    said = [*(form.observations or ()), *filter(None, (form.units, form.evidence))]
    found: dict[tuple[str, str | None], Asked] = {}
    for each in said:
        if inside := within(content.definition.file(each.file)):
            found[inside[1], each.sheet] = Asked.of(each)
    return found
