"""Any wide table: what is found out, what is said of it, and what is refused."""

import pytest

from coopindex import InvalidInput, import_project
from coopindex.cli import main

PORTS = """city,coast,containers,delays
Ningbo,east,28.7,3
Tianjin,north,17.3,5
Shanghai,east,43.3,8
"""


def refusal(file, **said) -> str:
    with pytest.raises(InvalidInput) as refused:
        import_project(file, **said)
    return str(refused.value)


def fates(found) -> dict[str, str]:
    return {fate.name: f"{fate.became} {fate.why or ''}".strip() for fate in found.draft.fates}


def guesses(found) -> str:
    return "\n".join(f"{guess.said} {guess.flag}" for guess in found.draft.guesses)


def test_a_plain_table_is_a_flat_index(written, imported):
    project = imported(written("ports.csv", PORTS), negative="delays")
    assert [leaf.code for leaf in project.index.leaves] == ["containers", "delays"]
    # (11.4/26 + 1)/2, (0 + 3/5)/2, (1 + 0)/2 of 100 points
    found = project.score().scores.set_index("unit")["score"]
    assert found.round(2).to_dict() == {"Ningbo": 71.92, "Shanghai": 50, "Tianjin": 30}
    assert set(project.score().data.groups) == {"coast"}


def test_every_column_is_told_and_every_guess_names_its_option(written):
    found = import_project(written("ports.csv", PORTS))
    assert list(fates(found)) == ["city", "coast", "containers", "delays"]
    said = guesses(found)
    for option in ("--units", "--skip", "--negative", "--dimension", "--normalisation"):
        assert option in said


def test_without_a_folder_nothing_is_written(written, tmp_path, capsys):
    file = written("ports.csv", PORTS)
    assert main(["import", str(file)]) == 0
    assert "Nothing is written yet" in capsys.readouterr().out
    assert [path.name for path in tmp_path.iterdir()] == ["ports.csv"]


def test_a_folder_that_holds_anything_is_left_alone(written, tmp_path, capsys):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine", "utf-8")
    assert main(["import", str(written("p.csv", PORTS)), "-o", str(tmp_path / "mine")]) == 3
    assert "is not empty" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["notes.txt"]


def workbook(file, rows, *merged):
    """A workbook of one sheet."""
    book = pytest.importorskip("openpyxl").Workbook()
    for row in rows:
        book.active.append(row)
    for cells in merged:
        book.active.merge_cells(cells)
    book.save(file)
    return file


@pytest.mark.parametrize("above", [0, 2])
def test_row_labels_without_a_header_are_the_units_in_a_workbook_too(above, tmp_path):
    rows = [[None, "exports", "delays"], ["Ningbo", 10, 3], ["Tianjin", 20, 5], ["Dalian", 40, 8]]
    file = workbook(tmp_path / "t.xlsx", [["Ports"], []][:above] + rows)
    found = import_project(file, layout={"header": 3} if above else None)
    assert "`#` --units" in guesses(found)
    assert list(found.draft.units.names) == ["Ningbo", "Tianjin", "Dalian"]


GROUPED = [
    [None, None, "Trade", None, "People", None],
    ["city", "coast", "exports", "delays", "students", "kind"],
    ["Ningbo", "east", 10, 3, 7, "x"],
    ["Tianjin", "north", 20, 5, 2, "y"],
    ["Dalian", "north", 40, 8, 9, "x"],
]


def test_names_merged_above_the_header_are_dimensions_where_that_is_said(tmp_path):
    file = workbook(tmp_path / "t.xlsx", GROUPED, "C1:D1", "E1:F1")
    found = import_project(file)
    assert "`Trade`, `People`, make no dimensions --header-groups" in guesses(found)
    assert not any(node.parent for node in found.draft.leaves)
    found = import_project(file, header_groups=True)
    assert {leaf.name: leaf.parent for leaf in found.draft.leaves} == {
        "exports": "Trade", "delays": "Trade", "students": "People",
    }  # fmt: skip
    assert "--header-groups" not in guesses(found)


