"""Charts from the command line: listed, drawn alone, written whole, refused in one line."""

import sys
from xml.etree import ElementTree

import pytest

from coopindex.cli import main
from coopindex.project import charts

INDEX = "china-ceec-cities"


@pytest.fixture
def run(capsys):
    """Run a command; return its exit code, and what it said."""

    def ask(*args):
        code = main([*args])
        return code, *capsys.readouterr()

    return ask


def test_without_a_name_all_charts_are_listed(run):
    _, listed, _ = run("chart", INDEX)
    assert [line.split()[0] for line in listed.splitlines()] == list(charts())


def test_a_chart_goes_to_stdout_as_svg(run):
    _, svg, _ = run("chart", INDEX, "coverage", "--width", "700")
    found = ElementTree.fromstring(svg)
    assert found.tag.endswith("svg")
    assert found.get("width") == "700"


def test_a_chart_is_written_as_its_ending_says(run, tmp_path):
    pytest.importorskip("typst")
    begins = {"svg": b"<svg", "png": b"\x89PNG", "pdf": b"%PDF"}
    for ending, beginning in begins.items():
        path = tmp_path / f"x.{ending}"
        run("chart", INDEX, "ladder", "--unit", "宁波", "--lang", "zh", "-o", str(path))
        first = path.read_bytes()
        assert first.startswith(beginning)
        run("chart", INDEX, "ladder", "--unit", "宁波", "--lang", "zh", "-o", str(path))
        assert path.read_bytes() == first


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("gapp",), "did you mean `gap`?"),
        (("gap",), "name it with --unit"),
        (("gap", "--unit", "Nowhere"), "`Nowhere` is not a city"),
        (("trajectories",), "several years"),
        (("coverage", "-o", "x.gif"), "not as `.gif`"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_a_line(run, asked, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, _, complaint = run("chart", INDEX, *asked)
    assert code in (2, 3)
    assert said in complaint


def test_without_typst_a_picture_says_what_to_install(run, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    code, _, complaint = run("chart", INDEX, "coverage", "-o", str(tmp_path / "x.png"))
    assert code == 3
    assert "coopindex[report]" in complaint


def test_a_character_without_a_font_is_refused_by_name(tmp_path):
    pytest.importorskip("typst")
    import pandas as pd

    import coopindex
    from coopindex.problems import InvalidInput

    frame = pd.DataFrame({"unit": ["\U00013000", "b"], "indicator": "a", "value": [1.0, 2.0]})
    chart = coopindex.score(frame, tree={"index": "x", "title": "X", "children": {"a": {}}})
    with pytest.raises(InvalidInput, match="\U00013000"):
        chart.chart("coverage").save(tmp_path / "x.png")
    assert not (tmp_path / "x.png").exists()
