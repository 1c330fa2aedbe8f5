"""A file that is to be imported: what kind it is, and the draft of the project in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from coopindex.content.importing import coin_tool, coinr, wide
from coopindex.content.importing.draft import Draft, Guess, Told, left, refuse
from coopindex.content.importing.files import usual_scale
from coopindex.content.importing.old_coinr import is_aggregates, levels_of
from coopindex.content.importing.opened import (
    BOOKS,
    OPTIONS,
    asked_of,
    grid_of,
    groups_above,
    sheets_of,
    table_of,
)
from coopindex.content.tables.asked import Asked
from coopindex.content.tables.column import as_text
from coopindex.content.tables.registry import suffixes
from coopindex.content.tables.table import SourceTable
from coopindex.content.workbook.words import DATA, FRAMEWORK, node_key, sheet_of
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem, nearest

# kinds of files, and what is heeded of what is said of one beside its layout
KINDS: Mapping[str, tuple[str, ...]] = {
    coin_tool.KIND: ("kind", "skip", "missing", "scale"),
    coinr.KIND: ("kind", "meta", "skip", "missing", "scale", "reference"),
    wide.KIND: (
        *("kind", "units", "names", "year", "groups", "variables", "negative", "dimensions"),
        *("header_groups", "only", "skip", "missing", "measures", "scale", "reference"),
    ),
}
REFERENCES = ("each", "all")
FLAGS = {
    "kind": "--as", "meta": "--meta", "units": "--units", "names": "--names", "year": "--year",
    "groups": "--groups", "variables": "--variables", "negative": "--negative",
    "dimensions": "--dimension", "header_groups": "--header-groups", "only": "--only",
    "skip": "--skip", "missing": "--missing",
    "measures": "--measures-row", "scale": "--normalisation", "reference": "--reference",
}  # fmt: skip


@dataclass(frozen=True)
class Opened:
    """A file by its path and its name in messages, with what is said of its layout."""

    path: Path
    layout: Mapping[str, Any]

    @property
    def file(self) -> str:
        """Its name in messages."""
        return self.path.as_posix()

    @property
    def asked(self) -> Asked:
        """What is said of its layout."""
        return asked_of(dict(self.layout))

    def sheet(self, name: str) -> Opened:
        """Return one of its sheets."""
        return replace(self, layout={**self.layout, "sheet": name})

    @cached_property
    def table(self) -> tuple[SourceTable, list[Guess]]:
        """It as a table, read once."""
        return table_of(self.path, self.file, self.asked)


def read(path: Path, told: Told, layout: Mapping[str, Any]) -> Draft:
    """Return the draft of the project in a file, by its kind: as said, else as it is found out.

    Raises InvalidInput with what is wrong, or with the option that decides.
    """
    opened = Opened(path, {key: value for key, value in layout.items() if value is not None})
    _need_reference(told.reference)
    found = _read(opened, told)
    if told.reference and len(found.years) < 2:
        message = Wording("importing.no-years")
        raise refuse("idle-option", message, opened.file, field="--reference",
                     hint=Wording("importing.idle.hint"))  # fmt: skip
    return replace(found, guesses=(*found.guesses, *_of_any(found, told)))


def _need_reference(reference: str | None) -> None:
    """Refuse years of reference that an import does not know."""
    if reference not in (None, *REFERENCES):
        message = Wording("importing.no-reference", reference=reference)
        hint = nearest(str(reference), REFERENCES)
        raise InvalidInput([Problem("unknown-reference", message, field="--reference",
                                    value=reference, hint=hint)])  # fmt: skip


def _of_any(found: Draft, told: Told) -> Iterator[Guess]:
    """Yield what no file of these kinds says."""
    yield Guess(Wording("importing.guess-observed"))
    if told.scale is None:
        yield Guess(Wording("importing.guess-methods", scale=usual_scale()), "--normalisation NAME")
    if told.reference is None and len(found.years) > 1:
        yield Guess(Wording("importing.guess-each-year"), "--reference all")


def _read(opened: Opened, told: Told) -> Draft:
    path = opened.path
    if told.kind is not None and told.kind not in KINDS:
        message = Wording("importing.no-kind", kind=told.kind)
        raise InvalidInput([Problem("unknown-kind", message, field="--as", value=told.kind,
                                    hint=nearest(told.kind, KINDS))])  # fmt: skip
    sheets = sheets_of(path, opened.file)
    _refuse_own(opened, sheets)
    tool = set(coin_tool.SHEETS) <= set(sheets) and "sheet" not in opened.layout
    kind = told.kind or (coin_tool.KIND if tool else "")
    if kind == coin_tool.KIND:
        return _of_coin_tool(opened, told, sheets)
    if path.suffix.lower() in BOOKS[1:]:
        hint = Wording("importing.macros.hint", sheets=coin_tool.SHEETS)
        raise refuse("unknown-format", Wording("importing.macros"), opened.file, hint=hint)
    pair = _pair(opened, told, sheets) if kind in ("", coinr.KIND) else None
    if pair:
        _heed(told, coinr.KIND)
        (data, guesses), (meta, more) = pair
        aggregates, said = _aggregates(opened, told, sheets, meta)
        found = coinr.draft_of(data, meta, told, aggregates)
        return replace(found, guesses=(*guesses, *more, *said, *found.guesses))
    if kind == coinr.KIND or told.meta:
        raise refuse("no-meta", Wording("importing.no-meta"), opened.file, field="--meta",
                     hint=Wording("importing.no-meta.hint"))  # fmt: skip
    _heed(told, wide.KIND)
    table, guesses = opened.table
    above = groups_above(path, opened.file, table)
    found = wide.draft_of(table, told, path.name.partition(".")[0], above)
    return replace(found, guesses=(*guesses, *found.guesses))


def _of_coin_tool(opened: Opened, told: Told, sheets: Sequence[str]) -> Draft:
    _heed(told, coin_tool.KIND)
    if opened.layout:
        _idle([OPTIONS[key] for key in opened.layout], coin_tool.KIND)
    (database, doubtful), (framework, more) = (
        grid_of(opened.path, opened.file, sheet) for sheet in coin_tool.SHEETS
    )
    found = coin_tool.draft_of(database, framework, told)
    others = [sheet for sheet in sheets if sheet not in coin_tool.SHEETS]
    further = [left(opened.file, sheet, "other-sheet") for sheet in others]
    return replace(found, flags=(*doubtful, *more), fates=(*found.fates, *further))


def _heed(told: Told, kind: str) -> None:
    """Refuse options that have no effect on a kind of file."""
    idle = [FLAGS[name] for name in told.said if name not in KINDS[kind]]
    if idle:
        _idle(idle, kind)


def _idle(options: Sequence[str], kind: str) -> None:
    """Refuse options of no effect."""
    message = Wording("importing.idle", options=options, kind=Wording(f"importing.kind-{kind}"))
    hint = Wording("importing.idle.hint")
    raise InvalidInput([Problem("idle-option", message, field=options[0], hint=hint)])


def _refuse_own(opened: Opened, sheets: Sequence[str]) -> None:
    """Leave a workbook that is a project of ours to the commands that read it."""
    held = {sheet_of(sheet): sheet for sheet in sheets}
    if not held.keys() >= {FRAMEWORK, DATA} or set(coin_tool.SHEETS) <= set(sheets):
        return
    grid, _ = grid_of(opened.path, opened.file, held[FRAMEWORK])
    if any(node_key(as_text(cell)) == "code" for row in grid.rows[:5] for cell in row):
        hint = Wording("importing.own.hint", file=opened.file)
        raise refuse("own-workbook", Wording("importing.own"), opened.file, hint=hint)


# -- COINr's two tables ----------------------------------------------------------------------------


Read = tuple[SourceTable, list[Guess]]


def _pair(opened: Opened, told: Told, sheets: Sequence[str]) -> tuple[Read, Read] | None:
    """Return iData and iMeta, whichever of the two the file is; None where it is neither."""
    if told.meta:
        data, meta = opened.table, Opened(Path(told.meta), _of_texts(opened.layout)).table
        if coinr.is_meta(data[0]) and not coinr.is_meta(meta[0]):
            data, meta = meta, data
        if not coinr.is_meta(meta[0]):
            raise refuse("no-meta", Wording("importing.not-meta"), meta[0].file, meta[0].head,
                         hint=Wording("importing.not-meta.hint"))  # fmt: skip
        return data, meta
    if len(sheets) > 1 and "sheet" not in opened.layout:
        return _pair_of_sheets(opened, sheets)
    try:
        data = opened.table
    except InvalidInput:
        return None
    if not (coinr.is_data(data[0]) or coinr.is_meta(data[0])):
        return None
    beside = list(_beside(opened, coinr.is_data if coinr.is_meta(data[0]) else coinr.is_meta))
    if len(beside) != 1:
        if not beside and not coinr.is_meta(data[0]) and told.kind is None:
            return None
        key = "several-meta" if beside else "no-meta"
        names = [table.file for (table, _) in beside]
        raise refuse("no-meta", Wording(f"importing.{key}", files=names), opened.file,
                     field="--meta", hint=Wording(f"importing.{key}.hint"))  # fmt: skip
    other, guesses = beside[0]
    said = Guess(Wording("importing.guess-meta", file=other.file), f"--meta {other.file}")
    pair = (data, (other, [said, *guesses]))
    return (pair[1], pair[0]) if coinr.is_meta(data[0]) else pair


def _aggregates(
    opened: Opened, told: Told, sheets: Sequence[str], meta: SourceTable
) -> tuple[SourceTable | None, list[Guess]]:
    """Return AggMeta, where iMeta is one as before 1.0: a sheet of the workbook, or beside it."""
    if not levels_of(meta):
        return None, []
    of_book = len(sheets) > 1 and told.meta is None
    beside = (filter(lambda read: is_aggregates(read[0]), _readable(map(opened.sheet, sheets)))
              if of_book else _beside(opened, is_aggregates))  # fmt: skip
    found = list(beside)
    if len(found) > 1:
        names = [table.file for table, _ in found]
        raise refuse("no-meta", Wording("importing.several-meta", files=names), opened.file,
                     hint=Wording("importing.several-aggregates.hint"))  # fmt: skip
    if not found:
        return None, [Guess(Wording("importing.guess-no-aggregates"))]
    table, guesses = found[0]
    name = table.sheet if of_book else table.file
    return table, [Guess(Wording("importing.guess-aggregates", file=name)), *guesses]


def _of_texts(layout: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is said of a layout that holds for the table beside it too."""
    return {key: layout[key] for key in ("encoding", "delimiter", "decimal") if key in layout}