def test_no_names_above_the_header_cannot_be_dimensions(written):
    assert "no names stand above" in refusal(written("p.csv", PORTS), header_groups=True)


def test_an_index_that_nothing_names_is_called_as_its_folder(written, imported):
    project = imported(written("data (1) final.csv", PORTS), "our-ports_2024")
    assert str(project.index.title) == "Our ports 2024"


def test_options_say_what_each_column_is(written, imported):
    text = "id,place,kind,a,b,c,pop\n1,X,k,1,2,3,9\n2,Y,k,2,1,5,8\n3,Z,m,4,0,7,7\n"
    project = imported(
        written("t.csv", text),
        units="place",
        skip="id",
        groups="kind",
        variables="pop",
        negative=["c"],
        dimensions={"One": ["a", "b"], "Two": "c"},
        year=2020,
    )
    nodes = {node.code: node for node in project.index.nodes}
    assert list(nodes["made"].children) == ["One", "Two"]
    assert list(nodes["One"].children) == ["a", "b"]
    assert nodes["c"].direction == -1
    assert project.score().years == (2020,)
    assert list(project.content.definition.form.variables) == ["pop"]


def test_a_dimension_may_be_called_as_a_column(written, imported):
    project = imported(written("t.csv", "u,a,b\nX,1,2\nY,3,1\n"), dimensions={"a": "a,b"})
    (dimension,) = project.index.root.children
    assert project.index.nodes[project.index.position[dimension]].title.en == "a"
    assert len(project.index.leaves) == 2


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("Country,Country Code,gdp\nNamibia,NA,1\nNorway,NO,2\n", "Country Code"),
        ("国家,代码,gdp\n挪威,NO,1\n瑞典,SE,2\n", "代码"),
        ("gdp,who\n1,Oslo\n2,Rome\n", "who"),
        ("label,abbr,gdp\nOslo city,OSL,1\nRome city,ROM,2\n", "abbr"),
    ],
)
def test_the_units_are_found_and_said(written, text, column):
    found = import_project(written("t.csv", text))
    assert fates(found)[column] == "the units"
    assert f"`{column}` --units" in guesses(found)


def test_numbers_may_be_codes_and_names_stand_in_two_languages(written):
    text = "代码,name_en,name_zh,a\n330200,Ningbo,宁波,1\n120000,Tianjin,天津,2\n"
    found = import_project(written("t.csv", text))
    assert found.draft.units.names == {
        "330200": ("Ningbo", "宁波"),
        "120000": ("Tianjin", "天津"),
    }


def test_parquet_and_packed_tables_are_read(written, tmp_path):
    pd = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    frame = pd.read_csv(written("ports.csv", PORTS))
    frame.to_parquet(tmp_path / "p.parquet")
    frame.to_csv(tmp_path / "p.csv.gz", index=False)
    for name in ("p.parquet", "p.csv.gz"):
        found = import_project(tmp_path / name)
        assert found.draft.rows.figures["delays"].tolist() == [3, 5, 8]


def test_a_unit_called_na_is_namibia(written, imported):
    project = imported(written("t.csv", "iso,name,gdp\nNA,Namibia,1\nNO,Norway,2\n"))
    assert project.score().rows.units == ("NA", "NO")


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("who,where,a\nx1y,p q,1\nx2y,r s,2\n", "--units"),
        ("a,b\n1,2\n2,1\n", "--units"),
        ("city,country,a\nA,B,1\nC,D,2\n", "--units"),
        ("u,year,period,a\nX,2020,2020,1\nY,2020,2020,2\n", "--year"),
        ("u,a\nX,1\nY,ten\nZ,3\n", "--missing"),
        ("u,a\nX,1%\nY,2%\n", "--percent"),
        ('u,a\nX,"1,195"\nY,"2,200"\n', "--decimal"),
    ],
)
def test_what_may_be_read_in_two_ways_is_refused_with_the_option_that_decides(
    written, text, option
):
    assert option in refusal(written("t.csv", text))


