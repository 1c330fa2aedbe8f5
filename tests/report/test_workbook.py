"""The workbook of a report: what a spreadsheet reckons of it, and what stands in its cells."""

import io
import math
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest

import coopindex
from coopindex import load

pytest.importorskip("xlsxwriter")
from coopindex.report.render.xlsx import workbook

OFFICE = shutil.which("soffice")
EVERYTHING = Path(__file__).parents[1] / "docs" / "everything" / "indicators" / "everything.yaml"
LEAVES = ["ports", "rail", "visits", "schools", "smog"]
POSTS = {"method": "goalposts", "lower": 5, "upper": 20}
HUNDRED = {"method": "min_max", "scale": [1, 100]}
# columns of the sheets, from 1
CODE, SCORE, RANK = 1, 4, 6
NODE, WEIGHT = 3, 4


def tree(**of_people):
    return {
        "trade": {"children": {"ports": {}, "rail": {}}},
        "people": {"children": {"visits": {}, "schools": {}}, **of_people},
        "smog": {"direction": "negative"},
    }


def figures(units=9, seed=0, gaps=0):
    rng = np.random.default_rng(seed)
    values = rng.integers(1, 30, (units, len(LEAVES))).astype(float)
    values.ravel()[rng.choice(values.size, gaps, replace=False)] = np.nan
    # two that tie in everything
    values[-1] = values[0]
    return pd.DataFrame(values, columns=LEAVES, index=[f"u{number:02}" for number in range(units)])


def scored(weights=None, *, frame=None, of=None, units=None, **keys):
    keys = {"normalisation": HUNDRED} | keys
    frame = figures() if frame is None else frame
    found = coopindex.Project.from_frames(of or tree(), frame, units, **keys)
    return found.score(weights=weights)


def wide(weights=None):
    rng = np.random.default_rng(7)
    frame = pd.DataFrame(rng.normal(50, 20, (300, 50)).round(3))
    frame.columns, frame.index = [f"i{n}" for n in range(50)], [f"c{n:03}" for n in range(300)]
    of = {f"d{n}": {"children": {f"i{5 * n + k}": {} for k in range(5)}} for n in range(10)}
    return scored(weights, frame=frame, of=of)


# name -> how the index is scored under weights, and the weights to be tried
CASES = {
    "cities": lambda w=None: load("china-ceec-cities").score(weights=w),
    "wide": wide,
    "plain": scored,
    "gaps": lambda w=None: scored(w, frame=figures(gaps=9)),
    "few": lambda w=None: scored(w, frame=figures(gaps=9), missing={"minimum_present": 0.6}),
    "a count": lambda w=None: scored(w, frame=figures(gaps=9), missing={"minimum_present": 2}),
    "zero": lambda w=None: scored(w, frame=figures(gaps=9), missing={"as": "zero"}),
    "kept": lambda w=None: scored(w, frame=figures(gaps=9), missing={"renormalise": False}),
    "geometric": lambda w=None: scored(w, aggregation="geometric"),
    "geometric gaps": lambda w=None: scored(w, frame=figures(gaps=9), aggregation="geometric"),
    "harmonic gaps": lambda w=None: scored(w, frame=figures(gaps=9), aggregation="harmonic"),
    "squares": lambda w=None: scored(
        w, frame=figures(gaps=5), aggregation={"method": "power", "exponent": 2}
    ),
    "turned": lambda w=None: scored(w, of=tree(direction="negative")),
    "rounded": lambda w=None: scored(w, of=tree(rounding={"finished": 1})),
    "rounded up": lambda w=None: scored(w, of=tree(rounding={"finished": 0, "half": "up"})),
    "average": lambda w=None: scored(w, ranking={"ties": "average"}),
    "dense": lambda w=None: scored(w, ranking={"ties": "dense"}),
    "max": lambda w=None: scored(w, ranking={"ties": "max"}),
    "printed": lambda w=None: scored(w, ranking={"decimals": 0}),
    "lowest first": lambda w=None: scored(w, ranking={"best": "low"}),
    "z-scores": lambda w=None: scored(w, normalisation="z_score"),
    "ranks": lambda w=None: scored(w, normalisation="rank"),
    "posts": lambda w=None: scored(w, normalisation=POSTS),
    "treated": lambda w=None: scored(
        w, treatment={"method": "winsorise_percentile"}, imputation="mean", frame=figures(gaps=7)
    ),
    "mpi inside": lambda w=None: scored(w, of=tree(aggregation="mpi")),
    "one level": lambda w=None: scored(w, of=LEAVES),
    "one unit": lambda w=None: scored(w, frame=figures(units=1), normalisation=POSTS),
    "two": lambda w=None: scored(w, frame=figures().iloc[:2]),
    "all alike": lambda w=None: scored(
        w, frame=figures(units=1).loc[["u00"] * 4].set_axis(list("abcd")), normalisation=POSTS
    ),
    "compared": lambda w=None: scored(w, aggregation="copeland"),
}


