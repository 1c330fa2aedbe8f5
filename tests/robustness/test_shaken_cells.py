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


def by_power(exponent: float) -> Choice:
    return Choice("aggregation", "power", (("exponent", exponent),))


@pytest.fixture
def between_posts(scored):
    """Score around fixed posts that may be passed, so that errors reach below the lowest."""
    ends = (("clip", False), ("lower", 0.0), ("upper", 100.0))
    posts = Choice("normalisation", "goalposts", ends)
    cells = np.random.default_rng(7).uniform(20, 80, (6, 4))
    return lambda aggregation: scored(cells, aggregation=aggregation, normalisation=posts)


def drawn(result, factors):
    return replay(result, factors, uncertainty(result, factors, draws=128).settings())[0]


def test_an_error_moves_a_power_mean_of_exponent_1_as_it_moves_the_arithmetic_mean(between_posts):
    error = [Noise("error", 0.3)]
    plain, first = (drawn(between_posts(way), error) for way in ("arithmetic", by_power(1.0)))
    units = [evaluated(between_posts(way), error).units for way in ("arithmetic", by_power(1.0))]
    assert units[0] == units[1]
    # a draw that leaves a cell below 0 has no power mean
    there = ~np.isnan(first)
    assert there.mean() > 0.9
    np.testing.assert_allclose(first[there], plain[there], rtol=1e-12)


def test_an_error_moves_a_power_mean_of_exponent_2_as_its_formula_says(between_posts):
    evaluation = evaluated(between_posts(by_power(2.0)), [Noise("error", 0.3)])
    noise = np.linspace(0.05, 0.95, 32)[:, None]
    cells = evaluation.measured(evaluation.result.index, noise)[:, evaluation.rows_ranked]
    settings = evaluation.plan.as_scored().take(np.zeros(32, int))
    settings.noise[:] = noise
    trade, ties = (np.sqrt((cells[..., at] ** 2).mean(axis=-1)) for at in ([0, 1], [2, 3]))
    expected = np.sqrt(0.4 * trade**2 + 0.6 * ties**2)
    np.testing.assert_allclose(evaluation.scores(settings), expected, rtol=1e-12)


@pytest.mark.parametrize("exponent", [-1.0, 0.0])
def test_an_error_moves_a_power_mean_as_the_mean_that_it_is(between_posts, exponent):
    name, error = {-1.0: "harmonic", 0.0: "geometric"}[exponent], [Noise("error", 0.9)]
    own, power = (drawn(between_posts(way), error) for way in (name, by_power(exponent)))
    assert not np.isnan(power).any()
    np.testing.assert_allclose(power, own, rtol=1e-12)
