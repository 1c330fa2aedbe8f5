"""docs/answers.md names what comes out, and nothing else: members, columns, keys and files."""

import inspect
import json
import re
import tempfile
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from coopindex import load
from coopindex.cli import main

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "answers.md").read_text("utf-8")
CITIES, YEARS = "china-ceec-cities", "china-ceec-human-development"
HERE = ROOT / "tests" / "docs" / "everything"  # a project in which everything happens
EVERYTHING = str(HERE / "indicators" / "everything.yaml")
BUNDLED = sorted(path.stem for path in (ROOT / "indicators").glob("*.yaml"))
SHAPE = re.compile(r"\((N|Y, U|Y, N)\)")
CLASSES = re.findall(r"^### (\w+)\n", PAGE.partition("## Answers as CSV")[0], re.MULTILINE)
FEW = ["--draws", "16"]


def rows_below(heading, level="###"):
    """Return the cells of every row of the table below a heading."""
    text = PAGE.partition(f"\n{level} {heading}\n")[2].partition(f"\n{level[:2]}")[0]
    text = re.split(r"\n##", text)[0]
    rows = re.findall(r"^\|(.*)\|$", text, re.MULTILINE)
    return [[cell.strip() for cell in row.split("|")] for row in rows[2:]]


# -- Python --------------------------------------------------------------------------------------


@cache
def answers(index=CITIES, year=None):
    project = load(index)
    scoring = project.score(year=year)
    if len(scoring.years) > 1:
        return {"Project": project, "Scoring": scoring}
    unit = scoring.rows.units[2]
    return {
        "Project": project,
        "Scoring": scoring,
        "Explanation": scoring.explain(unit),
        "Comparison": scoring.compare(),
        "Verification": project.verify(),
        "Check": project.verify()[0],
        "Uncertainty": scoring.uncertainty(draws=16),
        "Sensitivity": scoring.sensitivity(draws=8),
        "WeightSensitivity": scoring.weight_sensitivity(draws=16),
        "Guarantee": scoring.guarantee(),
        "Scenarios": scoring.scenarios(),
        "MethodGrid": scoring.grid(),
        "Audit": scoring.audit(draws=16),
        "Disparity": scoring.disparity(by=next(iter(scoring.data.groups), None)),
        "Obstacles": scoring.obstacles(by=next(iter(scoring.data.groups))),
        "Groups": scoring.groups(next(iter(scoring.data.groups))),
        "Elicitation": project.elicit(judged(project), method="rank"),
    }


def judged(project):
    """Write a table in which two experts rank siblings in two ways, and return its file."""
    file = Path(tempfile.mkdtemp()) / "ranks.csv"
    families = [node.children for node in project.index.inner]
    rows = [
        f"{child},{at},{len(family) + 1 - at}"
        for family in families
        for at, child in enumerate(family, 1)
    ]
    file.write_text("\n".join(["node,a,b", *rows, ""]), "utf-8")
    return file


def members(row):
    return re.findall(r"`(\w+)", row[0])


def test_the_page_has_a_table_for_everything_that_is_answered():
    assert list(answers()) == CLASSES


@pytest.mark.parametrize("name", CLASSES)
def test_every_public_member_is_on_the_page_and_no_other(name):
    answer = answers()[name]
    inherited = set(dir(tuple)) if isinstance(answer, tuple) else set()
    public = {member for member in {*dir(answer)} - inherited if not member.startswith("_")}
    named = [member for row in rows_below(name) for member in members(row)]
    assert sorted(named) == sorted(public)


@pytest.mark.parametrize("name", CLASSES)
def test_what_takes_no_brackets_on_the_page_is_no_method(name):
    for row in rows_below(name):
        for member, call in re.findall(r"`(\w+)(\()?", row[0]):
            if member in {"settle", "of", "need_one_year"}:
                continue
            static = inspect.getattr_static(type(answers()[name]), member, None)
            method = inspect.isfunction(static) or isinstance(static, classmethod)
            assert method == bool(call), f"{name}.{member}"


