"""What answers share: rows as plain values, and how an answer looks in a notebook."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from coopindex.engine.frames import as_rows, plain
from coopindex.phrases import NAME, visible

if TYPE_CHECKING:
    import pandas as pd


def plain_rows(
    table: pd.DataFrame, called: Mapping[str, str] | None = None
) -> list[dict[str, Any]]:
    """Turn a table into plain values, a mapping a row. called : column -> its key in JSON.

    >>> import pandas as pd
    >>> plain_rows(pd.DataFrame({"unit": ["a"], "low": [float("nan")]}), {"low": "p5"})
    [{'unit': 'a', 'p5': None}]
    """
    names = called or {}
    return [
        {names.get(key, key): plain(value) for key, value in row.items()} for row in as_rows(table)
    ]


def notebook_text(facts: Mapping[str, Any], *tables: pd.DataFrame) -> str:
    """Show an answer in a console: its facts in a line, then its tables."""
    shown = (table.to_string(index=False, max_colwidth=NAME) for table in tables)
    return visible("\n".join([_line(facts), *shown]))


def notebook_html(facts: Mapping[str, Any], *tables: pd.DataFrame) -> str:
    """Show an answer in a notebook: its facts in a line, then its tables."""
    drawn = (table.to_html(index=False, float_format="{:z.3f}".format) for table in tables)
    return visible("".join([f"<p>{escape(_line(facts))}</p>", *drawn]))


def _line(facts: Mapping[str, Any]) -> str:
    """Write facts in one line, those that are empty left out.

    >>> _line({"draws": 10_000, "seed": None, "held": ("trade",), "enough": False})
    'draws: 10000 · held: trade · enough: no'
    """
    said = {name: _fact(value) for name, value in facts.items()}
    return " · ".join(f"{name}: {text}" for name, text in said.items() if text)


def _fact(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_fact(part)}" for key, part in value.items())
    if isinstance(value, tuple):
        return ", ".join(map(_fact, value))
    return f"{value:.3g}" if isinstance(value, float) else "" if value is None else str(value)
