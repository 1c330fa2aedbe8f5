"""Every normalisation with every aggregation: what is tried, what is blank, what is said."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import spearmanr

import coopindex
from coopindex import InvalidInput, load
from coopindex.engine.index import Choice
from coopindex.robustness.grid import method_grid

TREE = {"trade": ["ports", "rail"], "people": ["visits", "schools"]}
LEAVES = ["ports", "rail", "visits", "schools"]


def scored(values, **defaults):
    units = [f"u{number}" for number in range(len(values))]
    frame = pd.DataFrame(values, index=units, columns=LEAVES)
    return coopindex.score(frame, tree=TREE, **({"normalisation": "min_max"} | defaults))


FIGURES = [[1, 9, 3, 4], [5, 2, 8, 1], [7, 7, 2, 6], [2, 4, 9, 9], [8, 1, 1, 2]]


@pytest.fixture(scope="module")
def cities():
    return load("china-ceec-cities").score()


def test_the_indexs_own_pair_comes_first_and_is_the_ranking_as_scored(cities):
    found = cities.grid()
    assert found.names[0][0] == "min_max"
    assert found.names[1][0] == "arithmetic"
    np.testing.assert_array_equal(found.ranks[0, 0], cities.rank()[-1])
    assert found.spearman[0, 0] == pytest.approx(1)


def test_the_usual_methods_are_five_times_six(cities):
    names = cities.grid().names
    assert names[0][1:] == ("z_score", "percentile_rank", "rank", "fraction_of_maximum")
    assert names[1][1:] == ("geometric", "harmonic", "topsis", "copeland", "mpi")


@pytest.mark.parametrize("normalisation", ["z_score", "rank", "percentile_rank"])
@pytest.mark.parametrize("aggregation", ["arithmetic", "topsis", "copeland"])
def test_a_pair_is_the_index_written_with_those_methods(normalisation, aggregation):
    found = scored(FIGURES).grid(normalisations=normalisation, aggregations=aggregation)
    written = scored(FIGURES, normalisation=normalisation, aggregation=aggregation)
    np.testing.assert_array_equal(found.ranks[-1, -1], written.rank()[-1])
    assert found.spearman[-1, -1] == pytest.approx(
        spearmanr(scored(FIGURES).rank()[-1], written.rank()[-1]).statistic
    )


def test_a_geometric_mean_takes_a_scale_that_begins_above_0_as_practice_does():
    found = scored(FIGURES).grid(aggregations="geometric")
    written = scored(
        FIGURES, normalisation={"method": "min_max", "scale": [1, 100]}, aggregation="geometric"
    )
    assert (0, 1) in found.lifted
    np.testing.assert_array_equal(found.ranks[0, 1], written.rank()[-1])


def test_a_scale_of_the_indexs_own_that_begins_above_0_stays():
    own = {"method": "min_max", "scale": [10, 20]}
    found = scored(FIGURES, normalisation=own).grid(aggregations="geometric")
    written = scored(FIGURES, normalisation=own, aggregation="geometric")
    assert (0, 1) not in found.lifted
    np.testing.assert_array_equal(found.ranks[0, 1], written.rank()[-1])


def test_a_geometric_mean_of_z_scores_is_blank_with_the_reason():
    found = scored(FIGURES).grid(normalisations="z_score", aggregations="geometric")
    assert "geometric mean" in found.why[1, 1].message
    assert np.isnan(found.spearman[1, 1])
    assert np.isnan(found.ranks[1, 1]).all()
    row = found.agreement.iloc[-1]
    assert row["why"] == found.why[1, 1].message


def test_methods_of_several_nodes_stand_together_as_scored():
    tree = {
        "trade": {"aggregation": "geometric", "children": {"ports": {}, "rail": {}}},
        "people": ["visits", "schools"],
    }
    frame = pd.DataFrame(FIGURES, index=list("abcde"), columns=LEAVES)
    scoring = coopindex.score(
        frame, tree=tree, normalisation={"method": "min_max", "scale": [1, 100]}
    )
    found = scoring.grid()
    assert found.several == {"normalisation": False, "aggregation": True}
    assert found.names[1][:3] == ("as scored", "arithmetic", "geometric")
    np.testing.assert_array_equal(found.ranks[0, 0], scoring.rank()[-1])


def test_a_ratio_is_no_matter_of_method_and_stays():
    tree = {
        "trade": {"aggregation": "ratio", "children": {"ports": {}, "rail": {}}},
        "people": ["visits", "schools"],
    }
    frame = pd.DataFrame(FIGURES, index=list("abcde"), columns=LEAVES)
    keys = {"normalisation": {"method": "min_max", "scale": [1, 100]}}
    found = coopindex.score(frame, tree=tree, **keys).grid(aggregations="geometric")
    assert found.aggregations[0].method == "arithmetic"
    assert found.several["aggregation"] is False
    assert found.spearman.shape == (5, 2)


def test_what_is_not_normalised_stays_so():
    found = scored(FIGURES, normalisation="none").grid()
    assert found.names[0] == ("none",)


def test_a_method_that_there_is_not_is_refused_with_the_nearest(cities):
    with pytest.raises(InvalidInput, match="z_scor"):
        cities.grid(normalisations="z_scor")


def test_a_method_that_must_be_told_more_is_refused(cities):
    with pytest.raises(InvalidInput, match="exponent"):
        cities.grid(aggregations="power")


def test_choices_with_options_are_told_apart():
    cubes = [Choice("aggregation", "power", (("exponent", p),)) for p in (2.0, 3.0)]
    found = method_grid(scored(FIGURES), aggregations=cubes)
    assert found.names[1] == ("arithmetic", "power (exponent: 2)", "power (exponent: 3)")


def test_the_table_has_a_row_for_each_pair_and_unit(cities):
    found = cities.grid()
    table = found.table
    assert len(table) == found.ranks.size
    one = table[(table["normalisation"] == "rank") & (table["unit"] == "tianjin")]
    at = cities.rows.units.index("tianjin")
    assert one["rank"].tolist() == found.ranks[3, :, at].tolist()


def test_the_page_says_which_pairs_are_blank_in_both_languages(cities):
    found = cities.grid()
    for lang, words in (("en", "fraction of maximum with any aggregation"), ("zh", "任一合成方法")):
        page = cities.present(found, lang=lang)
        assert any(words in line for line in page.sections[-1].below or page.sections[-2].below)


@given(st.lists(st.permutations(range(6)), min_size=4, max_size=4))
def test_linear_scales_agree_whatever_the_figures(columns):
    figures = np.array(columns, float).T
    found = scored(figures).grid(normalisations="distance_to_maximum")
    goes = ~np.isnan(found.spearman[0])
    np.testing.assert_array_equal(found.ranks[1, goes], found.ranks[0, goes])
