"""Which rows of a table are read: those that `where` names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from coopindex.content.forms.index import RowsForm
from coopindex.content.tables.column import NUMBER
from coopindex.content.tables.table import SourceTable, fold, spelt_out
from coopindex.phrases import Wording
from coopindex.problems import Problem, near, nearest

# what YAML takes for a text, or a number, as it stands; and words that it takes for others
PLAIN = re.compile(r"[\w.]([\w .()/%+-]*[\w.()%])?")
WORDS = frozenset(("yes", "no", "on", "off", "y", "n", "true", "false", "null"))
SHOWN = 5  # texts of a column that are named


def selected(table: SourceTable, form: RowsForm, *, relaxed: bool = False) -> SourceTable:
    """Return the rows whose cells are as `where` says; what cannot be so is in `problems`.

    relaxed : the file was not written for this index: a column that is not there selects nothing.
    """
    if not form.where or not table.columns:
        return table
    written = set(map(fold, table.columns))
    foreign = [name for name in form.where if relaxed and fold(name) not in written]
    headers = {name: texts for name, texts in form.where.items() if name not in foreign}
    absent = [name for name in headers if name not in table.columns]
    problems = [*table.header_problems(absent)]
    for name, texts in headers.items() if not problems else ():
        problems += (*_nowhere(table, name, texts), *_nearly(table, name, form.where))
    if problems:
        return replace(table, problems=(*table.problems, *problems))
    table = replace(
        table, problems=(*table.problems, *(_unheeded(table, name) for name in foreign))
    )
    stays = np.ones(table.rows, bool)
    for name, texts in headers.items():
        stays &= table.coded(name).positions(texts) >= 0
    if not stays.any():
        message, hint = Wording("observation.where-empty"), Wording("observation.where-empty.hint")
        found = Problem("no-rows", message, file=table.file, line=table.head, hint=hint)
        return replace(table, problems=(*table.problems, found))
    return table.kept(stays)


def _unheeded(table: SourceTable, name: str) -> Problem:
    """Flag that a condition is about a column that this file has not."""
    message = Wording("observation.where-unheeded", name=name)
    hint = Wording("observation.where-unheeded.hint", name=name)
    return Problem("where-unheeded", message, "flag", table.file, table.head, name, hint=hint)


def where_written(where: Mapping[str, Sequence[str]]) -> str:
    """Write conditions on rows as YAML has them, texts in quotes where they must be.

    >>> where_written({"SEX": ["_T"], "OBS": ["a: b", "No"], "年份": ["2021"]})
    '{SEX: _T, OBS: ["a: b", "No"], 年份: 2021}'
    """
    written = (f"{_quoted(name)}: {_one_or_several(texts)}" for name, texts in where.items())
    return f"{{{', '.join(written)}}}"


def _one_or_several(texts: Sequence[str]) -> str:
    written = ", ".join(map(_quoted, texts))
    return written if len(texts) == 1 else f"[{written}]"


def _quoted(text: str) -> str:
    plain = PLAIN.fullmatch(text) and text.casefold() not in WORDS
    return spelt_out(text) if plain else json.dumps(spelt_out(text), ensure_ascii=False)


def _nearly(table: SourceTable, name: str, where: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    """Name the rows of a column that say nearly what is asked for: they would be passed over."""
    texts = where[name]
    column, asked = table.coded(name), {text.strip(): _core(text) for text in texts}
    for text in column.texts:
        meant = next((ours for ours, core in asked.items() if core == _core(text)), None)
        if text in asked or not meant or not _core(text):
            continue
        rows = np.flatnonzero(column.says(text))
        message = Wording("observation.where-nearly", name=name, text=spelt_out(text), meant=meant)
        both = where_written({**where, name: [*texts, text]})
        hint = Wording("observation.where-nearly.hint", meant=meant, where=both)
        at = table.place(int(rows[0])) if len(rows) else None
        if at:
            yield Problem(
                "misspelt-label", message, file=at.file, line=at.line, field=name, hint=hint
            )


def _core(text: str) -> str | float:
    """Return what a text is but for case, width, blanks and signs that nobody sees; or its number.

    >>> _core("TO\u00adTAL ") == _core("Total"), _core("01") == _core("1.0")
    (True, True)
    """
    text = text.strip()
    return float(text) if NUMBER.fullmatch(text) else fold(text)


def _nowhere(table: SourceTable, name: str, texts: Sequence[str]) -> Iterator[Problem]:
    """Name what a column is to say and says in no row."""
    there = table.coded(name).met()
    known = dict.fromkeys(there)
    for text in texts:
        if text.strip() not in known:
            message = Wording("observation.where-nowhere", name=name, text=spelt_out(text))
            yield Problem(
                "unknown-label",
                message,
                file=table.file,
                line=table.head,
                field=name,
                value=text,
                hint=_instead(text, list(known)),
            )


def _instead(text: str, there: Sequence[str]) -> Wording:
    if near(text, there) is None and len(there) > SHOWN:
        return Wording("observation.where-such-as.hint", texts=there[:SHOWN])
    return nearest(text, there)
