"""Write a questionnaire as a workbook: instructions, and one sheet an expert.

Functions are those that every spreadsheet has had since 2007. Where a cell stands is said by codes
in column A, so that rows may be moved: `family: trade`, then a row a child.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from coopindex.content.elicitation.asked import Questionnaire, labels_of, title_of
from coopindex.engine.index import Node
from coopindex.methods.elicitation import Kind
from coopindex.methods.judgements import HIGHEST, SCALE
from coopindex.methods.weighting import RANDOM, RandomIndex
from coopindex.phrases import saying

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

# what column A says of a row; a code has no colon
FAMILY, BEST_ROW, WORST_ROW, CODES = "family:", "best:", "worst:", "codes:"
INDEX, METHOD, ASKED, NAME, DATE = "index:", "method:", "questionnaire:", "name:", "date:"
LATIN, CHINESE = "Arial", "Microsoft YaHei"
# a fraction, so that 1/3 is no date
FRACTION = "# ?/?"
INK, GREY, PAPER, FIELD, HEAD = "#1F2933", "#7B8794", "#F3F4F6", "#FFF8DC", "#E4EAF2"
COMPARISONS = "coopindex_scale"
# the table of random indices by which the sheet shows how consistent answers are
USUAL: RandomIndex = "saaty_1977"
LONGEST = 60  # choices that a list holds in a cell
FIRST = 2  # the column in which answers begin, counted from 0


def write_sheets(asked: Questionnaire, experts: int, lang: str, date: datetime) -> bytes:
    """Return the workbook's bytes; the same questions give the same bytes on the same day."""
    return _Workbook(asked, lang, date).written(experts)


