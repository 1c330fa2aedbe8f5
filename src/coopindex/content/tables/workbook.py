"""Read a sheet of an XLSX workbook so that nothing in it is lost without a word.

The rows themselves say how far the sheet goes, not the size that the file claims. What a reader of
values cannot see is looked up in the sheet's XML: formulas whose results are not stored, merged
cells, hidden rows and columns, rows and cells out of their order.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from typing import IO, Any
from xml.etree import ElementTree

from coopindex.content.limits import CELLS, COLUMNS, ROWS
from coopindex.content.tables.archive import refused_parts
from coopindex.content.tables.damaged import damage
from coopindex.content.tables.merged import Merged, letters, number_of, ranges_of
from coopindex.phrases import Wording, few
from coopindex.problems import FEW, Problem, nearest

SheetRows = list[tuple[Any, ...]]
STRICT = "{http://purl.oclc.org/ooxml/"
BOOK = re.compile(r"workbook\w*\.xml$", re.IGNORECASE)
YES = ("1", "true")
# what a format of numbers shows as it stands: quoted, after a backslash, in brackets
LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')
MANY = 1 << 20  # elements between two rows
BLANKS = 4  # blank cells beside each of those that may be read


@dataclass(frozen=True)
class Sheet:
    """A sheet's rows of values from its first line on, and what is wrong or doubtful about it.

    others : the workbook's further sheets that hold anything, as they are named in problems.
    merged : cells that hold one value together. percents : the rows of each column whose numbers
    are shown in percent, both counted from 1.
    """

    name: str = ""
    rows: SheetRows = field(default_factory=list)
    problems: tuple[Problem, ...] = ()
    others: tuple[str, ...] = ()
    merged: tuple[Merged, ...] = ()
    percents: Mapping[int, Sequence[int]] = field(default_factory=dict)


@dataclass
class Marks:
    """What is known of a sheet besides its values.

    misplaced : what stands before what, though it belongs after it. rows : hidden ones, by number.
    columns : first and last number, and whether those between are hidden; `narrow` says it of all
    others. last, widest : the last row, and the last column, that hold anything, by number. spread
    : the cells from the first column up to the last of each row, blank ones too. percents : the
    rows of each column whose numbers are shown in percent; styles : of cells, those that do so.
    """

    styles: frozenset[str] = frozenset()

    misplaced: list[str] = field(default_factory=list)
    unsolved: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    columns: list[tuple[int, int, bool]] = field(default_factory=list)
    narrow: bool = False
    last: int = 0
    widest: int = 0
    spread: int = 0
    percents: dict[int, list[int]] = field(default_factory=dict)

    def hidden_columns(self, width: int) -> list[int]:
        """Return the numbers of the hidden ones among the first `width` columns."""
        known: dict[int, bool] = {}
        for first, last, hidden in self.columns:
            known |= dict.fromkeys(range(first, min(last, width) + 1), hidden)
        return [number for number in range(1, width + 1) if known.get(number, self.narrow)]


def read_sheet(content: bytes, file: str, name: str | None) -> Sheet:
    """Return a sheet by its name, or the first visible one."""
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl does not read: pictures, styles
            with zipfile.ZipFile(io.BytesIO(content)) as parts:
                if found := refused_parts(parts, file):
                    return Sheet(problems=(found,))
                books = [
                    ElementTree.fromstring(parts.read(part))
                    for part in parts.namelist()
                    if BOOK.search(part)
                ]
            if any(root.tag.startswith(STRICT) for root in books):
                message = Wording("reading.strict")
                hint = Wording("reading.strict.hint")
                return Sheet(problems=(Problem("unreadable-file", message, file=file, hint=hint),))
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            return _read(book, file, name, _asks_for_results(books))
    except Exception as error:  # whatever the zip, the XML or the keys below it raised
        message = Wording("reading.not-xlsx", error=damage(error))
        hint = Wording("reading.not-xlsx.hint")
        return Sheet(problems=(Problem("unreadable-file", message, file=file, hint=hint),))


def _read(book: Any, file: str, name: str | None, placeholders: bool) -> Sheet:
    pages = {page.title: page for page in book.worksheets}

    def refused(code: str, message: Wording, hint: Wording) -> Sheet:
        return Sheet(problems=(Problem(code, message, file=file, hint=hint),))

    if not pages:
        message = Wording("reading.not-xlsx", error=Wording("reading.without-sheets"))
        return refused("unreadable-file", message, Wording("reading.not-xlsx.hint"))
    if name is not None and name not in pages:
        return refused(
            "unknown-sheet", Wording("reading.no-sheet", name=name), nearest(name, pages)
        )
    visible = [title for title, page in pages.items() if page.sheet_state == "visible"]
    if name is None and not visible:
        hint = Wording("reading.which-sheet.hint", pages=tuple(pages))
        return refused("hidden-sheet", Wording("reading.no-open-sheet"), hint)
    title = visible[0] if name is None else name
    others = tuple(
        other if other in visible else Wording("reading.hidden-sheet", other=other)
        for other, page in pages.items()
        if other != title and _holds_anything(book, page)
    )
    page = pages[title]
    with book._archive.open(page._worksheet_path) as xml:
        marks = _marks(xml, placeholders, _in_percent(book))
    if marks.misplaced:
        message = Wording("reading.out-of-order", title=title, listed=few(marks.misplaced, FEW))
        return refused("unreadable-file", message, Wording("reading.out-of-order.hint"))
    if (cells := marks.last * marks.widest) > CELLS.most:
        return refused("too-large", *_reaches_too_far(title, marks, cells))
    if marks.spread > BLANKS * CELLS.most:
        return Sheet(problems=(CELLS.exceeded(file),))
    page.reset_dimensions()
    rows = [_held(row) for row in page.iter_rows(values_only=True)]
    flags = [] if name is not None else _other_sheets(file, title, others)
    problems = (*flags, *_problems(file, title, rows, marks))
    merged = tuple(ranges_of(marks.merged))
    return Sheet(title, rows, problems, others, merged, marks.percents)


def _in_percent(book: Any) -> frozenset[str]:
    """Return the numbers of the styles of cells that show a number in percent."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

    formats = dict(enumerate(book._number_formats, BUILTIN_FORMATS_MAX_SIZE)) | BUILTIN_FORMATS
    shown = (str(formats.get(style.numFmtId, "")) for style in book._cell_styles)
    return frozenset(str(at) for at, code in enumerate(shown) if "%" in LITERAL.sub("", code))


