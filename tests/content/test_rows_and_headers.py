"""What a table loses or gains by its rows and headers is said: headings, years, line breaks."""

import io
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from coopindex import Index, load
from coopindex.problems import InvalidInput, Problem

WRAPPED, IN_ONE_LINE = "进出口总额\n（亿元）", "进出口总额 （亿元）"


def index(folder: Path, observations: str, children: str, more: str = "") -> Path:
    (folder / "indicators").mkdir(exist_ok=True)
    found = folder / "indicators" / "x.yaml"
    found.write_text(
        f"index: x\ntitle: X\nunit: city\ndata: {{observations: {observations}{more}}}\n"
        f"defaults: {{normalisation: min_max}}\nchildren: {children}\n",
        "utf-8",
    )
    return found


def flags(definition: Path, code: str) -> list[Problem]:
    return [flag for flag in load(definition).score().flags if flag.code == code]


def book(rows: list[list[object]]) -> bytes:
    made, whole = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        made.active.append(row)
    made.save(whole)
    return whole.getvalue()


# -- years -----------------------------------------------------------------------------------------

YEARLY = "{file: o.csv, unit: unit, indicator: ind, status: observed}"


@pytest.mark.parametrize("name", ["2022F", "2022*", "2022 (rev.)", "2022e", "FY2022", "２０２２"])
def test_a_column_that_is_nearly_a_year_is_not_lost_without_a_word(
    tmp_path: Path, name: str
) -> None:
    rows = "N,a,1,2,3\nS,a,2,3,4\nT,a,3,5,4\n"
    (tmp_path / "o.csv").write_text(f"unit,ind,2020,2021,{name}\n{rows}", "utf-8")
    (found,) = flags(index(tmp_path, YEARLY, "{a: {}}"), "nearly-years")
    assert (found.field, found.line) == (name, 1)
    assert found.hint is not None
    assert f"call `{name}` `2022`" in found.hint
    assert "未读取" in found.message.again("zh")


def test_columns_of_years_and_of_words_are_not_asked_about(tmp_path: Path) -> None:
    rows = "N,a,x,1,2\nS,a,x,2,3\n"
    (tmp_path / "o.csv").write_text(f"unit,ind,note,2020,2021 [YR2021]\n{rows}")
    assert flags(index(tmp_path, YEARLY, "{a: {}}"), "nearly-years") == []


def test_a_frame_says_the_same_of_its_columns() -> None:
    frame = pd.DataFrame({"unit": ["N", "S"], "2020": [1, 2], "2021": [2, 3], "2022F": [3, 1]})
    said = {"observations": {"indicator": "a"}}
    made = Index.from_frames(["a"], frame, normalisation="min_max", data=said)
    assert "nearly-years" in [flag.code for flag in made.score().flags]


# -- headings among the rows -----------------------------------------------------------------------


def test_rows_that_hold_a_name_alone_are_told(tmp_path: Path) -> None:
    rows = "地区,,\nN,1,2\nS,2,3\n东部,,\nT,3,4\n"
    (tmp_path / "o.csv").write_text(f"unit,a,b\n{rows}", "utf-8")
    definition = index(tmp_path, "{file: o.csv, unit: unit, status: observed}", "{a: {}, b: {}}")
    (found,) = flags(definition, "without-figures")
    assert found.message == "2 units have no figure at all, such as `地区`, `东部`"
    assert found.line == 2
    assert "小标题" in found.hint.again("zh")


@pytest.mark.parametrize("listed", ["units.csv", "o.csv"])
def test_a_unit_that_another_table_lists_is_no_heading(tmp_path: Path, listed: str) -> None:
    (tmp_path / "o.csv").write_text("unit,a,b\nN,1,2\nS,2,3\nT,,\n")
    (tmp_path / "units.csv").write_text("unit\nN\nS\nT\n")
    more = f", units: {{file: {listed}, code: unit}}"
    said = "{file: o.csv, unit: unit, status: observed}"
    found = flags(index(tmp_path, said, "{a: {}, b: {}}", more), "without-figures")
    assert len(found) == (listed == "o.csv")


# -- line breaks -----------------------------------------------------------------------------------


@pytest.mark.parametrize("said", [IN_ONE_LINE, WRAPPED.replace("\n", "\\n")])
@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_a_line_break_in_a_header_is_a_blank(tmp_path: Path, ending: str, said: str) -> None:
    rows = [["城市\n名称", WRAPPED], ["N", 1], ["S", 2]]
    frame = pd.DataFrame(rows[1:], columns=rows[0])
    if ending == "csv":
        frame.to_csv(tmp_path / "o.csv", index=False)
    elif ending == "parquet":
        frame.to_parquet(tmp_path / "o.parquet")
    else:
        (tmp_path / "o.xlsx").write_bytes(book(rows))
    observations = f'{{file: o.{ending}, unit: "城市 名称", status: observed}}'
    definition = index(tmp_path, observations, f'{{a: {{data: "{said}"}}}}')
    assert load(definition).score().data.values[-1][:, 0].tolist() == [1, 2]


