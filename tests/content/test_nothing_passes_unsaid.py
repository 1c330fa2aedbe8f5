"""Rows, marks and columns that nearly are what is asked for are told, never passed over."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd
import pytest

import coopindex
from coopindex.content.new_project import start
from coopindex.content.tables.notation import Notation
from coopindex.content.tables.read import read_table

UNITS = "code,name_en\nx,X\ny,Y\nz,Z\n"
Made = Callable[..., Path]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """An index of the tables and the settings given."""

    def make(
        table: str,
        said: str = "",
        children: str = "{a: {}, b: {}}",
        units: str = "{file: u.csv}",
        more: Mapping[str, str] | None = None,
    ) -> Path:
        files = {"a.csv": table, "u.csv": UNITS, "s.yaml": "s: {title: t}\n", **(more or {})}
        for name, text in files.items():
            (tmp_path / name).write_text(text, "utf-8")
        (tmp_path / "p.yaml").write_text(
            "index: p\nyear: 2020\ndefaults: {normalisation: min_max}\n"
            f"data:\n  observations: {{file: a.csv, status: observed, source: s{said}}}\n"
            f"  units: {units}\n  sources: s.yaml\nchildren: {children}\n",
            "utf-8",
        )
        return tmp_path / "p.yaml"

    return make


def refused(path: Path, **asked: object) -> str:
    with pytest.raises(coopindex.InvalidInput) as raised:
        coopindex.load(path).score(**asked)
    return str(raised.value)


@pytest.mark.parametrize("text", ["total", "Ｔotal", "TO TAL", "To\u00adtal"])
def test_a_row_that_says_nearly_what_where_asks_for_is_told(made: Made, text: str) -> None:
    table = f"unit,k,a,b\nx,Total,1,5\ny,Total,2,4\nz,{text},3,3\nz,F,9,9\n"
    told = refused(made(table, ", where: {k: Total}, others: ignore"))
    assert "a.csv:4" in told
    assert "nearly what `where` asks for" in told


def test_a_number_written_otherwise_is_told_too(made: Made) -> None:
    told = refused(made("unit,k,a,b\nx,1,1,5\ny,01,2,4\nz,1,3,3\n", ', where: {k: "1"}'))
    assert "`01`" in told


def test_a_row_of_the_units_table_is_told_too(made: Made) -> None:
    units = "code,name_en,lvl\nx,X,country\ny,Y,Country\nz,Z,country\n"
    path = made(
        "unit,a,b\nx,1,5\ny,2,4\nz,3,3\n",
        ", others: ignore",
        units="{file: u.csv, where: {lvl: country}}",
        more={"u.csv": units},
    )
    assert "u.csv:3" in refused(path)


def test_a_condition_about_a_column_that_an_own_file_has_not_is_said(made: Made) -> None:
    path = made("unit,k,a,b\nx,T,1,5\ny,T,2,4\nz,T,3,3\n", ", where: {k: T}")
    own = path.parent / "own.csv"
    own.write_text("unit,K,a,b\nx,F,1,5\ny,F,2,4\nz,F,3,9\n", "utf-8")
    assert "did you mean `k`" in refused(path, data=own)
    own.write_text("unit,a,b\nx,1,5\ny,2,4\nz,3,9\n", "utf-8")
    flags = [flag.code for flag in coopindex.load(path).score(data=own).flags]
    assert "where-unheeded" in flags


@pytest.mark.parametrize(
    ("said", "children"),
    [
        ("columns: {a: GDP, b: GDP}", "{a: {}, b: {}}"),
        ("columns: {a: GDP}", "{a: {}, b: {data: GDP}}"),
        ("columns: {a: b}", "{a: {}, b: {}}"),
    ],
)
def test_a_column_of_two_indicators_is_refused(made: Made, said: str, children: str) -> None:
    path = made("unit,GDP,b\nx,1,5\ny,2,4\nz,3,3\n", f", {said}", children)
    assert "is said to be of several indicators: `a`, `b`" in refused(path)


def test_columns_may_change_places(made: Made) -> None:
    path = made("unit,a,b\nx,1,5\ny,2,4\nz,3,3\n", ", columns: {a: b, b: a}")
    assert coopindex.load(path).score().data.values[0].tolist() == [[5, 1], [4, 2], [3, 3]]


def test_missing_of_a_column_by_two_names_is_refused(made: Made) -> None:
    path = made(
        "unit,GDP,b\nx,99,5\ny,98,4\nz,3,9\n",
        ", columns: {a: GDP}, missing: {GDP: [99], a: [98]}",
    )
    assert "names the column of a twice" in refused(path)


def test_a_word_that_is_nearly_a_status_is_not_overruled(made: Made) -> None:
    table = "unit,a,b,status\nx,1,1,OBSERVED\ny,2,2,\nz,3,4,\n"
    assert "did you mean `observed`" in refused(made(table))


def test_thousands_and_an_exponent_do_not_go_together() -> None:
    assert not Notation(",", ".").fits("1.000e3")
    assert Notation(",", ".").fits("1.000,5")
    assert Notation(",").fits("1,5e3")


def test_a_remark_without_a_unit_is_passed_over_beside_known_units_alone(made: Made) -> None:
    path = made("unit,note,a,b\nx,,1,5\ny,,2,4\nz,,3,3\n,provisional,,\n", ", others: ignore")
    assert coopindex.load(path).score().rows.units == ("x", "y", "z")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_a_mark_is_taken_off_whatever_the_encoding(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "t.csv"
    file.write_text("城市名称,值\n'-宁波市,1\n'=天津市,2\n", encoding)
    assert list(read_table(file, "t.csv").columns["城市名称"]) == ["-宁波市", "=天津市"]


def test_what_is_wrong_goes_to_other_processes(made: Made) -> None:
    path = made("unit,a,b\nx,1,5\ny,2,4\nz,3,3\nq,1,1\n")
    with pytest.raises(coopindex.InvalidInput) as raised:
        coopindex.load(path).score()
    assert str(pickle.loads(pickle.dumps(raised.value))) == str(raised.value)


@pytest.mark.parametrize("only", ["", ",", []])
def test_nobody_named_is_not_everybody(only: object) -> None:
    with pytest.raises(coopindex.InvalidInput):
        coopindex.load("city-networks").score().listing(only=only)


def test_units_are_named_alike_everywhere() -> None:
    scoring = coopindex.load("china-ceec-cities").score()
    assert set(scoring.listing(only="ningbo, 天津").units) == {"ningbo", "tianjin"}
    assert set(scoring.guarantee(units="ningbo, 天津").answered) == {"ningbo", "tianjin"}


@pytest.mark.parametrize("name", ["null", "1e3", "1.50", "true", "x.yaml"])
def test_a_new_index_of_any_name_scores(name: str, tmp_path: Path) -> None:
    start(tmp_path / name)
    (index,) = (tmp_path / name / "indicators").glob("*.yaml")
    assert coopindex.load(index).score().index.code == name.removesuffix(".yaml")


def test_a_run_that_fails_leaves_no_factor_out(monkeypatch: pytest.MonkeyPatch) -> None:
    from coopindex.phrases import Wording
    from coopindex.problems import Problem
    from coopindex.robustness import uncertainty
    from coopindex.robustness.execution import RunEnded

    asked = []

    def fails(*_: object, **__: object) -> None:
        asked.append(1)
        raise RunEnded([Problem("workers-ended", Wording("plan.workers-ended", times=3))])

    monkeypatch.setattr(uncertainty, "uncertainty", fails)
    with pytest.raises(coopindex.InvalidInput, match="ended from outside"):
        coopindex.load("city-networks").score().uncertainty(draws=16)
    assert len(asked) == 1


def test_frames_are_still_taken() -> None:
    frame = pd.DataFrame({"a": [1, 2.0]}, index=list("xy"))
    assert coopindex.score(frame, tree=["a"], normalisation="min_max").scores.shape[0] == 2
