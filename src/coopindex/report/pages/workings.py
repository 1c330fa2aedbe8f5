"""What the methods of nodes work out on their way to weights and scores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import floor, isfinite, log10, nan
from typing import TYPE_CHECKING

from coopindex.engine.frames import records
from coopindex.engine.result import Result
from coopindex.periods import title as period_title
from coopindex.phrases import method_name, say, saying
from coopindex.questions.workings import WorkingRow, workings
from coopindex.report.pages.frame import called, flags, head, name_columns, titles_of
from coopindex.report.table import Column, Page, Section, Table, each

if TYPE_CHECKING:
    import pandas as pd

MOST_DECIMALS = 6


def page(answer: Result, about: Result, lang: str = "en") -> Page:
    """One row a figure, of a unit, of a child, of both or of a whole family."""
    frame, table = (head(about, lang), flags(about.flags, lang)), workings(answer)
    return Page(
        lang,
        lambda: (frame[0], worked_out(answer, table, lang), frame[1]),
        lambda: {**about.asked, "workings": records(table)},
        lambda: table,
        frame,
    )


def worked_out(result: Result, table: pd.DataFrame, lang: str = "en") -> Section:
    """The figures, node by node; a column that says nothing is left out."""
    word = saying("working", lang)
    if table.empty:
        return Section(word("title"), (word("nothing"),))
    figures = [say(f"working.{each.replace(' ', '-')}", lang) for each in table["figure"]]
    columns = [
        Column("node", word("node"), "prose", _titles(table["node"], result, lang), head=True),
        Column("figure", word("figure"), "prose", figures, head=True),
    ]
    if table["of"].any():
        columns.append(Column("of", word("of"), "text", table["of"].tolist(), head=True))
    if len(set(table["year"])) > 1:
        columns.append(
            Column("year", period_title(table["year"], lang), "year", table["year"].tolist())
        )
    if table["unit"].any():
        columns.append(Column("unit", word("unit"), "prose", _names(table["unit"], result, lang)))
    if table["child"].any():
        columns.append(
            Column("child", word("child"), "prose", _titles(table["child"], result, lang))
        )
    columns.append(Column("value", word("value"), "measure", table["value"].tolist(), digits=10))
    return Section(word("title"), (word("about"),), Table(tuple(columns)))


def steps(result: Result, table: pd.DataFrame, lang: str = "en") -> Iterator[Section]:
    """The same as tables to be checked by hand: by node, units or children down, figures across.

    Of a figure of units and children alike the children stand across.
    """
    word = saying("working", lang)
    rows = [WorkingRow(*row) for row in table.itertuples(index=False)]
    families: dict[tuple[str, str, str], list[WorkingRow]] = {}
    for row in rows:
        both = row.unit and row.child
        kind = row.figure if both else "unit" if row.unit else "child" if row.child else ""
        families.setdefault((row.node, f"{row.step}", kind), []).append(row)
    for (node, step, kind), own in families.items():
        across = kind not in ("unit", "child", "")
        what = word(kind.replace(" ", "-")) if across else word(f"of-{step}")
        (title,) = titles_of([node], result.index, lang)
        shown = _crossed(own, result, lang) if across else _listed(own, kind, result, lang)
        yield Section(word("step", node=title, what=what), table=shown)


def _listed(rows: Sequence[WorkingRow], down: str, result: Result, lang: str) -> Table:
    """Lay figures out: units or children down, or a single row of the family's."""
    columns = [] if not down else [_heads(rows, down, result, lang)]
    known = {(getattr(row, down, ""), row.of, row.figure): row.value for row in rows}
    keys = _down(rows, down, result)
    for of, figure in dict.fromkeys((row.of, row.figure) for row in rows):
        values = [known.get((key, of, figure), nan) for key in keys]
        title = say(f"working.{figure.replace(' ', '-')}", lang)
        columns.append(_figure(f"{of} {figure}", title, values, _method(of, lang)))
    return Table(tuple(columns), each(keys) if down == "unit" else ())


def _crossed(rows: Sequence[WorkingRow], result: Result, lang: str) -> Table:
    """Lay one figure out: units down, children across."""
    known = {(row.unit, row.child): row.value for row in rows}
    units, children = _down(rows, "unit", result), _down(rows, "child", result)
    columns = [_heads(rows, "unit", result, lang)]
    for child, title in zip(children, titles_of(children, result.index, lang), strict=True):
        values = [known.get((unit, child), nan) for unit in units]
        columns.append(_figure(child, title, values))
    return Table(tuple(columns), each(units))


def _method(of: str, lang: str) -> str:
    """Call a method that is combined with others by its number and its name."""
    number, _, name = of.partition(" ")
    return f"{number} {method_name('weighting', name, lang)}" if name else of


def _figure(key: str, title: str, values: Sequence[float], over: str = "") -> Column:
    """Write figures with the same decimals, the largest with five digits that count."""
    largest = max((abs(value) for value in values if isfinite(value)), default=0.0)
    places = min(max(4 - floor(log10(largest or 1.0)), 0), MOST_DECIMALS)
    return Column(key, title, "number", values, decimals=places, over=over)


def _down(rows: Sequence[WorkingRow], of: str, result: Result) -> list[str]:
    """Return units, best first, or children, each once; of neither a single blank."""
    found = list(dict.fromkeys(getattr(row, of, "") for row in rows))
    if of != "unit":
        return found
    place = {result.rows.units[unit]: at for at, unit in enumerate(result.order())}
    return sorted(found, key=lambda unit: place.get(unit, len(place)))


def _heads(rows: Sequence[WorkingRow], of: str, result: Result, lang: str) -> Column:
    keys = _down(rows, of, result)
    if of == "unit":
        return name_columns(keys, result.index, result.data, lang, priority=6)[0]
    titles = titles_of(keys, result.index, lang)
    return Column("child", say("working.child", lang), "text", titles, head=True)


def _titles(codes: pd.Series[str], result: Result, lang: str) -> list[str]:
    named = dict(zip(known := [c for c in codes.unique() if c],
                     titles_of(known, result.index, lang), strict=True))  # fmt: skip
    return [named.get(code, "") for code in codes]


def _names(units: pd.Series[str], result: Result, lang: str) -> list[str]:
    known = [unit for unit in units.unique() if unit]
    named = dict(zip(known, called(known, result.data, lang), strict=True))
    return [named.get(unit, "") for unit in units]