def columns_are(found, said):
    always, _, sometimes = said.partition("; where there are any: ")
    named = always.split(", ")
    assert [name for name in found if name in named] == named
    assert set(found) - set(named) <= set(sometimes.split(", "))


@pytest.mark.parametrize("index", [CITIES, EVERYTHING, YEARS])
@pytest.mark.parametrize("name", CLASSES)
def test_columns_and_shapes_are_those_on_the_page(name, index):
    held = answers(index, "all" if index == YEARS else None)
    scoring = held["Scoring"]
    sizes = {
        "Y": len(scoring.years),
        "U": len(scoring.rows.units),
        "N": len(scoring.index.nodes),
    }
    for row in rows_below(name) if name in held else ():
        answer = held[name]
        for member in members(row):
            said = row[3] if len(row) > 3 else ""
            if not row[2] and not SHAPE.match(said):
                continue
            value = asked_of(answer, member)
            if value is None:
                continue
            if row[2] and said.startswith("one "):
                assert isinstance(value, pd.DataFrame), member
            elif row[2]:
                columns_are(list(value.columns), said)
            else:
                shapes = SHAPE.findall(said)
                wanted = [tuple(sizes[letter] for letter in shape.split(", ")) for shape in shapes]
                assert np.shape(value) in wanted, member


def asked_of(answer, member):
    """Return a member's value, asked with what it needs; None where it answers for other years."""
    years = getattr(answer, "years", (0,))
    one = {"one_at_a_time", "leave_one_out", "strengths", "cuts", "reliability"}
    several = {"change"}
    if member in (one if len(years) > 1 else several):
        return None
    if member == "array":
        return answer.array(answer.index.code)
    if member == "effective_in":
        return answer.effective_in(years[-1])
    if member in {"group_rank", "group_labels"}:
        groups = list(answer.data.groups)
        return getattr(answer, member)(groups[0]) if groups else None
    if member == "share_of_weight":
        return answer.share_of_weight(answer.data.status[answer.data.at(years)] >= 0)
    value = getattr(answer, member)
    return value() if inspect.ismethod(value) else value


# -- JSON ----------------------------------------------------------------------------------------

UNIT = {CITIES: "tianjin", EVERYTHING: "p3", YEARS: "HUN"}
EVERY = (CITIES, EVERYTHING, YEARS)
RUNS = {
    "Problems": ["score nonesuch", f"validate {ROOT}/tests/docs/everything/indicators/spoilt.yaml"],
    "`list`": ["list"],
    "`validate INDEX`": ["validate {}"],
    "`score INDEX`": ["score {}", "score {} --year all", f"score {CITIES} --set trade=50%"],
    "`score INDEX --scale`": ["score {} --scale"],
    "`score INDEX --workings`": ["score {} --workings"],
    "`explain INDEX UNIT`": [f"explain {index} {UNIT[index]}" for index in UNIT],
    "`compare INDEX -w SCHEME -w SCHEME`": ["compare {} -w equal -w stated"],
    "`change INDEX --year FROM,TO`": [
        f"change {YEARS} --year 2015,2021",
        f"change {EVERYTHING} --year 2020,2021",
    ],
    "`disparity INDEX`": [
        "disparity {}",
        f"disparity {CITIES} --by kind",
        f"disparity {EVERYTHING} --by kind --year 2020,2021",
        f"disparity {YEARS} --by region --node income",
    ],
    "`obstacles INDEX`": ["obstacles {}", f"obstacles {YEARS} --by region"],
    "`strengths INDEX`": [
        "strengths {}",
        f"strengths {YEARS} --by region",
        f"strengths {YEARS} --cuts",
    ],
    "`groups INDEX`": [f"groups {YEARS} --by region", f"groups {EVERYTHING} --by kind"],
    "`growth INDEX`": [f"growth {YEARS}", f"growth {EVERYTHING} --node traffic"],
    "`verify INDEX`": ["verify {}"],
    "`uncertainty INDEX`": ["uncertainty {} --draws 16"],
    "`sensitivity INDEX`": ["sensitivity {} --draws 16"],
    "`sensitivity INDEX --factors`": ["sensitivity {} --factors --draws 8"],
    "`guarantee INDEX`": [
        f"guarantee {CITIES} --overtake tianjin=chengdu",
        f"guarantee {YEARS}",
    ],
    "`scenarios INDEX`": [f"scenarios {CITIES}", f"scenarios {EVERYTHING}"],
    "`scenarios INDEX --grid`": [f"scenarios {CITIES} --grid", f"scenarios {EVERYTHING} --grid"],
    "`audit INDEX`": ["audit {} --draws 16", "audit {} --table coverage,structure"],
    "`report INDEX`": [
        "report {} --draws 16 --formats json -o FOLDER",
        f"report {EVERYTHING} --draws 16 --formats csv --map shapes.geojson -o FOLDER",
    ],
    "`elicit INDEX --answers FILE`": [
        f"elicit {YEARS} --answers pairs.csv --accept-inconsistency",
        f"elicit {YEARS} --answers references.csv",
    ],
    "`methods STAGE NAME`": ["methods"],
    "`init --list`": ["init --list"],
}
KINDS = {bool: "true or false", int: "whole number", float: "number", str: "text"}
NULL = {type(None): "null"}