def test_numbers_that_have_one_reading_are_read_so_and_said(written):
    file = written("t.csv", 'u;a;b\nX;"1.195,5";1,5\nY;3,25;2\n')
    found = import_project(file)
    assert found.draft.rows.figures["a"].tolist() == [1195.5, 3.25]
    assert found.draft.rows.figures["b"].tolist() == [1.5, 2]
    assert "--delimiter" in guesses(found)


def test_marks_of_missing_figures_are_known_and_counted(written):
    found = import_project(written("t.csv", "u,a,b\nX,1,..\nY,n/a,2\nZ,3,5\n"))
    assert "`..` × 1, `n/a` × 1" in guesses(found) or "`n/a` × 1, `..` × 1" in guesses(found)
    assert "--missing" not in guesses(import_project(written("p.csv", PORTS)))
    told = import_project(written("t.csv", "u,a\nX,1\nY,none given\nZ,3\n"), missing="none given")
    assert told.draft.rows.figures["a"].tolist()[::2] == [1, 3]


def test_a_row_of_measures_below_the_header_is_taken_and_said(written):
    text = "city,trade,delay\n,million USD,days\nA,1,2\nB,3,4\nC,5,7\n"
    found = import_project(written("t.csv", text))
    assert {leaf.name: leaf.measure for leaf in found.draft.leaves} == {
        "trade": "million USD",
        "delay": "days",
    }
    assert "--measures-row 0" in guesses(found)
    assert "names no unit" in refusal(written("t.csv", text), measures=0)


def test_numbers_below_a_row_of_measures_are_read_as_they_are_written(written):
    text = 'town,trade,rate\n,EUR m,%\nA,"1,200.5",3.4\nB,980,5.1\n'
    found = import_project(written("t.csv", text))
    assert "`1,200.5`" in guesses(found)
    assert found.draft.rows.figures["trade"].tolist() == [1200.5, 980]


@pytest.mark.parametrize("measures", ["", ",EUR m,%\n"])
def test_a_comma_before_decimals_shows_that_points_part_thousands(written, measures):
    text = f'town,trade,rate\n{measures}A,"1.200","3,4"\nB,980,"5,1"\n'
    figures = import_project(written("t.csv", text)).draft.rows.figures
    assert figures["trade"].tolist() == [1200, 980]
    assert figures["rate"].tolist() == [3.4, 5.1]


def test_what_ranks_nobody_is_left_out_with_the_reason(written):
    text = (
        "No.,city,a,flat,rank,empty,source,motto\n"
        "1,Oslo,5,7,2,,WDI,per aspera\n2,Rome,9,7,1,,WDI,ad astra\n"
    )
    told = fates(import_project(written("t.csv", text), units="city"))
    assert told["No."].startswith("left out numbers the rows")
    assert told["flat"].startswith("left out the same everywhere")
    assert told["rank"].startswith("left out seems to be a published rank")
    assert told["empty"] == "left out no figure in it"
    assert told["source"].startswith("left out the same text everywhere")
    assert told["motto"].startswith("left out a text of its own")


def test_only_takes_what_it_names(written):
    text = "No.,city,a,rank\n1,X,5,2\n2,Y,9,1\n"
    found = import_project(written("t.csv", text), units="city", only="rank")
    assert [leaf.name for leaf in found.draft.leaves] == ["rank"]
    assert fates(found)["a"].endswith("--only does not name it")


@pytest.mark.parametrize("header", ["year", "Year", "年份", "Jahr", "TIME_PERIOD"])
def test_years_are_recognised_by_their_header(written, imported, header):
    project = imported(written("t.csv", f"u,{header},a\nX,2020,1\nX,2021,4\nY,2020,3\nY,2021,2\n"))
    assert project.score(year="all").years == (2020, 2021)


