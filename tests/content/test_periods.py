"""Months, quarters and half-years in tables, and what cannot be told apart."""

from datetime import date
from io import StringIO
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import coopindex
from coopindex import InvalidInput
from coopindex.cli import main
from coopindex.periods import said
from coopindex.phrases import say

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "practice" / "periods"
MONTHS = "unit,year,a\nx,2021-01,1\ny,2021-01,2\nx,2021-03,4\ny,2021-03,3\n"
DEFINITION = """index: small
data: {observations: {file: table.csv, status: observed, source: own%s}}
reference: {years: all}
children: {a: {}}
"""


@pytest.fixture
def project(tmp_path: Path):
    """Write an index over one table, and load it."""

    def write(table: str, said: str = "", definition: str = DEFINITION):
        (tmp_path / "table.csv").write_text(table, "utf-8")
        (tmp_path / "sources.yaml").write_text("own: {title: Own}\n", "utf-8")
        text = definition % said if "%s" in definition else definition
        text = text.replace("data: {", "data: {sources: {file: sources.yaml}, ")
        (tmp_path / "small.yaml").write_text(text, "utf-8")
        return coopindex.load(tmp_path / "small.yaml")

    return write


def refusal(found) -> str:
    with pytest.raises(InvalidInput) as raised:
        found()
    return "\n".join(problem.in_full() for problem in raised.value.problems)


def test_months_are_scored_in_their_order_and_a_gap_stays(project):
    scoring = project(MONTHS).score(year="all")
    assert scoring.years == ("2021-01", "2021-03")
    assert scoring.scores["year"].tolist() == ["2021-01", "2021-01", "2021-03", "2021-03"]
    assert project(MONTHS).score().years == ("2021-03",)
    assert scoring.as_dict()["year"] == ["2021-01", "2021-03"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2021M3", "2021-03"),
        ("202103", "2021-03"),
        ("2021/03", "2021-03"),
        ("2021年3月", "2021-03"),
        ("March 2021", "2021-03"),
        ("2021-Q3", "2021Q3"),
        ("Q3 2021", "2021Q3"),
        ("2021年第三季度", "2021Q3"),
        ("2021S2", "2021H2"),
        ("2021年下半年", "2021H2"),
        ("2021年", 2021),
    ],
)
def test_other_spellings_are_read(project, written, meant):
    scoring = project(f"unit,year,a\nx,{written},1\ny,{written},2\n").score(year=written)
    assert scoring.years == (meant,)


@pytest.mark.parametrize(
    "written", ["2021-13", "2021Q5", "2021H3", "2021.1", "2021-1", "21-05", "202113"]
)
def test_what_is_no_period_is_refused_with_its_line_and_the_way_out(project, written):
    said = refusal(project(f"unit,year,a\nx,{written},1\n").score)
    assert f"table.csv:2: year: `{written}` is not a year" in said
    assert "2021-05" in said


def test_periods_of_two_kinds_are_refused_naming_both(project):
    said = refusal(project("unit,year,a\nx,2021-01,1\ny,2021-01,2\nx,2021Q2,4\n").score)
    assert "holds months (2021-01" in said
    assert "and quarters (2021Q2" in said
    assert "table.csv:4" in said


def test_rows_without_a_period_take_the_index_s_own_if_it_is_of_their_kind(project):
    table = "unit,year,a\nx,2021-01,1\ny,,2\n"
    own = DEFINITION + "year: %s\n"
    assert project(table, definition=own % ("", "2021-01")).score().years == ("2021-01",)
    assert "and years (2021" in refusal(project(table, definition=own % ("", "2021")).score)


def test_the_same_month_in_two_spellings_stands_twice(project):
    said = refusal(project("unit,year,a\nx,2021-01,1\nx,2021M1,2\ny,2021-01,3\n").score)
    assert "twice" in said


