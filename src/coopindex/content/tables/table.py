"""Read a table as text, with the line on which each row stands: CSV, TSV, XLSX or Parquet, `.gz` allowed."""

from __future__ import annotations

import contextlib
import csv
import gzip
import hashlib
import importlib.util
import io
import re
import unicodedata
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopindex.content.tables.encodings import decode
from coopindex.content.tables.workbook import read_sheet
from coopindex.content.yaml import read_bytes
from coopindex.problems import Problem, near

Cells = NDArray[np.object_]
SUFFIXES = (".csv", ".tsv", ".xlsx", ".parquet", ".csv.gz", ".tsv.gz")
TEXTS = (".csv", ".tsv", ".txt")
KNOWN = (*TEXTS, ".xlsx", ".parquet")
PLAIN = re.compile(r"[-+.eE\d]*", re.ASCII)
SEPARATOR = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
# zero-width and direction signs, soft hyphens, marks inside the text: copied from web pages, seen
# by nobody
INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
UNSEEN = re.compile(f"[{INVISIBLE}]")
AT_ENDS = re.compile(rf"^[\s{INVISIBLE}]+|[\s{INVISIBLE}]+$")
NUMBER = re.compile(
    r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?|[-+]?(inf|infinity|∞)", re.ASCII | re.IGNORECASE
)


@dataclass(frozen=True)
class Table:
    """A table as text: `columns` by name, as written; `lines` says where each row begins.

    head : the line of the header. others : the workbook's further sheets that hold anything.
    """

    file: str
    columns: dict[str, Cells] = field(default_factory=dict)
    lines: NDArray[np.int_] = field(default_factory=lambda: np.zeros(0, int))
    problems: tuple[Problem, ...] = ()
    digest: str = ""
    head: int = 1
    others: tuple[str, ...] = ()

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

    def header_problems(
        self, needed: Iterable[str], known: Iterable[str] = ()
    ) -> Iterator[Problem]:
        """Name the columns that are not there, and those called nearly as one that is read.

        needed, known : the columns that must be there, and those that may be. What differs from one
        of them by case, blanks or the like alone would go unread: an error; a flag where a column
        of the very name is there too. A table that could not be read has no problem of this kind.
        """
        needed = tuple(dict.fromkeys(needed))
        names = (*needed, *known)
        meant = {fold(name): name for name in reversed(names)}
        written = {fold(column) for column in self.columns}
        for name in needed:
            if self.columns and fold(name) not in written:
                message = f"the header has no column `{name}`"
                yield self._at_head("missing-column", message, name, self._instead(name))
        for column in self.columns:
            name = meant.get(fold(column), column)
            if column in names or name == column:
                continue
            if name in self.columns:
                message = f"the header has `{visible(column)}` beside `{name}`, which alone is read"
                hint = f"leave out one of the two, or give `{visible(column)}` another name"
                yield replace(self._at_head("misspelt-column", message, column, hint), level="flag")
            else:
                message = f"the header has `{visible(column)}`: did you mean `{name}`?"
                hint = f"write `{name}`; if it is something else, give it another name"
                yield self._at_head("misspelt-column", message, column, hint)

    def _at_head(self, code: str, message: str, column: str, hint: str) -> Problem:
        return Problem(code, message, file=self.file, line=self.head, field=column, hint=hint)

    def _instead(self, name: str) -> str:
        written = near(name, self.columns)
        if written is not None:
            return f"it has `{written}`: one of the two is misspelt"
        sheets = f"; other sheets: {', '.join(self.others)}" if self.others else ""
        return f"its columns: {', '.join(self.columns)}{sheets}"


def fold(name: str) -> str:
    """Return a name without its case, width, blanks, hyphens and invisible signs.

    >>> [fold(name) for name in ("Year ", "ｙｅａｒ", "name_EN", "Name-en")]
    ['year', 'year', 'nameen', 'nameen']
    """
    return re.sub(rf"[\s_\-{INVISIBLE}]", "", unicodedata.normalize("NFKC", name)).casefold()


def visible(text: str) -> str:
    """Write out the signs of a text that cannot be seen.

    >>> visible("8\u200b2")
    '8<U+200B>2'
    """
    return UNSEEN.sub(lambda sign: f"<U+{ord(sign[0]):04X}>", text)


