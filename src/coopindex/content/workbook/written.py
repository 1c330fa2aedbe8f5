"""Write the files of an index as a workbook, and make sure that it reads back as the same."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from coopindex.content.tables.column import SourceColumn
from coopindex.content.tables.read import table_in
from coopindex.content.tables.table import SourceTable, refused_by
from coopindex.content.workbook import layout
from coopindex.content.workbook.book import PART, Book, book_of, need_openpyxl
from coopindex.content.workbook.folder import Files, Table
from coopindex.content.workbook.layout import Page
from coopindex.content.workbook.looks import Looks, saved
from coopindex.content.workbook.raw import rows_of
from coopindex.content.workbook.tables import STATUS, digest_of
from coopindex.content.workbook.words import (
    COLUMNS,
    FRAMEWORK,
    TABLES,
    TEXTS,
    renamed,
    statuses,
    title_of,
)
from coopindex.phrases import Wording, say
from coopindex.problems import InvalidInput, Problem, raise_errors

ORIGINALS = ("file", "of", "sha256")


def workbook_of(files: Files, lang: str = "en", name: str = "index.xlsx", about: str = "") -> bytes:
    """Return the workbook that is the same index as its files.

    lang : of its sheets' names and headers. about : what the first sheet says besides how to go on.
    The same files give the same bytes. Raises InvalidInput where anything would be lost.
    """
    need_openpyxl(name)
    pages = list(_pages(files, lang))
    looks = Looks(files, pages, lang, name, about)
    bare = saved(looks.book())
    book = book_of(bare, Path(name))
    raise_errors(book.errors)
    _compare(files, book)
    for table in files.tables:
        _compare_table(table, book)
    originals = list(_originals(files, book))
    return saved(looks.book(originals)) if originals else bare


def _pages(files: Files, lang: str) -> list[Page]:
    """Lay out every sheet."""
    page, more = layout.framework(files.tree, lang)
    code = files.index
    if files.definition != f"indicators/{code}.yaml":
        more.append((layout.scoped("sheet", page.title, lang), "file", files.definition))
    schemes = {name: files.document(file).data for name, file in files.schemes.items()}
    weights, left = layout.weights(schemes, files.tree, lang)
    more += left
    for name, file in files.plans.items():
        more += layout.plan_options(name, files.document(file).data, lang)
    taken = [title_of(kind, lang) for kind in (FRAMEWORK, TEXTS)]
    tables: list[Page] = []
    for table in _in_order(files.tables):
        shown = _table_page(files, table, lang, [*taken, *(each.title for each in tables)])
        tables.append(shown)
        if table.name != _usual(files, table, tables) or _several(table):
            scope = layout.scoped("sheet", shown.title, lang)
            more.append((scope, "file", table.name))
            if _several(table):
                more.append((scope, "sheet", table.asked.sheet))
    found = files.document(files.sources).data if files.sources else {}
    return [page, *tables, layout.sources(found, lang), weights,
            layout.options(files.tree, more, lang)]  # fmt: skip


def _in_order(tables: list[Table]) -> list[Table]:
    return sorted(tables, key=lambda table: TABLES.index(table.kind))


def _usual(files: Files, table: Table, before: list[Page]) -> str:
    """Return the file for which a sheet stands where nobody says otherwise."""
    if [page.kind for page in before].count(table.kind) > 1:
        return ""
    stem = {"units": "units", "data": "observations", "evidence": "evidence"}[table.kind]
    return f"data/{files.index}/{stem}.csv"


def _several(table: Table) -> bool:
    """Say whether a table is one of several sheets of a workbook, or is named by its sheet."""
    return table.asked.sheet is not None


def _table_page(files: Files, table: Table, lang: str, taken: list[str]) -> Page:
    usual = title_of(table.kind, lang)
    title = usual if usual not in taken else layout.free_title(table.name, taken)
    rows, percents, merged = rows_of(table)
    if len(rows) > layout.ROWS:
        message = Wording("sheet.too-tall", most=layout.ROWS)
        hint = Wording("sheet.too-long.hint")
        raise InvalidInput([Problem("too-large", message, file=table.name, hint=hint)])
    head = next((at for at, row in enumerate(rows) if any(cell is not None for cell in row)), 0)
    names = rows[head] if rows else []
    if lang == "zh":
        own = set(_said(files.tree.get("data")))
        rows[head] = [
            say(f"sheet.table-{name}", lang)
            if name in COLUMNS[table.kind] and name not in own else name
            for name in names
        ]  # fmt: skip
    keys = tuple("" if cell is None else str(cell) for cell in names)
    return Page(table.kind, title, rows, keys, head + 1, percents, merged)


def _said(value: Any) -> list[str]:
    """Return every text in what is said of the tables."""
    if isinstance(value, Mapping):
        return [*map(str, value), *(text for each in value.values() for text in _said(each))]
    if isinstance(value, list):
        return [text for each in value for text in _said(each)]
    return [value] if isinstance(value, str) else []


def _originals(files: Files, book: Book) -> list[tuple[str, ...]]:
    """Return the files whose text is not what the sheets alone would give, as rows of a sheet."""
    rows = []
    definition = digest_of(book.texts[book.definition])
    for name, content in files.texts.items():
        if name in files.nodes:
            rows.append(_row(name, book.definition, definition, content))
        elif book.texts.get(name) != content:
            rows.append(_row(name, name, digest_of(book.texts.get(name, b"")), content))
    for table in files.tables:
        written = book.written(table.name, table.asked)
        if written != table.content:
            key = book.key(table.name, table.asked)
            rows.append(_row(key, key, digest_of(written), table.content))
    rows += [_row(name, "", "", content) for name, content in sorted(files.notes.items())]
    return rows


def _row(name: str, of: str, digest: str, content: bytes) -> tuple[str, ...]:
    packed = base64.b64encode(zlib.compress(content, 9)).decode()
    return name, of, digest, *(packed[at : at + PART] for at in range(0, len(packed), PART))


def _compare(files: Files, book: Book) -> None:
    """Refuse a workbook that says anything else than the files of which it is made."""
    said = {files.definition: files.tree}
    said |= {name: files.document(name).data for name in files.texts
             if name not in (files.definition, *files.nodes)}  # fmt: skip
    if files.sources:
        said[files.sources] = {code: {key: str(each) for key, each in source.items()
                                      if each not in (None, "")}
                               for code, source in said[files.sources].items()}  # fmt: skip
    for name, data in said.items():
        found = book.trees[name].data if name in book.trees else {}
        where = _difference(_normal(data), _normal(found))
        if where is not None:
            message = Wording("sheet.not-carried", where=where)
            hint = Wording("sheet.not-carried.hint")
            raise InvalidInput([Problem("not-carried", message, file=name, hint=hint)])


def _compare_table(table: Table, book: Book) -> None:
    """Refuse a workbook in which a sheet reads as anything else than the table it is made of."""
    own = table_in(table.content, Path(table.name), table.name, table.asked)
    found = book.table(table.name, table.asked)
    if found is None or refused_by(own.problems):
        return
    called = renamed(own.columns, table.kind, book.own)
    where: str | None = found.problems[0].message if refused_by(found.problems) else None
    for name, column in own.columns.items():
        name = called.get(name, name)
        column = column.renamed(statuses()) if name == STATUS else column
        where = where or _unlike(name, column, found)
    if where is not None:
        message = Wording("sheet.not-carried", where=where)
        hint = Wording("sheet.not-carried.hint")
        raise InvalidInput([Problem("not-carried", message, file=table.name, hint=hint)])


def _unlike(name: str, column: SourceColumn, found: SourceTable) -> str | None:
    """Return the column, and the row of the sheet, whose cell is not what it was."""
    if name not in found.columns or len(found.columns[name]) != len(column):
        return name
    pairs = enumerate(zip(column, found.columns[name], strict=True))
    at = next((row for row, (own, made) in pairs if _bare(own) != _bare(made)), None)
    return None if at is None else f"{name}, {found.origin(at)}"


def _bare(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _normal(value: Any) -> Any:
    """Return a tree without what our forms do not tell apart.

    Keys without a value, a method without options, a label in English alone.
    """
    if isinstance(value, Mapping):
        below = value.get("children")
        if isinstance(below, Mapping):  # an indicator of which nothing is said is one all the same
            nodes = {code: {} if node is None else node for code, node in below.items()}
            value = {**value, "children": nodes}
        kept = {str(key): _normal(each) for key, each in value.items() if each is not None}
        alone = next(iter(kept.values()), None)
        short = kept.keys() in ({"method"}, {"en"}) and isinstance(alone, str)
        return alone if short else kept
    if isinstance(value, list):
        return [_normal(each) for each in value]
    return value


def _difference(one: Any, other: Any, path: str = "") -> str | None:
    """Return where two trees differ first, None where they say the same."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in {**one, **other}:
            found = _difference(one.get(key), other.get(key), f"{path}.{key}".lstrip("."))
            if found is not None:
                return found
        return None
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for at, pair in enumerate(zip(one, other, strict=True), 1):
            found = _difference(*pair, f"{path}[{at}]")
            if found is not None:
                return found
        return None
    return None if one == other else path
