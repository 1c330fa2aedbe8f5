"""Measurement error under means that have no value at or below 0.

And missing cells that are filled by donors.
"""

import numpy as np
import pytest

from coopindex.engine.index import Choice
from coopindex.problems import InvalidInput
from coopindex.robustness.evaluation import evaluated
from coopindex.robustness.factors import Donors, Noise
from coopindex.robustness.factors.donors import fill
from coopindex.robustness.uncertainty import replay, uncertainty

RAW = Choice("normalisation", "none")


def test_an_error_never_pushes_a_column_below_its_lowest_under_a_geometric_mean(scored, values):
    result = scored(np.abs(values) + 0.1, aggregation="geometric", normalisation=RAW)
    factors = [Noise("error", 5.0, of="spread")]
    found = uncertainty(result, factors, draws=64)
    scores, _ = replay(result, factors, found.settings())
    assert scores.min() >= min(
        result.array(code).min() for code in ("ports", "rail", "forums", "schools")
    )


def test_an_error_is_refused_before_a_draw_where_no_lowest_row_has_a_mean(scored):
    values = np.array(
        [[5.0, -1.0, 4.0, 4.0], [-1.0, 5.0, 4.0, 3.0], [4.0, 4.0, 3.0, 4.0]]
    )  # each dimension is above 0, not both columns
    result = scored(
        values, normalisation=RAW, index={"aggregation": Choice("aggregation", "geometric")}
    )
    with pytest.raises(InvalidInput, match="an error of measurement may push a unit so low"):
        uncertainty(result, [Noise("error", 0.1)], draws=8)


def test_donors_fill_missing_cells_with_values_that_others_have(scored, values):
    values[2, 1] = np.nan
    result = scored(values)
    found = uncertainty(result, [Donors("filled")], draws=256)
    table = found.table().set_index("unit")
    assert (table["score_high"] - table["score_low"])["u2"] > 0


def test_a_filled_cell_holds_a_known_value_of_its_own_year():
    values = np.array([[1.0], [2.0], [np.nan], [7.0], [np.nan]])
    year = np.array([2018, 2018, 2018, 2019, 2019])
    empty = np.isnan(values)
    fill(values, empty, year, 0.3, 0)
    assert values[2, 0] in (1.0, 2.0)
    assert values[4, 0] == 7.0


def test_donors_are_refused_where_values_are_divided_by_something(scored, values):
    from coopindex.engine.index import Denomination

    result = scored(values, ports={"denomination": Denomination(1000.0, 1.0)})
    with pytest.raises(InvalidInput, match="to which a donor's value bears no proportion"):
        uncertainty(result, [Donors("filled")], draws=8)


def test_a_constant_has_no_error_and_one_cell_read_twice_has_one(scored, values):
    result = scored(
        values,
        normalisation=RAW,
        rail={"data": "ports"},
        forums={"data": ""},
        weights=(1, 1, 1, 1, 1, 1),
    )
    evaluation = evaluated(result, [Noise("error", 1.0, "measure")])
    measured = evaluation.measured(result.index, np.array([[0.1], [0.7]]))
    assert (measured[..., 2] == values[:, 2]).all()
    np.testing.assert_allclose(measured[..., 1] - values[:, 1], measured[..., 0] - values[:, 0])
    assert (measured[..., 0] != values[:, 0]).all()


def test_donors_fill_a_cell_that_is_read_twice_once(scored, values):
    values[:, 1] = values[:, 0]
    values[2, :2] = np.nan
    evaluation = evaluated(scored(values, rail={"data": "ports"}), [Donors("filled")])
    filled = evaluation.measured(evaluation.plan.index, np.random.default_rng(0).random((50, 1)))
    assert (filled[..., 0] == filled[..., 1]).all()
    assert not np.isnan(filled).any()