def test_headers_may_be_months(project):
    wide = "unit,2021-01,2021M02,2021年3月\nx,1,2,3\ny,2,2,1\n"
    scoring = project(wide, ", indicator: a").score(year="all")
    assert scoring.years == ("2021-01", "2021-02", "2021-03")
    assert scoring.array("a", "column").tolist() == [[1, 2], [2, 2], [3, 1]]


def test_dates_are_months_where_these_follow_one_another(project):
    table = "unit,year,a\nx,2021-01-01,1\ny,2021-01-01,2\nx,2021/2/1,4\ny,2021-02-01,3\n"
    assert project(table).score(year="all").years == ("2021-01", "2021-02")


@pytest.mark.parametrize("days", [("2021-01-15", "2021-02-15"), ("2021-01-01", "2021-04-01")])
def test_dates_that_may_be_anything_are_refused(project, days):
    said = refusal(project("unit,year,a\n" + "".join(f"x,{day},1\n" for day in days)).score)
    assert "is not a year" in said or "no year that can be read" in said
    assert "write the month 2021-05" in said


def test_an_excel_table_holds_months_as_dates(project, tmp_path):
    frame = pd.DataFrame(
        {
            "unit": list("xyxy"),
            "year": [date(2021, month, 1) for month in (1, 1, 2, 2)],
            "a": [1.0, 2.0, 4.0, 3.0],
        }
    )
    frame.to_excel(tmp_path / "table.xlsx", index=False)
    found = project("", definition=DEFINITION.replace("table.csv", "table.xlsx"))
    assert found.score(year="all").years == ("2021-01", "2021-02")


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (pd.period_range("2021-01", periods=2, freq="M"), ("2021-01", "2021-02")),
        (pd.period_range("2021Q1", periods=2, freq="Q"), ("2021Q1", "2021Q2")),
        (pd.to_datetime(["2021-01-31", "2021-02-28"]), ("2021-01", "2021-02")),
        (pd.to_datetime(["2020-12-31", "2021-12-31"]), (2020, 2021)),
    ],
)
def test_a_frame_may_hold_what_pandas_makes_of_periods(when, expected):
    frame = pd.DataFrame({"unit": list("xxyy"), "year": [*when, *when], "a": [1.0, 2, 3, 5]})
    scoring = coopindex.score(frame, tree=["a"], year="all")
    assert scoring.years == expected


def test_a_year_in_place_of_its_quarters_is_refused_with_them(project):
    table = "unit,year,a\nx,2021Q1,1\ny,2021Q1,2\nx,2021Q2,4\ny,2021Q2,3\n"
    definition = DEFINITION.replace("years: all", "years: [2021]")
    assert "write the quarters of that year, 2021Q1, 2021Q2" in refusal(
        project(table, definition=definition).score
    )
    assert "write the quarters of that year" in refusal(lambda: project(table).score(year=2021))


def test_a_definition_writes_periods_in_one_way(project):
    definition = DEFINITION + "year: 2021M1\n"
    assert "`2021M1` is written `2021-01` here" in refusal(
        lambda: project(MONTHS, definition=definition)
    )
    assert "`2021-13` is no period" in refusal(
        lambda: project(MONTHS, definition=DEFINITION + "year: 2021-13\n")
    )


def test_the_words_are_those_of_the_kind(project):
    unsaid = DEFINITION.replace("reference: {years: all}", "defaults: {normalisation: min_max}")
    flags = project(MONTHS, definition=unsaid).validate()
    flag = next(flag for flag in flags if flag.code == "unsaid-years")
    assert "the data hold 2 months (2021-01 to 2021-03)" in flag.message
    assert "数据含2个月份" in flag.message.again("zh")
    assert "目前逐月各有基准" in flag.message.again("zh")
    said = refusal(lambda: project(MONTHS).score(year="2021-02"))
    assert "months with data: 2021-01, 2021-03" in said
    with pytest.raises(InvalidInput) as raised:
        project(MONTHS).score(year="2021-02")
    assert raised.value.problems[0].message.again("zh") == "没有2021年2月的数据"


