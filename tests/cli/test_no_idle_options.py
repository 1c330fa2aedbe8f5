"""An option that would have no effect is refused in words."""

import numpy as np
import pytest

from coopindex.cli import main
from coopindex.cli.app import Commands
from coopindex.methods.weighting import pca

CITIES = "china-ceec-cities"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["obstacles", CITIES, "--ideal", "50"], "no other ideal"),
        (["audit", CITIES, "--draws", "16", "--group", "kind"], "standings"),
        (["audit", CITIES, "--table", "coverage", "--draws", "16"], "--draws: has no effect"),
        (["audit", CITIES, "--table", "coverage", "--method", "kendall"], "--method: has no"),
        (["audit", CITIES, "--table", "shift", "--threshold", "redundant=0.5"], "--threshold: has"),
        (["chart", CITIES, "coverage", "--draws", "16"], "--draws: has no effect on the chart"),
        (["chart", CITIES, "drivers", "--draws", "16"], "--draws: has no effect on the chart"),
        (["chart", CITIES, "correlations", "--unit", "ningbo"], "--unit: has no effect"),
        (["chart", CITIES, "ranking", "--map", "x.geojson"], "--map: has no effect"),
        (["chart", CITIES, "map", "--map-classes", "equal"], "--map-classes: is about"),
        (["report", CITIES, "--map-classes", "equal"], "--map-classes: is about"),
        (["obstacles", CITIES, "ningbo", "--by", "kind"], "--by: has no effect"),
        (["strengths", CITIES, "--ddof", "0"], "--ddof: has no effect"),
        (["strengths", CITIES, "--cuts", "--by", "kind"], "--by: has no effect"),
        (["disparity", CITIES, "--table", "beta", "--by", "kind"], "--by: has no effect"),
        (["uncertainty", CITIES, "--replay", "x.csv", "--dask"], "--dask: has no effect"),
        (["init", "--list", "--workbook"], "--workbook: has no effect"),
        (["elicit", CITIES, "-m", "ahp", "-o", "q.xlsx", "--power", "3"], "--power: has no effect"),
        (["elicit", CITIES, "-a", "q.xlsx", "--experts", "3"], "--experts: has no effect"),
    ],
)
def test_an_option_that_nothing_takes_is_refused(asked, said, capsys):
    assert main(asked) != 0
    assert said in capsys.readouterr().err


GIVEN = {
    "unit": ["ningbo"],
    "weights": ["cass"],
    "overrides": ["trade=0.5"],
    "data": ["x.csv"],
    "sheet": ["S"],
    "year": ["2019"],
    "plan": ["x"],
    "draws": ["16"],
    "seed": ["1"],
    "map_file": ["x"],
    "map_key": ["x"],
    "map_classes": ["equal"],
    "width": ["500"],
    "dark": [],
    "output": ["x.svg"],
}


@pytest.mark.parametrize(
    "option", [each for each in Commands()["chart"].params[2:] if each.name != "lang"], ids=str
)
def test_no_option_is_taken_beside_the_list_of_charts(option, capsys):
    assert main(["chart", CITIES, option.opts[0], *GIVEN[option.name]]) == 2
    assert f"{option.opts[0]}: has no effect on the list of charts" in capsys.readouterr().err


@pytest.mark.parametrize(
    "options",
    [{"rotation": "none"}, {"components": 1}, {"form": "component_scores", "components": 9}],
)
def test_an_option_of_components_that_a_form_does_not_take_is_refused(options):
    with pytest.raises(ValueError, match=r"rotation|components"):
        pca(np.array([[0.0, 0.5], [1.0, 1.5], [2.0, 1.0]]), **options)