def test_years_are_recognised_where_units_stand_again(written):
    found = import_project(written("t.csv", "u,when,a\nX,2020,1\nX,2021,4\nY,2020,3\nY,2021,2\n"))
    assert found.draft.years == [2020, 2021]
    assert "`when` --year" in guesses(found)


def test_a_column_a_year_is_turned_about(written):
    found = import_project(written("gdp.csv", "country,2020,2021\nX,1,2\nY,3,5\n"))
    assert found.draft.rows.figures["gdp"].tolist() == [1, 2, 3, 5]
    assert found.draft.years == [2020, 2021]


def test_indicators_by_row_are_turned_about_with_their_titles(written):
    text = (
        "Country Name,Country Code,Series Name,Series Code,2020 [YR2020],2021 [YR2021]\n"
        "Norway,NOR,GDP per head,NY.GDP,1,2\nNorway,NOR,Life,SP.LE,80,..\n"
        "Sweden,SWE,GDP per head,NY.GDP,3,5\nSweden,SWE,Life,SP.LE,81,82\n"
    )
    found = import_project(written("wb.csv", text))
    assert {leaf.name: leaf.title for leaf in found.draft.leaves} == {
        "NY.GDP": "GDP per head",
        "SP.LE": "Life",
    }
    assert found.draft.units.names["NOR"] == ("Norway", "")
    assert [fate.name for fate in found.draft.fates] == text.splitlines()[0].split(",")


def test_columns_of_a_name_and_a_year_are_a_panel(written):
    text = "city,GDP 2020,GDP 2021,出口（2020年）,出口（2021年）\nX,1,2,3,4\nY,5,7,6,8\n"
    found = import_project(written("t.csv", text))
    assert found.draft.years == [2020, 2021]
    assert found.draft.rows.figures["GDP"].tolist() == [1, 5, 2, 7]
    assert found.draft.rows.figures["出口"].tolist() == [3, 6, 4, 8]
    assert fates(found)["GDP 2021"] == "`GDP` of 2021"
    odd = import_project(written("t.csv", text.replace("GDP 2021", "GDP 2022")))
    assert odd.draft.years == []


def test_a_frame_written_with_its_labels_is_read(written):
    found = import_project(written("t.csv", ",a,b\nOslo,1,2\nRome,3,1\n"))
    assert list(found.draft.units.names) == ["Oslo", "Rome"]


def test_percents_of_a_workbook_are_taken_as_stored_and_said(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["city", "share", "a"], ["X", 0.45, 1], ["Y", 0.5, 2]):
        book.active.append(row)
    for cell in ("B2", "B3"):
        book.active[cell].number_format = "0%"
    book.save(tmp_path / "t.xlsx")
    found = import_project(tmp_path / "t.xlsx")
    assert found.draft.rows.figures["share"].tolist() == [0.45, 0.5]
    assert "--percent as_written" in guesses(found)
    said = import_project(tmp_path / "t.xlsx", layout={"percent": "as_written"})
    assert said.draft.rows.figures["share"].tolist() == [45, 50]


def test_a_long_table_is_turned_about(written):
    text = "geo,indicator,year,value\nX,a,2020,1\nX,b,2020,2\nY,a,2020,3\nY,b,2020,4\n"
    found = import_project(written("t.csv", text))
    assert {name: list(held) for name, held in found.draft.rows.figures.items()} == {
        "a": [1, 3],
        "b": [2, 4],
    }
    twice = text.replace("X,b", "X,a")
    assert "two figures of a" in refusal(written("t.csv", twice))


