"""Percents among figures: 45 % means one number, and never two in one indicator."""

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from coopindex import Index, load
from coopindex.problems import InvalidInput, Problem

WIDE = [["unit", "a", "b"], ["N", 1, 0.45], ["S", 2, 0.47], ["T", 3, 0.51]]


def book(path: Path, rows: list[list[object]], shown: dict[str, str]) -> None:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    for cell, style in shown.items():
        made.active[cell].number_format = style
    made.save(path)


def index(folder: Path, file: str = "o.xlsx", said: str = "", more: str = "") -> Path:
    (folder / "indicators").mkdir(exist_ok=True)
    data = f"{{observations: {{file: {file}, unit: unit, status: observed{said}}}{more}}}"
    found = folder / "indicators" / "x.yaml"
    found.write_text(
        f"index: x\ntitle: X\nunit: city\ndata: {data}\n"
        "defaults: {normalisation: min_max}\nchildren: {a: {}, b: {}}\n"
    )
    return found


def problems(definition: Path) -> list[Problem]:
    with pytest.raises(InvalidInput) as refused:
        load(definition).score()
    return list(refused.value.problems)


def figures(definition: Path) -> list[float]:
    return load(definition).score().data.values[-1][:, 1].tolist()


def flags(definition: Path) -> list[str]:
    return [flag.code for flag in load(definition).score().flags if flag.code == "percents"]


def test_a_percent_format_beside_plain_numbers_is_refused(tmp_path: Path) -> None:
    rows = [*WIDE[:2], ["S", 2, 47], ["T", 3, 51]]
    book(tmp_path / "o.xlsx", rows, {"C2": "0.0%"})
    (found,) = problems(index(tmp_path))
    assert (found.code, found.line, found.field) == ("mixed-percents", 2, "b")
    assert "45% (`b`, row 2" in found.message
    assert "47 (`b`, row 3" in found.message
    assert "百分数" in found.message.again("zh")


def test_percents_in_years_as_columns_are_told_apart_too(tmp_path: Path) -> None:
    rows = [["unit", "ind", "2020", "2021"], ["N", "b", 0.45, 47], ["N", "a", 1, 2],
            ["S", "b", 0.5, 50], ["S", "a", 3, 4]]  # fmt: skip
    book(tmp_path / "o.xlsx", rows, {"C2": "0%", "C4": "0%"})
    (found,) = problems(index(tmp_path, said=", indicator: ind"))
    assert found.code == "mixed-percents"
    assert "`2021`" in found.message


def test_in_a_long_table_each_indicator_may_be_written_its_own_way(tmp_path: Path) -> None:
    rows = [["unit", "indicator", "value", "source"], ["N", "a", 47, ""], ["N", "b", 0.45, ""],
            ["S", "a", 51, ""], ["S", "b", 0.5, ""]]  # fmt: skip
    book(tmp_path / "o.xlsx", rows, {"C3": "0%", "C5": "0.0%"})
    definition = index(tmp_path, said=", source: s")
    (tmp_path / "data" / "x").mkdir(parents=True)
    (tmp_path / "data" / "x" / "sources.yaml").write_text("s: {title: S}\n")
    assert figures(definition) == [0.45, 0.5]
    book(tmp_path / "o.xlsx", rows, {"C3": "0%"})
    assert [found.code for found in problems(definition)] == ["mixed-percents"]


@pytest.mark.parametrize(
    ("said", "expected", "flagged"),
    [
        ("", [0.45, 0.47, 0.51], ["percents"]),
        (", percent: fraction", [0.45, 0.47, 0.51], []),
        (", percent: as_written", [45, 47, 51], []),
    ],
)
def test_a_workbook_shown_in_percent_is_never_read_in_silence(
    tmp_path: Path, said: str, expected: list[float], flagged: list[str]
) -> None:
    book(tmp_path / "o.xlsx", WIDE, {"C2": "0%", "C3": "[Red]0.0%", "C4": '0.0 %;-0" x"'})
    definition = index(tmp_path, said=said)
    assert figures(definition) == expected
    assert flags(definition) == flagged


def test_a_percent_sign_that_a_format_only_shows_is_none(tmp_path: Path) -> None:
    book(tmp_path / "o.xlsx", WIDE, {"C2": '0.0"%"', "C3": "0.0\\%"})
    definition = index(tmp_path)
    assert figures(definition) == [0.45, 0.47, 0.51]
    assert flags(definition) == []


def test_percents_of_a_text_are_read_as_is_said(tmp_path: Path) -> None:
    (tmp_path / "o.csv").write_text("unit,a,b\nN,1,45.3%\nS,2,47 %\nT,3,0\n")
    found = problems(index(tmp_path, "o.csv"))[0]
    assert found.hint is not None
    assert "`percent: as_written` it is 45.3, with `percent: fraction` it is 0.453" in found.hint
    assert figures(index(tmp_path, "o.csv", ", percent: as_written")) == [45.3, 47, 0]
    assert figures(index(tmp_path, "o.csv", ", percent: fraction")) == [0.453, 0.47, 0]


def test_percents_and_plain_numbers_of_a_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "o.csv").write_text("unit,a,b\nN,1,45.3%\nS,2,47\nT,3,51%\n")
    for said in (", percent: as_written", ", percent: fraction"):
        (found,) = problems(index(tmp_path, "o.csv", said))
        assert found.message.startswith("2 of 3 figures of b are in percent")


def test_percents_of_frames_are_read_as_is_said() -> None:
    frame = pd.DataFrame({"unit": ["N", "S"], "a": [1, 2], "b": ["45.3%", "47%"]})
    data = {"observations": {"percent": "fraction"}}
    scoring = Index.from_frames(["a", "b"], frame, normalisation="min_max", data=data).score()
    assert scoring.data.values[-1][:, 1].tolist() == [0.453, 0.47]
    mixed = frame.assign(b=["45.3%", 47])
    with pytest.raises(InvalidInput, match="in percent"):
        Index.from_frames(["a", "b"], mixed, normalisation="min_max", data=data).score()


def test_a_file_in_place_of_the_observations_is_read_the_same_way(tmp_path: Path) -> None:
    (tmp_path / "o.csv").write_text("unit,a,b\nN,1,45%\nS,2,47%\nT,3,51%\n")
    book(tmp_path / "new.xlsx", WIDE, {f"C{row}": "0%" for row in (2, 3, 4)})
    definition = index(tmp_path, "o.csv", ", percent: as_written")
    scoring = load(definition).score(data=tmp_path / "new.xlsx")
    assert scoring.data.values[-1][:, 1].tolist() == [45, 47, 51]
