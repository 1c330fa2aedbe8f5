"""Read a table as text, with the line on which each row stands: CSV, TSV, XLSX or Parquet, `.gz` allowed."""

from __future__ import annotations

import contextlib
import csv
import gzip
import hashlib
import importlib.util
import io
import re
import zlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopindex.content.yaml_reader import read_bytes
from coopindex.problems import Problem, near, nearest

Cells = NDArray[np.object_]
SUFFIXES = (".csv", ".tsv", ".xlsx", ".parquet", ".csv.gz", ".tsv.gz")
PLAIN = re.compile(r"[-+.eE\d]*", re.ASCII)
NUMBER = re.compile(
    r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?|[-+]?(inf|infinity|∞)", re.ASCII | re.IGNORECASE
)
CHINESE = re.compile(
    r"[^\u0000-\u007f\u00a0-\u00b7\u2010-\u2027\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef]"
)


@dataclass(frozen=True)
class Table:
    """A table as text: `columns` by name, as written; `lines` says where in the file each row begins."""

    file: str
    columns: dict[str, Cells] = field(default_factory=dict)
    lines: NDArray[np.int_] = field(default_factory=lambda: np.zeros(0, int))
    problems: tuple[Problem, ...] = ()
    digest: str = ""

    @property
    def rows(self) -> int:
        """The number of rows."""
        return len(self.lines)

    def column(self, name: str, otherwise: str = "") -> Cells:
        """Return a column without the white space around its cells; `otherwise` fills empty cells, or all where there is no such column."""
        if name not in self.columns:
            return np.full(self.rows, otherwise, object)
        cells = np.empty(self.rows, object)
        cells[:] = [cell.strip() or otherwise for cell in self.columns[name]]
        return cells

    def lacking(self, names: Iterable[str]) -> tuple[Problem, ...]:
        """Name the columns that the header should have and has not; a table that could not be read lacks none."""
        return tuple(
            Problem(
                "missing-column",
                f"the header has no column `{name}`",
                file=self.file,
                line=1,
                field=name,
                hint=self._instead(name),
            )
            for name in names
            if self.columns and name not in self.columns
        )

    def _instead(self, name: str) -> str:
        written = near(name, self.columns)
        return (
            f"its columns: {', '.join(self.columns)}"
            if written is None
            else f"it has `{written}`: one of the two is misspelt"
        )


def read_table(path: Path, file: str, sheet: str | None = None) -> Table:
    """Read a table; what is wrong with the file is in `problems`."""
    content, problems = read_bytes(path, file)
    if problems:
        return Table(file, problems=problems)
    digest = hashlib.sha256(content).hexdigest()
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes[-1:] == [".gz"]:
        suffixes.pop()
        try:
            content = gzip.decompress(content)
        except (OSError, EOFError, zlib.error) as error:
            return _refused(
                file,
                digest,
                "unreadable-file",
                f"is not a whole .gz file: {error}",
                "compress the table again",
            )
    suffix = suffixes[-1] if suffixes else ""
    if not content:
        return _refused(
            file, digest, "empty-file", "is empty", "a table begins with a header line", line=1
        )
    if suffix in (".xlsx", ".parquet"):
        needed, extra = {".xlsx": ("openpyxl", "xlsx"), ".parquet": ("pyarrow", "parquet")}[suffix]
        if importlib.util.find_spec(needed) is None:
            hint = f'pip install "coopindex[{extra}]"'
            return _refused(
                file,
                digest,
                "missing-extra",
                f"reading {suffix} needs {needed}, which is not installed",
                hint,
            )
        return (
            _read_xlsx(content, file, digest, sheet)
            if suffix == ".xlsx"
            else _read_parquet(content, file, digest)
        )
    if suffix not in (".csv", ".tsv", ".txt"):
        return _refused(
            file,
            digest,
            "unknown-format",
            f"`{suffix}` is not a table",
            f"known: {', '.join(SUFFIXES)}",
        )
    return _read_csv(content, file, digest, "," if suffix == ".csv" else "\t")


def _refused(
    file: str, digest: str, code: str, message: str, hint: str, line: int | None = None
) -> Table:
    return Table(
        file, problems=(Problem(code, message, file=file, line=line, hint=hint),), digest=digest
    )


def _decode(content: bytes, file: str) -> tuple[str | None, Problem | None]:
    try:
        return content.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if text and not CHINESE.search(text):
        return text, Problem(
            "gb18030",
            "is read as GB18030",
            level="flag",
            file=file,
            line=line,
            hint="save the file as UTF-8",
        )
    return None, Problem(
        "encoding",
        "is neither UTF-8 nor GB18030 text",
        file=file,
        line=line,
        hint="save the file as UTF-8",
    )


def _read_csv(content: bytes, file: str, digest: str, delimiter: str) -> Table:
    text, flag = _decode(content, file)
    if text is None:
        return Table(file, problems=(flag,) if flag else (), digest=digest)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows, lines, last = [], [], 0
    try:
        for row in reader:
            if row and (len(row) > 1 or row[0].strip()):
                rows.append(row)
                lines.append(last + 1)
            last = reader.line_num
    except csv.Error as error:
        return _refused(
            file,
            digest,
            "csv",
            f"cannot be read from here on: {error}",
            "check the quotes",
            line=last + 1,
        )
    return _table(file, rows, lines, digest, (flag,) if flag else ())


