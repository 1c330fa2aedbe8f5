"""The settings of draws as files: what every draw did, written and read to the last bit."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

from coopindex.content.writing import whole
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem, raise_errors
from coopindex.report.render.csv import harmless

if TYPE_CHECKING:
    import pandas as pd

    from coopindex.robustness.uncertainty import Uncertainty

CHUNK = 1 << 16  # draws whose settings are written at once
ENDINGS = (".csv", ".parquet")


@contextmanager
def located_in(path: Path) -> Iterator[None]:
    """Say of problems with settings that were read which file they are in."""
    try:
        yield
    except InvalidInput as invalid:
        raise InvalidInput(
            replace(problem, file=problem.file or path.as_posix()) for problem in invalid.problems
        ) from invalid


def write_settings(found: Uncertainty, path: Path, *, raw: bool = False) -> None:
    """Write what every draw did as CSV or Parquet: one row a draw, the same columns for all.

    The file is written in chunks, and whole or not at all. raw : CSV as `as_csv` has it.
    """
    starts = range(0, found.draws, CHUNK)
    columns = list(
        dict.fromkeys(name for start in starts for name in _settings(found, start).columns)
    )
    base = {
        f"weight:{node.code}": share
        for node, share in zip(found.plan.index.nodes, found.plan.base, strict=True)
    }

    def tables() -> Iterator[pd.DataFrame]:
        for start in starts:
            table = _settings(found, start)
            yield table.assign(**{name: base[name] for name in columns if name not in table})[
                columns
            ]

    with whole(path) as stream:
        if path.suffix == ".parquet":
            parquet_into(stream, tables())
        else:
            _write_csv(stream, tables(), raw)


def _settings(found: Uncertainty, start: int) -> pd.DataFrame:
    return found.settings(start, min(start + CHUNK, found.draws))


def _write_csv(stream: IO[bytes], tables: Iterator[pd.DataFrame], raw: bool) -> None:
    text = io.TextIOWrapper(stream, "utf-8", "backslashreplace", newline="")
    for number, table in enumerate(tables):
        shown = table if raw else harmless(table)
        shown.to_csv(text, index=False, header=not number, lineterminator="\n")
    text.detach()


def parquet_into(stream: IO[bytes], tables: Iterator[pd.DataFrame]) -> None:
    """Write the parts of a table one after the other; without pyarrow it is `InvalidInput`."""
    try:
        import pyarrow as pa
        from pyarrow.parquet import ParquetWriter
    except ImportError as absent:
        raise InvalidInput([Problem("missing-package", Wording("usage.parquet"))]) from absent

    first = pa.Table.from_pandas(next(tables), preserve_index=False)
    with ParquetWriter(stream, first.schema) as writer:
        writer.write_table(first)
        for table in tables:
            writer.write_table(
                pa.Table.from_pandas(table, schema=first.schema, preserve_index=False)
            )


def read_settings(path: Path) -> pd.DataFrame:
    """Read settings that were written out, to the last bit."""
    import numpy as np
    import pandas as pd

    from coopindex.content.tables.read import read_table
    from coopindex.content.yaml import read_bytes

    if path.suffix == ".parquet":
        content, problems = read_bytes(path, path.as_posix())
        raise_errors(problems)
        with suppress(ImportError, OSError, ValueError):
            return pd.read_parquet(io.BytesIO(content))
    table = read_table(path, path.as_posix())
    raise_errors(table.problems)
    return pd.DataFrame({name: list(cells) for name, cells in table.columns.items()}).replace(
        "", np.nan
    )