def edition(scoring, lang="en"):
    # no time for searches, of which nothing is reckoned
    return scoring.edition(lang=lang, draws=16, seconds=0.1)


@cache
def written(name):
    """Return the workbook of a case."""
    return workbook(edition(CASES[name]()))


def book(content, **how):
    return openpyxl.load_workbook(io.BytesIO(content), **how)


def editable(sheet):
    """Return row -> code of the weights that may be changed; those locked are kind "custom"."""
    return validated(sheet, "decimal")


def validated(sheet, kind):
    """Return row -> code of the weights that are watched in a way."""
    found = {}
    for validation in sheet.data_validations.dataValidation:
        for area in validation.sqref.ranges if validation.type == kind else ():
            for row in range(area.min_row, area.max_row + 1):
                found[row] = sheet.cell(row, NODE).value
    return found


def change(content, file):
    """Write a workbook with other weights; return them."""
    opened = book(content)
    sheet, rng, given = opened["Weights"], np.random.default_rng(3), {}
    for row, code in sorted(editable(sheet).items()):
        given[code] = float(rng.integers(1, 50))
        sheet.cell(row, WEIGHT).value = given[code]
    opened.save(file)
    return given


def as_shares(scoring, given):
    """Return the weights as shares of each parent."""
    found = {}
    for node in scoring.index.inner:
        whole = sum(given.get(child, 0) for child in node.children)
        found |= {c: given[c] / whole for c in node.children if c in given}
    return found


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory):
    """Every case with other weights, reckoned anew by LibreOffice: name -> workbook, weights."""
    if OFFICE is None:
        pytest.skip("needs LibreOffice")
    folder = tmp_path_factory.mktemp("sheets")
    given = {name: change(written(name), folder / f"{name}.xlsx") for name in CASES}
    files = [str(folder / f"{name}.xlsx") for name in CASES]
    home = f"-env:UserInstallation=file://{folder}/home"
    way = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out")]
    command = [OFFICE, home, "--headless", *way, *files]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {
        name: (openpyxl.load_workbook(folder / "out" / f"{name}.xlsx", data_only=True), given[name])
        for name in CASES
    }


def number(value):
    return math.nan if value in (None, "") else float(value)


@pytest.mark.parametrize("name", CASES)
def test_what_a_spreadsheet_reckons_of_other_weights_is_what_we_reckon(name, recalculated):
    opened, given = recalculated[name]
    plain = CASES[name]()
    want = (CASES[name](as_shares(plain, given)) if given else plain).scores.set_index("unit")
    rows = [row for row in opened["Scores"].iter_rows(min_row=8, values_only=True) if row[0]]
    assert {row[0] for row in rows} == set(want.index)
    for row in rows:
        unit = want.loc[row[CODE - 1]]
        np.testing.assert_allclose(number(row[SCORE - 1]), unit["score"], rtol=0, atol=1e-9)
        rank = unit["rank"]
        assert number(row[RANK - 1]) == rank if pd.notna(rank) else row[RANK - 1] in (None, "")
    names = [row[3] for row in opened["Ranking"].iter_rows(min_row=8, values_only=True) if row[1]]
    assert names == want.loc[want["rank"].notna(), "name"].tolist()


@pytest.mark.skipif(OFFICE is not None, reason="LibreOffice reckons every case")
@pytest.mark.parametrize("name", ["gaps", "lowest first"])
def test_what_formulas_reckon_of_other_weights_is_what_we_reckon(name, tmp_path):
    reckoned_by_formulas(name, tmp_path)


def reckoned_by_formulas(name, folder):
    """Hold the scores that the library `formulas` reckons against ours."""
    formulas = pytest.importorskip("formulas")
    given = change(written(name), folder / "other.xlsx")
    model = formulas.ExcelModel().loads(str(folder / "other.xlsx")).finish()
    cells = {str(key).upper(): value for key, value in model.calculate().items()}
    want = CASES[name](as_shares(CASES[name](), given)).scores.set_index("unit")
    for at, unit in enumerate(sorted(want.index), start=8):
        for letter, key in (("D", "score"), ("F", "rank")):
            found = cells[f"'[OTHER.XLSX]SCORES'!{letter}{at}"].value[0, 0]
            np.testing.assert_allclose(number(found), want.loc[unit, key], atol=1e-9)


