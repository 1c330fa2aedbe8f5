"""What names and columns of people's tables mean: any text, renamed, one file an indicator."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from coopindex import load
from coopindex.cli import main
from coopindex.content import read_content
from coopindex.engine.data import Data
from coopindex.problems import InvalidInput, Problem

UNITS = "code,name_en\nA,Alpha\nB,Beta\nC,Gamma\n"
WIDE = "unit,a,b\nA,1,2\nB,3,4\nC,5,7\n"
LONG = "unit,year,indicator,value,status,source\n" + "".join(
    f"{unit},2022,{code},1,{word},{source}\n"
    for unit, word, source in (("A", "final", "IMF"), ("B", "revised", "World Bank"))
    for code in "ab"
)
BOTH = "{a: {measure: m}, b: {measure: m}}"
Reader = Callable[..., Data]


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """Read an index of some tables; `said` stands beside the first file."""

    def data(
        table: str,
        said: str = "",
        children: str = BOTH,
        units: str = UNITS,
        of_units: str = "",
        more: str = "",
        **files: str,
    ) -> Data:
        (tmp_path / "x.yaml").write_text(
            "index: x\nyear: 2022\n"
            f"data:\n  observations: [{{file: o.csv, source: s, {said}}}{more}]\n"
            f"  units: {{file: units.csv, {of_units}}}\n  sources: sources.yaml\n"
            f"children: {children}\n",
            "utf-8",
        )
        (tmp_path / "sources.yaml").write_text("s: {title: S}\n", "utf-8")
        written = {"o": table, "units": units, **files}
        for name, text in written.items():
            (tmp_path / f"{name}.csv").write_text(text, "utf-8-sig")
        return read_content(tmp_path / "x.yaml").data()

    return data


def refused(read: Reader, *args: str, **said: str) -> list[Problem]:
    """Return what is wrong with an index of some tables, of each kind once."""
    with pytest.raises(InvalidInput) as raised:
        read(*args, **said)
    return [group.problem for group in raised.value.groups]


# -- any text --------------------------------------------------------------------------------------


def test_units_and_columns_are_called_as_the_file_calls_them(read: Reader) -> None:
    codes = ["北京市", "Côte d'Ivoire", "Congo/Kinshasa", "1.5: a|b", "Bosnia & Herz."]
    rows = "".join(f"{code},{at},{at}\n" for at, code in enumerate(codes))
    children = '{a: {data: "GDP per capita (PPP)"}, b: {data: 地区生产总值(亿元)}}'
    units = "".join(f"{code}\n" for code in codes)
    data = read(
        f"unit,GDP per capita (PPP),地区生产总值(亿元)\n{rows}", "", children, f"code\n{units}"
    )
    assert data.units == tuple(codes)
    assert data.values[0, :, 1].tolist() == [0, 1, 2, 3, 4]


def test_a_variable_takes_the_column_that_it_names(read: Reader) -> None:
    table = "unit,a,b,Population (total)\nA,1,2,10\nB,3,4,20\nC,5,7,30\n"
    data = read(table, children=BOTH + '\nvariables: {people: {data: "Population (total)"}}')
    assert data.variables["people"].tolist() == [[10, 20, 30]]


def test_codes_of_units_that_look_alike_are_refused(read: Reader) -> None:
    (problem,) = refused(read, WIDE, units="code\nA\nB\nC\nCôte\nCo\u0302te\n")
    assert "`Co<U+0302>te` and `Côte` look alike" in problem.message


@pytest.mark.parametrize("units", ["code\nAT\nat\n", "code,zone\nAT,East\nBE,east\n"])
def test_units_and_groups_that_differ_by_case_are_told(read: Reader, units: str) -> None:
    second = units.split()[2].split(",")[0]
    data = read(f"unit,a,b\nAT,1,2\n{second},3,4\n", units=units)
    assert [flag.code[:10] for flag in data.flags] == ["nearly-one"]


# -- columns ---------------------------------------------------------------------------------------


def test_columns_map_parts_and_indicators_of_a_wide_table(read: Reader) -> None:
    table = "城市,年份,Alpha rate,b,remark\nA,2022,1,2,odd\nB,2022,3,4,\nC,2022,5,7,\n"
    said = "columns: {unit: 城市, year: 年份, a: Alpha rate, note: remark}"
    data = read(table, said)
    assert data.values[0, :, 0].tolist() == [1, 3, 5]
    assert data.notes[2022, "A", "a"] == "odd"


def test_columns_of_units_are_mapped_too(read: Reader) -> None:
    units = "ISO,Country,IncomeGroup,x\nA,Alpha,high,1\nB,Beta,low,1\nC,Gamma,low,1\n"
    data = read(
        WIDE,
        units=units,
        of_units="columns: {code: ISO, name_en: Country, income: IncomeGroup, x: null}",
    )
    assert [str(name) for name in data.names.values()] == ["Alpha", "Beta", "Gamma"]
    assert {name: column.tolist() for name, column in data.groups.items()} == {
        "income": ["high", "low", "low"]
    }


@pytest.mark.parametrize(
    ("said", "code", "words"),
    [
        ("columns: {unti: Land}", "unknown-key", "did you mean `unit`?"),
        ("columns: {a: A rate}", "missing-column", "its columns: unit, a, b"),
        ("columns: {unit: null}", "bad-value", "see docs/content.md"),
        ("unit: Land, columns: {unit: Country}", "bad-value", "see docs/content.md"),
        ("missing: {aa: [9]}", "unknown-key", "did you mean `a`?"),
        ("where: {sx: T}", "missing-column", "its columns: unit, a, b"),
        ("where: {unit: D}", "unknown-label", "known: A, B, C"),
    ],
)
def test_what_is_said_of_no_column_is_told_once(
    read: Reader, said: str, code: str, words: str
) -> None:
    problem = refused(read, WIDE, said)[0]
    assert problem.code == code
    assert words in str(problem.hint)


# -- layouts ---------------------------------------------------------------------------------------


def test_two_files_of_one_header_feed_each_its_own_indicator(read: Reader) -> None:
    values = "unit,OBS_VALUE\nA,{}\nB,{}\nC,{}\n"
    data = read(
        values.format(1, 2, 3),
        "indicator: a",
        "{a: {data: OBS_VALUE}, b: {data: OBS_VALUE}}",
        more=", {file: p.csv, source: s, indicator: b}",
        p=values.format(7, 8, 9),
    )
    assert data.values[0].tolist() == [[1, 7], [2, 8], [3, 9]]


def test_two_files_of_one_header_that_do_not_say_so_are_told_in_a_line(read: Reader) -> None:
    problem, *further = refused(
        read,
        "unit,OBS_VALUE\nA,1\nB,2\nC,3\n",
        "",
        "{a: {data: OBS_VALUE}, b: {data: OBS_VALUE}}",
        more=", {file: p.csv, source: s}",
        p="unit,OBS_VALUE\nA,7\nB,8\nC,9\n",
    )
    assert "first on line 2 of o.csv" in problem.message
    assert len(further) == 2
    assert "`indicator: a` beside the `file:` of the one, `indicator: b`" in str(problem.hint)


def test_the_header_of_a_year_says_the_year(read: Reader) -> None:
    table = "unit,2021,2022\nA,1,4\nB,2,5\nC,3,6\n"
    data = read(table, "indicator: a", "{a: {}}")
    assert data.years == (2021, 2022)
    assert data.values[1, :, 0].tolist() == [4, 5, 6]
    single = read(table, "indicator: a, value: 2022", "{a: {}}")
    assert single.years == (2022,)
    (problem,) = refused(read, table, "indicator: a, value: 2021", "{a: {}}")
    assert problem.code == "unknown-year"


def test_years_as_columns_of_no_indicator_are_told_in_a_line(read: Reader) -> None:
    (problem,) = refused(read, "unit,2021,2022\nA,1,4\nB,2,5\n")
    assert "has a column a year (2021, 2022)" in problem.message
    (problem,) = refused(read, "unit,2021,2022\nA,1,4\nB,2,5\n", "indicator: aa")
    assert "did you mean" in str(problem.hint)


# -- rows ------------------------------------------------------------------------------------------


def test_missing_is_said_of_a_column_beside_what_holds_for_all(read: Reader) -> None:
    table = "unit,a,b\nA,99,99\nB,..,2\nC,5,n/a\n"
    data = read(table, "missing: {all: [..], a: 99, b: [n/a]}")
    nothing = np.nan
    expected = [[nothing, 99], [nothing, 2], [5, nothing]]
    assert np.array_equal(data.values[0], expected, equal_nan=True)
    long = "unit,indicator,value\nA,a,99\nA,b,99\nB,a,1\nB,b,2\n"
    data = read(long, "missing: {a: 99}, status: observed")
    assert np.array_equal(data.values[0, :2], [[nothing, 99], [1, 2]], equal_nan=True)


def test_a_mark_that_may_be_a_figure_is_told_unless_it_is_said_of_its_column(read: Reader) -> None:
    table = "unit,a,b\nA,99,71\nB,1,88\nC,2,99\n"
    assert [(flag.code, flag.field) for flag in read(table, "missing: [99, -9]").flags] == [
        ("doubtful-mark", "b")
    ]
    assert read(table, "missing: {a: [99]}").flags == ()
    assert read(table, "missing: [-9]").flags == ()


def test_a_column_that_seems_to_hold_the_names_is_told(read: Reader) -> None:
    units = "code,Land,region\nA,Alpha,east\nB,Beta,east\nC,Gamma,west\n"
    assert [(flag.code, flag.field) for flag in read(WIDE, units=units).flags] == [
        ("names-unread", "Land")
    ]
    for said in ("name_en: Land", "groups: [region]", "columns: {Land: null}"):
        assert read(WIDE, units=units, of_units=said).flags == ()


def test_many_unknown_units_are_one_line_and_a_few_have_their_own(read: Reader) -> None:
    many = WIDE + "".join(f"Z{number},1,2\n" for number in range(257))
    (problem,) = refused(read, many)
    assert problem.message == "257 units are not in units.csv, first `Z0` (257 rows)"
    assert problem.line == 5
    assert "others: ignore" in str(problem.hint)
    few = refused(read, WIDE + "Alhpa,1,2\nZ,1,2\n")
    assert [problem.value for problem in few] == ["Alhpa", "Z"]
    assert read(many, "others: ignore").units == ("A", "B", "C")


def test_units_in_another_column_are_found(read: Reader) -> None:
    (problem,) = refused(read, "geo,unit,a,b\nA,PC,1,2\nB,PC,3,4\nC,PC,5,6\n")
    assert "write `unit: geo`" in str(problem.hint)


def test_units_called_by_their_names_are_no_others(read: Reader) -> None:
    found = refused(read, WIDE.replace("C,", "gamma,"), "others: ignore")
    assert [(problem.code, str(problem.hint)) for problem in found] == [
        ("misspelt-unit", "did you mean `C`?")
    ]


# -- status and source -----------------------------------------------------------------------------


def test_a_publishers_status_and_source_are_overruled_and_said_so(read: Reader) -> None:
    data = read(LONG, "status: observed")
    assert [flag.code for flag in data.flags] == ["overruled", "overruled"]
    assert (data.status[0, :2] == 0).all()
    quiet = read(LONG, "status: observed, columns: {status: null, source: null}")
    assert quiet.flags == ()


def test_a_publishers_status_without_one_of_ours_is_told_in_a_line(read: Reader) -> None:
    (problem,) = refused(read, LONG)
    assert problem.message.startswith(
        "4 rows have a status that is none, such as `final` on line 2"
    )
    assert "write `status: observed` beside `file:`" in str(problem.hint)


def test_a_column_that_holds_some_of_our_words_is_ours(read: Reader) -> None:
    (problem,) = refused(read, LONG.replace("revised", "estimated"), "status: observed")
    assert problem.message == "`final` is not a status, 2 times (lines 2–3)"


def test_validate_tells_how_many_figures_state_no_status(read: Reader, tmp_path: Path) -> None:
    assert read(WIDE).flags == ()
    flags = read_content(tmp_path / "x.yaml").validate()
    assert [flag.message for flag in flags] == [
        "the status of 6 figures is not stated; they are taken as observed"
    ]


# -- somebody's own file ---------------------------------------------------------------------------


def test_an_own_file_in_place_of_several_holds_all_their_indicators(
    read: Reader, tmp_path: Path
) -> None:
    values = "geo,sex,OBS_VALUE\nA,T,{}\nB,T,{}\nC,T,{}\nC,M,99\n"
    said = "columns: {unit: geo, value: OBS_VALUE}, where: {sex: T}"
    read(
        values.format(1, 2, 3),
        f"indicator: a, {said}",
        more=", {file: p.csv, source: s, indicator: b, " + said + "}",
        p=values.format(7, 8, 9),
    )
    own = tmp_path / "own.csv"
    own.write_text("geo,a,b\nA,5,6\n", "utf-8")
    data = read_content(tmp_path / "x.yaml").data(own)
    assert data.values[0, 0].tolist() == [5, 6]
    own.write_text("geo,a,b\nD,5,6\n", "utf-8")
    with pytest.raises(InvalidInput, match="add it there"):
        read_content(tmp_path / "x.yaml").data(own)


def test_one_indicator_by_its_column_may_be_counted_from_many_rows_of_events(
    read: Reader,
) -> None:
    events = "who,what,when,value,source\nA,forum,2020,1,s\nB,fair,2021,2,s\nD,forum,2021,1,s\n"
    columns = "columns: {unit: who, indicator: what, date: when, a: forum}"
    data = read(
        "unit,b\nA,1\nB,2\nC,3\n",
        "",
        "{a: {evidence: {method: sum, without: zero}}, b: {}}",
        of_units="}\n  evidence: {file: ev.csv, status: observed, others: ignore, " + columns,
        ev=events,
    )
    assert data.values[0, :, 0].tolist() == [1, 0, 0]


def test_the_way_out_of_a_column_called_value_is_told_and_works(tmp_path):
    (tmp_path / "o.csv").write_text("unit,value\na,1\nb,2\n", "utf-8")
    plain = "index: m\ntitle: M\nunit: port\ndata: {observations: {file: o.csv, unit: unit%s}}\n"
    (tmp_path / "m.yaml").write_text(plain % "" + "children: {value: {}}\n", "utf-8")
    with pytest.raises(InvalidInput, match=r"write `indicator: CODE` beside `file:`"):
        load(tmp_path / "m.yaml").score()
    (tmp_path / "m.yaml").write_text(plain % ", indicator: v" + "children: {v: {}}\n", "utf-8")
    assert load(tmp_path / "m.yaml").score().score.tolist() == [[1.0, 2.0]]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_code_in_chinese_is_told_where_the_header_may_be_named(lang, tmp_path, capsys):
    (tmp_path / "t.csv").write_text("unit,货物\na,1\nb,2\n", "utf-8")
    (tmp_path / "x.yaml").write_text(
        "index: x\nunit: unit\ndata: {observations: {file: t.csv, unit: unit}}\n"
        "defaults: {normalisation: min_max}\nchildren: {货物: {}}\n",
        "utf-8",
    )
    assert main(["score", str(tmp_path / "x.yaml"), "--lang", lang]) == 3
    assert "columns: {goods: " in capsys.readouterr().err
