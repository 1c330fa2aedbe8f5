"""Units of other groups on a scale that is held, and groups that change by year."""

import pytest
import yaml

from coopindex import InvalidInput, load
from coopindex.cli import main

FORM = {
    "index": "i",
    "data": {
        "observations": {"file": "o.csv", "status": "observed", "source": "s"},
        "units": {"file": "o.csv", "code": "unit", "groups": ["region"]},
        "sources": "sources.yaml",
    },
    "children": {"x": {}, "y": {}},
}
OLD = [("a", "east", 1, 4), ("b", "east", 3, 8), ("c", "west", 5, 6)]
NEW = [("d", "south", 2, 5), ("e", "south", 4, "")]


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Write rows of units as a table, and the index; return its path."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sources.yaml").write_text("s: {title: S}\n")

    def write(rows, **keys):
        lines = [",".join(map(str, row)) for row in rows]
        head = "unit,region,x,y" if len(rows[0]) == 4 else "unit,region,year,x,y"
        (tmp_path / "o.csv").write_text("\n".join([head, *lines]) + "\n")
        (tmp_path / "i.yaml").write_text(yaml.safe_dump(FORM | keys, sort_keys=False))
        return tmp_path / "i.yaml"

    return write


def test_whose_figures_fixed_a_scale_does_not_matter_once_it_is_held(written):
    keys = {
        "defaults": {"normalisation": "min_max"},
        "reference": {"years": "all", "where": {"region": "east"}},
    }
    held = load(written(OLD, **keys)).score()
    again = load(written(NEW[:1], **keys))
    found = again.score(on_scale=held)
    # a and b are the east: x from 1 to 3, y from 4 to 8
    assert found.nodes().loc["d", "x"] == 50
    assert found.nodes().loc["d", "y"] == 25
    with pytest.raises(InvalidInput, match="east"):
        again.score()


def test_a_gap_of_a_group_that_the_scale_does_not_know_is_said(written):
    defaults = {"imputation": {"method": "group_mean", "group": "region"}}
    held = load(written(OLD, defaults=defaults)).score()
    assert not [flag for flag in held.flags if flag.code == "unknown-to-scale"]
    found = load(written([*NEW, ("f", "east", "", 1)], defaults=defaults)).score(on_scale=held)
    (flag,) = (flag for flag in found.flags if flag.code == "unknown-to-scale")
    assert (flag.value, flag.indicator) == ("e", "y")
    assert found.nodes().loc["f", "x"] == 2


YEARS = [
    ("a", "east", 2020, 1, 4),
    ("a", "west", 2021, 2, 5),
    ("b", "west", 2020, 3, 1),
    ("b", "west", 2021, 4, 2),
]


def test_a_group_that_changes_by_year_is_named_with_units_and_years(written, capsys):
    found = load(written(YEARS)).score(year="all")
    (flag,) = (flag for flag in found.flags if flag.code == "group-changes")
    assert (flag.line, flag.value, flag.field) == (3, "a", "region")
    assert "a (east in 2020, west in 2021)" in str(flag.message)
    assert list(found.group_labels("region")) == ["east", "west"]
    assert main(["score", "i.yaml", "--lang", "zh"]) == 0
    said = "".join("".join(capsys.readouterr()).split())
    assert "a（2020为east，2021为west）" in said


def test_a_group_that_stays_is_not_flagged(written):
    rows = [(unit, "east", *rest) for unit, _, *rest in YEARS]
    found = load(written(rows)).score()
    assert not [flag for flag in found.flags if flag.code == "group-changes"]
