"""Sound projects of many kinds, from which the mutator starts.

A project is its files by their names, and the commands that can be asked of it.
"""

from __future__ import annotations

import csv
import gzip
import io
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from coopindex.content.new_project import start

Files = dict[str, bytes]
UNITS = [f"u{number:02d}" for number in range(12)]
YEARS = (2019, 2020, 2021)
SOURCES = b"paper: {title: A paper}\n"


@dataclass(frozen=True)
class Project:
    """Files by their names, and commands."""

    name: str
    files: Files
    commands: tuple[str, ...]


def ask(index: str, *further: str) -> tuple[str, ...]:
    """Return the commands that any project can be asked."""
    usual = (
        f"score {index} --json",
        f"score {index}",
        f"score {index} --nodes --lang zh",
        f"score {index} --scale --json",
        f"score {index} --format csv",
        f"validate {index}",
        f"validate {index} --json",
        f"explain {index} u03 --json",
        f"verify {index} --json",
        f"sensitivity {index} --draws 16 --json",
        f"uncertainty {index} --draws 16 --json",
        f"uncertainty {index} --draws 16 --format csv",
        f"scenarios {index} --json",
        f"report {index} --draws 16 -o out --lang zh",
        f"report {index} --draws 16 -o out",
        f"compare {index} --weights equal --weights mine --json",
        f"guarantee {index} --free --json",
        f"audit {index} --draws 16 --json",
        f"audit {index} --draws 16 --table all --lang zh",
        "list",
    )
    return (*usual, *further)


def table(rows: list[list[object]]) -> bytes:
    """Write rows as CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def value(row: int, column: int) -> float:
    """Return a figure that looks like any other."""
    return round(10 + 7.3 * ((row * 5 + column * 3) % 11) + row / 7 + column, 3)


def wide(years: tuple[int, ...], columns: tuple[str, ...]) -> list[list[object]]:
    """Return a wide table of observations."""
    head: list[object] = ["unit", "year", "status", "source", *columns]
    return [head] + [
        [unit, year, "observed", "paper", *(value(row + year, at) for at in range(len(columns)))]
        for year in years
        for row, unit in enumerate(UNITS)
    ]


def long(years: tuple[int, ...], columns: tuple[str, ...]) -> list[list[object]]:
    """Return a long table of observations."""
    return [["unit", "indicator", "year", "value", "status", "source", "note"]] + [
        [unit, name, year, value(row + year, at), "observed", "paper", ""]
        for year in years
        for at, name in enumerate(columns)
        for row, unit in enumerate(UNITS)
    ]


def units() -> bytes:
    """Return the table of units, with two groups."""
    rows = [["code", "name_en", "name_zh", "coast"]]
    return table([*rows, *([u, f"Unit {u}", f"城市{u[1:]}", "ew"[int(u[1:]) % 2]] for u in UNITS)])


def template() -> Project:
    """The project that `init` gives."""
    with TemporaryDirectory() as folder:
        start(Path(folder))
        files = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in Path(folder).rglob("*")
            if path.is_file() and path.suffix in (".yaml", ".csv")
        }
    return Project("template", files, ask("port-cities", "explain port-cities alder --json"))


PLAIN = """\
index: plain
title: {en: Plain, zh: 指数}
year: 2020
weights: mine
defaults:
  imputation: mean
  treatment: {method: winsorise, when: {skewness: 2, kurtosis: 3.5}, at_most: 2}
  normalisation: {method: min_max, scale: [1, 100]}
  aggregation: arithmetic
missing: {minimum_present: 1/2}
rounding: {column: 4}
children:
  trade:
    weight: 2
    aggregation: geometric
    children: {a: {bounds: [0, 1000]}, b: {direction: negative}}
  people: {children: {c: , d: {transform: log}}}
bands: [{name: {en: high}, from: 50}, {name: {en: low}, from: -100}]
robustness:
  factors:
    weights: {weights: band, vary: 25%}
    scale: {normalisation: [as scored, {method: min_max, scale: [5, 50]}], nodes: [a, b]}
    cells: {error: 5%, statuses: [observed]}
  scenarios: {all alike: {scheme: equal}, trade most: {set: {trade: 60%}}, less: {without: [u03]}}