def test_two_headers_that_become_one_are_refused(tmp_path: Path) -> None:
    frame = pd.DataFrame([["N", 1, 2]], columns=["unit", "a\nb", "a b"])
    frame.to_parquet(tmp_path / "o.parquet")
    definition = index(tmp_path, "{file: o.parquet, unit: unit}", '{a: {data: "a b"}}')
    with pytest.raises(InvalidInput, match="stands twice"):
        load(definition).score()


def test_a_line_break_in_the_name_of_an_indicator_is_a_blank(tmp_path: Path) -> None:
    rows = [["unit", "ind", "2020", "2021"], ["N", WRAPPED, 1, 2], ["S", WRAPPED, 2, 3]]
    (tmp_path / "o.xlsx").write_bytes(book(rows))
    said = "{file: o.xlsx, unit: unit, indicator: ind, status: observed}"
    definition = index(tmp_path, said, f'{{a: {{data: "{IN_ONE_LINE}"}}}}')
    assert load(definition).score().data.values[:, :, 0].tolist() == [[1, 2], [2, 3]]


def test_a_line_break_in_a_frames_header_is_a_blank() -> None:
    frame = pd.DataFrame({"城市\n名称": ["N", "S"], WRAPPED: [1, 2]})
    said = {"observations": {"unit": "城市 名称"}}
    tree = {"a": {"data": IN_ONE_LINE}}
    made = Index.from_frames(tree, frame, normalisation="min_max", data=said)
    assert made.score().data.values[-1][:, 0].tolist() == [1, 2]


# -- headers that are no first lines ---------------------------------------------------------------

PLAIN = [["unit", "a", "b"], ["N", 1, 2], ["S", 2, 3]]
WIDE = "{file: o.xlsx, unit: unit, status: observed}"


def refused(definition: Path, **asked: object) -> list[Problem]:
    with pytest.raises(InvalidInput) as wrong:
        load(definition).score(**asked)
    return list(wrong.value.problems)


@pytest.mark.parametrize("second", [["unit", "a", "b"], ["unit", "c", "2021"]])
def test_a_second_header_is_told_in_place_of_what_follows_from_it(tmp_path: Path, second) -> None:
    (tmp_path / "o.xlsx").write_bytes(book([*PLAIN, [], second, *PLAIN[1:]]))
    (found,) = refused(index(tmp_path, WIDE, "{a: {}, b: {}}"))
    assert found.message == "a second header seems to stand on row 5 of sheet Sheet"
    assert found.hint is not None
    assert "`skip: [5]`" in found.hint
    assert found.line == 5


def test_a_unit_that_is_called_as_its_column_is_a_unit(tmp_path: Path) -> None:
    (tmp_path / "o.xlsx").write_bytes(book([*PLAIN, ["unit", 5, 6]]))
    scoring = load(index(tmp_path, WIDE, "{a: {}, b: {}}")).score()
    assert scoring.data.units == ("N", "S", "unit")


@pytest.mark.parametrize(("title", "said"), [("Title,,,", "2"), (",,Economy,", "[1, 2]")])
def test_a_title_is_no_part_of_a_header(tmp_path: Path, title: str, said: str) -> None:
    (tmp_path / "o.csv").write_text(f"{title}\nunit,,a,b\nN,x,1,2\nS,y,2,3\n")
    (found,) = refused(index(tmp_path, WIDE.replace("xlsx", "csv"), "{a: {}, b: {}}"))
    assert found.hint is not None
    assert f"`header: {said}`" in found.hint


def test_a_year_without_data_names_the_column_that_may_hold_it(tmp_path: Path) -> None:
    (tmp_path / "o.csv").write_text("unit,ind,2020,2021,2022F\nN,a,1,2,3\nS,a,2,3,4\n")
    (found,) = refused(index(tmp_path, YEARLY, "{a: {}}"), year=2022)
    assert found.hint is not None
    assert "`2022F` holds a year in its name" in found.hint
    assert "`2022F`" in found.hint.again("zh")


def test_a_folder_that_may_not_be_listed_is_not_taken_for_an_empty_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(folder: Path) -> list[str]:
        raise PermissionError(13, "Permission denied", str(folder))

    (tmp_path / "o.xlsx").write_bytes(book(PLAIN))
    index(tmp_path, WIDE, "{a: {}, b: {}}")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("coopindex.content.files.known_indices", dict)
    monkeypatch.setattr(Path, "iterdir", closed)
    with pytest.raises(InvalidInput, match="may not list the files of the folder indicators"):
        load("nonesuch")
    assert load("x").validate() is not None
