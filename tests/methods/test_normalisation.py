"""Normalisation against COINr 1.1.14 (../shared/reference/asem/golden), CDC's SVI and
CalEnviroScreen.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from coopindex.methods.registry import Array, Context, Undefined, find

UNIT = (0.0, 1.0)


@pytest.fixture(scope="session")
def golden(reference: Path) -> Path:
    return reference / "asem" / "golden"


def table(golden: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(golden / f"{name}.csv").set_index("uCode")


@pytest.fixture(scope="session")
def direction(reference: Path) -> Array:
    meta = pd.read_csv(reference / "asem" / "meta.csv").set_index("iCode")
    return meta.loc[meta["Type"] == "Indicator", "Direction"].to_numpy(float)


def normalised(
    x: Array,
    method: str,
    context: Context | None = None,
    rows: Array | None = None,
    **options: object,
) -> Array:
    found = find("normalisation", method)
    return found.apply(
        x if rows is None else rows, found.summarise(x, options, context), options, context
    )


def context_of(codes: list[str], direction: Array) -> Context:
    return Context(tuple(codes), np.arange(len(codes)), np.full(len(codes), 2018), direction)


@pytest.mark.parametrize(
    ("name", "method", "options"),
    [
        ("none", "none", {}),
        ("minmax_0_100", "min_max", {}),
        ("minmax_1_100", "min_max", {"scale": (1, 100)}),
        ("zscore_0_1", "z_score", {}),
        ("zscore_10_2", "z_score", {"mean": 10, "sd": 2}),
        ("dist2max", "distance_to_maximum", {"scale": UNIT}),
        ("prank", "percentile_rank", {"scale": UNIT}),
        ("rank", "rank", {}),
        ("borda", "borda", {}),
        ("borda_average", "borda", {"ties": "average"}),
    ],
)
def test_the_normalisation_is_that_of_coinr(golden, direction, name, method, options):
    x = table(golden, "04_treated_default").to_numpy() * direction
    np.testing.assert_allclose(
        normalised(x, method, **options), table(golden, f"05_norm_{name}"), rtol=1e-12, atol=1e-12
    )


@pytest.mark.parametrize(
    ("name", "method", "options", "columns"),
    [
        ("minmax", "min_max", {}, {"scale": ("minmax_lower", "minmax_upper")}),
        ("zscore", "z_score", {}, {"mean": "zscore_mean", "sd": "zscore_sd"}),
        ("goalposts", "goalposts", {}, {"lower": "goalpost_lower", "upper": "goalpost_upper"}),
        ("dist2targ", "distance_to_target", {"scale": UNIT}, {"target": "Target"}),
    ],
)
def test_every_column_can_have_its_own_options(golden, direction, name, method, options, columns):
    parameters = pd.read_csv(golden / "05_meta_params.csv")
    frame = table(golden, "04_treated_default")
    own = {
        key: tuple(parameters[part].to_numpy() for part in column)
        if isinstance(column, tuple)
        else parameters[column].to_numpy()
        for key, column in columns.items()
    }
    context = context_of(list(frame.index), direction)
    result = normalised(frame.to_numpy() * direction, method, context, **options, **own)
    np.testing.assert_allclose(
        result, table(golden, f"05_norm_{name}_iMeta"), rtol=1e-12, atol=1e-12
    )


@pytest.mark.parametrize(
    ("name", "method", "options", "columns"),
    [
        (
            "goalposts_iMeta_notrunc",
            "goalposts",
            {"clip": False},
            {"lower": "goalpost_lower", "upper": "goalpost_upper"},
        ),
        (
            "dist2targ_iMeta_nocap",
            "distance_to_target",
            {"cap": False, "scale": UNIT},
            {"target": "Target"},
        ),
        (
            "scaled_iMeta",
            "goalposts",
            {"clip": False, "scale": (0, 10)},
            {"lower": "scaled_lower", "upper": "scaled_upper"},
        ),
    ],
)
def test_what_lies_beyond_may_stay_there(golden, direction, name, method, options, columns):
    parameters = pd.read_csv(golden / "05_meta_params.csv")
    frame = table(golden, "04_treated_default")
    own = {key: parameters[column].to_numpy() for key, column in columns.items()}
    result = normalised(
        frame.to_numpy() * direction,
        method,
        context_of(list(frame.index), direction),
        **options,
        **own,
    )
    np.testing.assert_allclose(result, table(golden, f"05_norm_{name}"), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(("name", "cap"), [("dist2ref_DEU", False), ("dist2ref_DEU_cap", True)])
def test_a_unit_of_reference_that_is_itself_the_worst_is_an_error_where_coinr_says_nan(
    golden, direction, name, cap
):
    frame = table(golden, "04_treated_default")
    x, expected = frame.to_numpy() * direction, table(golden, f"05_norm_{name}")
    context, worst = (
        context_of(list(frame.index), direction),
        ~np.isfinite(expected.to_numpy()).all(axis=0),
    )
    if worst.any():
        with pytest.raises(Undefined) as caught:
            normalised(x, "distance_to_reference", context, unit="DEU")
        np.testing.assert_array_equal(caught.value.where, worst)
    result = normalised(
        x[:, ~worst],
        "distance_to_reference",
        context.take(columns=~worst),
        unit="DEU",
        cap=cap,
        scale=UNIT,
    )
    np.testing.assert_allclose(result, expected.loc[:, ~worst], rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(
    ("name", "data", "method", "options"),
    [
        ("12_panel_norm_global", "12_panel_treated", "min_max", {}),
        ("12_panel_norm_global_zscore", "12_panel_treated", "z_score", {}),
        ("12_panel_rawnorm_global", None, "min_max", {}),
    ],
)
def test_a_panel_shares_one_scale_over_all_years(golden, direction, name, data, method, options):
    expected = pd.read_csv(golden / f"{name}.csv").set_index(["Time", "uCode"])
    frame = pd.read_csv(
        golden.parent / "panel.csv" if data is None else golden / f"{data}.csv"
    ).set_index(["Time", "uCode"])
    x = frame.loc[expected.index, expected.columns].to_numpy(float) * direction
    np.testing.assert_allclose(normalised(x, method, **options), expected, rtol=1e-12, atol=1e-12)


def test_years_scaled_apart_are_a_leading_axis(golden, direction):
    expected = pd.read_csv(golden / "12_panel_norm_peryear.csv").iloc[:, 2:].to_numpy()
    x = pd.read_csv(golden / "12_panel_treated.csv").iloc[:, 2:].to_numpy() * direction
    result = normalised(x.reshape(5, 46, 49), "min_max").reshape(230, 49)
    np.testing.assert_allclose(result, expected, rtol=1e-12, atol=1e-12)


def test_missing_values_stay_missing_and_the_others_span_the_scale(golden, direction):
    expected = table(golden, "06_holes_norm_minmax_1_100")
    x = table(golden, "03_holes_input").to_numpy() * direction
    np.testing.assert_allclose(
        normalised(x, "min_max", scale=(1, 100)), expected, rtol=1e-12, atol=1e-12
    )


@pytest.mark.parametrize("year", [2018, 2020])
def test_percentile_ranks_are_those_of_the_social_vulnerability_index(reference, year):
    counties = pd.read_csv(
        reference / "published" / "cdc_svi_county" / f"svi{year}_county.csv"
    ).replace(-999, np.nan)
    names = [column[4:] for column in counties if column.startswith("EPL_")]
    for name in set(names) - (
        {"HBURD"} if year == 2020 else set()
    ):  # METHOD.md: EPL_HBURD doesn't follow from EP_HBURD
        x = counties[[f"EP_{name}"]].to_numpy()
        # reversed after ranking: the direction is negative and ties share the largest rank
        income = name == "PCI"
        result = normalised(
            -x if income else x, "percentile_rank", ties="max" if income else "min", scale=UNIT
        )
        np.testing.assert_array_equal(
            np.round(result[:, 0], 4), counties[f"EPL_{name}"], err_msg=name
        )


@pytest.mark.parametrize("name", ["Ozone", "Traffic", "Cleanup", "PestUse", "Asthma", "Poverty"])
def test_percentiles_with_zeros_left_out_are_those_of_calenviroscreen(reference, name):
    tracts = pd.read_csv(reference / "published" / "calenviroscreen" / "ces2.csv.gz")
    result = normalised(
        tracts[[f"raw_{name}"]].to_numpy(float),
        "percentile_rank",
        convention="share",
        ties="max",
        zeros="zero",
    )
    np.testing.assert_allclose(result[:, 0], tracts[f"pct_{name}"], rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(
    ("convention", "expected"),
    [  # by hand, n = 4
        ("inclusive", [0, 1 / 3, 2 / 3, 1]),
        ("exclusive", [0.2, 0.4, 0.6, 0.8]),
        ("share", [0.25, 0.5, 0.75, 1]),
        ("midpoint", [0.125, 0.375, 0.625, 0.875]),
    ],
)
def test_percentile_conventions(convention, expected):
    x = np.array([[1.0], [2.0], [3.0], [4.0]])
    np.testing.assert_allclose(
        normalised(x, "percentile_rank", convention=convention, scale=UNIT).ravel(), expected
    )


def test_rows_outside_the_reference_take_the_rank_they_would_have_had():
    base, later = (
        np.array([[10.0], [20.0], [20.0], [30.0]]),
        np.array([[5.0], [20.0], [25.0], [99.0], [np.nan]]),
    )
    np.testing.assert_array_equal(
        normalised(base, "rank", rows=later).ravel(), [1, 2, 4, 5, np.nan]
    )
    expected = [0, 100 / 3, 100, 100, np.nan]  # held to the scale
    np.testing.assert_allclose(normalised(base, "percentile_rank", rows=later).ravel(), expected)


def test_one_reference_serves_many_draws():
    base, draws = np.array([[1.0], [2.0], [3.0]]), np.array([[[0.0], [2.0]], [[2.5], [9.0]]])
    np.testing.assert_array_equal(normalised(base, "rank", rows=draws)[..., 0], [[1, 2], [3, 4]])


def test_categories_are_stated_in_the_measure_whatever_the_direction():
    context = context_of(["a", "b", "c"], np.array([1.0, -1.0]))
    x = np.array([[1.0, 5.0], [5.0, 1.0], [9.0, 9.0]])
    result = normalised(
        x[:, :1], "categories", context.take(columns=[0]), thresholds=(5,), points=(0, 10)
    )
    np.testing.assert_array_equal(result.ravel(), [0, 10, 10])
    result = normalised(
        -x[:, 1:], "categories", context.take(columns=[1]), thresholds=(5,), points=(10, 0)
    )
    np.testing.assert_array_equal(result.ravel(), [0, 10, 0])


@pytest.mark.parametrize(
    "method",
    [
        "min_max",
        "z_score",
        "robust_z_score",
        "logistic",
        "distance_to_maximum",
        "percentile_rank",
        "rank",
        "borda",
    ],
)
def test_a_constant_column_cannot_rank_anybody(method):
    x = np.array([[1.0, 2.0, np.nan], [1.0, 3.0, np.nan], [1.0, 5.0, np.nan]])
    with pytest.raises(Undefined) as caught:
        normalised(x, method)
    np.testing.assert_array_equal(caught.value.where, [True, False, False])


@pytest.mark.parametrize(
    ("method", "options", "message"),
    [
        ("goalposts", {"lower": 1, "upper": 1}, "same post"),
        ("goalposts", {"lower": 20, "upper": 0}, "exchange them, and where less is better"),
        ("logistic", {"steepness": 0}, "above 0"),
        ("categories", {"thresholds": (1, 2), "points": (1, 2)}, "steps: 3"),
        ("categories", {"thresholds": (2, 1), "points": (1, 2, 3)}, "ascend"),
        ("categories", {"thresholds": (1, 2), "points": (3, 2, 1)}, "must not fall"),
        ("rank", {"ties": "odd"}, "ties"),
        ("percentile_rank", {"convention": "odd"}, "convention"),
        ("percentile_rank", {"zeros": "odd"}, "zeros"),
    ],
)
def test_options_that_make_no_sense_are_refused(method, options, message):
    with pytest.raises(ValueError, match=message):
        normalised(np.array([[1.0], [2.0]]), method, context_of(["A", "B"], np.ones(1)), **options)


@pytest.mark.parametrize(
    ("method", "options", "x"),
    [
        ("fraction_of_maximum", {}, [[-1.0], [-2.0]]),
        ("distance_to_target", {"target": 1}, [[1.0], [2.0]]),
        ("distance_to_reference", {"unit": "C"}, [[1.0], [2.0]]),
        ("distance_to_reference", {"unit": "A"}, [[np.nan], [2.0]]),
        ("distance_to_reference", {"unit": "A"}, [[1.0], [2.0]]),
    ],
)
def test_a_yardstick_that_measures_nothing_is_an_error(method, options, x):
    with pytest.raises(Undefined):
        normalised(np.array(x), method, context_of(["A", "B"], np.ones(1)), **options)
