"""How a workbook looks: a first sheet that says what to do, headers, widths, drop-downs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from coopindex.content.workbook.folder import Files
from coopindex.content.workbook.layout import Page
from coopindex.content.workbook.words import (
    BOUNDS,
    DATA,
    EVIDENCE,
    FRAMEWORK,
    OPTIONS,
    README,
    SOURCES,
    TABLES,
    TEXTS,
    UNITS,
    WEIGHTS,
    title_of,
)
from coopindex.engine.index import STATUSES
from coopindex.methods.registry import methods
from coopindex.methods.stages import METHOD_STAGES
from coopindex.phrases import LANGUAGES, say

INK, GREY, HEAD, FIELD, LINE = "FF1F2933", "FF7B8794", "FF274B74", "FFFFF8DC", "FFC9D1DA"
WHITE = "FFFFFFFF"
LATIN, CHINESE = "Arial", "Microsoft YaHei"
NARROW, BLANK, WIDE, HIGH = 9.0, 28.0, 46.0, 14.0
SAMPLE = 400  # rows that widths are made for
MORE = 300  # rows below the last that have drop-downs too
LISTED = 250  # characters that a list of choices may have
EPOCH = (1980, 1, 1, 0, 0, 0)
WRAPPED = ("title.en", "title.zh", "description.en", "description.zh", "note.en", "note.zh",
           "reason", "value", "meaning", "title")  # fmt: skip


class Looks:
    """A workbook being put together from laid-out sheets."""

    def __init__(
        self,
        files: Files,
        pages: Sequence[Page],
        lang: str,
        name: str,
        about: str,
        lead: str = "lead",
    ) -> None:
        self.files, self.pages, self.lang, self.name = files, pages, lang, name
        self.about, self.lead = about, lead
        self.font = CHINESE if lang == "zh" else LATIN

    def book(self, originals: Sequence[tuple[str, ...]] = ()) -> Any:
        """Return the workbook, with texts as they were in a hidden sheet."""
        import openpyxl

        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = title_of(README, self.lang)
        self._readme(sheet)
        for page in self.pages:
            self._page(book.create_sheet(page.title), page)
        if originals:
            self._texts(book.create_sheet(title_of(TEXTS, self.lang)), originals)
        return book

    def _texts(self, sheet: Any, originals: Sequence[tuple[str, ...]]) -> None:
        sheet.append(["file", "of", "sha256", "text"])
        for row in originals:
            sheet.append(list(row))
        sheet.sheet_state = "hidden"

    # -- the first sheet ---------------------------------------------------------------------------

    def _readme(self, sheet: Any) -> None:
        from openpyxl.styles import Alignment, Font

        sheet.sheet_view.showGridLines = False
        sheet.column_dimensions["A"].width = 16
        sheet.column_dimensions["B"].width = 96
        printed(sheet)
        row = 1
        for lang in sorted(LANGUAGES, key=lambda each: each != self.lang):
            face = CHINESE if lang == "zh" else LATIN
            for look, first, said in self._said(lang):
                second = said.replace("`", "")
                text = first if look == "title" else second
                cell = sheet.cell(row, 1)
                put(cell, first)
                size = {"title": 15, "lead": 11}.get(look, 10)
                cell.font = Font(face, size, bold=look in ("title", "sheet"), color=INK)
                if second:
                    beside = sheet.cell(row, 2)
                    put(beside, second)
                    beside.font = Font(face, 10, color=INK)
                    beside.alignment = Alignment(wrap_text=True, vertical="top")
                cell.alignment = Alignment(vertical="top")
                high = 18 if lang == "zh" else 15
                lines = 1 + room(text) // 125
                sheet.row_dimensions[row].height = 26 if look == "title" else high * lines
                row += 1
            row += 1

    def _said(self, lang: str) -> Iterator[tuple[str, str, str]]:
        """Yield the lines of the first sheet: how they look, and what stands in two columns."""
        titles = {page.kind: page.title for page in self.pages}
        yield "title", self._title(lang), ""
        yield "lead", say(f"sheet.readme-{self.lead}", lang), ""
        for kind in (FRAMEWORK, UNITS, DATA, EVIDENCE, SOURCES, WEIGHTS, OPTIONS):
            if kind in titles:
                yield "sheet", titles[kind], say(f"sheet.readme-{kind}", lang)
        yield "text", "", say("sheet.readme-colours", lang)
        yield "text", "", say("sheet.readme-own", lang)
        yield "text", say("sheet.readme-commands", lang), ""
        for verb in ("validate", "score", "report"):
            ending = " --lang zh" if lang == "zh" else ""
            said = say(f"sheet.readme-{verb}", lang)
            dash = "：" if lang == "zh" else ": "
            yield "text", "", f"coopindex {verb} {self.name}{ending}{dash}{said}"
        if lang == self.lang:
            for line in self.about.splitlines():
                yield "text", "", line

    def _title(self, lang: str) -> str:
        title = self.files.tree.get("title")
        if isinstance(title, dict):
            title = title.get(lang) or next(iter(title.values()), None)
        return str(title or self.files.index)

    # -- the other sheets --------------------------------------------------------------------------

    def _page(self, sheet: Any, page: Page) -> None:
        for at, row in enumerate(page.rows, 1):
            for column, value in enumerate(row, 1):
                if value is not None and value != "":
                    put(sheet.cell(at, column), value)
        for column, lines in page.percents.items():
            for line in lines:
                sheet.cell(line, column).number_format = "0.##%"
        self._styled(sheet, page)
        for cells in page.merged:
            sheet.merge_cells(str(cells))
        head = page.head if page.kind in TABLES else 1
        still = {FRAMEWORK: 2, DATA: 1, UNITS: 1, WEIGHTS: 2, SOURCES: 1}.get(page.kind, 0)
        sheet.freeze_panes = sheet.cell(head + 1, still + 1)
        if page.kind in (DATA, EVIDENCE) and len(page.rows) > head:
            last = sheet.cell(len(page.rows), max(len(page.keys), 1)).coordinate
            sheet.auto_filter.ref = f"A{head}:{last}"
        printed(sheet)
        self._choices(sheet, page)

    def _styled(self, sheet: Any, page: Page) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
        from openpyxl.utils import get_column_letter

        head = Font(self.font, 10, bold=True, color=WHITE)
        fill = PatternFill("solid", fgColor=HEAD)
        body = Font(self.font, 10, color=INK)
        quiet = Font(self.font, 9, color=GREY)
        field = PatternFill("solid", fgColor=FIELD)
        side = Side("thin", color=LINE)
        line = page.head if page.kind in TABLES else 1
        for column, _ in enumerate(page.keys, 1):
            cell = sheet.cell(line, column)
            cell.font, cell.fill = head, fill
            cell.alignment = Alignment("left", "center", wrap_text=True, indent=1)
        sheet.row_dimensions[line].height = 22
        # of very many rows the cells stay plain: styles would double the file
        for at in range(line + 1, min(len(page.rows), 5_000) + 1):
            for column, key in enumerate(page.keys, 1):
                cell = sheet.cell(at, column)
                cell.font = (
                    quiet if key == "meaning" or (page.kind == WEIGHTS and key == "title") else body
                )
                cell.border = Border(bottom=side)
                aligned = key in ("date", "value") and page.kind != DATA
                left = isinstance(cell.value, str) or aligned
                cell.alignment = Alignment("left" if left else None, "top",
                                           wrap_text=key in WRAPPED, indent=int(left))  # fmt: skip
                if _is_field(page, key):
                    cell.fill = field
            lines = max(
                (_lines(page, at - 1, column) for column in range(len(page.keys))), default=1
            )
            sheet.row_dimensions[at].height = HIGH * lines if lines > 1 else None
        for column, _ in enumerate(page.keys, 1):
            sheet.column_dimensions[get_column_letter(column)].width = _width(page, column - 1)

    # -- drop-downs --------------------------------------------------------------------------------

    def _choices(self, sheet: Any, page: Page) -> None:
        """Let cells offer what may stand in them; what is chosen otherwise is asked about."""
        from openpyxl.utils import get_column_letter

        last = len(page.rows) + MORE
        head = page.head if page.kind in TABLES else 1
        for column, key in enumerate(page.keys, 1):
            source, told = self._choice(page, key)
            if source:
                letter = get_column_letter(column)
                where = f"{letter}{head + 1}:{letter}{last}"
                rule = self._rule(source, told, where)
                # whoever turns a blank sheet into a wide table is not asked about every figure
                rule.showErrorMessage = not (self.lead == "blank" and page.kind == DATA)
                sheet.add_data_validation(rule)

    def _choice(self, page: Page, key: str) -> tuple[str, str]:
        """Return what a column's cells may be, as a list or a range, and what is said of it."""
        names = {each.kind: each for each in self.pages}
        framework = f"'{names[FRAMEWORK].title}'!$A$2:$A${len(names[FRAMEWORK].rows) + MORE}"
        if page.kind == FRAMEWORK:
            if key == "direction":
                return _listed(("positive", "negative")), "direction"
            if key == "parent":
                return framework, "code"
            return (_listed(sorted(methods(key))), "method") if key in METHOD_STAGES else ("", "")
        if page.kind == WEIGHTS and key == "code":
            return framework, "code"
        if page.kind not in (DATA, EVIDENCE):
            return "", ""
        codes = {"unit": UNITS, "indicator": FRAMEWORK, "source": SOURCES}
        if key == "status":
            return _listed(STATUSES), "status"
        if key in codes and codes[key] in names:
            held = names[codes[key]]
            first = (held.head if held.kind == UNITS else 1) + 1
            return f"'{held.title}'!$A${first}:$A${len(held.rows) + MORE}", "code"
        return "", ""

    def _rule(self, source: str, told: str, where: str) -> Any:
        from openpyxl.worksheet.datavalidation import DataValidation

        rule = DataValidation("list", formula1=source, allow_blank=True, showErrorMessage=True,
                              showInputMessage=False, errorStyle="warning")  # fmt: skip
        rule.error = say(f"sheet.pick-{told}", self.lang)
        rule.add(where)
        return rule


