"""Strengths, weaknesses and reliability: what the goldens do not decide."""

import numpy as np
import pandas as pd
import pytest

import coopindex
from coopindex import InvalidInput, load

LEAVES = [f"i{number}" for number in range(8)]


def scored(values, tree=None, **keys):
    frame = pd.DataFrame(values, columns=LEAVES[: np.shape(values)[1]])
    frame.index = [f"u{number}" for number in range(len(frame))]
    tree = tree or list(frame.columns)
    return coopindex.score(frame, tree=tree, **({"normalisation": "min_max"} | keys))


def figures(units=12, indicators=8, seed=1):
    return np.random.default_rng(seed).permuted(
        np.tile(np.arange(units, dtype=float), (indicators, 1)).T, axis=0
    )


def marks(found, unit):
    return found[found["unit"] == unit].set_index("node")["mark"].to_dict()


def test_where_less_is_better_the_least_is_a_strength():
    plain = scored(figures()).strengths()
    turned = figures() * np.where(np.arange(8) == 2, -1, 1)
    tree = {name: {"direction": "negative"} if name == "i2" else None for name in LEAVES}
    pd.testing.assert_frame_equal(scored(turned, tree).strengths(), plain)


def test_the_usual_count_is_an_eighth_of_the_indicators_and_at_least_three():
    found = scored(figures(units=30)).strengths(most_sharing=0)
    many = found[found["mark"] == "strength"].groupby("unit").size()
    assert many.min() >= 3


def test_a_rank_that_most_share_is_no_strength_by_itself():
    values = figures()
    values[:, 0] = 0
    values[:2, 0] = [2, 1]
    shared = scored(values).strengths()
    row = shared[(shared["node"] == "i0") & (shared["rank"] == 3)]
    assert len(row) == 10
    assert (row["mark"] != "strength").all()


@pytest.mark.parametrize("most_sharing", [0, 1 / 3, 1])
def test_where_all_are_alike_nobody_has_a_mark(most_sharing):
    values = figures()
    values[:, 0] = 4
    found = scored(values, normalisation="none").strengths(most_sharing=most_sharing)
    assert set(found.loc[found["node"] == "i0", "mark"]) == {""}
    assert set(found["mark"]) == {"", "strength", "weakness"}


def test_marks_by_percentile_are_those_beyond_the_cuts():
    result = scored(figures(units=30))
    found = result.strengths(count=2).merge(result.cuts(count=2), on="unit")
    above = found["percentile"] >= found["high"]
    below = found["percentile"] <= found["low"]
    assert (found.loc[above & ~below, "mark"] == "strength").all()
    assert (found.loc[found["mark"] == "weakness", "percentile"] <= found["low"].max()).all()
    assert (found.loc[below & (found["rank"] > 3), "mark"] == "weakness").all()


def test_a_third_rank_that_few_share_is_a_strength_whatever_the_percentile():
    found = scored(figures()).strengths(count=1)
    third = found[found["rank"] <= 3]
    assert (third["mark"] == "strength").all()
    assert set(third["by"]) == {"percentile", "rank"}


def test_the_last_of_three_is_no_strength():
    found = scored(figures(units=3)).strengths()
    assert (found.loc[found["rank"] == 3, "mark"] != "strength").all()


def test_what_is_within_both_cuts_is_neither():
    found = scored(figures(units=30, indicators=5)).strengths(most_sharing=0)
    ties = found.groupby("unit")["percentile"].nunique()
    plain = [unit for unit, values in ties.items() if values == 5]
    assert plain
    for unit in plain:
        assert sorted(marks(found, unit).values()) == ["", *["strength"] * 2, *["weakness"] * 2]


def test_a_dimension_takes_the_cuts_of_the_indicators():
    tree = {"a": LEAVES[:4], "b": LEAVES[4:]}
    found = scored(figures(), tree).strengths(count=3, most_sharing=0)
    for _, of in found.groupby("unit"):
        leaves = of.loc[of["kind"] == "indicator", "percentile"].sort_values()
        high, low = leaves.iloc[-3], leaves.iloc[2]
        for row in of[of["kind"] == "dimension"].itertuples():
            above, below = row.percentile >= high, row.percentile <= low
            want = "strength" if above > below else "weakness" if below > above else ""
            assert row.mark == want