def _reaches_too_far(title: str, marks: Marks, cells: int) -> tuple[Wording, Wording]:
    """Say that a sheet reaches too far, as one cell far from the table makes it."""
    message = Wording(
        "reading.reaches",
        title=title,
        cell=f"{letters(marks.widest)}{marks.last}",
        cells=cells,
        most=CELLS.most,
    )
    return message, Wording("reading.reaches.hint", variable=CELLS.variable, more=4 * CELLS.most)


def _held(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return a row up to its last cell that holds anything."""
    end = len(row)
    while end and row[end - 1] is None:
        end -= 1
    return row[:end]


def _elements(xml: IO[bytes]) -> Iterator[ElementTree.Element]:
    """Yield a sheet's elements as each ends, a row after its cells; and forget it."""
    rows = since = 0
    for _, element in ElementTree.iterparse(xml):
        since += 1
        yield element
        if _name(element.tag) == "row":
            rows, since = rows + 1, 0
            element.clear()
        if rows > ROWS or since > MANY:
            raise ValueError(Wording("reading.no-sheet-has"))


def _holds_anything(book: Any, page: Any) -> bool:
    """Say whether a cell of a sheet has a value, or a text of its own."""
    with book._archive.open(page._worksheet_path) as xml:
        return any(_name(element.tag) in ("v", "is") for element in _elements(xml))


def _other_sheets(file: str, title: str, others: Sequence[str]) -> list[Problem]:
    """Say which sheet is read where that could have been another."""
    if not others:
        return []
    message = Wording("problem.sheets", title=title, others=few(others, FEW))
    hint = Wording("reading.sheets.hint")
    return [Problem("sheets", message, level="flag", file=file, hint=hint)]


def _asks_for_results(books: Iterable[ElementTree.Element]) -> bool:
    """Say whether a workbook asks to be worked out anew: it may hold a 0 in place of results."""
    parts = (part for root in books for part in root.iter() if _name(part.tag) == "calcPr")
    return any(part.get("fullCalcOnLoad") in YES for part in parts)


@cache
def _name(tag: str) -> str:
    """Return a tag without its namespace."""
    return tag.rpartition("}")[2]


def _is_zero(text: str | None) -> bool:
    """Say whether a text is a number that is 0.

    >>> [_is_zero(text) for text in ("0", "0.0", "0E0", "", None, "x", "7")]
    [True, True, True, False, False, False, False]
    """
    with suppress(TypeError, ValueError):
        return float(text or "") == 0
    return False


def _marks(xml: IO[bytes], placeholders: bool, styles: frozenset[str]) -> Marks:
    """Look through a sheet; with `placeholders` a 0 may stand for a result that is not stored.

    styles : those that show numbers in percent.
    """
    found, number, flat = Marks(styles=styles), 0, False
    for element in _elements(xml):
        tag = _name(element.tag)
        if tag == "row":
            before, number = number, int(element.get("r") or number + 1)
            if number <= before:
                found.misplaced.append(Wording("reading.row-after", number=number, before=before))
            height = element.get("ht")
            said = element.get("hidden", "1" if flat and height is None else "0")
            if said in YES or _is_zero(height):
                found.rows.append(number)
            _mark_cells(element, number, placeholders, found)
            if number > ROWS:
                raise ValueError(Wording("reading.no-sheet-has"))
        elif tag == "mergeCell":
            found.merged.append(str(element.get("ref")))
        elif tag == "sheetFormatPr":
            flat = element.get("zeroHeight") in YES or _is_zero(element.get("defaultRowHeight"))
            found.narrow = _is_zero(element.get("defaultColWidth"))
        elif tag == "col":
            hidden = element.get("hidden") in YES or _is_zero(element.get("width"))
            found.columns.append((int(element.get("min", 1)), int(element.get("max", 1)), hidden))
    return found


def _mark_cells(row: ElementTree.Element, number: int, placeholders: bool, found: Marks) -> None:
    column, styles = 0, found.styles
    for cell in row:
        stands = cell.get("r") or f"{letters(column + 1)}{number}"
        before, at = column, stands.removesuffix(str(number))
        column = number_of(at[:4]) if at.isalpha() else 0
        if column > COLUMNS:
            raise ValueError(Wording("reading.no-sheet-has"))
        if len(cell):
            found.last, found.widest = number, max(found.widest, column)
            if styles and cell.get("s", "0") in styles and cell.get("t", "n") == "n":
                found.percents.setdefault(column, []).append(number)
        found.spread += max(column - before, 0)
        if not column:
            found.misplaced.append(Wording("reading.cell-in-row", stands=stands, number=number))
        elif column == before:
            found.misplaced.append(Wording("reading.cell-twice", stands=stands))
        elif column < before:
            found.misplaced.append(
                Wording("reading.cell-after", stands=stands, letters=letters(before), number=number)
            )
        if any(_name(part.tag) == "f" for part in cell):
            parts = {_name(part.tag): part for part in cell}
            text = parts["v"].text if "v" in parts else None
            # a formula whose result is an empty text has a `v`, and says that it is text
            stored = bool(text) or ("v" in parts and cell.get("t") == "str")
            if not stored or (placeholders and _is_zero(text)):
                found.unsolved.append(stands)


def _problems(file: str, title: str, rows: SheetRows, marks: Marks) -> list[Problem]:
    held = [
        number for number, row in enumerate(rows, start=1) if any(cell is not None for cell in row)
    ]
    width = max((len(rows[number - 1]) for number in held), default=0)
    found = []

    def tell(
        code: str, message: Wording, hint: Wording, line: int | None, flag: bool = False
    ) -> None:
        found.append(
            Problem(
                code, message, level="flag" if flag else "error", file=file, line=line, hint=hint
            )
        )

    if marks.unsolved:
        several = len(marks.unsolved) > 1
        key = "reading.no-result" if several else "reading.no-result-one"
        message = Wording(key, listed=few(marks.unsolved, FEW), title=title)
        hint = Wording("reading.unsolved.hint")
        tell("no-result", message, hint, _row_of(marks.unsolved[0]))
    hidden = sorted(set(held) & set(marks.rows))
    if hidden:
        message = Wording("reading.hidden", which=_are("rows", _ranges(hidden)), title=title)
        hint = Wording("reading.hidden-rows.hint")
        tell("hidden-cells", message, hint, hidden[0], flag=True)
    columns = [letters(number) for number in marks.hidden_columns(width)]
    if columns:
        message = Wording("reading.hidden", which=_are("columns", columns), title=title)
        hint = Wording("reading.hidden-columns.hint")
        tell("hidden-cells", message, hint, None, flag=True)
    return found


def _are(what: str, which: Sequence[str]) -> Wording:
    """Name rows or columns as the subject of a sentence.

    >>> _are("rows", ["3"]), _are("rows", ["3", "5–7"])
    ('the row 3 is', 'the rows 3, 5–7 are')
    """
    one = len(which) == 1 and which[0].isalnum()
    return Wording(f"reading.are-{what}{'-one' if one else ''}", listed=few(which, FEW))


def _ranges(numbers: Iterable[int]) -> list[str]:
    """Write numbers as ranges.

    >>> _ranges([3, 5, 6, 7])
    ['3', '5–7']
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return [str(first) if first == last else f"{first}–{last}" for first, last in runs]


def _row_of(cell: str) -> int | None:
    found = re.search(r"\d+", cell)
    return int(found[0]) if found else None
