"""What obstacles are where there is no plain ideal, and what is said of it."""

from dataclasses import replace

import numpy as np
import pytest

from coopindex.engine.index import Choice, Denomination
from coopindex.engine.score import score
from coopindex.problems import InvalidInput
from coopindex.questions.obstacles import obstacles

Z = Choice("normalisation", "z_score")
PLAIN = Choice("normalisation", "none")


def choice(stage, method, **options):
    return Choice(stage, method, tuple(sorted(options.items())))


def test_the_best_observed_is_the_ideal_of_a_scale_without_an_end(make):
    tree = {"root": {"children": {"x": {"normalisation": Z}, "y": None}}}
    result = score(*make([[1, 5], [3, 4], [9, 2.0]], tree))
    found = obstacles(result)
    assert found.observed == ("x",)
    ideals = found.table[found.table["node"] == "x"]["ideal"]
    assert set(ideals) == {result.array("x").max()}
    assert set(obstacles(result, ideal=5.0).table.query("node == 'x'")["ideal"]) == {5.0}


def test_bounds_end_values_that_are_left_as_they_are_and_only_those(make):
    plain = {"normalisation": PLAIN, "bounds": (0.0, 10.0)}
    divided = plain | {"denomination": Denomination(2.0)}
    tree = {"root": {"children": {"x": plain, "y": plain | {"direction": -1}, "d": divided}}}
    found = obstacles(score(*make([[1, 5, 4], [3, 4, 6.0]], tree)))
    first = found.table.set_index(["unit", "node"])["ideal"].loc["u000"]
    assert (first["x"], abs(first["y"]), first["d"]) == (10.0, 0.0, 3.0)
    assert found.observed == ("d",)


def test_who_lies_beyond_the_end_has_no_gap_there(make):
    posts = choice("normalisation", "goalposts", lower=0.0, upper=8.0, scale=(0, 100), clip=False)
    tree = {"root": {"children": {"x": {"normalisation": posts}, "y": None}}}
    found = obstacles(score(*make([[9, 5], [4, 4.0]], tree)))
    assert found.beyond == ("x",)
    gaps = found.table.set_index(["unit", "node"])["gap"]
    assert gaps["u000", "x"] == 0
    assert gaps["u001", "x"] == 25.0


def test_nothing_is_split_where_the_ideal_has_no_score(make):
    scale = {"normalisation": choice("normalisation", "min_max", scale=(0.0, 100.0))}
    ratio = choice("aggregation", "ratio", zero="missing")
    tree = {"root": {"children": {"x": scale, "y": scale}, "aggregation": ratio}}
    found = obstacles(score(*make([[1, 5], [3, 4], [9, 2.0]], tree)))
    assert np.isnan(found.gap).all()
    assert found.observed == ()


def test_an_unknown_group_is_refused(make):
    result = score(*make([[1.0], [2.0]], {"root": {"children": {"x": None}}}))
    with pytest.raises(InvalidInput, match="region"):
        obstacles(replace(result), by="region")