@pytest.mark.parametrize("name", [name for name in CASES if name != "wide"])
def test_every_formula_stands_with_its_value(name):
    scoring = CASES[name]()
    opened = book(written(name), data_only=True)
    want = scoring.scores.set_index("unit")
    for row in opened["Scores"].iter_rows(min_row=8, values_only=True):
        if row[0]:
            np.testing.assert_allclose(number(row[SCORE - 1]), want.loc[row[0], "score"])
    names = [row[3] for row in opened["Ranking"].iter_rows(min_row=8, values_only=True) if row[1]]
    assert names == want.loc[want["rank"].notna(), "name"].tolist()


def formulas_of(opened):
    for sheet in opened.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield sheet.title, getattr(cell.value, "text", cell.value)


def test_formulas_are_older_than_any_spreadsheet_in_use():
    known = {
        *("ABS", "AND", "COUNTIF", "EXP", "IF", "INDEX", "INT", "ISNUMBER", "LN", "MATCH", "MAX"),
        *("MEDIAN", "MIN", "NOT", "RANK", "ROUND", "SIGN", "SUM", "SUMPRODUCT"),
    }
    for name in CASES:
        if name != "wide":
            for _, formula in formulas_of(book(written(name))):
                plain = re.sub(r'"[^"]*"', "", formula)
                assert set(re.findall(r"([A-Z][A-Z.]+)\(", plain)) <= known, formula


def test_what_formulas_cannot_carry_stands_as_values_and_says_why():
    opened = book(written("mpi inside"))
    codes = set(editable(opened["Weights"]).values())
    assert {"trade", "people", "smog", "ports", "rail"} == codes
    text = "\n".join(str(row[0]) for row in opened["README"].iter_rows(values_only=True))
    assert "people keeps its weights" in text


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_illustrative_figures_carry_their_banner_wherever_they_are_shown(lang):
    opened = book(workbook(edition(load("china-ceec-cities").score(), lang)))
    words = {"en": "284 of 375", "zh": "375项数据中有284项"}[lang]
    for sheet in opened.worksheets[:-2]:
        cells = [cell for row in sheet.iter_rows(max_row=16, values_only=True) for cell in row]
        if sheet.title not in ("Framework", "指标体系"):
            assert any(words in str(cell) for cell in cells), sheet.title


HOSTILE = [
    "=cmd|' /C calc'!A0",
    "@SUM(1)",
    "+1+1",
    "-1+1",
    '=HYPERLINK("http://x")',
    "[a]:*?/\\b",
    "{=1}",
    "x" * 4000,
    "MAP(LET(1))",
    "\u202eabc",
    "<b>&amp;",
    "http://example.org",
    "'quoted",
]


def test_no_name_becomes_a_formula_or_a_link():
    frame = figures(units=len(HOSTILE))
    units = pd.DataFrame({"code": frame.index, "name_en": HOSTILE, "name_zh": HOSTILE[::-1]})
    title = {"en": '=1+1 [a]:*?/\\"', "zh": "=2+2"}
    of = {"trade": {"title": "=3+3", "children": {c: {"title": f"={c}"} for c in LEAVES}}}
    scoring = scored(frame=frame, units=units, of=of, title=title, unit={"en": 'MAP("x")'})
    for lang in ("en", "zh"):
        opened = book(workbook(edition(scoring, lang)))
        written = {
            cell for sheet in opened for row in sheet.iter_rows(values_only=True) for cell in row
        }
        assert set(HOSTILE) - {"\u202eabc"} <= written
        for sheet, formula in formulas_of(opened):
            assert sheet in {opened.sheetnames[at] for at in (1, 2, 5, 6)}
            assert not any(bad in formula for bad in ("cmd", "HYPERLINK", "3+3"))
        assert not any("example" in str(link.target) for s in opened for link in s._hyperlinks)


