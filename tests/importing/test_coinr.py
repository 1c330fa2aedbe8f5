"""iData and iMeta as people write them: in any order, with gaps, with what COINr would refuse."""

import numpy as np
import pytest

from coopindex import InvalidInput, import_project
from coopindex.cli import main

DATA = """uName,uCode,Time,Region,Exports,Delay,Rail km,People
Ningbo,NB,2021,east,10,3,n/a,5
Tianjin,TJ,2021,north,20,5,7,8
Shanghai,SH,2021,east,40,8,9,20
"""
META = """Type,Parent,iCode,Weight,Direction,Level,iName,Unit,Denominator,Target,Colour
Aggregate,NA,Index,1,1,3,Port index,NA,NA,NA,red
Aggregate,Index,Trade,0.7,1,2,Trade,NA,NA,NA,red
Aggregate,Index,Ways,0.1,1,2,Ways,NA,NA,NA,red
Indicator,Trade,Exports,2,1,1,Goods exports,million USD,People,30,red
Indicator,Trade,Delay,1,-1,1,Days of delay,days,NA,2,red
Indicator,Ways,Rail km,1,1,1,Railways,km,NA,NA,red
Denominator,NA,People,NA,NA,NA,Residents,thousand,NA,NA,red
Group,NA,Region,NA,NA,NA,Region,NA,NA,NA,red
"""


@pytest.fixture
def pair(written):
    """The two tables, with texts of them written otherwise."""

    def write(data: dict[str, str] | None = None, meta: dict[str, str] | None = None):
        texts = {"iData.csv": DATA, "iMeta.csv": META}
        for name, changes in (("iData.csv", data or {}), ("iMeta.csv", meta or {})):
            for old, new in changes.items():
                assert old in texts[name]
                texts[name] = texts[name].replace(old, new)
            written(name, texts[name])
        return written("iData.csv", texts["iData.csv"])

    return write


def refusal(file, **said) -> str:
    with pytest.raises(InvalidInput) as refused:
        import_project(file, **said)
    return str(refused.value)


def test_the_tree_its_weights_and_directions_are_those_of_imeta(pair, imported):
    project = imported(pair())
    nodes = {node.code: node for node in project.index.nodes}
    assert list(project.index.root.children) == ["Trade", "Ways"]
    assert [nodes[code].weight for code in ("Trade", "Ways", "Exports", "Delay")] == [
        0.7,
        0.1,
        2,
        1,
    ]
    assert [nodes[code].direction for code in ("Exports", "Delay")] == [1, -1]
    assert str(project.index.title) == "Port index"
    assert nodes["Rail_km"].title.en == "Railways"


def test_scores_are_worked_out_by_hand(pair, imported):
    found = imported(pair()).score().nodes()
    # exports per head are 2, 2.5 and 2
    assert found["Exports"].tolist() == [0, 100, 0]
    assert found["Delay"].tolist() == [100, 60, 0]
    np.testing.assert_allclose(found.loc["NB", "Trade"], (2 * 0 + 100) / 3)
    trade = (2 * 100 + 60) / 3
    np.testing.assert_allclose(found.loc["TJ", "made"], (0.7 * trade + 0.1 * 0) / 0.8)


def test_imeta_is_found_beside_idata_whichever_is_named(pair, tmp_path):
    file = pair()
    for name in (file, tmp_path / "iMeta.csv"):
        found = import_project(name)
        assert found.draft.kind == "coinr"
        assert len(found.draft.leaves) == 3


def test_a_workbook_of_both_sheets_is_read(pair, tmp_path, imported):
    pd = pytest.importorskip("pandas")
    pytest.importorskip("openpyxl")
    pair()
    with pd.ExcelWriter(tmp_path / "coin.xlsx") as book:
        for name in ("iData", "iMeta"):
            pd.read_csv(tmp_path / f"{name}.csv").to_excel(book, sheet_name=name, index=False)
    for name in ("iData", "iMeta"):
        (tmp_path / f"{name}.csv").unlink()
    assert len(imported(tmp_path / "coin.xlsx").index.leaves) == 3


def test_every_column_of_both_tables_is_told_once(pair):
    fates = import_project(pair()).draft.fates
    names = [(fate.file.rpartition("/")[2], fate.name) for fate in fates]
    expected = [("iData.csv", name) for name in DATA.splitlines()[0].split(",")]
    expected += [("iMeta.csv", name) for name in META.splitlines()[0].split(",")]
    assert sorted(names) == sorted(expected)
    assert [fate.name for fate in fates if not fate.taken] == ["Colour"]


