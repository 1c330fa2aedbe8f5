"""What a method finds no weight for is said; what would take all of it is refused."""

import pandas as pd
import pytest

import coopindex
from coopindex import InvalidInput
from coopindex.methods.registry import methods

ALIKE = pd.DataFrame(
    {"a": [1.0, 2, 3, 4], "b": [5.0, 5, 5, 5], "c": [2.0, 1, 4, 3]}, index=list("wxyz")
)
TOLD = {name for name, way in methods("weighting").items() if way.judged}
NESTED = {name for name, way in methods("weighting").items() if way.nests}


def scored(weighting, table=ALIKE):
    return coopindex.score(table, tree=dict.fromkeys(table), weighting=weighting)


def tried(weighting):
    """Return a scoring, or why there is none."""
    try:
        return scored(weighting), ""
    except InvalidInput as refused:
        return None, refused.problems[0].message


@pytest.mark.parametrize("method", sorted(set(methods("weighting")) - TOLD - NESTED))
def test_a_child_alike_for_all_is_refused_or_flagged_under_every_weighting_by_data(method):
    found, refused = tried(method)
    if found is None:
        assert "is constant" in str(refused)
        return
    assert found.weights.set_index("node").loc["b", "share"] == 0
    (flag,) = (flag for flag in found.flags if flag.code == "weightless")
    assert (flag.value, flag.level) == ("b", "flag")


@pytest.mark.parametrize(
    ("by", "other"), [("linear", "equal"), ("game", {"method": "rank_order", "ranks": [1, 2, 3]})]
)
def test_a_child_that_one_of_several_methods_finds_no_weight_for_is_flagged(by, other):
    found = scored({"method": "combined", "of": ["entropy", other], "by": by})
    assert found.weights.set_index("node").loc["b", "share"] > 0
    (flag,) = (flag for flag in found.flags if flag.code == "weightless")
    assert (flag.value, flag.level) == ("b", "flag")
    assert "`entropy` finds no weight for 1 child" in str(flag.message)


def test_what_every_combined_method_weighs_is_not_flagged():
    found = scored({"method": "combined", "of": ["entropy", "equal"]}, ALIKE.drop(columns="b"))
    assert not [flag for flag in found.flags if flag.code == "weightless"]


def test_weights_above_0_are_not_flagged():
    found = scored("entropy", ALIKE.drop(columns="b"))
    assert not [flag for flag in found.flags if flag.code == "weightless"]
