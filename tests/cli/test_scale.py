"""What was fitted is shown, written, and scored on."""

import json

import pytest

from coopindex import load
from coopindex.cli import INVALID, USAGE, main

CITIES = "china-ceec-cities"


@pytest.fixture
def file(tmp_path, capsys):
    """The scale of the bundled index, as the command writes it."""
    path = tmp_path / "scale.json"
    assert main(["score", CITIES, "--scale", "-o", str(path)]) == 0
    capsys.readouterr()
    return path


def test_the_scale_is_shown_in_the_measure_of_the_data(capsys):
    assert main(["score", CITIES, "--scale", "--format", "csv"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "node,step,statistic,value,year,of"
    values = load(CITIES).score().nodes("column")["trade_volume"]
    assert f"trade_volume,normalisation,minimum,{values.min()},2019," in lines


def test_chinese_names_nodes_steps_and_statistics(capsys):
    assert main(["score", CITIES, "--scale", "--lang", "zh"]) == 0
    out = capsys.readouterr().out
    assert {"标准化基准", "最小值", "缩尾上限", "异常值处理"} <= set(out.replace("\n", " ").split())


def test_the_file_holds_the_table_beside_what_others_are_scored_on(file):
    rows = json.loads(file.read_text("utf-8"))["scale"]
    ends = [row for row in rows if row["node"] == "trade_volume" and row["step"] == "normalisation"]
    assert {row["statistic"]: row["value"] for row in ends} == {
        "minimum": 5.1208,  # of data/china-ceec-cities/observations.csv
        "maximum": 28.5741,
    }


def test_on_its_own_scale_an_index_scores_the_same_and_the_heading_names_the_file(file, capsys):
    assert main(["score", CITIES, "--on-scale", str(file), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [unit["score"] for unit in found["units"]] == load(CITIES).score().scores[
        "score"
    ].tolist()
    assert f"held from {file.as_posix()}" in found["scale"]


def test_a_unit_alone_is_scored_on_the_scale_of_all(file, tmp_path, capsys):
    project, alone = load(CITIES), tmp_path / "alone.csv"
    table = project.content.root / "data" / CITIES / "observations.csv"
    header, *rows = table.read_text("utf-8").splitlines()
    own = [row for row in rows if row.startswith("tianjin,")]
    alone.write_text("\n".join([header, *own, ""]), "utf-8")
    command = ["score", CITIES, "--data", str(alone), "--json"]
    assert main([*command, "--on-scale", str(file)]) == 0
    units = {unit["unit"]: unit for unit in json.loads(capsys.readouterr().out)["units"]}
    score = project.score().scores.set_index("unit").loc["tianjin", "score"]
    assert units["tianjin"]["score"] == pytest.approx(score, rel=1e-12)


def test_a_scale_is_taken_as_plain_values_too(file):
    held = load(CITIES).score(on_scale=json.loads(file.read_text("utf-8")))
    assert (held.score == load(CITIES).score().score).all()
    assert held.compare("equal").names == ("cass", "equal")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "scale.json:1: is not JSON"),
        ("[]", "this is no scale"),
        ('{"format": 1, "index": "other"}', "this is the scale of other, not of"),
    ],
)
def test_what_is_no_scale_of_the_index_is_refused(file, capsys, text, said):
    file.write_text(text)
    assert main(["score", CITIES, "--on-scale", str(file)]) == INVALID
    assert said in capsys.readouterr().err


def test_a_scale_is_not_written_over_itself(file, capsys):
    before = file.read_bytes()
    command = ["score", CITIES, "--scale", "--on-scale", str(file), "-o", str(file)]
    assert main(command) == INVALID
    assert "would be overwritten" in capsys.readouterr().err
    assert file.read_bytes() == before


def test_units_points_do_not_go_with_the_scale(capsys):
    assert main(["score", CITIES, "--scale", "--nodes"]) == USAGE
    assert "--nodes" in capsys.readouterr().err