def printed(sheet: Any) -> None:
    """Let a sheet be printed across, as wide as a page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def put(cell: Any, value: Any) -> None:
    """Write a value: a text stays a text, whatever it begins with, a number all its digits.

    A sign that no cell can hold is shown as one that is unknown: what reads back is not the same.
    """
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)
        cell.data_type = "s"
    else:
        cell.value = value
        exact(cell)


def exact(cell: Any) -> None:
    """Let a number be written with all its digits: openpyxl writes 16, and some need 17."""
    value = cell.value
    if isinstance(value, float) and float(f"{value:.16g}") != value:
        cell._value = repr(value)


def _listed(names: Sequence[str]) -> str:
    """Return a list of choices; without the last ones where it would be too long."""
    while len(",".join(names)) > LISTED:
        names = names[:-1]
    return f'"{",".join(names)}"'


def _is_field(page: Page, key: str) -> bool:
    """Say whether a column's cells are above all to be filled in."""
    if page.kind == FRAMEWORK:
        return key in ("direction", "weight", *BOUNDS) or key.partition(".")[0] in METHOD_STAGES
    if page.kind == DATA:
        return key not in ("unit", "indicator", "year", "status", "source", "note")
    return (page.kind == OPTIONS and key == "value") or (
        page.kind == WEIGHTS and key not in ("code", "title")
    )


