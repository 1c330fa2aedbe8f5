"""Tables as CSV or TSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


def as_csv(table: pd.DataFrame, separator: str = ",") -> str:
    """Return a table as CSV with full precision, without -0.0, whatever the platform's line ends.

    Where there are no years, the column of years is empty.

    >>> import pandas as pd
    >>> print(as_csv(pd.DataFrame({"unit": ["a"], "score": [-0.0]})), end="")
    unit,score
    a,0.0
    """
    numbers, table = table.select_dtypes("float"), table.copy()
    table[numbers.columns] = numbers + 0.0
    if "year" in table and not table["year"].any():
        table["year"] = ""
    text: str = table.to_csv(index=False, sep=separator, lineterminator="\n")
    return text