def test_without_time_there_is_no_year(pair, imported):
    lines = [line.split(",") for line in DATA.splitlines()]
    without = "\n".join(",".join(line[:2] + line[3:]) for line in lines) + "\n"
    project = imported(pair({DATA: without}))
    assert project.score().scores["rank"].tolist()[0] == 1


def test_a_column_that_imeta_does_not_know_groups_or_is_left_out_with_a_word(pair):
    meta = {line: "" for line in META.splitlines(True) if line.startswith("Group")}
    data = {"Region,Exports": "uRegion,Odd,Exports", "east,10": "east,1,10",
            "north,20": "north,2,20", "east,40": "east,3,40"}  # fmt: skip
    found = import_project(pair(data, meta)).draft
    assert set(found.units.groups) == {"uRegion"}
    assert [fate.name for fate in found.fates if not fate.taken] == ["Odd", "Colour"]
    assert any("uRegion" in guess.said for guess in found.guesses)


@pytest.mark.parametrize(
    ("data", "meta", "said"),
    [
        ({}, {"Indicator,Trade,Delay": "Indicator,Trade,Exports"}, "`Exports` stands here again"),
        ({}, {"Indicator,Trade,Delay": "Indicator,Trde,Delay"}, "did you mean `Trade`"),
        ({}, {"Indicator,Trade,Delay": "Indicator,NA,Delay"}, "`Delay` has no parent"),
        ({}, {"Delay,1,-1": "Delay,1,-2"}, "`-2` is no direction"),
        ({}, {"Delay,1,-1": "Delay,much,-1"}, "`much` is no number"),
        ({}, {"Delay,1,-1": "Delay,-1,-1"}, "Weight: -1 is not a weight"),
        ({}, {"Delay,1,-1": "Delay,1e999,-1"}, "Weight: 1e999 is not a weight"),
        ({}, {"Denominator,NA,People": "Group,NA,People"}, "`People` is no column of the type"),
        ({}, {"Aggregate,Index,Trade": "Aggregate,NA,Trade"}, "several rows are at the top"),
        ({}, {"Aggregate,NA,Index": "Aggregate,Trade,Index"}, "no row is at the top"),
        ({"Delay": "Delays"}, {}, "iData has no column `Delay`"),
        ({"NB,2021": "TJ,2021"}, {}, "TJ stands here again in 2021"),
        ({"Ningbo,NB": "Ningbo,"}, {}, "the row names no unit"),
        ({"east,10,3": "east,ten,3"}, {}, "a cell among figures is none: `ten`"),
        ({"TJ,2021": "TJ,soon"}, {}, "`soon` is no year"),
    ],
)
def test_what_is_wrong_is_told_with_file_line_and_field(pair, data, meta, said):
    told = refusal(pair(data, meta))
    assert said in told
    assert "iData.csv:" in told or "iMeta.csv:" in told
    assert "hint: " in told


def test_skip_leaves_out_an_indicator_or_a_whole_dimension(pair, imported):
    file = pair()
    assert [leaf.code for leaf in imported(file, skip="Delay").index.leaves] == [
        "Exports",
        "Rail_km",
    ]
    found = import_project(file, skip="Ways").draft
    assert [node.name for node in found.nodes] == ["Trade", "Exports", "Delay"]


@pytest.mark.parametrize("code", ["null", "true", "NO", "1e3", "007", "2020", "a:b", "#x", "-"])
def test_codes_that_yaml_takes_for_something_else_stay_codes(pair, imported, code):
    project = imported(pair({"Delay": code}, {"Trade,Delay": f"Trade,{code}"}))
    assert len(project.index.leaves) == 3
    assert project.score().nodes().iloc[:, 2].notna().all()


def test_targets_are_kept_beside_the_indicators(pair):
    text = import_project(pair()).files["indicators/iData.yaml"]
    assert "target: 30}" in text
    assert "distance_to_target" in text


def test_a_scale_that_lacks_its_figures_is_refused(pair):
    assert "`Rail km` has nothing that target needs" in refusal(pair(), normalisation="target")


def test_an_option_of_tables_has_no_effect_here_and_says_so(pair):
    assert "--negative has no effect" in refusal(pair(), negative="Delay")


def test_columns_of_older_versions_are_known(written, imported):
    written("iMeta.csv", "IndCode,IndName,Parent,Direction,IndWeight\nIndex,I,,1,1\n"
            "a,First,Index,1,1\nb,Second,Index,-1,1\n")  # fmt: skip
    data = written("d.csv", "UnitCode,UnitName,Year,Group_G,Den_P,a,b\nX,Ex,2020,g,1,1,2\n"
                   "Y,Why,2020,h,2,3,1\n")  # fmt: skip
    project = imported(data)
    assert project.score().scores["unit"].tolist() == ["Y", "X"]
    assert list(project.score().data.groups) == ["Group_G"]


