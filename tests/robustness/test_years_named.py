"""A factor may rest the scale on years that were not scored."""

from dataclasses import replace

import numpy as np
import pytest

from coopindex.engine.data import Data
from coopindex.engine.index import Choice, Index, Node, Reference, Scheme
from coopindex.engine.naming import Text
from coopindex.engine.result import Result
from coopindex.engine.score import score
from coopindex.problems import InvalidInput
from coopindex.robustness.evaluation import evaluated
from coopindex.robustness.factors import Noise, choose_reference
from coopindex.robustness.uncertainty import replay, uncertainty


@pytest.fixture(params=["min_max", "z_score"])
def last_year(request) -> Result:
    """Score the second of two years, six units, two indicators."""
    values = np.random.default_rng(1).normal(size=(2, 6, 2))
    values[0] *= 30
    units = tuple("abcdef")
    scale = Choice("normalisation", request.param)
    leaves = tuple(Node(code, Text(code), parent="i", normalisation=scale) for code in ("x", "y"))
    index = Index(
        "i", Text("I"), Text("city"), (*leaves, Node("i", Text("I"), children=("x", "y")))
    )
    status = np.zeros(values.shape, np.int8)
    data = Data(
        units,
        {unit: Text(unit) for unit in units},
        (2019, 2020),
        values,
        status,
        np.full(status.shape, -1, np.int32),
    )
    return score(index, data, Scheme("given", np.ones(3)), [2020])


def test_a_base_year_that_was_not_scored_moves_the_scores_as_the_index_with_that_reference_does(
    last_year,
):
    both, all_ = Reference((2019, 2020)), Reference("all")
    factor = choose_reference("base", {"both": both, "as scored": all_})
    run = uncertainty(last_year, [factor], draws=16)
    settings = run.settings()
    scores, _ = replay(last_year, [factor], settings)
    again = score(
        replace(last_year.index, reference=both), last_year.data, last_year.scheme, [2020]
    )
    order = [last_year.rows.units.index(unit) for unit in run.units]
    for chosen, drawn in zip(settings["base"], scores, strict=True):
        assert drawn == pytest.approx(
            (again if chosen == "both" else last_year).score[0, order], abs=1e-12
        )
    assert set(settings["base"]) == {"both", "as scored"}
    assert np.abs(again.score - last_year.score).max() > 0.1


def test_a_base_year_without_data_is_refused(last_year):
    with pytest.raises(InvalidInput, match="there are no data for 2031") as caught:
        uncertainty(last_year, [choose_reference("base", {"later": Reference((2031,))})], draws=4)
    assert caught.value.problems[0].field == "base"


def test_a_base_year_leaves_errors_as_large_as_they_were(last_year):
    error, base = (
        Noise("error", 0.1, of="spread"),
        choose_reference("base", {"both": Reference((2019, 2020)), "as scored": Reference("all")}),
    )
    alone, beside = (evaluated(last_year, factors) for factors in ([error], [error, base]))
    ours, theirs = (error.amounts(of.cells)[of.rows_ranked] for of in (beside, alone))
    assert ours == pytest.approx(theirs)
