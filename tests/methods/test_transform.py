"""Transforms against COINr 1.1.14 (../shared/reference/asem/golden), scikit-learn and the English Indices of Deprivation 2025."""

import numpy as np
import pandas as pd
import pytest
from sklearn.preprocessing import PowerTransformer

from coopindex.methods.registry import Array, Undefined, find


def transformed(x: Array, method: str, **options: object) -> Array:
    found = find("transform", method)
    return found.apply(x, found.summarise(x, options), options)


@pytest.mark.parametrize(
    ("golden", "method", "options"),
    [
        ("04_fn_log_CT", "shifted_log", {}),
        ("04_fn_log_CT_orig", "shifted_log", {"add": "one"}),
        ("04_fn_log_CT_plus", "shifted_log", {"mirror": True}),
        ("04_fn_boxcox_lambda0", "box_cox", {"exponent": 0}),
        ("04_fn_boxcox_lambda0.5", "box_cox", {"exponent": 0.5}),
        ("04_fn_boxcox_lambda2", "box_cox", {"exponent": 2}),
    ],
)
def test_the_transform_is_that_of_coinr(reference, golden, method, options):
    folder = reference / "asem" / "golden"
    x = pd.read_csv(folder / "03_imputed_mean_grp.csv").set_index("uCode").to_numpy()
    expected = pd.read_csv(folder / f"{golden}.csv").set_index("uCode")
    np.testing.assert_allclose(transformed(x, method, **options), expected, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize(
    ("method", "theirs"), [("box_cox", "box-cox"), ("yeo_johnson", "yeo-johnson")]
)
def test_a_fitted_exponent_is_the_most_likely_one(method, theirs):
    x = np.exp(np.random.default_rng(1).normal(size=(40, 3)))
    options = {"shift": False} if method == "box_cox" else {}
    expected = PowerTransformer(method=theirs, standardize=False).fit_transform(x)
    np.testing.assert_allclose(
        transformed(x, method, exponent="fitted", **options), expected, rtol=1e-12
    )


def test_exponential_ranks_give_the_published_scores_of_the_english_deprivation_domains(reference):
    areas = pd.read_csv(reference / "published" / "imd_england2025" / "imd2025.csv.gz")
    ranks = areas[["children_and_young_people_rank", "adult_skills_rank"]].to_numpy(float)
    education = transformed(ranks, "exponential_rank", column="ranks").mean(axis=1)
    np.testing.assert_allclose(
        education, areas["Education_score"], atol=0.0015
    )  # METHOD.md: Education within 0.0014


def test_scores_are_ranked_before_they_are_spread():
    scores = np.array([[5.0], [9.0], [5.0], [1.0]])
    ranks = np.array([[2.0], [1.0], [2.0], [4.0]])
    np.testing.assert_allclose(
        transformed(scores, "exponential_rank"),
        transformed(ranks, "exponential_rank", column="ranks"),
        rtol=1e-12,
    )


@pytest.mark.parametrize(
    ("method", "options", "x", "where"),
    [
        ("log", {}, [[1.0], [0.0], [-1.0]], [[False], [True], [True]]),
        ("log", {"offset": 1.0}, [[1.0], [0.0], [-1.0]], [[False], [False], [True]]),
        ("square_root", {}, [[1.0], [0.0], [-1.0]], [[False], [False], [True]]),
        ("box_cox", {"exponent": 1, "shift": False}, [[1.0], [0.0]], [[False], [True]]),
        ("exponential_rank", {"column": "ranks"}, [[1.0], [3.0]], [[False], [True]]),
    ],
)
def test_values_without_a_result_are_pointed_at(method, options, x, where):
    with pytest.raises(Undefined) as caught:
        transformed(np.array(x), method, **options)
    assert caught.value.cells
    np.testing.assert_array_equal(caught.value.where, where)


@pytest.mark.parametrize("method", ["shifted_log", "box_cox", "yeo_johnson"])
def test_a_constant_column_is_pointed_at(method):
    with pytest.raises(Undefined) as caught:
        transformed(np.array([[1.0, 2.0], [1.0, 3.0]]), method)
    np.testing.assert_array_equal(caught.value.where, [True, False])


@pytest.mark.parametrize("name", ["exponent", "column", "add"])
def test_an_unknown_choice_is_refused(name):
    method = {"exponent": "box_cox", "column": "exponential_rank", "add": "shifted_log"}[name]
    with pytest.raises(ValueError, match=name):
        transformed(np.array([[1.0], [2.0]]), method, **{name: "odd"})
