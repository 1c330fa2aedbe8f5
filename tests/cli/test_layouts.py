"""Tables as publishers give them go from file to ranking: three layouts in tests/layouts.

Their figures are invented, and so chosen that the scores are worked out by hand.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from coopindex.cli import main
from coopindex.project import load

LAYOUTS = Path(__file__).resolve().parents[1] / "layouts"


@pytest.fixture
def layout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Copy one of the layouts, and work there."""

    def copy(name: str) -> Path:
        shutil.copytree(LAYOUTS / name, tmp_path / name)
        monkeypatch.chdir(tmp_path / name)
        return tmp_path / name

    return copy


def ranking(index: str) -> tuple[list[str], list[float]]:
    """Return the names of the units, best first, and their scores."""
    scores = load(index).score().scores
    return scores["name"].tolist(), scores["score"].tolist()


def test_a_download_of_the_world_bank_is_ranked(layout: Callable[[str], Path]) -> None:
    layout("world-bank")
    assert main(["validate", "prosperity"]) == 0
    # gdp: (x - 4,000) / 96,000; life: (x - 60) / 20, Korea's is missing
    names, scores = ranking("prosperity")
    assert names == ["Norway", "Korea, Rep.", "South Africa", "Namibia"]
    assert scores == pytest.approx([100, 50, (3000 / 960 + 25) / 2, 0])


def test_what_of_it_the_index_does_not_name_is_told_by_validate_alone(
    layout: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    layout("world-bank")
    assert main(["validate", "prosperity"]) == 0
    said = capsys.readouterr().out
    assert "1 indicator that indicators/prosperity.yaml does not name is passed over" in said
    assert "2 units that data/countries.csv does not name are passed over, first `WLD`" in said
    assert main(["score", "prosperity"]) == 0
    assert "passed over" not in capsys.readouterr().out


def test_a_long_table_of_the_oecd_is_ranked(layout: Callable[[str], Path]) -> None:
    layout("oecd")
    assert main(["validate", "skills"]) == 0
    # work: (x - 50) / 20, study: (x - 30) / 20 of 10 points, work counts three times
    names, scores = ranking("skills")
    assert names == ["Austria", "France", "Türkiye"]
    assert scores == pytest.approx([(3 * 10 + 5) / 4, (3 * 5 + 10) / 4, 0])


def test_rows_of_several_kinds_are_told_in_a_line_with_the_columns_that_part_them(
    layout: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    definition = layout("oecd") / "indicators" / "skills.yaml"
    text = definition.read_text("utf-8")
    definition.write_text(text.replace("where: {SEX: _T, UNIT_MEASURE: PT_POP}", ""), "utf-8")
    assert main(["score", "skills"]) == 3
    problem, hint = capsys.readouterr().err.strip().splitlines()
    assert "60 figures stand twice" in problem
    assert "`UNIT_MEASURE`, `SEX`" in hint
    assert "where: {UNIT_MEASURE: PT_POP}" in hint


def test_a_sheet_of_a_chinese_yearbook_is_ranked(
    layout: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    layout("yearbook")
    assert main(["validate", "openness", "--lang", "zh"]) == 0
    capsys.readouterr()
    # gdp: (x - 2,000) / 22,000; trade: x / 24,000; unemployment: (4 - x) / 2, Ningbo's is 99
    hangzhou, ningbo = (18000 / 220, 100 / 3, 100), (14000 / 220, 50)
    names, scores = ranking("openness")
    assert names == ["苏州市", "杭州市", "宁波市", "宿州市"]
    assert scores == pytest.approx([250 / 3, sum(hangzhou) / 3, sum(ningbo) / 2, 0])
    assert main(["explain", "openness", "宁波市", "--lang", "zh"]) == 0
    assert "宁波市" in capsys.readouterr().out
