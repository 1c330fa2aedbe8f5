"""Transforms against COINr 1.1.14 (../shared/reference/asem/golden), scikit-learn and the English
Indices of Deprivation 2025.
"""

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
    """scikit-learn compares likelihoods, which near the largest differ by rounding: its exponent is
    known to about 1e-8.
    """
    x = np.exp(np.random.default_rng(1).normal(size=(40, 3)))
    options = {"shift": False} if method == "box_cox" else {}
    expected = PowerTransformer(method=theirs, standardize=False).fit(x)
    found = find("transform", method).summarise(x, {"exponent": "fitted", **options})
    np.testing.assert_allclose(found.exponent, expected.lambdas_, atol=1e-6)
    np.testing.assert_allclose(
        transformed(x, method, exponent="fitted", **options),
        expected.transform(x),
        rtol=1e-6,
        atol=1e-6,
    )


@pytest.mark.parametrize("measure", [1.0, 1e-9, 1e9])
def test_at_a_fitted_exponent_the_likelihood_has_no_slope_in_any_measure(measure):
    """Box & Cox (1964), the likelihood over the exponent, its slope by differences: known to their
    step squared.
    """
    x = np.exp(np.random.default_rng(2).normal(size=(40, 1)))
    fitted = find("transform", "box_cox").summarise(
        x * measure, {"exponent": "fitted", "shift": False}
    )

    def likelihood(exponent):
        y = (x**exponent - 1) / exponent
        return -len(x) / 2 * np.log(y.var()) + (exponent - 1) * np.log(x).sum()

    [exponent], step = fitted.exponent, 1e-4
    slope = (likelihood(exponent + step) - likelihood(exponent - step)) / (2 * step)
    curve = (
        likelihood(exponent + step) - 2 * likelihood(exponent) + likelihood(exponent - step)
    ) / step**2
    assert curve < 0
    assert abs(slope / curve) < 1e-7


@pytest.mark.parametrize(
    ("x", "said"),
    [([0.0, 1.0, 2.0], "must lie above 0"), ([1e16, 1e16 + 2], "is constant")],
)
def test_a_column_without_a_fitted_exponent_is_named(x, said):
    with pytest.raises(Undefined, match=said) as found:
        transformed(np.array(x)[:, None], "box_cox", shift=False)
    assert found.value.where.tolist() == [True]


def test_a_column_of_two_values_has_the_exponent_of_its_closed_form():
    """By hand, for three times a and once b with h = ln(b / a) / 2, the slope is 0 where 4 h coth(p
    h) + 2 h = 4 / p.
    """
    a, b = 1.6, 1.7
    h = np.log(b / a) / 2
    found = find("transform", "box_cox").summarise(np.array([[a], [a], [a], [b]]), {"shift": False})
    p = found.exponent[0]
    assert 4 * h / np.tanh(p * h) + 2 * h == pytest.approx(4 / p, rel=1e-9)


def test_a_power_near_0_is_the_logarithm():
    x = np.array([[0.5], [1.0], [2.0], [1e6]])
    for exponent in (0.0, 1e-300, -1e-17, 1e-12):
        found = transformed(x, "box_cox", exponent=exponent, shift=False)
        np.testing.assert_allclose(found, np.log(x), rtol=1e-10)


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
