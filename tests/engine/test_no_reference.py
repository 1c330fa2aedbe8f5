"""Statistics of no rows are refused, whatever takes them."""

from dataclasses import replace

import numpy as np
import pytest

from coopindex.engine.index import Choice, Reference
from coopindex.engine.score import score
from coopindex.methods.registry import STAGES, methods
from coopindex.problems import InvalidInput

WEST = Reference("each", (("side", "west"),))
EVERY = [
    (stage, name)
    for stage in STAGES
    if stage != "ranking"
    for name, method in methods(stage).items()
    if method.fits
]
SIDES = np.array(["west", "west", "east", "east", "east"])
VALUES = np.array([[3.0, 5.0], [4.0, 9.0], [1.0, 2.0], [7.0, 4.0], [8.0, 6.0]])


def tree(stage, name, years=1):
    """An index of two indicators, the method in the one or above both."""
    # what is measured from a base names its year, here the last
    of = replace(WEST, years=(2019 + years,)) if methods(stage)[name].based else WEST
    choice = Choice(stage, name, reference=of)
    if stage in ("weighting", "aggregation"):
        return {"index": {stage: choice, "children": {"a": None, "b": None}}}
    leaf = {stage: choice}
    return {"index": {"children": {"a": leaf, "b": leaf}}}


def sided(make, values, below):
    """An index whose units stand on a side each."""
    index, data, scheme = make(values, below)
    return index, replace(data, groups={"side": SIDES}), scheme


@pytest.mark.parametrize("years", [1, 3])
@pytest.mark.parametrize(("stage", "name"), EVERY)
def test_statistics_of_no_rows_name_step_node_and_reference(make, stage, name, years):
    shaken = np.random.default_rng(0).random((years, *VALUES.shape))
    values = VALUES + 0.1 * shaken
    if stage == "imputation":
        values[:, 3, 0] = np.nan
    index, data, scheme = sided(make, values, tree(stage, name, years))
    east = data.take([unit for unit, side in zip(data.units, SIDES, strict=True) if side == "east"])
    with pytest.raises(InvalidInput) as raised:
        score(index, east, scheme, east.years)
    said = raised.value.problems[0]
    assert said.field in ("a", "b")
    assert f"`{name}` refers to" in said.message
    assert "units whose side is west" in said.message
    assert said.hint


@pytest.mark.parametrize("years", [1, 3])
@pytest.mark.parametrize(("stage", "name"), EVERY)
def test_statistics_of_rows_that_all_miss_the_column_are_refused(make, stage, name, years):
    values = np.repeat(VALUES[None], years, axis=0)
    values[-1, :2, 0] = np.nan
    index, data, scheme = sided(make, values, tree(stage, name, years))
    with pytest.raises(InvalidInput) as raised:
        score(index, data, scheme, data.years)
    said = raised.value.problems[0]
    assert said.field == "a"
    assert f"`{name}` refers to" in said.message
    assert str(data.years[-1]) in said.message


def test_a_column_that_nobody_has_needs_no_reference(make):
    values = VALUES.copy()
    values[:, 0] = np.nan
    minmax = {"normalisation": Choice("normalisation", "min_max", reference=WEST)}
    both = {"index": {"children": {"a": minmax, "b": minmax}}}
    index, data, scheme = sided(make, values[None], both)
    assert np.isnan(score(index, data, scheme).array("a")).all()
