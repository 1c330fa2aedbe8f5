"""How a table lies in its file, as it is said beside the file's name."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator

from coopindex.content.forms.pieces import ONE_AS_LIST, Form, Reads, Word, any_of, only
from coopindex.content.tables.asked import TAB
from coopindex.content.tables.notation import APOSTROPHES, SPACES
from coopindex.phrases import Wording


def known_encoding(value: str) -> str:
    """Return the name of an encoding of text; another is a ValueError."""
    try:
        "a".encode(value)
    except (LookupError, UnicodeError):
        known = Wording("definition.encodings")
        raise ValueError(Wording("definition.no-encoding", value=value, known=known)) from None
    return value


def _skipped(value: Any) -> Any:
    """Read how many lines are skipped, or which."""
    lines = value if isinstance(value, list) else [value]
    whole = all(isinstance(line, int) and not isinstance(line, bool) for line in lines)
    if not lines or not whole or min(lines) < isinstance(value, list):
        raise ValueError(Wording("definition.no-skip", value=value))
    return value


def _delimiter(value: Any) -> Any:
    """Read what stands between cells: one sign, or the word `tab`."""
    found = TAB if value == "tab" else value
    if not isinstance(found, str) or len(found) != 1 or found in '"\r\n':
        raise ValueError(Wording("definition.no-delimiter", value=value))
    return found


def _thousands(value: Any) -> Any:
    """Read the sign that parts thousands; spaces and apostrophes may have any shape."""
    for sign, alike in ((" ", SPACES), ("'", APOSTROPHES), (",", ","), (".", ".")):
        if isinstance(value, str) and len(value) == 1 and value in alike:
            return sign
    raise ValueError(Wording("definition.no-thousands", value=value))


ONE_SIGN = only({"type": "string", "pattern": '^(tab|[^"\\r\\n])$'})
PARTS = only({"enum": [",", ".", *SPACES, *APOSTROPHES], "type": "string"})
Line = Annotated[int, Field(ge=1)]
LINES = any_of(
    {"type": "integer", "minimum": 0},
    {"type": "array", "items": {"type": "integer", "minimum": 1}, "minItems": 1},
)


class LayoutForm(Form):
    """How a table lies in its file, where the file does not say so itself."""

    sheet: Word | None = Field(None, description="of a workbook (default: the first visible one)")
    encoding: Annotated[str, AfterValidator(known_encoding)] | None = Field(
        None, description="of a text file, such as cp1250 (default: found out)"
    )
    delimiter: Annotated[Any, Reads(_delimiter, written=ONE_SIGN)] = Field(
        None, description="what stands between the cells of a text file: a sign, or tab"
    )
    header_: Annotated[list[Line], ONE_AS_LIST, Field(min_length=1)] | None = Field(
        None,
        alias="header",
        description="the line of the columns' names; [1, 2] joins those of two lines",
    )
    skip: Annotated[Any, Reads(_skipped, written=only(LINES))] = Field(
        None, description="how many lines above the header are not read, or which: [6, 7]"
    )
    decimal: Literal[".", ","] | None = Field(None, description="the sign before the decimals")
    thousands: Annotated[Any, Reads(_thousands, written=PARTS)] = Field(
        None, description="the sign that parts thousands: , . a space or an apostrophe"
    )
    percent: Literal["as_written", "fraction"] | None = Field(
        None, description="what 45 % is as a number: 45 (as_written) or 0.45 (fraction)"
    )
    footnotes: Literal["ignore"] | None = Field(
        None, description="leave out the notes below the table"
    )

    @model_validator(mode="after")
    def _go_together(self) -> LayoutForm:
        if self.thousands is not None and self.thousands == self.decimal:
            raise ValueError(Wording("definition.one-sign-twice", sign=self.thousands))
        if self.header_ and isinstance(self.skip, int):
            raise ValueError(Wording("definition.header-and-skip"))
        return self
