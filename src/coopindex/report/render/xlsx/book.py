"""A workbook that looks like a publication: formats, safe text, heads and three-line tables."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from coopindex.phrases import say
from coopindex.report.look import TONES

LATIN, CHINESE = "Arial", "Microsoft YaHei"
LONGEST = 32_000  # signs of a text in a cell: what the file format holds, with room for an ellipsis
LETTER = 0.93  # of a digit, in which columns are measured: how wide a letter is on average
LINE = 15.0  # points of a line of text
MEDIUM, THIN = 2, 1  # rules: above and below a table, below its head
# the sheets, in their order
SHEETS = (
    "readme",
    "ranking",
    "weights",
    "framework",
    "data",
    "normalised",
    "scores",
    "robustness",
    "scenarios",
    "methods",
    "experts",
    "strengths",
    "obstacles",
    "groups",
    "disparity",
    "growth",
    "map",
    "uncounted",
    "audit",
    "importance",
    "correlations",
    "workings",
    "flags",
    "provenance",
)
# those that not every edition has
FURTHER = frozenset(SHEETS[SHEETS.index("experts") : SHEETS.index("flags")])

MEASURE, SCORE, SHARE, WEIGHT = (
    '#,##0.######;"−"#,##0.######',
    '#,##0.00;"−"#,##0.00',
    "0.0%",
    '#,##0.00;"−"#,##0.00',
)
WHOLE = "#,##0"


def tone(name: str) -> str:
    """A colour of the visual language on a light page."""
    return TONES[name].light


def room(text: str) -> float:
    """How many letters wide a text is; a Chinese sign takes two.

    >>> room("ab"), room("宁波")
    (2, 4)
    """
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def clean(text: str) -> str:
    """Return a text that a cell can hold, as text."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