published: [{figure: rank, unit: u03, value: "3", source: paper}]
"""
SCHEME = b"scheme: mine\ntitle: {en: Mine}\nweights: {trade: 60%}\nremaining: equal\n"


def plain(observations: Files) -> Files:
    """Return the files of an index with all that one may have."""
    return {
        "indicators/plain.yaml": PLAIN.encode(),
        "weights/plain/mine.yaml": SCHEME,
        "data/plain/sources.yaml": SOURCES,
        "data/plain/units.csv": units(),
        **observations,
    }


CODES = ("a", "b", "c", "d")


def in_long() -> Project:
    """A long table, with a plan and a scheme of its own."""
    plan = b"plan: own\nfactors: {w: {weights: dirichlet}}\nscenarios: {x: {set: {trade: 0.3}}}\n"
    files = plain({"data/plain/observations.csv": table(long(YEARS, CODES))})
    files["robustness/plain/own.yaml"] = plan
    return Project(
        "long",
        files,
        ask(
            "plain",
            "score plain --year all --json",
            "change plain --year 2019,2021 --json",
            "uncertainty plain --plan own --draws 16 --json",
            "sensitivity plain --factors --draws 16 --json",
            "score plain --set trade=0.3 --weights equal --json",
        ),
    )


def in_wide() -> Project:
    """A wide table that `data:` names, packed, with markers of missing values."""
    text = table(wide((2020,), CODES)).replace(b"17.3", b"n/a")
    files = plain({"tables/wide.csv.gz": gzip.compress(text, mtime=0)})
    files["indicators/plain.yaml"] += (
        b"data: {observations: {file: tables/wide.csv.gz, missing: [n/a]}}\n"
    )
    files["mine.csv"] = table(wide((2020,), CODES))
    return Project("wide", files, ask("plain", "score plain --data mine.csv --json"))


def in_panel() -> Project:
    """A panel whose reference are all years, weights found from the data, a tree in a table."""
    index = (
        b"index: panel\nyear: 2021\nreference: {years: all}\nweighting: entropy\n"
        b"defaults: {normalisation: min_max}\nchildren: {table: tree.csv}\n"
    )
    tree = "code,parent,title,direction,weight,lowest,highest\n"
    tree += "x,,X,,1,,\ny,,Y,,2,,\na,x,A,1,,0,\nb,x,B,-1,,,\nc,y,C,1,,,900\nd,y,D,1,,,\n"
    files = {
        "indicators/panel.yaml": index,
        "tree.csv": tree.encode(),
        "data/panel/sources.yaml": SOURCES,
        "data/panel/units.csv": units(),
        "data/panel/observations.csv": table(wide(YEARS, CODES)),
    }
    asked = ("change panel --json", "score panel --year 2019,2020 --json")
    return Project("panel", files, ask("panel", *asked))


def in_workbook() -> Project:
    """A workbook."""
    from openpyxl import Workbook

    book, stream = Workbook(), io.BytesIO()
    for row in wide((2020,), CODES):
        book.active.append(row)
    book.create_sheet("Notes").append(["nothing"])
    book.save(stream)
    files = plain({"data/plain/observations.xlsx": stream.getvalue()})
    return Project("workbook", files, ask("plain"))


def in_parquet() -> Project:
    """A Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    head, *rows = long((2020,), CODES)
    cells = {str(name): list(cells) for name, cells in zip(head, zip(*rows, strict=True),
                                                          strict=True)}  # fmt: skip
    stream = io.BytesIO()
    pq.write_table(pa.table(cells), stream)
    files = plain({"data/plain/observations.parquet": stream.getvalue()})
    return Project("parquet", files, ask("plain"))


def held() -> Project:
    """A scale and settings that were written before, as files."""
    import contextlib
    import os

    from coopindex.cli import main

    project = in_long()
    before = Path.cwd()
    with TemporaryDirectory() as folder, contextlib.redirect_stderr(io.StringIO()):
        write(project.files, Path(folder))
        os.chdir(folder)
        try:
            main(["score", "plain", "--scale", "-o", "scale.json"])
            main(["uncertainty", "plain", "--draws", "16", "--settings", "set.csv", "-o", "o.json"])
        finally:
            os.chdir(before)
        further = {name: (Path(folder) / name).read_bytes() for name in ("scale.json", "set.csv")}
    asked = (
        "score plain --on-scale scale.json --json",
        "score plain --year 2021 --on-scale scale.json --json",
        "uncertainty plain --replay set.csv --json",
        "uncertainty plain --replay set.csv",
    )
    return Project("held", {**project.files, **further}, asked * 4 + project.commands[:4])


def write(files: Files, folder: Path) -> None:
    """Lay files down in a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def projects() -> list[Project]:
    """Return every one."""
    kinds = (template, in_long, in_wide, in_panel, in_workbook, in_parquet, held)
    return [kind() for kind in kinds]