def test_gaps_are_filled_by_how_far_apart_months_are(project):
    table = "unit,year,a\nx,2020-11,1\nx,2020-12,\nx,2021-02,4\ny,2020-11,5\ny,2020-12,6\n"
    linear = DEFINITION.replace("{a: {}}", "{a: {imputation: linear}}")
    filled = project(table, definition=linear)
    assert filled.score(year="2020-12").array("a", "imputed")[0, 0] == pytest.approx(2)
    held = "{a: {imputation: {method: last_observation, maximum_age: %d}}}"
    table = "unit,year,a\nx,2020-11,1\nx,2021-01,\ny,2020-11,5\ny,2021-01,6\n"
    for age, expected in ((1, np.nan), (2, 1.0)):
        found = project(table, definition=DEFINITION.replace("{a: {}}", held % age))
        np.testing.assert_equal(found.score(year="2021-01").array("a", "imputed")[0, 0], expected)


EVENTS = """unit,indicator,date,status,source
x,b,2021-01-12,observed,own
x,b,2021-03,observed,own
y,b,%s,observed,own
"""


def test_events_count_in_their_month_and_until_its_end(project, tmp_path):
    counted = (
        DEFINITION.replace("own%s}", "own}, evidence: {file: events.csv}")
        .replace("{a: {}}", "{a: {}, b: {evidence: count}, c: {evidence: PERIOD}}")
        .replace("PERIOD", "{method: count, period: year}")
    )
    (tmp_path / "events.csv").write_text(
        EVENTS % "2021-03-02" + "y,c,2021-03-02,observed,own\ny,c,2021-01,observed,own\n", "utf-8"
    )
    scoring = project(MONTHS, definition=counted).score(year="all")
    np.testing.assert_array_equal(scoring.array("b", "column"), [[1, np.nan], [2, 1]])
    np.testing.assert_array_equal(scoring.array("c", "column"), [[np.nan, 1], [np.nan, 1]])
    (tmp_path / "events.csv").write_text(EVENTS % "2021", "utf-8")
    said_of = refusal(project(MONTHS, definition=counted).score)
    assert "events.csv:4: date: `2021` does not say which month it is of" in said_of


def test_chinese_says_which_part_of_the_year_where_a_phrase_is_of_years():
    when = {"start": "2020-11", "end": "2021-01"}
    assert (
        say("usage.nobody-in-both", "zh", **when) == "没有评价对象在2020年11月和2021年1月都有得分"
    )
    assert say("refusal.no-data", "zh", year="2021Q2") == "没有2021年第2季度的数据"
    assert say("refusal.no-data", "zh", year="2021H2") == "没有2021年下半年的数据"
    assert say("refusal.no-data", "zh", year=2021) == "没有2021年的数据"
    whole = say("scale.all_years", "zh", first="2020Q1", last="2021Q2", **said(["2020Q1"], "zh"))
    assert whole == "2020年第1季度–2021年第2季度全部季度"


# -- index numbers and growth ----------------------------------------------------------------------

INDEX = """index: index-numbers
data: {observations: {file: %s, year: period, status: observed}}
reference: {years: [%s]}
defaults: {normalisation: index_number, aggregation: %s}
children: {%s}
"""
GOLDENS = {
    "months": ["2020-01"],
    "quarters_year_base": ["2019Q1", "2019Q2", "2019Q3", "2019Q4"],
}