class Book:
    """A workbook being written, in a language; formats are made once.

    further : the sheets it has of those that not every edition has.
    """

    def __init__(
        self, lang: str, date: datetime, title: str, author: str, further: Collection[str] = ()
    ) -> None:
        import xlsxwriter

        self.lang, self.file = lang, io.BytesIO()
        never = {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.book = xlsxwriter.Workbook(self.file, {"in_memory": True, **never})
        self.book.set_properties(
            {
                "title": clean(title)[:250],
                "author": author,
                "created": date.astimezone(UTC).replace(tzinfo=None),
            }
        )
        # a reader that does not keep what was reckoned before reckons anew
        self.book.set_calc_mode("auto")
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        there = [name for name in SHEETS if name not in FURTHER or name in further]
        self.names = {name: say(f"workbook.sheet_{name}", lang) for name in there}
        plain = _plain_worksheet()
        self.sheets = {
            name: self.book.add_worksheet(title, plain) for name, title in self.names.items()
        }

    def format(self, **how: Any) -> Any:
        """Return a format; the font of the language unless said otherwise."""
        font = CHINESE if self.lang == "zh" else LATIN
        size = 10
        base = {
            "font_name": font,
            "font_size": size,
            "font_color": tone("ink"),
            "valign": "vcenter",
        }
        wanted = base | how
        key = tuple(sorted(wanted.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(wanted)
        return self._formats[key]

    def sheet(self, name: str) -> Sheet:
        """Return a sheet to write on."""
        return Sheet(self, name)

    @cached_property
    def changed(self) -> Any:
        """How a figure looks that is no more what was published."""
        return self.book.add_format({"font_color": tone("down"), "bold": True})

    def quoted(self, name: str) -> str:
        """Write a sheet's name in formulas."""
        return f"'{self.names[name]}'!"

    def done(self) -> bytes:
        """Return the file."""
        self.book.close()
        return self.file.getvalue()


class Sheet:
    """A sheet being written from the top: title, what it says, banner, then tables."""

    def __init__(self, book: Book, name: str) -> None:
        self.book, self.name, self.at = book, name, book.sheets[name]
        self.row, self.widths = 0, dict[int, float]()
        self.at.hide_gridlines(2)
        self.at.set_paper(9)
        self.at.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
        self.at.set_footer(f"&L&8{_footer(book.names[name])}&R&8&P / &N")
        self.at.set_default_row(16)

    def width(self, column: int, letters: float) -> None:
        """Set how wide a column is, in letters."""
        self.widths[column] = letters
        self.at.set_column(column, column, letters, self.book.format())

    # -- cells ------------------------------------------------------------------------------------

    def text(self, row: int, column: int, words: str, **how: Any) -> None:
        """Write words, which are never a formula."""
        form = self.book.format(**how)
        if words:
            self.at.write_string(row, column, clean(words), form)
        else:
            self.at.write_blank(row, column, None, form)

    def number(self, row: int, column: int, value: float, num: str = SCORE, **how: Any) -> None:
        """Write a number; what is missing is an empty cell."""
        form = self.book.format(num_format=num, **how)
        if value == value and abs(value) != float("inf"):
            self.at.write_number(row, column, float(value), form)
        else:
            self.at.write_blank(row, column, None, form)

    def formula(
        self,
        row: int,
        column: int,
        formula: str,
        value: float | str,
        num: str = SCORE,
        *,
        array: bool = False,
        **how: Any,
    ) -> None:
        """Write a formula with the value that it has; missing is "", as formulas have it."""
        form, shown = self.book.format(num_format=num, **how), "" if value != value else value
        if array:
            self.at.write_array_formula(row, column, row, column, f"{{{formula}}}", form, shown)
        else:
            self.at.write_formula(row, column, formula, form, shown)

    # -- above the table --------------------------------------------------------------------------

    def warn(self, words: str, last: int) -> None:
        """Write a warning about the figures over the columns up to the last."""
        how = {"font_color": tone("warn"), "bg_color": tone("warnbg"), "bold": True}
        self._across(words, last, left=5, left_color=tone("hatch"), **how)

    def comment(self, row: int, column: int, words: str) -> None:
        """Say something beside a cell."""
        lines = sum(max(1, -(-int(room(part)) // 44)) for part in words.split("\n"))
        size = {"width": 300, "height": min(20 + 15 * lines, 400), "author": "coopindex"}
        if words:
            self.at.write_comment(row, column, clean(words), size)

    def prose(self, words: str, last: int, **how: Any) -> None:
        """Write a paragraph over the columns up to the last."""
        self._across(words, last, **how)

    def live(self, formula: str, value: str, last: int, **how: Any) -> None:
        """Write a sentence that a formula makes."""
        self._merged(last, how)
        form = self._wrapped(how)
        self.at.write_formula(self.row, 0, formula, form, value)
        self.at.set_row(self.row, LINE * 1.35)
        self.row += 1

    def _across(self, words: str, last: int, **how: Any) -> None:
        self._merged(last, how)
        self.at.write_string(self.row, 0, clean(words), self._wrapped(how))
        size = how.get("font_size", 10)
        whole = sum(self.widths.get(column, 8.43) for column in range(last + 1)) * 10 / size
        lines = sum(
            max(1, -(-int(room(part) * LETTER) // max(int(whole), 1))) for part in words.split("\n")
        )
        self.at.set_row(self.row, min(409.0, lines * LINE * size / 10 + 3))
        self.row += 1

    def _merged(self, last: int, how: Mapping[str, Any]) -> None:
        if last > 0:
            self.at.merge_range(self.row, 0, self.row, last, "", self._wrapped(how))

    def _wrapped(self, how: Mapping[str, Any]) -> Any:
        return self.book.format(**{"text_wrap": True, "valign": "vcenter", **how})

    def lines(self, words: str, column: int, less: float = 0.0) -> int:
        """How many lines words take in a column."""
        wide = max(self.widths.get(column, 8.43) - less, 4)
        return sum(max(1, -(-int(room(part) * LETTER) // int(wide))) for part in words.split("\n"))

    # -- tables -----------------------------------------------------------------------------------

    def strip(self, row: int, column: int, hue: int | None) -> None:
        """Fill a cell with the colour of a dimension."""
        self.text(row, column, "", bg_color=tone("iv" if hue is None else f"d{hue}"))


HEAD: Mapping[str, Any] = {
    "bold": True,
    "top": MEDIUM,
    "bottom": THIN,
    "text_wrap": True,
    "valign": "bottom",
    "font_size": 9,
}


def _footer(words: str) -> str:
    """Return words for a footer, in which & begins an order."""
    return words.replace("&", "&&")[:100]


def _plain_worksheet() -> Any:
    """Return a kind of worksheet that takes formulas as they are.

    XlsxWriter looks in each of them for the names of some eighty functions that are younger than
    ours, which takes longer than all the rest.
    """
    from xlsxwriter.worksheet import Worksheet

    class Plain(Worksheet):  # type: ignore[misc, unused-ignore]
        def _prepare_formula(self, formula: str, *_: Any, **__: Any) -> str:
            if formula.startswith("{"):
                formula = formula[1:-1]
            return formula.removeprefix("=")

    return Plain