def test_without_enough_data_there_is_no_mark():
    values = figures()
    values[3, :3] = np.nan
    scoring = scored(values, imputation="mean")
    assert any(marks(scoring.strengths(), "u3")[name] for name in LEAVES[:3])
    strict = marks(scoring.strengths(minimum_coverage=0.5), "u3")
    assert not any(strict[name] for name in LEAVES[:3])


def test_what_is_missing_has_no_row():
    values = figures()
    values[3, 0] = np.nan
    found = scored(values).strengths()
    assert "i0" not in marks(found, "u3")


def grouped(values, labels):
    codes = [f"u{number}" for number in range(len(values))]
    frame = pd.DataFrame({"unit": codes, "i0": values, "i1": range(len(values))})
    units = pd.DataFrame({"code": codes, "name_en": codes, "region": labels})
    return coopindex.score(frame, tree=["i0", "i1"], units=units)


def of_i0(found, column):
    return found.loc[found["node"] == "i0", column].tolist()


def test_a_score_on_the_bound_is_not_above_it():
    scoring = grouped([0.1, 0.3, 0.0, 9.0], ["a", "a", "b", ""])
    found = scoring.strengths(by="region", ddof=0)
    # of two, each lies one population deviation from their mean
    assert of_i0(found, "group_mark") == ["", "", "", ""]
    assert of_i0(found, "group_mean")[:2] == pytest.approx([0.2, 0.2])
    assert of_i0(found, "group_sd")[:2] == pytest.approx([0.1, 0.1])


def test_one_alone_and_one_without_a_group_have_no_mark():
    found = grouped([0.1, 0.3, 0.0, 9.0], ["a", "a", "b", ""]).strengths(by="region")
    assert of_i0(found, "group_n")[:3] == [2, 2, 1]
    assert np.isnan(of_i0(found, "group_sd")[2])
    assert pd.isna(of_i0(found, "group_n")[3])


def test_a_mark_within_the_group_is_more_than_a_deviation_away():
    found = grouped([0.0, 0.0, 0.0, 4.0], ["a"] * 4).strengths(by="region")
    assert of_i0(found, "group_mark") == ["", "", "", "strength"]


def test_a_group_of_equals_has_no_mark():
    found = grouped([0.1 + 0.2, 0.3, 0.3, 5.0], ["a", "a", "a", "b"]).strengths(by="region")
    assert of_i0(found, "group_mark")[:3] == ["", "", ""]


def test_a_group_that_there_is_not_is_refused():
    with pytest.raises(InvalidInput, match="regoin"):
        load("china-ceec-cities").score().strengths(by="regoin")


def test_reliability_stands_in_the_order_of_the_ranking():
    scoring = load("china-ceec-cities").score()
    found = scoring.reliability()
    assert found["unit"].tolist() == scoring.scores["unit"].tolist()
    np.testing.assert_allclose(found["coverage"], scoring.scores["coverage"])
    whole = found["documented"] + found["illustrative"]
    np.testing.assert_allclose(whole, 1)


def panel(**keys):
    rows = [
        (unit, year, number + at * year, 1.0 + at)
        for at, unit in enumerate("abc")
        for number, year in enumerate((2018, 2020, 2021))
    ]
    frame = pd.DataFrame(rows, columns=["unit", "year", "i0", "i1"])
    frame.loc[(frame["unit"] == "b") & (frame["year"] > 2018), "i0"] = np.nan
    frame.loc[(frame["unit"] == "c") & (frame["year"] > 2020), "i0"] = np.nan
    keys = {"normalisation": "min_max", "year": 2021} | keys
    year = keys.pop("year")
    return coopindex.score(frame, tree=["i0", "i1"], year=year, **keys)


def test_a_figure_carried_over_is_as_old_as_the_year_it_is_from():
    found = panel(imputation="last_observation").reliability().set_index("unit")
    assert found["age"].to_dict() == {"a": 0, "b": 1.5, "c": 0.5}
    assert (found["dated"] == 1).all()
    assert found["imputed"].to_dict() == {"a": 0, "b": 0.5, "c": 0.5}


def test_of_what_is_filled_in_by_a_mean_no_age_is_known():
    found = panel(imputation={"method": "constant", "value": 9}).reliability().set_index("unit")
    assert found["age"].to_dict() == {"a": 0, "b": 0, "c": 0}
    assert found["dated"].to_dict() == {"a": 1, "b": 0.5, "c": 0.5}


def test_without_years_no_age_is_known():
    found = scored(figures()).reliability()
    assert found["age"].isna().all()
    assert (found["dated"] == 0).all()