class _Workbook:
    """A questionnaire being written."""

    def __init__(self, asked: Questionnaire, lang: str, date: datetime) -> None:
        import xlsxwriter

        self.asked, self.lang, self.word = asked, lang, saying("questionnaire", lang)
        self.file = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.file, {"in_memory": True, "strings_to_urls": False,
                                                    "strings_to_formulas": False})  # fmt: skip
        self.title = title_of(asked.index, asked.index.root.code, lang)
        self.book.set_properties({"title": self.title[:250], "created": date.replace(tzinfo=None)})
        base = {"font_name": CHINESE if lang == "zh" else LATIN, "font_size": 10,
                "font_color": INK, "valign": "vcenter"}  # fmt: skip
        box = {"border": 1, "border_color": "#C9D1DA", "align": "center"}
        looks: dict[str, dict[str, Any]] = {
            "text": {"text_wrap": True},
            "code": {"font_color": GREY, "font_size": 8},
            "title": {"bold": True, "font_size": 14},
            "family": {"bold": True, "bg_color": HEAD},
            "head": {**box, "text_wrap": True, "bg_color": PAPER},
            "row": {"text_wrap": True, "border": 1, "border_color": "#C9D1DA"},
            "field": {**box, "bg_color": FIELD, "locked": False},
            "fraction": {**box, "bg_color": FIELD, "locked": False, "num_format": FRACTION},
            "fixed": {**box, "bg_color": PAPER, "font_color": GREY, "num_format": FRACTION},
            "sum": {**box, "bg_color": PAPER, "num_format": "0.##"},
            "ratio": {**box, "bg_color": PAPER, "num_format": "0.000"},
            "scale": {"num_format": FRACTION, "align": "center"},
            "date": {**box, "bg_color": FIELD, "locked": False, "num_format": "yyyy-mm-dd"},
        }
        self.looks = {name: self.book.add_format(base | look) for name, look in looks.items()}

    def written(self, experts: int) -> bytes:
        """Write all sheets."""
        self._instructions()
        for number in range(1, experts + 1):
            self._expert(number)
        self.book.close()
        return self.file.getvalue()

    def _sheet(self, name: str, widths: Sequence[float]) -> Worksheet:
        sheet = self.book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width, self.looks["text"])
        # without a password: cells that are no answers are kept from slips alone
        sheet.set_row(0, 26)
        sheet.protect("", {"format_columns": True, "format_rows": True})
        return sheet

    def _instructions(self) -> None:
        """Write what is asked and how to answer; of pairs also the scale, which lists name."""
        kind, sheet = self.asked.way.kind, self._sheet(self.word("sheet"), (12, 90))
        sheet.write_string(0, 0, self.word("title", title=self.title), self.looks["title"])
        sheet.write_string(1, 0, self.word(f"method-{kind}"), self.looks["family"])
        sheet.write_blank(1, 1, None, self.looks["family"])
        row = 2
        for at, key in enumerate((f"how-{kind}", "colours", "privacy"), 1):
            for text in self.word(key).split("\n"):
                sheet.write_string(row, 1, text, self.looks["text"])
                # so many lines as the text may need
                sheet.set_row(row, 15 * (1 + sum(2 if sign > "⺀" else 1 for sign in text) // 88))
                row += 1
            row += at > 1
        if kind == "pairs":
            self._scale(sheet, row + 1)
        elif kind == "references":
            self._steps(sheet, row + 1, range(1, HIGHEST + 1))

    def _scale(self, sheet: Worksheet, row: int) -> None:
        """List what a comparison may be; drop-down lists name these cells."""
        sheet.write_string(row, 0, self.word("scale"), self.looks["family"])
        sheet.write_blank(row, 1, None, self.looks["family"])
        first = row + 1
        self._steps(sheet, first, SCALE[::-1].tolist())
        last, name = first + len(SCALE) - 1, self.word("sheet")
        self.book.define_name(COMPARISONS, f"='{name}'!$A${first + 1}:$A${last + 1}")

    def _steps(self, sheet: Worksheet, row: int, steps: Sequence[float]) -> None:
        for at, step in enumerate(steps):
            over = round(step if step >= 1 else 1 / step)
            key = f"step-{over}" if over % 2 else "step-between"
            text = self.word(key)
            text = text if step >= 1 else self.word("less", step=text)
            sheet.write_number(row + at, 0, step, self.looks["scale"])
            sheet.write_string(row + at, 1, text, self.looks["text"])

    def _expert(self, number: int) -> None:
        """Write one expert's sheet: who it is for, then family after family."""
        name = self.word("expert", number=number)
        widest = max(len(node.children) for node in self.asked.families)
        sheet = self._sheet(name, (16, 34, *[13] * max(widest + 2, 4)))
        sheet.write_string(0, 0, f"{self.title} · {name}", self.looks["title"])
        heads = {INDEX: self.asked.index.code, METHOD: self.asked.method,
                 ASKED: self.asked.digest}  # fmt: skip
        for row, (mark, said) in enumerate(heads.items(), 1):
            sheet.write_string(row, 0, mark, self.looks["code"])
            sheet.write_string(row, 1, said, self.looks["code"])
        for row, (mark, key, look) in enumerate(
            ((NAME, "name", "field"), (DATE, "date", "date")), 1 + len(heads)
        ):
            sheet.write_string(row, 0, mark, self.looks["code"])
            sheet.write_string(row, 1, self.word(key), self.looks["text"])
            sheet.write_blank(row, FIRST, None, self.looks[look])
        row = 7
        for node in self.asked.families:
            row = self._family(sheet, node, row) + 2

    def _family(self, sheet: Worksheet, node: Node, row: int) -> int:
        """Write the questions about one family, and return the row below."""
        kind = self.asked.way.kind
        labels = labels_of(self.asked.index, node, self.lang)
        sheet.write_string(row, 0, f"{FAMILY} {node.code}", self.looks["code"])
        title = title_of(self.asked.index, node.code, self.lang)
        width = len(labels) + 1 if kind == "pairs" else 2
        sheet.write_string(row, 1, self.word(f"family-{kind}", title=title), self.looks["family"])
        for at in range(width):
            sheet.write_blank(row, FIRST + at, None, self.looks["family"])
        sheet.set_row(row, 30)
        write = {"pairs": self._pairs, "references": self._references}.get(kind, self._single)
        return int(write(sheet, node, labels, row + 1))

    def _children(
        self, sheet: Worksheet, node: Node, labels: Sequence[str], row: int, heads: Sequence[str]
    ) -> None:
        """Write a head, and the children's codes and titles below it."""
        sheet.write_blank(row, 1, None, self.looks["head"])
        sheet.set_row(row, 45)
        for at, text in enumerate(heads):
            sheet.write_string(row, FIRST + at, text, self.looks["head"])
        for at, (code, label) in enumerate(zip(node.children, labels, strict=True), 1):
            sheet.write_string(row + at, 0, code, self.looks["code"])
            sheet.write_string(row + at, 1, label, self.looks["row"])
            sheet.set_row(row + at, 30 if _room(label) > 34 else 20)

    def _pairs(self, sheet: Worksheet, node: Node, labels: Sequence[str], row: int) -> int:
        """Write a matrix: above the diagonal to be filled in, below it formulas."""
        children, fixed = len(labels), self.looks["fixed"]
        heads = [*labels, self.word("weight")]
        # the codes of the columns stand above their titles
        sheet.write_string(row, 0, CODES, self.looks["code"])
        for at, code in enumerate(node.children):
            sheet.write_string(row, FIRST + at, code, self.looks["code"])
        row += 1
        self._children(sheet, node, labels, row, heads)
        top = row + 1
        whole = _range(top, FIRST, top + children - 1, FIRST + children - 1)
        means = _range(top, FIRST + children, top + children - 1, FIRST + children)
        for i in range(children):
            for j in range(children):
                if i == j:
                    sheet.write_number(top + i, FIRST + j, 1, fixed)
                elif i > j:
                    other = _cell(top + j, FIRST + i)
                    formula = f'=IF({other}="","",1/{other})'
                    sheet.write_formula(top + i, FIRST + j, formula, fixed, "")
                else:
                    sheet.write_blank(top + i, FIRST + j, None, self.looks["fraction"])
            row_of = _range(top + i, FIRST, top + i, FIRST + children - 1)
            roots = "+".join(
                f"PRODUCT({_range(top + k, FIRST, top + k, FIRST + children - 1)})^(1/{children})"
                for k in range(children)
            )
            mean = (
                f'=IF(COUNT({whole})={children**2},PRODUCT({row_of})^(1/{children})/({roots}),"")'
            )
            sheet.write_formula(top + i, FIRST + children, mean, self.looks["ratio"], "")
        self._lists(sheet, top, children)
        below = top + children
        if children > 2:
            index = RANDOM[USUAL][children - 1]
            sheet.write_string(below, 1, self.word("ratio"), self.looks["text"])
            largest = f"SUMPRODUCT(MMULT({whole},{means}))"
            ratio = (f'=IF(COUNT({whole})={children**2},'
                     f'({largest}-{children})/{children - 1}/{index},"")')  # fmt: skip
            sheet.write_formula(below, FIRST + children, ratio, self.looks["ratio"], "")
            sheet.set_row(below, 30)
        return below

    def _lists(self, sheet: Worksheet, top: int, children: int) -> None:
        """Let the cells above the diagonal be chosen from the scale."""
        for i in range(children - 1):
            rule = self._rule(f"={COMPARISONS}", "pairs")
            where = top + i, FIRST + i + 1, top + i, FIRST + children - 1
            sheet.data_validation(*where, rule)

    def _rule(self, source: Any, kind: str) -> dict[str, Any]:
        return {
            "validate": "list",
            "source": source,
            "error_title": self.word("wrong"),
            "error_message": self.word(f"rule-{kind}"),
        }

    def _references(self, sheet: Worksheet, node: Node, labels: Sequence[str], row: int) -> int:
        """Write the choice of the best and the worst, then two columns from 1 to 9."""
        top = row + 3
        titles = f"={_range(top, 1, top + len(labels) - 1, 1)}"
        for at, (mark, key) in enumerate(((BEST_ROW, "best"), (WORST_ROW, "worst"))):
            sheet.write_string(row + at, 0, mark, self.looks["code"])
            sheet.write_string(row + at, 1, self.word(key), self.looks["row"])
            sheet.write_blank(row + at, FIRST, None, self.looks["field"])
            sheet.data_validation(row + at, FIRST, row + at, FIRST, self._rule(titles, "choice"))
        heads = (self.word("best-against"), self.word("against-worst"))
        self._children(sheet, node, labels, row + 2, heads)
        steps = [str(step) for step in range(1, HIGHEST + 1)]
        return self._fields(sheet, top, len(labels), 2, self._rule(steps, "references"))

    def _single(self, sheet: Worksheet, node: Node, labels: Sequence[str], row: int) -> int:
        """Write one column of ranks or of points."""
        kind = self.asked.way.kind
        self._children(sheet, node, labels, row, (self.word(f"head-{kind}"),))
        children = len(labels)
        below = self._fields(sheet, row + 1, children, 1, self._of_kind(kind, children))
        if kind == "points":
            points = _range(row + 1, FIRST, below - 1, FIRST)
            sheet.write_string(below, 1, self.word("sum"), self.looks["text"])
            formula = f'=IF(COUNT({points})=0,"",SUM({points}))'
            sheet.write_formula(below, FIRST, formula, self.looks["sum"], "")
        return below

    def _of_kind(self, kind: Kind, children: int) -> dict[str, Any]:
        if kind == "order" and children <= LONGEST:
            return self._rule([str(place) for place in range(1, children + 1)], kind)
        said = {"error_title": self.word("wrong"), "error_message": self.word(f"rule-{kind}")}
        if kind == "points":
            return said | {"validate": "decimal", "criteria": ">=", "value": 0}
        return said | {"validate": "integer", "criteria": ">=", "value": 1}

    def _fields(
        self, sheet: Worksheet, top: int, rows: int, columns: int, rule: dict[str, Any]
    ) -> int:
        for row in range(top, top + rows):
            for column in range(FIRST, FIRST + columns):
                sheet.write_blank(row, column, None, self.looks["field"])
        sheet.data_validation(top, FIRST, top + rows - 1, FIRST + columns - 1, rule)
        return top + rows


def _room(text: str) -> int:
    return sum(2 if sign > "⺀" else 1 for sign in text)


def _cell(row: int, column: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell

    return str(xl_rowcol_to_cell(row, column))


def _range(top: int, left: int, bottom: int, right: int) -> str:
    return f"{_cell(top, left)}:{_cell(bottom, right)}"