def _table(
    file: str,
    rows: Sequence[Sequence[str]],
    lines: Sequence[int],
    digest: str,
    flags: tuple[Problem, ...] = (),
) -> Table:
    """Turn rows of text into columns; the first row is the header."""
    if not rows:
        return _refused(
            file, digest, "empty-file", "is empty", "a table begins with a header line", line=1
        )
    header = [name.strip() for name in rows[0]]
    problems = list(flags)
    for position, name in enumerate(header):
        if not name:
            message = f"column {position + 1} has no name"
            problems.append(
                Problem("header", message, file=file, line=lines[0], hint="name every column")
            )
        elif name in header[:position]:
            hint = "keep one of the two"
            problems.append(
                Problem(
                    "header",
                    f"the column `{name}` stands twice",
                    file=file,
                    line=lines[0],
                    field=name,
                    hint=hint,
                )
            )
    if len(header) == 1 and re.search(r"[;\t]", header[0]):
        hint = "save it with commas, or with tabs as .tsv"
        problems.append(
            Problem(
                "header",
                "the columns are not separated by commas",
                file=file,
                line=lines[0],
                hint=hint,
            )
        )
    width = len(header)
    for row, line in zip(rows, lines, strict=True):
        if len(row) != width:
            message = f"has {len(row)} cells, the header {width}"
            problems.append(
                Problem(
                    "ragged-row",
                    message,
                    file=file,
                    line=line,
                    hint="quote cells that hold a comma",
                )
            )
    if len(rows) == 1:
        problems.append(
            Problem(
                "empty-file", "has a header and no rows", file=file, line=lines[0], hint="add a row"
            )
        )
    if any(problem.level == "error" for problem in problems):
        return Table(file, problems=tuple(problems), digest=digest)
    cells = np.array(rows[1:], dtype=object)
    columns = {name: cells[:, position] for position, name in enumerate(header)}
    return Table(file, columns, np.array(lines[1:], int), tuple(problems), digest)


def _read_xlsx(content: bytes, file: str, digest: str, sheet: str | None) -> Table:
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (
        Exception
    ) as error:  # openpyxl raises whatever the zip, the XML or the key below it raised
        return _refused(
            file,
            digest,
            "unreadable-file",
            f"is not an .xlsx file: {error}",
            "save the workbook again",
        )
    if sheet is not None and sheet not in book.sheetnames:
        return _refused(
            file,
            digest,
            "unknown-sheet",
            f"has no sheet `{sheet}`",
            nearest(sheet, book.sheetnames),
        )
    page = book[sheet] if sheet is not None else book.worksheets[0]
    rows, lines = [], []
    for number, row in enumerate(page.iter_rows(values_only=True), start=1):
        if any(cell is not None for cell in row):
            rows.append([as_text(cell) for cell in row])
            lines.append(number)
    if rows:
        width = (
            max(position for position, name in enumerate(rows[0], start=1) if name)
            if any(rows[0])
            else 0
        )
        rows = [row[:width] + [cell for cell in row[width:] if cell] for row in rows]
        rows = [row + [""] * (width - len(row)) for row in rows]
    return _table(file, rows, lines, digest)


def as_text(value: Any) -> str:
    """Write a cell as an analyst would type it: whole numbers without decimals, dates as 2018-10-20.

    >>> [as_text(value) for value in (None, 2019.0, 0.1, "x", True)]
    ['', '2019', '0.1', 'x', 'true']
    """
    if value is None or value != value:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return (
        str(value.isoformat()).removesuffix("T00:00:00")
        if hasattr(value, "isoformat")
        else str(value)
    )


def _read_parquet(content: bytes, file: str, digest: str) -> Table:
    import pyarrow.parquet as pq

    try:
        frame = pq.read_table(io.BytesIO(content))
    except Exception as error:  # pyarrow's own errors share no class of their own
        return _refused(
            file,
            digest,
            "unreadable-file",
            f"is not a .parquet file: {error}",
            "write the file again",
        )
    if not frame.num_rows:
        return _refused(file, digest, "empty-file", "has no rows", "add a row", line=1)
    columns = {
        name: np.array([as_text(cell) for cell in frame.column(name).to_pylist()], object)
        for name in frame.column_names
    }
    return Table(file, columns, np.arange(1, frame.num_rows + 1), digest=digest)


def numbers(
    cells: Cells, missing: Collection[str] = ()
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Read cells as numbers: the values, NaN where empty or `missing`, and whether each cell could be read.

    >>> numbers(np.array(["1.5", "", "12,5", "-999.0", "1e3"], object), missing=["-999"])
    (array([   1.5,    nan,    nan,    nan, 1000. ]), array([ True,  True, False,  True,  True]))
    """
    texts = cells.tolist()
    marks = [float(mark) for mark in missing if NUMBER.fullmatch(mark)]
    if PLAIN.fullmatch("".join(texts)):
        with contextlib.suppress(ValueError):
            values = np.fromiter(
                map(float, texts if all(texts) else [cell or "nan" for cell in texts]),
                float,
                len(texts),
            )
            values[np.isin(values, marks)] = np.nan
            return values, np.ones(len(texts), bool)
    values, readable = np.full(len(cells), np.nan), np.ones(len(cells), bool)
    for place, cell in enumerate(texts):
        cell = cell.strip()
        if NUMBER.fullmatch(cell) and cell not in missing:
            values[place] = float(cell.replace("∞", "inf"))
        elif cell and cell not in missing:
            readable[place] = False
    values[np.isin(values, marks)] = np.nan
    return values, readable