def _width(page: Page, column: int) -> float:
    """Return how wide a column is: as its texts are, within limits."""
    texts = (row[column] for row in page.rows[:SAMPLE] if column < len(row))
    held = [room(str(text)) for text in texts if text is not None]
    least = BLANK if len(held) == 1 and page.keys[column].startswith("title") else NARROW
    return min(max(max(held, default=0) * 1.1 + 2.5, least), WIDE)


def _lines(page: Page, row: int, column: int) -> int:
    """Return how many lines a cell takes where its text is wrapped."""
    held = page.rows[row][column] if column < len(page.rows[row]) else None
    if page.keys[column] not in WRAPPED or not isinstance(held, str):
        return 1
    return sum(1 + int(room(line) // _width(page, column)) for line in held.split("\n"))


def room(text: str) -> int:
    """Return how many columns a text takes: those of Chinese take two.

    >>> room("ab"), room("宁波")
    (2, 4)
    """
    return max(sum(2 if sign > "⺀" else 1 for sign in line) for line in text.split("\n"))


def saved(book: Any) -> bytes:
    """Return a workbook's bytes, the same for the same sheets: without the hour of their making."""
    held, found = io.BytesIO(), io.BytesIO()
    book.save(held)
    with zipfile.ZipFile(held) as parts, zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as to:
        for part in parts.infolist():
            if part.filename != "docProps/core.xml":
                to.writestr(zipfile.ZipInfo(part.filename, EPOCH), parts.read(part.filename),
                            zipfile.ZIP_DEFLATED)  # fmt: skip
            else:
                to.writestr(zipfile.ZipInfo(part.filename, EPOCH), CORE)
    return found.getvalue()


CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:creator>coopindex</dc:creator></cp:coreProperties>"
)
