"""Part of the data is data: every table is cut alike."""

from dataclasses import replace

import numpy as np

from coopindex.engine.data import PublishedTable
from coopindex.engine.score import score
from coopindex.questions.verify import verify
from coopindex.robustness.scenarios import Scenario, scenarios

VALUES = np.arange(18.0).reshape(2, 3, 3) ** 1.5
TREE = {"i": {"children": {"a": {}, "b": {}, "c": {}}}}


def with_table(make):
    index, data, scheme = make(VALUES, TREE)
    printed = score(index, data, scheme, data.years).score
    table = PublishedTable("score", "i", "score", printed, data.years, decimals=6)
    names = {(2020, "u000", "a"): "then", (2021, "u001", "b"): "now"}
    return index, replace(data, published=(table,), notes=names), scheme


def test_some_units_and_years_keep_their_figures_and_what_was_published(make):
    _, data, _ = with_table(make)
    some = data.take(units=["u001", "u002"], years=[2021])
    assert (some.units, some.years) == (("u001", "u002"), (2021,))
    np.testing.assert_array_equal(some.values, data.values[1:, 1:])
    np.testing.assert_array_equal(some.published[0].values, data.published[0].values[1:, 1:])
    assert some.status.shape == some.source.shape == some.values.shape
    assert list(some.notes.values()) == ["now"]
    assert set(some.names) == {"u001", "u002"}


def test_years_come_in_the_order_asked_for(make):
    _, data, _ = with_table(make)
    np.testing.assert_array_equal(data.take(years=[2021, 2020]).values, data.values[::-1])


def test_a_scenario_that_leaves_out_a_unit_is_held_against_the_published_table(make):
    result = score(*with_table(make), years=[2020, 2021])
    left_out = scenarios(result, [Scenario("fewer", without=("u000",))]).results[1]
    assert [check.compared for check in verify(left_out)] == [2 * 2]
    assert all(check.met for check in verify(result))


def test_the_order_is_best_first_and_leaves_out_who_is_not_ranked(make):
    values = VALUES.copy()
    values[1, 0] = np.nan
    result = score(*make(values, TREE), years=[2020, 2021])
    assert result.order().tolist() == [2, 1]
    assert result.order(2020).tolist() == [2, 1, 0]