def lines(heading):
    """Return the command lines of a heading, each index in its turn, but what cannot be there."""
    bundled = (*EVERY, *(name for name in BUNDLED if name not in EVERY))
    for line in RUNS[heading]:
        among = bundled if line in {"score {}", "validate {}", "verify {}"} else EVERY
        yield from (line.format(index) for index in (among if "{}" in line else ("",)))


def paths(value, path=""):
    """Yield every key with the kind of its value, as `units[].rank`."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from paths(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for inner in value:
            yield from paths(inner, f"{path}[]")
    else:
        yield path, (KINDS | NULL)[type(value)]


@cache
def words():
    """Return what a key in braces may be called."""
    indices = [load(index).score() for index in (*EVERY, *BUNDLED)]
    units = {unit for found in indices for unit in found.rows.units}
    plans = [load(index).score().scenarios().names for index in (CITIES, EVERYTHING)]
    known = {
        "node": {
            code for found in indices for code in (*found.index.position, *found.index.uncounted)
        },
        "unit": units,
        "scheme": {name for index in EVERY for name in load(index).content.weight_names()}
        | {"equal", "stated"},
        "scenario": {name for plan in plans for name in plan},
        "status": {status for found in indices for status in found.statuses},
    }
    found = {key: "|".join(map(re.escape, sorted(names))) for key, names in known.items()}
    code = "[a-z_0-9]+"
    return found | {
        **dict.fromkeys(("stage", "method", "option", "rule", "verdict", "table"), code),
        "year": r"\d{4}",
        "rank": r"\d+(?:\.\d+)?",
        "key": ".+",
        "file": r"[\w.-]+",
        "package": r"\w+",
        "format": r"\w+",
    }


def pattern(key, holds):
    """Return what a key on the page fits; what holds anything may go on below."""
    parts = re.split(r"\{(\w+)\}", key)
    return re.compile(
        "".join(
            f"(?:{words()[part]})" if number % 2 else re.escape(part)
            for number, part in enumerate(parts)
        )
        + (r"(?:[.\[].*)?" if holds == "any" else "")
    )


def documented(heading):
    """Return the keys of a heading with what they hold; a problem's keys are put in place."""
    rows = rows_below(heading)
    whole = heading in {
        "Problems",
        "`list`",
        "`elicit INDEX --answers FILE`",
        "`report INDEX`",
        "`score INDEX --scale`",
        "`methods STAGE NAME`",
        "`init --list`",
    }
    known = {row[0].strip("`"): row[1] for row in ([] if whole else rows_below("Every answer"))}
    known |= {row[0].strip("`"): row[1] for row in rows}
    problem = {row[0].strip("`"): row[1] for row in rows_below("Problems")}
    for key in [key for key, kinds in known.items() if "problem" in kinds]:
        del known[key]
        known |= {key + inner.removeprefix("problems[]"): kinds for inner, kinds in problem.items()}
    return known