def test_the_same_edition_gives_the_same_bytes(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    assert workbook(edition(CASES["gaps"]())) == workbook(edition(CASES["gaps"]()))


def test_a_workbook_of_one_unit_and_of_units_not_ranked_is_written():
    scoring = load(EVERYTHING).score()
    opened = book(workbook(edition(scoring)), data_only=True)
    cells = [cell for row in opened["Ranking"].iter_rows(values_only=True) for cell in row]
    left = [
        u for u, ranked in zip(scoring.rows.units, scoring.ranked[-1], strict=True) if not ranked
    ]
    assert left
    assert "Not ranked" in cells


def test_data_carry_their_status_and_source():
    opened = book(written("cities"))
    sheet = opened["Data"]
    comments = [c.comment.text for row in sheet.iter_rows(min_row=9) for c in row if c.comment]
    assert any(text.startswith("illustrative") for text in comments)
    assert any(text.startswith("observed\n") for text in comments)


def test_weights_take_numbers_from_0_alone():
    sheet = book(written("plain"))["Weights"]
    for validation in sheet.data_validations.dataValidation:
        assert (validation.type, validation.operator) == ("decimal", "greaterThanOrEqual")
        assert validation.formula1 == "0"
    assert len(editable(sheet)) == 7


# -- whose weights -----------------------------------------------------------------------------


def cities(**how):
    return load("china-ceec-cities").score(**how)


# name -> a scoring, and what its workbook calls the weights in both languages
WHOSE = {
    "assumed": (cities, "weights as scored, 4 of them assumed", "其中4项为假定值"),
    "asked by a share": (
        lambda: cities(overrides={"trade": 0.6}),
        "weights as asked: --set trade=0.6",
        "指定权重（--set trade=0.6）",
    ),
    "asked by a scheme": (
        lambda: cities(weights="people-first"),
        "weights as asked: --weights people-first",
        "指定权重（--weights people-first）",
    ),
    "the index's": (scored, "weights of the index", "本指数权重"),
    "frozen": (CASES["compared"], "weights of the index", "本指数权重"),
    "frozen inside": (CASES["mpi inside"], "weights of the index", "本指数权重"),
}


def words_of(opened, *sheets):
    names = sheets or opened.sheetnames
    rows = (row for name in names for row in opened[name].iter_rows(values_only=True))
    return "\n".join(str(cell) for row in rows for cell in row if isinstance(cell, str))


@pytest.mark.parametrize("name", WHOSE)
def test_every_sentence_about_weights_says_whose_they_are(name):
    scoring, *wanted = WHOSE[name]
    found = edition(scoring())
    for lang, words in zip(("en", "zh"), wanted, strict=True):
        opened = book(workbook(found.said_in(lang)), data_only=True)
        for at in (0, 1, 2, 7, 8, 9):  # README, Ranking, Weights, and what does not recompute
            assert words in words_of(opened, opened.sheetnames[at]), opened.sheetnames[at]
        said = words_of(opened)
        assert "published weights" not in said.replace("were not published", "")
        assert "公布权重" not in said
        assert "as published" not in said


def test_a_frozen_ranking_does_not_say_that_it_moves():
    for name in ("en", "zh"):
        opened = book(workbook(edition(CASES["compared"](), name)), data_only=True)
        said = words_of(opened, *opened.sheetnames[:3])
        assert not re.search(
            "re-sorts itself when|follow at once|Change a|Blue|蓝色数字|自动重排", said
        )
    assert not editable(book(written("compared"))["Weights"])


@pytest.mark.parametrize("name", ["compared", "mpi inside"])
def test_weights_that_nothing_follows_are_locked_and_say_why(name):
    sheet = book(written(name))["Weights"]
    assert sheet.protection.sheet
    open_, locked = editable(sheet), validated(sheet, "custom")
    assert set(open_) | set(locked) == {
        r
        for r in range(10, sheet.max_row)
        if sheet.cell(r, 3).value and sheet.cell(r, 3).value != "code"
    }
    for row in open_:
        assert not sheet.cell(row, WEIGHT).protection.locked
    for row in locked:
        assert sheet.cell(row, WEIGHT).protection.locked
    assert all(v.prompt for v in sheet.data_validations.dataValidation)


def test_a_workbook_in_which_every_weight_moves_is_not_locked():
    assert not book(written("cities"))["Weights"].protection.sheet


def test_scenarios_and_the_method_grid_stand_as_values():
    scoring = CASES["cities"]()
    found = scoring.edition(draws=16)
    opened = book(workbook(found))
    scenarios, methods = opened["Scenarios"], opened["Method grid"]
    for sheet in (scenarios, methods, opened["Robustness"]):
        assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]
        assert "does not recompute" in words_of(opened, sheet.title)
    ranks = {row[0]: row[1:] for row in scenarios.iter_rows(values_only=True)}
    for unit, want in found.scenarios.ranks.iterrows():
        got = ranks[found.standing[unit].name][: len(want)]
        assert [None if v == "–" else v for v in got] == [None if pd.isna(v) else v for v in want]
    ranks = {row[0]: row[1:] for row in methods.iter_rows(values_only=True)}
    flat = found.grid.ranks.reshape(-1, len(scoring.rows.units))
    for at, unit in enumerate(scoring.rows.units):
        got = ranks[found.standing[unit].name]
        want = [rank for rank in flat[:, at] if rank == rank]
        assert list(got[3:])[: len(want)] == want
        assert got[1:3] == (min(want), max(want))


def test_phrases_of_the_workbook_praise_and_blame_nobody():
    from coopindex.phrases import charts
    from coopindex.phrases import workbook as of_workbook

    said = str(list(of_workbook.PHRASES.values())) + str(
        [form for key, form in charts.PHRASES.items() if key.endswith(("_alt", "_about_many"))]
    )
    assert not re.search(r"\b(best|worst|winner|loser|significant\w*|fails?)\b", said)
    assert not re.search("显著|最好|最差|垫底", said)