def test_rows_that_r_has_numbered_are_left_out(pair):
    numbered = "\n".join(f'"{at or ""}",{line}' for at, line in enumerate(DATA.splitlines()))
    found = import_project(pair({DATA: numbered + "\n"})).draft
    assert [fate.name for fate in found.fates if not fate.taken] == ["#", "Colour"]
    assert len(found.leaves) == 3


def test_a_blank_direction_and_a_blank_weight_are_said(pair):
    found = import_project(pair(meta={"Trade,Exports,2,1,1": "Trade,Exports,NA,NA,1"})).draft
    said = [str(guess.said) for guess in found.guesses]
    assert "of `Exports` more is better" in said
    assert "the weight of `Exports` is 1" in said


def test_without_types_the_other_columns_tell_them(pair):
    lines = [line.partition(",")[2] for line in META.splitlines()]
    found = import_project(pair(meta={META: "\n".join(lines) + "\n"})).draft
    assert [node.name for node in found.leaves] == ["Exports", "Delay", "Rail km"]
    assert [each.name for each in found.variables] == ["People"]
    assert set(found.units.groups) == {"Region"}


def test_what_the_command_says_is_said_in_chinese_too(pair, capsys, tmp_path):
    assert main(["import", str(pair()), "-o", str(tmp_path / "zh"), "--lang", "zh"]) == 0
    said = capsys.readouterr().out
    assert "以下为假定" in said
    assert "导入" in (tmp_path / "zh" / "README.md").read_text("utf-8")


OLD = {
    "IndData": "UnitName,UnitCode,Year,Den_Pop,Exports,Delay,Students\n"
    "Ningbo,NB,2020,5,10,3,7\nTianjin,TJ,2020,8,20,5,2\nShanghai,SH,2020,20,40,8,9\n",
    "IndMeta": "IndName,IndCode,Direction,IndWeight,Denominator,Agg1,Agg2\n"
    "Goods exports,Exports,1,2,Den_Pop,Trade,Index\nDelay,Delay,-1,1,NA,Trade,Index\n"
    "Students,Students,1,1,NA,People,Index\n",
    "AggMeta": "AgLevel,Code,Name,Weight\n2,Trade,Trade pillar,3\n2,People,People pillar,1\n"
    "3,Index,Ports index,1\n",
}


def test_the_three_tables_of_old_versions_are_one_tree(written, imported):
    for name, text in OLD.items():
        written(f"{name}.csv", text)
    project = imported(written("IndData.csv", OLD["IndData"]))
    nodes = {node.code: node for node in project.index.nodes}
    assert nodes["made"].children == ("Trade", "People")
    assert nodes["Trade"].children == ("Exports", "Delay")
    assert [nodes[code].weight for code in ("Trade", "People", "Exports")] == [3, 1, 2]
    assert str(nodes["Trade"].title) == "Trade pillar"
    assert str(project.index.title) == "Ports index"
    # 2, 2.5 and 2 exports a resident; 3, 5 and 8 days; 7, 2 and 9 students
    scores = project.score().scores.set_index("unit")["score"].round(4).to_dict()
    assert scores == {"TJ": 65.0, "NB": 42.8571, "SH": 25.0}


def test_without_aggmeta_aggregates_weigh_alike_and_it_is_said(written):
    file = written("IndData.csv", OLD["IndData"])
    written("IndMeta.csv", OLD["IndMeta"])
    said = [str(guess.said) for guess in import_project(file).draft.guesses]
    assert any("no AggMeta is found" in each for each in said)


@pytest.mark.parametrize(
    ("table", "old", "new", "place"),
    [
        ("AggMeta", "pillar,3", "pillar,x", "AggMeta.csv:2: Weight: `x`"),
        ("AggMeta", "2,People,", "2,Trade,", "AggMeta.csv:3: Code: `Trade`"),
        ("IndMeta", "NA,Trade,Index", "NA,Trade,Other", "IndMeta.csv:3: Agg1: `Trade`"),
    ],
)
def test_what_is_wrong_in_old_tables_names_file_and_line(table, old, new, place, written):
    for name, text in OLD.items():
        written(f"{name}.csv", text.replace(old, new) if name == table else text)
    with pytest.raises(InvalidInput) as refused:
        import_project(written("IndData.csv", OLD["IndData"]))
    assert place in str(refused.value)
