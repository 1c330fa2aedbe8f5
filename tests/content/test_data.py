"""Observations and evidence become arrays."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from coopindex.content import read_content
from coopindex.engine.index import STATUSES
from coopindex.problems import InvalidInput

TREE, CELLS, EVENTS = "indicators/tiny.yaml", "data/tiny/observations.csv", "data/tiny/evidence.csv"
Edit = Callable[[str, str, str], None]


def append(path: Path, row: str) -> None:
    path.write_text(path.read_text("utf-8") + row, "utf-8")


def drop(path: Path, rows: str) -> None:
    path.write_text(
        "".join(
            line for line in path.read_text("utf-8").splitlines(keepends=True) if rows not in line
        ),
        "utf-8",
    )


def test_observations_lie_where_year_unit_and_indicator_say(tiny: Path) -> None:
    data = read_content(tiny / TREE).data()
    assert data.units == ("ningbo", "chengdu", "tianjin")
    assert data.years == (2019,)
    # volume, growth, forums (2 in 2018; the later one of 2020 is not yet),
    # partners (one name twice), pairs
    assert data.values[0].tolist()[0] == [30.5, 4, 2, 1, 3]
    assert data.values[0].tolist()[1] == [12, -2, 0, 1, 2]
    assert np.isnan(data.values[0, 2, 3])
    assert data.variables["population"].tolist() == [[8e6, 16e6, 15e6]]


def test_a_counted_cell_has_the_status_that_its_events_share(tiny: Path) -> None:
    data = read_content(tiny / TREE).data()
    status = {
        (unit, place): STATUSES[data.status[0, row, place]]
        for row, unit in enumerate(data.units)
        for place in (2, 3)
    }
    assert status["ningbo", 2] == "observed"
    assert status["ningbo", 3] == "illustrative"
    assert status["chengdu", 3] == "derived"  # one event observed, one illustrative
    assert status["tianjin", 2] == "derived"  # no event: zero


def test_events_notes_names_and_groups_are_kept(tiny: Path) -> None:
    data = read_content(tiny / TREE).data()
    assert len(data.evidence) == 5
    assert dict(data.evidence[2].fields) == {"partner": "Łódź"}
    assert data.notes == {(2019, "chengdu", "volume"): "table 5"}
    assert data.names["ningbo"].zh == "宁波"
    assert data.groups["region"].tolist() == ["east", "west", "north"]


@pytest.mark.parametrize(
    ("rule", "counted"),
    [("count", 2), ("sum", 3), ("{method: distinct, field: partner}", 2), ("latest", 1)],
)
def test_events_are_counted_by_rule(tiny: Path, edit: Edit, rule: str, counted: float) -> None:
    edit(TREE, "{method: sum, without: zero}", rule)
    append(tiny / CELLS, "ningbo,pairs,2020,1,observed,paper,\n")
    assert (
        read_content(tiny / TREE).data().values[1, 0, 2] == counted
    )  # Sofia 2018 with value 2, Prague 2020 with value 1


def test_period_year_counts_each_year_alone(tiny: Path, edit: Edit) -> None:
    edit(TREE, "{method: sum, without: zero}", "{method: count, period: year, without: zero}")
    append(tiny / CELLS, "ningbo,pairs,2020,1,observed,paper,\n")
    data = read_content(tiny / TREE).data()
    assert data.years == (2019, 2020)
    assert data.values[:, 0, 2].tolist() == [0, 1]


def wide(tiny: Path, text: str) -> Path:
    (tiny / "wide.csv").write_text(text, "utf-8")
    return tiny / "wide.csv"


def test_a_wide_table_holds_the_same_observations_as_a_long_one(tiny: Path) -> None:
    text = (
        "unit,volume,growth,pairs,population\n"
        "ningbo,30.5,4,3,8000000\n"
        "chengdu,12,-2,2,16000000\n"
        "tianjin,20,1.5,1,15000000\n"
    )
    content = read_content(tiny / TREE)
    data = content.data(wide(tiny, text))
    assert np.array_equal(data.values, content.data().values, equal_nan=True)
    assert [flag.code for flag in data.flags] == ["no-source"]


def test_a_wide_table_names_line_and_column_of_a_mistake(tiny: Path) -> None:
    text = (
        "unit,volume,growth,pairs,population\n"
        'ningbo,-3,4,"3,5",8000000\n'
        "chengdoo,12,-2,2,16000000\n"
    )
    with pytest.raises(InvalidInput) as raised:
        read_content(tiny / TREE).data(wide(tiny, text))
    found = {
        (problem.code, problem.line, problem.field)
        for problem in raised.value.problems
        if problem.level == "error"
    }
    assert found == {
        ("out-of-bounds", 2, "volume"),
        ("not-a-number", 2, "pairs"),
        ("unknown-unit", 3, "unit"),
    }


def test_a_wide_table_needs_a_column_for_each_indicator(tiny: Path) -> None:
    with pytest.raises(InvalidInput) as raised:
        read_content(tiny / TREE).data(
            wide(tiny, "unit,volum,growth,pairs,population\nningbo,1,2,3,4\n")
        )
    assert [
        (problem.field, problem.hint)
        for problem in raised.value.problems
        if problem.level == "error"
    ] == [("volume", "it has `volum`: one of the two is misspelt")]


def test_units_may_come_from_the_observations_table(tiny: Path, edit: Edit) -> None:
    text = (
        "iso,name,year,volume,growth,pairs,population\n"
        "nb,Ningbo,2019,1,2,6,4\n"
        "nb,Ningbo,2020,1,2,-9,4\n"
        "tj,Tianjin,2019,1,2,0,4\n"
    )
    wide(tiny, text)
    table = "{file: wide.csv, unit: iso, status: observed, source: paper, missing: [-9]}"
    edit(
        TREE,
        "year: 2019",
        f"year: 2019\ndata:\n  observations: {table}\n"
        "  units: {file: wide.csv, code: iso, name_en: name}",
    )
    edit(TREE, "unit: ningbo", "unit: nb")
    (tiny / EVENTS).write_text(
        "unit,indicator,date,value,status,source,partner\nnb,partners,2013,1,observed,paper,x\n"
    )
    data = read_content(tiny / TREE).data()
    assert data.units == ("nb", "tj")
    assert data.years == (2019, 2020)
    assert np.isnan(data.values[1, 0, 4])
    assert data.groups == {}


def test_an_indicator_may_take_another_column_or_a_constant(tiny: Path, edit: Edit) -> None:
    edit(TREE, "        direction: positive", "        data: growth")
    edit(TREE, "        measure: percent", "        constant: 7")
    edit(TREE, "column: pairs, equals: 6", "column: pairs, equals: 3.5")
    drop(tiny / CELLS, ",pairs,")
    data = read_content(tiny / TREE).data()
    assert data.values[0, :, 4].tolist() == [4, -2, 1.5]
    assert data.values[0, :, 1].tolist() == [7, 7, 7]


def test_without_years_the_year_is_0(tiny: Path, edit: Edit) -> None:
    edit(TREE, "year: 2019\n", "")
    (tiny / CELLS).write_text((tiny / CELLS).read_text().replace(",2019,", ",,"))
    data = read_content(tiny / TREE).data()
    assert data.years == (0,)
    assert data.values[0, 0, 2] == 3  # without a year every event counts


def test_an_indicator_without_figures_is_flagged(tiny: Path) -> None:
    drop(tiny / CELLS, ",growth,")
    (flag,) = read_content(tiny / TREE).validate()
    assert (flag.code, flag.level, flag.indicator, flag.line) == (
        "no-figures",
        "flag",
        "growth",
        19,
    )


def test_a_unit_without_observations_stays(tiny: Path) -> None:
    append(tiny / "data/tiny/units.csv", "lodz,Łódź,罗兹,abroad\n")
    data = read_content(tiny / TREE).data()
    assert data.units[-1] == "lodz"
    assert np.isnan(data.values[0, -1, :2]).all()


@pytest.mark.parametrize(
    ("check", "code", "line"),
    [
        ("{check: column_sum, column: pairs, equals: 7}", "column-sum", 32),
        ("{check: repeated_value, column: partners}", "repeated-value", 5),
        ("{check: plausible_range, column: volume, range: [null, 0]}", "plausible-range", 2),
        ("{check: sum_of_parts, total: volume, parts: [growth, pairs]}", "sum-of-parts", 2),
    ],
)
def test_a_cross_check_that_fails_is_a_flag_with_a_line(
    tiny: Path, edit: Edit, check: str, code: str, line: int
) -> None:
    edit(TREE, "{check: column_sum, column: pairs, equals: 6, source: paper}", check)
    flag = read_content(tiny / TREE).validate()[0]
    assert (flag.code, flag.level, flag.line) == (code, "flag", line)


def test_a_cross_check_may_stop(tiny: Path, edit: Edit) -> None:
    edit(TREE, "equals: 6", "equals: 7, level: error")
    with pytest.raises(InvalidInput, match="adds up to 6 over all units, 2019, not to 7"):
        read_content(tiny / TREE).data()


def test_a_column_of_published_figures_is_read_beside_the_data(tiny: Path, edit: Edit) -> None:
    edit(TREE, 'figure: rank, unit: ningbo, value: "1"', "figure: rank, table: place")
    append(tiny / CELLS, "ningbo,place,2019,1,observed,paper,\n")
    (table,) = read_content(tiny / TREE).data().published
    assert (table.figure, table.node, table.years) == ("rank", "tiny", (2019,))
    assert table.values[0, 0] == 1


def test_the_digest_follows_the_files(tiny: Path, edit: Edit) -> None:
    before = read_content(tiny / TREE).data().digest
    assert read_content(tiny / TREE).data().digest == before
    edit(CELLS, "30.5", "30.6")
    assert read_content(tiny / TREE).data().digest != before
