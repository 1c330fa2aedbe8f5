"""Tables as CSV or TSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coopindex.content.tables.formulas import marked
from coopindex.phrases import visible

if TYPE_CHECKING:
    import pandas as pd


def as_csv(table: pd.DataFrame, separator: str = ",", *, raw: bool = False) -> str:
    """Return a table as CSV with full precision, without -0.0, whatever the platform's line ends.

    raw : texts as they are; else what a spreadsheet would run is marked by an apostrophe, and what
    a terminal would obey is written out (see docs/content.md).
    Where there are no years, the column of years is empty.

    >>> import pandas as pd
    >>> print(as_csv(pd.DataFrame({"unit": ["=a"], "score": [-0.0]})), end="")
    unit,score
    '=a,0.0
    """
    numbers, table = table.select_dtypes("float"), table.copy()
    table[numbers.columns] = numbers + 0.0
    if "year" in table and not table["year"].any():
        table["year"] = ""
    shown = table if raw else harmless(table)
    text: str = shown.to_csv(index=False, sep=separator, lineterminator="\n")
    return text


def harmless(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose texts no spreadsheet runs and no terminal obeys, its header too."""
    found = table.set_axis([_harmless(name) for name in table.columns], axis=1)
    for position, kind in enumerate(table.dtypes):
        if kind.kind == "O":
            found.isetitem(position, _harmless_cells(table.iloc[:, position].tolist()))
    return found


def _harmless_cells(cells: list[Any]) -> list[Any]:
    """Look at each text once, of which the same few stand in many rows."""
    texts = {cell for cell in cells if isinstance(cell, str)}
    shown = {text: _harmless(text) for text in texts}
    return [shown[cell] if isinstance(cell, str) else cell for cell in cells]


def _harmless(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    # tabs are no danger but where a cell begins with one
    return marked("\t".join(visible(part) for part in value.split("\t")))