# the flags of bundled indices say no more than they must
RARE = re.compile(
    r"(flags|problems)\[\]\.|^year$|^year\[\]$|^scale$|weighting|left_out|overrides|statuses|provenance"
    r"|observed_best|beyond_best|without_group"
)


def test_the_page_has_a_section_of_json_for_every_command():
    below = PAGE.partition("## JSON")[2].partition("\n## ")[0]
    assert re.findall(r"^### (.*)$", below, re.MULTILINE) == [
        "Every answer",
        *sorted(RUNS, key=below.index),
    ]


@pytest.mark.parametrize("heading", RUNS)
def test_every_key_is_on_the_page_and_every_key_on_the_page_comes_out(
    heading, capsys, tmp_path, monkeypatch
):
    monkeypatch.chdir(HERE)
    found: dict[str, set[str]] = {}
    for line in lines(heading):
        assert main([*line.replace("FOLDER", str(tmp_path)).split(), "--json"]) in {0, 2, 3, 4}
        for path, kind in paths(json.loads(capsys.readouterr().out)):
            found.setdefault(path, set()).add(kind)
    known = documented(heading)
    fitting = {key: pattern(key, holds) for key, holds in known.items()}
    met = set()
    for path, kinds in found.items():
        fits = [key for key in known if key == path] or [
            key for key in known if fitting[key].fullmatch(path)
        ]
        if not fits and kinds == {"null"}:  # a mapping that is not there
            fits = [key for key in known if key.startswith(f"{path}.")][:1]
            kinds = set()
        assert fits, f"{heading}: `{path}` ({', '.join(kinds)}) is not on the page"
        met.update(fits)
        said = set(known[fits[0]].split(", "))
        assert said == {"any"} or kinds <= said | {"null"} & said, f"{heading}: {path} is {kinds}"
    never = {key for key in known if key not in met and not RARE.search(key)}
    assert not never, f"{heading}: these never come out"


# -- a report's folder, and settings --------------------------------------------------------------


@pytest.mark.parametrize("index", EVERY)
def test_a_reports_folder_holds_the_files_on_the_page(index, tmp_path):
    folder, _ = load(index).score().report(tmp_path, formats="md,csv,json", draws=16)
    rows = {row[0].strip("`"): row for row in rows_below("A report's folder", "##")}
    # a chart's columns are those of its own table
    named = {re.sub(r"^chart-.*(?=\.)", "chart-{name}", path.name) for path in folder.iterdir()}
    elsewhere = {"report.html", "report.pdf", "report.xlsx", "report.docx"}
    written = {name for name in named if not name.startswith("chart-")}
    assert named <= set(rows)
    assert elsewhere <= set(rows)
    assert all("where" in rows[name][1] for name in set(rows) - named - elsewhere)
    for name in (name for name in written if name.endswith(".csv")):
        header = (folder / name).read_text("utf-8").partition("\n")[0].split(",")
        columns_are(header, rows[name][2])


def test_a_file_of_settings_has_the_columns_on_the_page():
    found = answers()["Uncertainty"]
    table = found.settings()
    factors = [name for name in table if not name.startswith("weight:")]
    assert list(table) == factors + [name for name in table if name not in factors]
    assert factors == [name for name in found.varied if name in factors]
    nodes = {node.code for node in found.result.index.nodes}
    assert {name.removeprefix("weight:") for name in table if name not in factors} <= nodes
    for name in factors:
        kind = "changes cells" if table[name].dtype.kind == "f" else "chooses one"
        assert any(kind in row[1] for row in rows_below("Settings of draws", "##"))
        assert kind == "chooses one" or table[name].between(0, 1, inclusive="left").all()
    shuffled = found.result.replay(table[table.columns[::-1]])
    assert shuffled.table().equals(found.table())
    assert found.result.replay(table.iloc[2:5]).draws == 3