def _pair_of_sheets(opened: Opened, sheets: Sequence[str]) -> tuple[Read, Read] | None:
    """Return the sheets that hold iData and iMeta, where there is one of each."""
    tables = list(_readable(map(opened.sheet, sheets)))
    data = [each for each in tables if coinr.is_data(each[0]) and not coinr.is_meta(each[0])]
    meta = [each for each in tables if coinr.is_meta(each[0])]
    if len(data) != 1 or len(meta) != 1:
        return None
    names = [each[0][0].sheet for each in (data, meta)]
    said = Guess(Wording("importing.guess-sheets", sheets=names), "--sheet")
    return (data[0][0], [said, *data[0][1]]), meta[0]


def _readable(files: Any) -> Iterator[Read]:
    for each in files:
        try:
            yield each.table
        except InvalidInput:
            continue


def _beside(opened: Opened, fits: Any) -> Iterator[Read]:
    """Yield the tables of the same folder whose header fits."""
    folder, endings = opened.path.absolute().parent, suffixes()
    layout = _of_texts(opened.layout)
    others = [path for path in sorted(folder.iterdir()) if path.name != opened.path.name]
    files = [path for path in others if path.is_file() and path.name.endswith(endings)]
    for found in _readable(Opened(opened.path.with_name(each.name), layout) for each in files[:50]):
        if fits(found[0]):
            yield found
