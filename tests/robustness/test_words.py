"""What is said of an analysis: only what its draws bear out."""

import re
from dataclasses import replace

import numpy as np
import pytest

from coopindex.engine.index import Choice
from coopindex.engine.naming import Text
from coopindex.engine.score import score
from coopindex.problems import InvalidInput
from coopindex.questions.explain import explain
from coopindex.report import notes, robustness
from coopindex.robustness.exact.guarantee import guarantee
from coopindex.robustness.factors import LeaveOut, Weights
from coopindex.robustness.importance import importance
from coopindex.robustness.sensitivity import leave_one_out, one_at_a_time, sensitivity
from coopindex.robustness.uncertainty import uncertainty
from coopindex.robustness.weights import weight_sensitivity

BANDS = Weights("weights", ("trade", "ties", "index"), vary=0.4)
LEFT_OUT = LeaveOut("left out", ("ports", "rail", "forums", "schools"))


@pytest.fixture
def crowd() -> np.ndarray:
    """Six hundred units."""
    return np.random.default_rng(1).normal(size=(600, 4))


def variance(result, factors, draws):
    """The sections on which factor causes how much."""
    found = sensitivity(result, factors, draws=draws)
    return robustness.variance(
        found, one_at_a_time(result, factors), leave_one_out(result), importance(result)
    )


def certainty_of(found, level=0.95):
    """The sentences on how sure a ranking is."""
    return " ".join(robustness.uncertainty(found, (0.05, 0.95), 3, level)[0].text)


def test_where_no_draw_moves_a_rank_no_factor_is_named(scored):
    result = scored(np.array([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]]))
    said = variance(result, [BANDS], 16)[0].text
    assert said[0] == "No draw moved a rank: no factor matters."
    assert said[1].endswith("the mean shift is the same in every draw.")


def test_an_index_that_has_not_converged_is_not_stated(scored, values):
    said = variance(scored(values), [BANDS, LEFT_OUT], 3)[0].text[0]
    assert said.startswith("What matters most cannot be told yet")
    assert "%" not in said


def test_a_bar_is_no_longer_than_its_column(scored, values):
    sections = variance(scored(values), [BANDS, LEFT_OUT], 3)
    table = next(
        section
        for section in sections
        if any(column.title == "total" for column in section.columns)
    )
    bars = next(column for column in table.columns if column.drawing)
    assert max(map(len, bars.cells)) <= 12


def test_of_more_than_400_units_it_is_said_that_nobody_counted_who_stands_apart(scored, crowd):
    assert "Who can be told apart is not counted for so many units" in certainty_of(
        uncertainty(scored(crowd), [LEFT_OUT], draws=8)
    )


def test_draws_that_nobody_can_make_are_not_advised(scored, crowd):
    note = notes.uncertainty(uncertainty(scored(crowd), [LEFT_OUT], draws=8))
    assert re.search(
        r"for ±1 point take \d{1,2},000 draws; ±0.1 of a rank would take more than 10,000,000 draws$",
        note,
    )


def test_only_what_falls_short_is_said_to_take_more_draws(scored, values):
    found = uncertainty(scored(values), [BANDS], draws=4096)
    assert found.precision["mean_rank"] < 0.1 < 100 * found.precision["probability"]
    assert re.search(r": for ±1 point take \d{1,2},000 draws$", notes.uncertainty(found))


def test_of_one_unit_nobody_says_that_it_stands_apart(scored, values):
    found = uncertainty(
        scored(values[:1], normalisation=Choice("normalisation", "none")), [BANDS], draws=16
    )
    assert "apart" not in certainty_of(found)


@pytest.mark.parametrize(
    ("level", "written"), [(0.95, "95%"), (0.99999, "99.999%"), (0.995, "99.5%")]
)
def test_a_level_is_written_with_the_digits_it_needs(scored, values, level, written):
    found = uncertainty(scored(values), [BANDS], draws=64)
    assert f" {written} of the draws" in certainty_of(found, level)


@pytest.mark.parametrize("level", [0.0, 0.5, 1.0, float("nan")])
def test_a_level_that_tells_nobody_apart_is_refused(scored, values, level):
    found = uncertainty(scored(values), [BANDS], draws=16)
    with pytest.raises(InvalidInput, match="above 50 % and below 100 %"):
        found.groups(level)


def test_a_name_with_a_comma_stands_in_quotes_in_a_list_of_names(scored, values):
    values[1] = values[0]
    result = scored(values)
    names = {**result.data.names, "u0": Text("Unit, one")}
    result = score(result.index, replace(result.data, names=names), result.scheme)
    assert "“Unit, one”, U1" in certainty_of(uncertainty(result, [BANDS], draws=16))


def test_without_years_json_says_no_year(scored, values):
    result = scored(values)
    result = score(result.index, replace(result.data, years=(0,)), result.scheme)
    answers = (
        result,
        explain(result, "u0"),
        uncertainty(result, [BANDS], draws=4),
        sensitivity(result, [BANDS], draws=4),
        weight_sensitivity(result, draws=4),
        guarantee(result),
    )
    assert [answer.as_dict()["year"] for answer in answers] == [None] * len(answers)
