"""Imputation against COINr, hand calculations and properties."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from coopindex.methods.registry import Context, Undefined, find, methods


def read(golden: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(golden / f"{name}.csv", na_values=["", "NA"], keep_default_na=False)


def impute(x: np.ndarray, method: str, context: Context | None = None, **options) -> np.ndarray:
    found = find("imputation", method)
    return found.apply(x, found.summarise(x, options, context), options, context)


@pytest.fixture(scope="session")
def golden(reference) -> Path:
    return reference / "asem" / "golden"


@pytest.fixture(scope="session")
def asem(reference, golden) -> Context:
    """Who stands in the rows and columns of the denominated ASEM table."""
    table = read(golden, "01_denominated").set_index("uCode")
    units = pd.read_csv(reference / "asem" / "data.csv").set_index("uCode").loc[table.index]
    meta = pd.read_csv(reference / "asem" / "meta.csv").set_index("iCode").loc[table.columns]
    groups = {name: units[name].fillna("").to_numpy(str) for name in units.filter(like="_group")}
    parent = pd.factorize(meta["Parent"])[0]
    return Context(
        tuple(table.index),
        np.arange(51),
        np.full(51, 2018),
        meta["Direction"].to_numpy(float),
        groups,
        parent,
    )


@pytest.mark.parametrize(
    ("before", "after", "method", "options"),
    [
        ("01_denominated", "03_imputed_mean", "mean", {}),
        ("01_denominated", "03_imputed_median", "median", {}),
        ("01_denominated", "03_imputed_mean_grp", "group_mean", {"group": "EurAsia_group"}),
        ("01_denominated", "03_imputed_median_grp", "group_median", {"group": "GDP_group"}),
        ("01_denominated", "03_imputed_row_mean", "siblings", {}),
        ("03_holes_input", "03_holes_mean", "mean", {}),
        ("03_holes_input", "03_holes_median", "median", {}),
        ("03_holes_input", "03_holes_mean_grp_EurAsia", "group_mean", {"group": "EurAsia_group"}),
        ("03_holes_input", "03_holes_median_grp_Pop", "group_median", {"group": "Pop_group"}),
    ],
)
def test_filled_cells_equal_coinr(golden, asem, before, after, method, options):
    x = read(golden, before).set_index("uCode").to_numpy(float)
    expected = read(golden, after).set_index("uCode").to_numpy(float)
    assert np.isnan(x).any()
    np.testing.assert_allclose(impute(x, method, asem, **options), expected, rtol=1e-12)


def test_siblings_may_be_all_indicators_and_their_median_as_in_coinr(golden, asem):
    x = read(golden, "01_denominated").set_index("uCode").to_numpy(float)
    expected = read(golden, "03_imputed_row_median_all").set_index("uCode").to_numpy(float)
    found = impute(x, "siblings", replace(asem, parent=None), statistic="median")
    np.testing.assert_allclose(found, expected, rtol=1e-12)


@pytest.mark.parametrize(
    ("name", "method", "options"),
    [
        ("latest", "last_observation", {}),
        ("latest_max1", "last_observation", {"maximum_age": 1}),
        ("constant", "last_observation", {"else_next": True}),
        ("linear", "linear", {"ends_held": True}),
        ("linear-constant", "linear", {"ends_held": True}),
    ],
)
def test_filled_years_equal_coinr(golden, name, method, options):
    table = read(golden, "13_panel_holes_input")
    units, codes = pd.factorize(table["uCode"])
    context = Context(tuple(codes), units, table["Time"].to_numpy(), np.ones(49))
    expected = read(golden, f"13_panel_imputed_{name}").iloc[:, 2:].to_numpy(float)
    np.testing.assert_allclose(
        impute(table.iloc[:, 2:].to_numpy(float), method, context, **options), expected, rtol=1e-12
    )


def test_the_year_that_a_value_is_carried_from_equals_coinr(golden):
    """COINr lists these years with the latest year first, unlike the values themselves; here both
    stand in the same order.
    """
    table = read(golden, "13_panel_holes_input").set_index(["Time", "uCode"])
    units, codes = pd.factorize(table.index.get_level_values("uCode"))
    when = table.index.get_level_values("Time").to_numpy()
    expected = (
        read(golden, "13_panel_imputed_latest_DataT").set_index(["Time", "uCode"]).loc[table.index]
    )
    observed = np.where(table.isna(), np.nan, when[:, None].astype(float))
    found = impute(observed, "last_observation", Context(tuple(codes), units, when, np.ones(49)))
    np.testing.assert_array_equal(found, expected)


def years(*labels: int) -> Context:
    return Context(("a",), np.zeros(len(labels), int), np.array(labels), np.ones(1))


def test_a_value_older_than_the_maximum_age_is_not_carried_on():
    x = np.array([[5.0], [np.nan], [np.nan]])
    found = impute(x, "last_observation", years(2015, 2017, 2018), maximum_age=2)
    assert found[1:].ravel().tolist() == pytest.approx([5.0, np.nan], nan_ok=True)


def test_the_line_between_two_values_heeds_the_distance_of_years():
    x = np.array([[10.0], [np.nan], [50.0]])
    assert impute(x, "linear", years(2010, 2013, 2014))[1, 0] == 40.0


def test_rows_may_stand_in_any_order_and_units_do_not_mix():
    context = Context(
        ("a", "b"), np.array([1, 0, 1, 0]), np.array([2018, 2018, 2017, 2017]), np.ones(1)
    )
    x = np.array([[np.nan], [np.nan], [7.0], [np.nan]])
    found = impute(x, "last_observation", context).ravel()
    np.testing.assert_array_equal(found, [7.0, np.nan, 7.0, np.nan])


def test_a_group_without_any_value_stays_missing():
    groups = {"region": np.array(["E", "E", "W", ""])}
    context = Context(("a", "b", "c", "d"), np.arange(4), np.zeros(4, int), np.ones(1), groups)
    found = impute(
        np.array([[1.0], [np.nan], [np.nan], [np.nan]]), "group_mean", context, group="region"
    ).ravel()
    np.testing.assert_array_equal(found, [1.0, 1.0, np.nan, np.nan])


def test_an_unknown_group_is_an_error_that_names_the_nearest():
    context = Context(
        ("a",), np.arange(1), np.zeros(1, int), np.ones(1), {"region": np.array(["E"])}
    )
    with pytest.raises(Undefined) as found:
        impute(np.array([[1.0]]), "group_mean", context, group="regoin")
    assert "did you mean `region`?" in found.value.hint


def everything(rows: int, columns: int) -> Context:
    """One group, one family, and every unit seen in two years."""
    unit, year = np.arange(rows) // 2, 2018 + np.arange(rows) % 2
    groups = {"region": np.where(unit % 2, "E", "W")}
    return Context(
        tuple(map(str, range(rows // 2))),
        unit,
        year,
        np.ones(columns),
        groups,
        np.zeros(columns, int),
    )


OPTIONS = {
    "constant": {"value": 1.0},
    "group_mean": {"group": "region"},
    "group_median": {"group": "region"},
}


@pytest.mark.parametrize("method", methods("imputation"))
def test_present_values_never_change_and_leading_axes_give_what_each_table_gives_alone(method):
    rng = np.random.default_rng(6)
    x = rng.random((3, 12, 4)) * np.array([1.0, 10.0, 100.0, 1000.0])
    x[rng.random(x.shape) < 0.15] = np.nan
    x[1, :, 2] = np.nan
    found = impute(x, method, everything(12, 4), **OPTIONS.get(method, {}))
    alone = [impute(table, method, everything(12, 4), **OPTIONS.get(method, {})) for table in x]
    np.testing.assert_array_equal(np.where(np.isnan(x), np.nan, found), x)
    np.testing.assert_allclose(found, np.stack(alone), rtol=1e-12)
    if method != "constant":
        assert np.isnan(found[1, :, 2]).all()


@pytest.mark.parametrize("method", ["k_nearest", "regression"])
def test_learned_values_do_not_depend_on_the_measure(method):
    rng = np.random.default_rng(7)
    x = rng.normal(size=(30, 1)) + 0.3 * rng.normal(size=(30, 3))
    x[rng.random(x.shape) < 0.1] = np.nan
    scale = np.array([1.0, 1000.0, 0.01])
    np.testing.assert_allclose(impute(x * scale, method), impute(x, method) * scale, rtol=1e-6)


def test_a_regression_that_has_not_settled_is_an_error():
    rng = np.random.default_rng(8)
    x = rng.normal(size=(30, 1)) + 0.3 * rng.normal(size=(30, 3))
    x[rng.random(x.shape) < 0.3] = np.nan
    with pytest.raises(Undefined, match="not settled"):
        impute(x, "regression", rounds=1)
