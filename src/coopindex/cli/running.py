"""Where a run is done, with a bar and the time left on a terminal, and the settings of its draws as files."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import typer

from coopindex.cli.deliver import check_target
from coopindex.problems import InvalidInput, Problem, raise_errors
from coopindex.report.write import whole

if TYPE_CHECKING:
    import pandas as pd

    from coopindex.robustness.execution import Execution
    from coopindex.robustness.uncertainty import Uncertainty

CHUNK = 1 << 16  # draws whose settings are written at once


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show on a terminal how far something is, and the time left."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    from coopindex.cli.screen import messages

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(
        *columns, console=messages(), transient=True, disable=not sys.stderr.isatty()
    ) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


@contextmanager
def running(
    what: str, processes: int | None, dask: bool, scheduler: str | None
) -> Iterator[Execution]:
    """Say how to run, and show how far it is."""
    from coopindex.robustness.execution import Execution

    if scheduler and processes:
        raise typer.BadParameter(
            "a running cluster has workers of its own; leave --processes out",
            param_hint="--processes",
        )
    with progress(what) as advance:
        how: Literal["serial", "processes", "dask"] = (
            "dask" if dask or scheduler else "processes" if processes else "serial"
        )
        yield Execution(how, processes, scheduler, advance)


def check_settings_file(path: Path, output: Path | None) -> None:
    """Refuse a file that settings cannot be written to: another ending, no folder, or the answer's own file."""
    if path.suffix not in (".csv", ".parquet"):
        raise typer.BadParameter(
            f"`{path.name}` says no known form; name a file that ends in .csv or .parquet",
            param_hint="--settings",
        )
    check_target(path)
    if output and path.absolute() == output.absolute():
        raise typer.BadParameter(
            f"{path} is where the answer goes; name another file", param_hint="--settings"
        )


@contextmanager
def located_in(path: Path) -> Iterator[None]:
    """Say of problems with settings that were read which file they are in."""
    try:
        yield
    except InvalidInput as invalid:
        raise InvalidInput(
            replace(problem, file=problem.file or path.as_posix()) for problem in invalid.problems
        ) from invalid


def write_settings(found: Uncertainty, path: Path) -> None:
    """Write what every draw did as CSV or Parquet, whole or not at all, in chunks: one row a draw, the same columns for all."""
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

    with whole(path) as part:
        _write_parquet(part, tables()) if path.suffix == ".parquet" else _write_csv(part, tables())


def _settings(found: Uncertainty, start: int) -> pd.DataFrame:
    return found.settings(start, min(start + CHUNK, found.draws))


def _write_csv(path: Path, tables: Iterator[pd.DataFrame]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for number, table in enumerate(tables):
            table.to_csv(stream, index=False, header=not number, lineterminator="\n")


def _write_parquet(path: Path, tables: Iterator[pd.DataFrame]) -> None:
    try:
        import pyarrow as pa
        from pyarrow.parquet import ParquetWriter
    except ImportError as absent:
        raise InvalidInput(
            [Problem("missing-package", 'Parquet needs: pip install "coopindex[parquet]"')]
        ) from absent

    first = pa.Table.from_pandas(next(tables), preserve_index=False)
    with ParquetWriter(path, first.schema) as writer:
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
