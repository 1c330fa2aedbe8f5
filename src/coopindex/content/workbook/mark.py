"""A copy of a workbook with what is wrong with it shown where it is."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from coopindex.content.files import WORKBOOK
from coopindex.content.workbook.book import pages_of, unreadable
from coopindex.content.workbook.looks import in_full
from coopindex.content.workbook.words import PROBLEMS, title_of
from coopindex.content.writing import whole
from coopindex.content.yaml import read_bytes
from coopindex.phrases import Wording, say
from coopindex.problems import InvalidInput, Problem, raise_errors

RED, AMBER = "FFF8C9C4", "FFFFE8A6"
MOST = 2_000  # cells that are coloured; all problems are listed
ROWS = 20_000
WIDTHS = (24, 10, 70, 70)


def write_marked(source: Path, to: Path, problems: Sequence[Problem], lang: str = "en") -> int:
    """Write a copy of a workbook with the cells of problems coloured; return how many those are.

    Each has what is wrong as a comment; a sheet lists all problems, with links. The cells keep
    their own formats. Raises InvalidInput where the copy would take the place of what is read.
    """
    need_other(source, to)
    book = _opened(source)
    said: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.cell is not None:
            said.setdefault(problem.cell, []).append(problem)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for held in row:
                in_full(held)
    for cell, found in list(said.items())[:MOST]:
        _mark(book, cell, found, lang)
    _list(book, problems, lang)
    saved = io.BytesIO()
    book.save(saved)
    with whole(to) as stream:
        stream.write(saved.getvalue())
    return min(len(said), MOST)


def _opened(source: Path) -> Any:
    """Return a workbook with all that is copied. Raises InvalidInput where it cannot be read."""
    import openpyxl

    content, problems = read_bytes(source, source.name)
    raise_errors(problems)
    pages_of(content, source.name)
    try:
        return openpyxl.load_workbook(io.BytesIO(content))
    except Exception as error:  # whatever a part that no reader of values looks at raised
        raise InvalidInput([unreadable(content, source.name, error)]) from None


def need_other(source: Path, to: Path) -> None:
    """Refuse to write a copy over what is read, or as anything but a workbook."""
    if source.suffix.lower() != WORKBOOK:
        message = Wording("sheet.mark-of-workbook", file=source.as_posix())
        raise InvalidInput([Problem("bad-value", message, field="mark", value=str(to))])
    if to.suffix.lower() != WORKBOOK:
        message = Wording("sheet.not-a-workbook")
        raise InvalidInput([Problem("bad-value", message, file=str(to), field="mark")])
    if to.exists() and to.samefile(source):
        message, hint = Wording("sheet.same-file"), Wording("sheet.other-name.hint")
        raise InvalidInput([Problem("bad-value", message, file=str(to), hint=hint)])


def _mark(book: Any, place: str, problems: Sequence[Problem], lang: str) -> None:
    """Colour a cell by the worst of its problems, and say all of them beside it."""
    from openpyxl.cell.cell import MergedCell
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    title, _, at = place.rpartition("!")
    if title not in book.sheetnames:
        return
    cell = book[title][at]
    if isinstance(cell, MergedCell):
        return
    worst = RED if any(each.level == "error" for each in problems) else AMBER
    cell.fill = PatternFill("solid", fgColor=worst)
    text = "\n".join(_said(each, lang) for each in problems)
    if cell.comment is not None:
        text = f"{cell.comment.text}\n{text}"
    cell.comment = Comment(text[:8_000], "coopindex", width=360, height=90 + 18 * text.count("\n"))


def _said(problem: Problem, lang: str) -> str:
    said, hint = problem.words(lang)
    return f"{said}\n{say('frame.hint', lang, hint=hint)}" if hint else said


def _list(book: Any, problems: Iterable[Problem], lang: str) -> None:
    """Write a sheet of all problems, each with a link to its cell."""
    from openpyxl.styles import Alignment, Font, PatternFill

    name = title_of(PROBLEMS, lang)
    if name in book.sheetnames:
        del book[name]
    sheet = book.create_sheet(name, 0)
    book.active = 0
    for each in book.worksheets[1:]:
        each.sheet_view.tabSelected = False
    sheet.append([say(f"sheet.mark-{key}", lang) for key in ("where", "level", "what", "hint")])
    found = list(problems)[:ROWS]
    for row, problem in enumerate(found, 2):
        where = problem.cell or problem.place
        level = say(f"sheet.level-{problem.level}", lang)
        for column, text in enumerate((where, level, *problem.words(lang)), 1):
            cell = sheet.cell(row, column, text)
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        if problem.cell is not None:
            _link(sheet.cell(row, 1), problem.cell)
        colour = RED if problem.level == "error" else AMBER
        sheet.cell(row, 2).fill = PatternFill("solid", fgColor=colour)
    if not found:
        sheet.cell(2, 3, say("sheet.mark-none", lang))
    for letter, width in zip("ABCD", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
        sheet[f"{letter}1"].font = Font(bold=True)
    sheet.freeze_panes = "A2"


def _link(cell: Any, place: str) -> None:
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    title, _, at = place.rpartition("!")
    quoted = title.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{at}")
    cell.font = Font(color="FF274B74", underline="single")
