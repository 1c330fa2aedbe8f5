"""Scores as files of statistical programs: Stata (.dta) and SPSS (.sav)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from coopindex.phrases import say
from coopindex.report.dates import document_date
from coopindex.report.edition import Edition
from coopindex.report.pages.frame import in_language

if TYPE_CHECKING:
    import pandas as pd

LONGEST = 32  # letters of a name in Stata; SPSS takes 64 bytes
LABEL = 80  # characters of a label in Stata


def as_dta(edition: Edition) -> bytes:
    """Return scores, ranks and points of all nodes for Stata 14 and later (format 118).

    A row is a unit. Variables have short names and labels in the language of the edition.
    """
    frame, labels = scores(edition)
    stream = io.BytesIO()
    frame.to_stata(
        stream,
        write_index=False,
        version=118,
        time_stamp=document_date().replace(tzinfo=None),
        data_label=edition.title[:LABEL],
        variable_labels={name: label[:LABEL] for name, label in labels.items()},
    )
    return stream.getvalue()


def as_sav(edition: Edition) -> bytes:
    """Return the same for SPSS, by pyreadstat."""
    import pyreadstat

    frame, labels = scores(edition)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "scores.sav"
        known: dict[str, str | None] = {**labels}
        pyreadstat.write_sav(frame, str(path), file_label=edition.title[:64], column_labels=known)
        return path.read_bytes()


def scores(edition: Edition) -> tuple[pd.DataFrame, dict[str, str]]:
    """Return one row a unit, best first, and what each variable is called."""
    import pandas as pd

    result = edition.result
    at = [result.rows.units.index(each.unit) for each in edition.standings]
    columns: dict[str, list[Any]] = {
        "unit": [each.unit for each in edition.standings],
        "name": [each.name for each in edition.standings],
        "score": [each.score for each in edition.standings],
        "rank": [each.rank for each in edition.standings],
    }
    if edition.uncertainty is not None:
        columns["rank_low"] = [_float(each.low) for each in edition.standings]
        columns["rank_high"] = [_float(each.high) for each in edition.standings]
    labels = {name: say(f"document.{name}", edition.lang) for name in columns}
    nodes = [node for node, _ in result.index.depth_first() if node.parent]
    names = short_names([node.code for node in nodes], taken=columns)
    for node, name in zip(nodes, names, strict=True):
        columns[name] = result.array(node.code)[-1][at].tolist()
        labels[name] = in_language(result.index.called[node.code], edition.lang)
    return pd.DataFrame(columns), labels


def _float(rank: float | None) -> float:
    return float("nan") if rank is None else float(rank)


def short_names(codes: list[str], taken: Iterable[str] = ()) -> list[str]:
    """Return names that statistical programs take, all different.

    >>> short_names(["trade", "外贸", "a" * 40, "a" * 41, "1st", "score"], taken=["score"])[:2]
    ['trade', 'v2']
    """
    used, found = set(taken), list[str]()
    for number, code in enumerate(codes, 1):
        name = re.sub(r"\W", "_", code, flags=re.ASCII)[:LONGEST]
        if not re.fullmatch(r"[A-Za-z]\w*", name, re.ASCII) or name in used:
            name = f"v{number}"
        while name in used:
            name += "_"
        used.add(name)
        found.append(name)
    return found