@pytest.mark.parametrize("name", GOLDENS)
@pytest.mark.parametrize("mean", ["arithmetic", "geometric"])
def test_index_numbers_and_growth_are_those_of_the_golden_tables(name, mean, tmp_path):
    rules = pd.read_csv(GOLDEN / f"{name}_rules.csv")
    expected = pd.read_csv(GOLDEN / f"{name}_expected.csv").set_index(["unit", "period"])
    ways = {1: "positive", -1: "negative"}
    children = ", ".join(
        f"{row.indicator}: {{direction: {ways[row.direction]}, weight: {row.weight}}}"
        for row in rules.itertuples()
    )
    how = "{method: geometric, zero: missing}" if mean == "geometric" else mean
    text = INDEX % (GOLDEN / f"{name}.csv", ", ".join(GOLDENS[name]), how, children)
    (tmp_path / "index-numbers.yaml").write_text(text, "utf-8")
    scoring = coopindex.load(tmp_path / "index-numbers.yaml").score(year="all")
    ours = scoring.growth().rename(columns={"year": "period"}).set_index(["unit", "period"])
    theirs = expected.reindex(ours.index)
    assert set(expected.index) <= set(ours.index)
    np.testing.assert_allclose(ours["score"], theirs[mean], rtol=1e-12)
    nodes = scoring.nodes().rename_axis(["period", "unit"]).swaplevel()
    for indicator in rules["indicator"]:
        found = nodes[indicator].reindex(ours.index)
        np.testing.assert_allclose(found, theirs[f"{indicator}_index"], rtol=1e-12)
    if mean == "arithmetic":
        for column in ("on_previous_pct", "on_year_pct"):
            np.testing.assert_allclose(ours[column], theirs[column], rtol=1e-9, atol=1e-12)


def test_the_command_prints_what_the_golden_table_has(tmp_path, capsys):
    rules = pd.read_csv(GOLDEN / "months_rules.csv")
    children = ", ".join(
        f"{row.indicator}: {{direction: {row.direction}, weight: {row.weight}}}"
        for row in rules.itertuples()
    )
    children = children.replace("direction: 1,", "direction: positive,")
    children = children.replace("direction: -1,", "direction: negative,")
    text = INDEX % (GOLDEN / "months.csv", "2020-01", "arithmetic", children)
    (tmp_path / "index-numbers.yaml").write_text(text, "utf-8")
    assert main(["growth", str(tmp_path / "index-numbers.yaml"), "--format", "csv"]) == 0
    keys = ["unit", "period"]
    ours = pd.read_csv(StringIO(capsys.readouterr().out)).rename(columns={"year": "period"})
    theirs = pd.read_csv(GOLDEN / "months_expected.csv").set_index(keys)
    ours = ours.set_index(keys).reindex(theirs.index)
    np.testing.assert_allclose(ours["score"], theirs["arithmetic"], rtol=1e-12)
    np.testing.assert_allclose(ours["on_year_pct"], theirs["on_year_pct"], rtol=1e-9)


def test_growth_of_a_month_looks_at_months_that_are_not_shown(project):
    definition = DEFINITION.replace("{a: {}}", "{a: {normalisation: index_number}}").replace(
        "years: all", 'years: ["2021-01"]'
    )
    table = "unit,year,a\nx,2021-01,4\nx,2021-02,5\ny,2021-01,4\ny,2021-02,2\n"
    found = project(table, definition=definition).score(year="2021-02").growth()
    assert found["on_previous_pct"].tolist() == [25.0, -50.0]
    assert found["on_year_pct"].isna().all()


def test_it_is_said_whose_figures_have_no_base(project):
    definition = DEFINITION.replace("{a: {}}", "{a: {normalisation: index_number}}").replace(
        "years: all", 'years: ["2021-01"]'
    )
    table = "unit,year,a\nx,2021-01,4\nx,2021-02,5\ny,2021-01,0\ny,2021-02,2\nz,2021-02,1\n"
    scoring = project(table, definition=definition).score(year="2021-02")
    np.testing.assert_array_equal(scoring.score, [[125, np.nan, np.nan]])
    said_of = next(flag for flag in scoring.flags if flag.code == "no-base").message
    assert said_of == "2 units have figures of a and no index number, such as y, z"


def test_index_numbers_need_a_base(project):
    definition = DEFINITION.replace("{a: {}}", "{a: {normalisation: index_number}}")
    said = refusal(project(MONTHS, definition=definition).score)
    assert "measures from a base period" in said
    assert "reference: {years: [2021-01]}" in said
