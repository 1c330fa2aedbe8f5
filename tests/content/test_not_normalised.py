"""Whoever puts together what is neither normalised nor of one measure is told so."""

import pandas as pd
import pytest

import coopindex

FRAME = pd.DataFrame({"gdp": [100.0, 200, 150], "beds": [3.0, 2, 9]}, index=list("abc"))


def told(gdp=None, beds=None, **settings):
    """What is said of an index of two indicators."""
    scoring = coopindex.score(FRAME, tree={"gdp": gdp or {}, "beds": beds or {}}, **settings)
    return [flag for flag in scoring.flags if flag.code == "not-normalised"]


def test_raw_figures_of_unlike_measures_are_flagged_with_their_measures():
    (flag,) = told({"measure": {"en": "billion yuan", "zh": "亿元"}})
    assert "`gdp` (billion yuan), `beds` (no measure stated)" in flag.message
    assert "`gdp`（亿元）、`beds`（未注明计量单位）" in flag.said("zh")
    assert "normalisation" in flag.hint


POINTS, WHY = {"bounds": [0, 500]}, {"normalisation": {"method": "none", "reason": "as UNDP does"}}
FIVE_HUNDRED = {"normalisation": {"method": "min_max", "scale": [0, 500]}}


@pytest.mark.parametrize(
    ("gdp", "beds", "settings"),
    [
        ({}, {}, {"normalisation": "min_max"}),
        ({"measure": "%"}, {"measure": "%"}, {}),
        (POINTS, POINTS, {}),
        (POINTS, FIVE_HUNDRED, {}),
        ({"data": "beds"}, {}, {}),
        ({}, {"constant": 3}, {}),
        (WHY, {}, {}),
        ({}, {}, {"aggregation": "geometric"}),
        ({"transform": "log"}, {"transform": "log"}, {}),
    ],
)
def test_what_may_be_put_together_is_not_flagged(gdp, beds, settings):
    assert not told(gdp, beds, **settings)


@pytest.mark.parametrize(
    ("gdp", "beds", "settings"),
    [
        ({}, {"normalisation": "min_max"}, {}),
        ({"measure": "yuan"}, {"measure": "yuan", "denomination": {"by": 2}}, {}),
        (POINTS, {"bounds": [0, None]}, {}),
        (POINTS, {"normalisation": "z_score"}, {}),
        ({"transform": "log"}, {"transform": "log"}, {"aggregation": "geometric"}),
        ({"transform": "log"}, {}, {}),
        ({}, {}, {"aggregation": {"method": "topsis"}}),
    ],
)
def test_what_may_not_be_put_together_is_flagged(gdp, beds, settings):
    assert told(gdp, beds, **settings)


def test_what_is_published_beside_the_index_is_flagged_too():
    aside = {"counts": False, "children": {"gdp": {}, "beds": {}}}
    scoring = coopindex.score(FRAME, tree={"one": {"data": "gdp"}, "aside": aside})
    assert [flag.field for flag in scoring.flags if flag.code == "not-normalised"] == [
        "children.aside"
    ]
