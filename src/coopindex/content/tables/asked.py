"""What is said of a file beside its name: which part of it is the table, and how it is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Self

from coopindex.content.tables.notation import Notation

COMMA, TAB = ",", "\t"


@dataclass(frozen=True)
class Asked:
    """What is said of a file's layout; None where the file itself is to say it.

    sheet : of a workbook. encoding, delimiter : of a text. header : the lines that hold the names
    of the columns. skip : how many lines stand above the header, or which lines are not read.
    decimal, thousands : the signs in numbers. percent : what 45 % is as a number. footnotes :
    `ignore` what stands below the table.
    """

    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    header: tuple[int, ...] = ()
    skip: int | tuple[int, ...] | None = None
    decimal: str | None = None
    thousands: str | None = None
    percent: str | None = None
    footnotes: str | None = None

    @classmethod
    def of(cls, form: Any) -> Self:
        """Return what a form says."""
        keys = {entry.alias or name: name for name, entry in type(form).model_fields.items()}
        said: dict[str, Any] = {each.name: getattr(form, keys[each.name]) for each in fields(cls)}
        lists = {key: tuple(value) for key, value in said.items() if isinstance(value, list)}
        return cls(**{**said, "header": (), **lists})

    @property
    def said(self) -> dict[str, Any]:
        """What is said, by its keys."""
        every = {each.name: getattr(self, each.name) for each in fields(self)}
        return {key: value for key, value in every.items() if value not in (None, ())}

    @property
    def notation(self) -> Notation:
        """How numbers are written; where a point parts thousands, a comma stands for it."""
        thousands = self.thousands or ""
        decimal = self.decimal or ("," if thousands == "." else ".")
        return Notation(decimal, thousands, self.percent or "")

    def reads(self, line: int) -> bool:
        """Say whether a line is to be read."""
        if isinstance(self.skip, tuple):
            return line not in self.skip
        return line > (self.skip or 0)

    def unread(self, lines: Sequence[int]) -> bool:
        """Say whether there may be lines among these that are not to be read."""
        return self.skip is not None and not all(map(self.reads, lines))


NOTHING = Asked()
# what any file whose rows have lines heeds, besides its own
LINES = ("header", "skip", "footnotes")
NUMBERS = ("decimal", "thousands", "percent")