def read_table(
    path: Path, file: str, sheet: str | None = None, encoding: str | None = None
) -> Table:
    """Read a table; what is wrong with the file is in `problems`.

    sheet : of a workbook (default: the first that is not hidden). encoding : of a text file
    (default: found out).
    """
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
    further = {"sheet": (sheet, (".xlsx",)), "encoding": (encoding, TEXTS)}
    for key, (said, suitable) in further.items():
        if said is not None and suffix in KNOWN and suffix not in suitable:
            message = f"`{key}: {said}` is said of it, and a {suffix} file has none to choose"
            return _refused(file, digest, "misplaced-key", message, f"leave `{key}` out")
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
    if suffix not in TEXTS:
        return _refused(
            file,
            digest,
            "unknown-format",
            f"`{suffix}` is not a table",
            f"known: {', '.join(SUFFIXES)}",
        )
    return _read_csv(content, file, digest, "," if suffix == ".csv" else "\t", encoding)


def _refused(
    file: str, digest: str, code: str, message: str, hint: str, line: int | None = None
) -> Table:
    return Table(
        file, problems=(Problem(code, message, file=file, line=line, hint=hint),), digest=digest
    )


def _read_csv(
    content: bytes, file: str, digest: str, delimiter: str, encoding: str | None
) -> Table:
    text, flag = decode(content, file, encoding)
    if text is None:
        return Table(file, problems=(flag,) if flag else (), digest=digest)
    start, _, rest = text.partition("\n")
    told = SEPARATOR.fullmatch(start)  # Excel's own line about the separator, which is no row
    if told:
        delimiter, text = told[1], rest
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows, lines, before = [], [], 1 if told else 0
    last = before
    try:
        for row in reader:
            rows.append(row)
            lines.append(last + 1)
            last = before + reader.line_num
    except csv.Error as error:
        return _refused(
            file,
            digest,
            "csv",
            f"cannot be read from here on: {error}",
            "check the quotes",
            line=last + 1,
        )
    if UNSEEN.search(text):
        rows = [_seen(row) for row in rows]
    return _table(file, rows, lines, digest, (flag,) if flag else ())


def _table(
    file: str,
    rows: Sequence[Sequence[str]],
    lines: Sequence[int],
    digest: str,
    flags: tuple[Problem, ...] = (),
) -> Table:
    """Turn rows of text into columns; the first row that is not empty is the header."""
    held = [place for place, row in enumerate(rows) if any(map(str.strip, row))]
    rows, lines = [rows[place] for place in held], [lines[place] for place in held]
    rows = _without_empty_columns(rows)
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
    return Table(file, columns, np.array(lines[1:], int), tuple(problems), digest, lines[0])


def _read_xlsx(content: bytes, file: str, digest: str, sheet: str | None) -> Table:
    found = read_sheet(content, file, sheet)
    if any(problem.level == "error" for problem in found.problems):
        return Table(file, problems=found.problems, digest=digest, others=found.others)
    width = max(map(len, found.rows), default=0)
    rows = [[*map(as_text, row), *[""] * (width - len(row))] for row in found.rows]
    rows = [_seen(row) if UNSEEN.search("".join(row)) else row for row in rows]
    table = _table(file, rows, range(1, len(rows) + 1), digest, found.problems)
    return replace(table, others=found.others)


def _seen(cells: Iterable[str]) -> list[str]:
    """Take blanks and what cannot be seen off the ends of cells."""
    return [AT_ENDS.sub("", cell) for cell in cells]


def _without_empty_columns(rows: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    """Leave out columns at the end that have neither a name nor a cell.

    Nothing is left out of rows of other lengths than the header: there a comma too many may have
    moved the cells.
    """
    header = list(rows[0]) if rows else []
    named = max((place for place, name in enumerate(header, start=1) if name.strip()), default=0)
    if named == len(header) or any(
        len(row) != len(header) or any(map(str.strip, row[named:])) for row in rows
    ):
        return rows
    return [row[:named] for row in rows]


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
        columns = {
            name: np.array(_seen(map(as_text, frame.column(name).to_pylist())), object)
            for name in frame.column_names
        }
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
