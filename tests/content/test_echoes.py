"""What only follows from something that is told is not told too, and many of one kind are one."""

import difflib
import re
from pathlib import Path

import pytest

from coopindex.content import read_content
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem, grouped
from coopindex.project import load

UNITS = [f"u{number}" for number in range(12)]
TREE = """index: x
year: 2020
data: {observations: {file: data/x/o.csv}}
children: {gdp: {}, life: {bounds: [0, 100]}}
"""
WIDE = "unit,year,gdp,life,status,source\n" + "".join(
    f"{unit},2020,{number + 1},{60 + number},observed,s\n" for number, unit in enumerate(UNITS)
)
ROWS = WIDE.partition("\n")[2]
LONG = "unit,indicator,year,value,status,source\n" + "".join(
    f"{unit},{code},2020,{number + 1},observed,s\n"
    for number, unit in enumerate(UNITS)
    for code in ("gdp", "life")
)


def project(folder: Path, observations: str, units: str = "", tree: str = TREE) -> Path:
    """Write a small index whose observations are these."""
    files = {
        "indicators/x.yaml": tree,
        "data/x/o.csv": observations,
        "data/x/units.csv": units or "code\n" + "\n".join(UNITS) + "\n",
        "data/x/sources.yaml": "s: {title: S}\n",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder / "indicators/x.yaml"


def told(folder: Path, observations: str, units: str = "", tree: str = TREE) -> InvalidInput:
    """What is wrong with it."""
    with pytest.raises(InvalidInput) as raised:
        read_content(project(folder, observations, units, tree)).validate()
    return raised.value


ALONE = {  # what is spoilt: (observations, units, what is said, how many problems it is)
    "pasted twice": (
        WIDE + ROWS,
        "",
        "12 rows stand twice, such as that of u0, 2020 on line 14",
        12,
    ),
    "a long table twice": (LONG + LONG.partition("\n")[2], "", "24 figures stand twice", 24),
    "a wrong unit, and no status or source": (
        WIDE.replace("u3,2020,4,63,observed,s", "v3,2020,4,n/a,,"),
        "",
        "`v3` is not a unit of this index",
        1,
    ),
    "a unit's name misspelt everywhere": (
        LONG.replace("u3,", "v3,"),
        "",
        "`v3` is not a unit of this index, 2 times (lines 8–9)",
        2,
    ),
    "no unit in any row": (
        "".join(line[line.find(",") :] + "\n" for line in WIDE.splitlines()).replace(
            ",year", "unit,year", 1
        ),
        "",
        "the row names no unit, 12 times (lines 2–13)",
        12,
    ),
    "years that are none": (
        LONG.replace(",2020,", ",n/a,"),
        "",
        "`n/a` is not a year, 24 times (lines 2–25)",
        24,
    ),
    "an indicator that is none": (
        LONG.replace(",life,2020", ",live,"),
        "",
        "`live` is neither an indicator nor a variable of this index, 12 times",
        12,
    ),
    "decimal commas in a column": (
        re.sub(r",(\d+),observed", r',"\1,5",observed', WIDE),
        "",
        "12 cells are not numbers, such as `60,5` on line 2 (lines 2–13)",
        12,
    ),
    "semicolons": (
        WIDE.replace(",", ";"),
        "",
        "a semicolon, not a comma, stands between the cells",
        1,
    ),
    "rows of other lengths": (
        WIDE.replace(",s\n", ",s,,7\n"),
        "",
        "12 rows have more or fewer cells than the header, which has 6, such as 8 on line 2",
        12,
    ),
    "a unit twice, so that another is missing": (
        WIDE,
        "code\n" + "\n".join(["u1", *UNITS[1:]]) + "\n",
        "the unit `u1` stands twice, first on line 2",
        1,
    ),
}


@pytest.mark.parametrize("case", ALONE)
def test_what_is_spoilt_once_is_told_once(case: str, tmp_path: Path) -> None:
    observations, units, said, number = ALONE[case]
    found = told(tmp_path, observations, units)
    (group,) = found.groups
    assert said in str(found)
    assert len(group) == len(found.problems) == number
    assert len(str(found)) < 400


def test_columns_are_told_apart(tmp_path: Path) -> None:
    found = told(tmp_path, WIDE.replace(",observed", "x,observed").replace(",2020,", ",2020,x"))
    assert [(group.first.field, len(group)) for group in found.groups] == [
        ("gdp", 12),
        ("life", 12),
    ]


def test_two_things_wrong_with_one_row_are_both_told(tmp_path: Path) -> None:
    found = told(tmp_path, WIDE.replace("u3,2020,4,63,observed", "u3,2020,4,163,observd"))
    assert sorted(problem.code for problem in found.problems) == ["out-of-bounds", "unknown-status"]


@pytest.mark.parametrize(
    ("spoilt", "tree"),
    [
        (WIDE.replace("u", "v").replace("vnit", "unit").replace("sovrce", "source"), TREE),
        (WIDE.replace("gdp", "x0"), TREE.replace("{gdp: {}", "{" + "".join(
            f"x{number}: {{}}, " for number in range(1, 300)) + "gdp: {}")),
        (LONG.replace("gdp", "x"), TREE),
    ],
    ids=["units", "columns", "indicators"],
)  # fmt: skip
def test_what_was_meant_is_looked_for_only_where_it_is_shown(
    spoilt: str, tree: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, look = [], difflib.get_close_matches

    def counted(*args, **kwargs):
        asked.append(args)
        return look(*args, **kwargs)

    monkeypatch.setattr(difflib, "get_close_matches", counted)
    found = told(tmp_path, spoilt, tree=tree)
    assert asked == []
    assert "hint" in str(found)
    assert len(asked) <= 4


def test_a_file_that_is_not_there_is_told_with_what_there_is(tmp_path: Path) -> None:
    tree = TREE.replace("data/x/o.csv", "data/x/p.csv")
    (problem,) = told(tmp_path, WIDE, tree=tree).problems
    assert f"{tmp_path.as_posix()}/data/x holds: o.csv, sources.yaml, units.csv" in problem.hint
    assert f"{tmp_path.as_posix()}/indicators/data/x does not exist" in problem.hint


@pytest.mark.parametrize(
    "rule",
    [
        "aggregation: difference",
        "aggregation: {method: owa, lowest: 5}",
        "aggregation: {method: owa, order: [1, 2]}",
        "weighting: {method: ahp, matrix: [[1, 2], [0.5, 1]]}",
        "weighting: {method: budget_allocation, experts: {she: [1, 2]}}",
        "weighting: {method: benefit_of_the_doubt, lowest_share: 0.5, highest_share: 0.9}",
        "missing: {minimum_present: 5}",
    ],
)
def test_a_rule_about_a_nodes_children_names_the_node_once(rule: str, tmp_path: Path) -> None:
    tree = TREE.replace(
        "{gdp: {}, life: {bounds: [0, 100]}}",
        f"{{wealth: {{children: {{gdp: {{}}, life: {{}}, a: {{data: gdp}}}}, {rule}}}}}",
    )
    with pytest.raises(InvalidInput) as raised:
        load(project(tmp_path, WIDE, tree=tree)).score()
    (problem,) = raised.value.problems
    assert "wealth" in problem.field


def test_where_many_columns_have_the_like_each_column_is_told_once():
    odd = [Problem("odd", Wording("observation.not-a-unit", unit=f"{column}{line}"), file="a.csv",
                   line=line, field=column)
           for column in "abcd" for line in (2, 3, 4)]  # fmt: skip
    assert [len(group) for group in grouped(odd)] == [3] * 4
    # three columns are few: each of their problems is told
    assert [len(group) for group in grouped(odd[:9])] == [1] * 9


def _index_of_rows(folder, table, where=""):
    (folder / "o.csv").write_text(table, "utf-8")
    said = f"file: o.csv, status: observed{where}"
    (folder / "x.yaml").write_text(
        f"index: x\nyear: 2020\ndata: {{observations: {{{said}}}}}\nchildren: {{gdp: {{}}}}\n"
    )
    return folder / "x.yaml"


@pytest.mark.parametrize(
    ("rows", "where", "hint"),
    [
        # a `where` that is there stays, and blank cells are not asked for
        ("a,,T,1\na,m,T,2\nb,m,T,3\n", "", "{k: m}"),
        ("a,,T,1\na,m,T,2\nb,m,T,3\n", "{sex: T}", "{sex: T, k: m}"),
        ("a,m,T,1\na,f,T,2\nb,m,T,3\n", "{k: [m, f]}", "{k: m}"),
        ("a,no: x,T,1\na,f,T,2\nb,f,T,3\n", "", '{k: "no: x"}'),
    ],
)
def test_the_condition_proposed_can_be_written_as_it_stands(tmp_path, rows, where, hint):
    table = "unit,k,sex,gdp\n" + rows
    index = _index_of_rows(tmp_path, table, f", where: {where}" if where else "")
    with pytest.raises(InvalidInput, match=re.escape(f"`where: {hint}`")):
        load(index).score()
    load(_index_of_rows(tmp_path, table, f", where: {hint}")).score()


def test_a_label_nearly_as_asked_for_is_proposed_beside_the_other_conditions(tmp_path):
    table = "unit,k,sex,gdp\na,m,T,1\nb,M,T,2\n"
    index = _index_of_rows(tmp_path, table, ", where: {sex: T, k: m}")
    with pytest.raises(InvalidInput, match=re.escape("`where: {sex: T, k: [m, M]}`")):
        load(index).score()


@pytest.mark.parametrize("years", [("20l9", "2O20"), ("20l9", "20l9"), ("spring", "")])
@pytest.mark.parametrize("wide", [True, False])
def test_rows_of_years_that_cannot_be_read_do_not_stand_twice(years, wide, tmp_path):
    """Of what cannot be read nobody knows whether it is the same year."""
    head, cell = ("unit,year,gdp,life", "3,60") if wide else ("unit,indicator,year,value", "")
    rows = [
        f"u0,{year},{cell}" if wide else f"u0,{code},{year},3"
        for year in years
        for code in (["gdp"] if wide else ["gdp", "life"])
    ]
    rows += [row.replace("u0", "u1").replace(year, "2020") for year in years[:1] for row in rows[:2]
             if year in row][: 1 if wide else 2]  # fmt: skip
    text = "\n".join([f"{head},status,source", *(f"{row},observed,s" for row in rows)])
    found = told(tmp_path, text + "\n", tree=TREE.replace("year: 2020\n", ""))
    assert {problem.code for problem in found.problems} == {"bad-year"}