def test_options_hold_for_a_table_that_is_turned_about_too(written):
    text = (
        "geo,kind,area,indicator,when,value\nX,k,n,a,2020,1\nX,k,n,a,2021,2\n"
        "Y,m,s,a,2020,3\nY,m,s,a,2021,4\n"
    )
    said = {"year": "when", "groups": "kind", "skip": "area", "names": "area"}
    found = import_project(written("t.csv", text), **{**said, "names": None})
    assert found.draft.years == [2020, 2021]
    assert set(found.draft.units.groups) == {"kind"}
    assert fates(found)["area"] == "left out --skip says so"
    assert list(fates(found)) == text.splitlines()[0].split(",")
    for option in ("units", "year", "names"):
        assert f"--{option}: there is no column" in refusal(
            written("t.csv", text), **{**said, option: "zzz"}
        )


def test_chinese_headers_keep_their_names(written, imported):
    text = (
        "城市,地区,地区生产总值(亿元),进出口总额（亿元）\n宁波,华东,15704,12671\n"
        "天津,华北,16311,8448\n上海,华东,44653,41902\n"
    )
    project = imported(written("nj.csv", text))
    leaves = project.index.leaves
    assert [leaf.title.zh for leaf in leaves] == ["地区生产总值(亿元)", "进出口总额（亿元）"]
    assert project.score().scores["unit"][0] == "上海"


@pytest.mark.parametrize(
    "header",
    ["null", "true", "NO", "1e3", "a: b", "# c", "=1+1", "source", "Unit ", "value", "made"],
)
def test_any_header_may_be_an_indicator(written, imported, header):
    file = written("t.csv", f"city,{header},other\nX,1,2\nY,3,1\nZ,2,7\n")
    project = imported(file, units="city", only=[header.strip(), "other"])
    assert project.score().nodes().iloc[:, -2].tolist() in ([0, 100, 50], [100 / 6, 0, 100])


def test_layout_is_said_by_options(written, tmp_path):
    file = written("t.csv", "Ports of 2020\ncity;a\nX;1,5\nY;2,5\n\n* of the coast\n")
    command = ["import", str(file), "--delimiter", ";", "--decimal", ",", "--header-row", "2"]
    assert main([*command, "--footnotes", "ignore", "-o", str(tmp_path / "x")]) == 0
    assert (tmp_path / "x/data/x/observations.csv").read_text("utf-8") == "unit,a\nX,1.5\nY,2.5\n"
    assert main(["import", str(file), "--header-row", "nine"]) == 2
    assert main(["import", str(file), "--decimal", "!"]) == 2


def test_a_sheet_is_named_and_others_are_told(tmp_path):
    pd = pytest.importorskip("pandas")
    pytest.importorskip("openpyxl")
    with pd.ExcelWriter(tmp_path / "b.xlsx") as book:
        for name, values in (("One", [1, 2]), ("Two", [5, 4])):
            pd.DataFrame({"city": ["X", "Y"], "a": values}).to_excel(
                book, sheet_name=name, index=False
            )
    found = import_project(tmp_path / "b.xlsx", layout={"sheet": "Two"})
    assert found.draft.rows.figures["a"].tolist() == [5, 4]
    flags = import_project(tmp_path / "b.xlsx").draft.flags
    assert "Two" in str(flags[0])
    assert "--sheet" in str(flags[0].hint)


def test_what_makes_no_index_is_refused_and_nothing_is_written(written, tmp_path):
    file = written("t.csv", "city,a\nX,1\nY,1\n")
    told = refusal(file, folder=tmp_path / "x", units="city", only="a")
    assert "cannot rank anybody" in told
    assert not (tmp_path / "x").exists()


def test_the_readme_lists_every_column_and_every_guess(written, tmp_path):
    import_project(written("ports.csv", PORTS), tmp_path / "x")
    text = (tmp_path / "x" / "README.md").read_text("utf-8")
    assert "| ports.csv | coast | a group with 2 labels |" in text
    assert "of every indicator more is better (otherwise: --negative COLUMNS)" in text
    assert "# " in (tmp_path / "x/indicators/x.yaml").read_text("utf-8").splitlines()[1]
