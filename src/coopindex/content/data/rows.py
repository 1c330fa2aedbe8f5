"""Which rows of a table are read: those that `where` names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from coopindex.content.forms.index import RowsForm
from coopindex.content.tables.table import SourceTable, spelt_out
from coopindex.phrases import Wording
from coopindex.problems import Problem, near, nearest

SHOWN = 5  # texts of a column that are named


def selected(table: SourceTable, form: RowsForm, *, relaxed: bool = False) -> SourceTable:
    """Return the rows whose cells are as `where` says; what cannot be so is in `problems`.

    relaxed : the file was not written for this index: a column that is not there selects nothing.
    """
    if not form.where or not table.columns:
        return table
    headers = form.where
    if relaxed:
        headers = {name: texts for name, texts in headers.items() if name in table.columns}
    absent = [name for name in headers if name not in table.columns]
    problems = [*table.header_problems(absent)]
    for name, texts in headers.items() if not problems else ():
        problems += _nowhere(table, name, texts)
    if problems:
        return replace(table, problems=(*table.problems, *problems))
    stays = np.ones(table.rows, bool)
    for name, texts in headers.items():
        stays &= table.coded(name).positions(texts) >= 0
    if not stays.any():
        message, hint = Wording("observation.where-empty"), Wording("observation.where-empty.hint")
        found = Problem("no-rows", message, file=table.file, line=table.head, hint=hint)
        return replace(table, problems=(*table.problems, found))
    return table.kept(stays)


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
