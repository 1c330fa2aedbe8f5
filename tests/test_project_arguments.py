"""Arguments as Python takes them."""

import numpy as np
import pytest

from coopindex.problems import InvalidInput
from coopindex.project import load


@pytest.fixture(scope="module")
def cities():
    """A bundled index."""
    return load("china-ceec-cities")


@pytest.mark.parametrize("ask", ["uncertainty", "sensitivity", "weight_sensitivity"])
@pytest.mark.parametrize("draws", [1.5, "100", 0, None, True])
def test_draws_that_are_no_whole_number_are_refused_beside_a_negative_seed(cities, ask, draws):
    with pytest.raises(InvalidInput, match="must be a whole number") as caught:
        getattr(cities, ask)(draws=draws, seed=-1)
    assert [problem.field for problem in caught.value.problems] == ["draws", "seed"]


@pytest.mark.parametrize("ask", ["uncertainty", "sensitivity", "scenarios"])
def test_a_plan_that_is_neither_a_name_nor_a_file_is_refused(cities, ask):
    with pytest.raises(InvalidInput, match=r"plan: .*a name or a file"):
        getattr(cities, ask)(plan={"factors": {}})


def test_a_width_that_is_no_number_is_refused(cities):
    with pytest.raises(InvalidInput, match="vary: weights vary by 0 % to 100 %"):
        cities.weight_sensitivity(draws=4, vary="25%")


def test_a_year_that_is_none_is_refused(cities):
    with pytest.raises(InvalidInput, match="year: `lately` is no year"):
        cities.score(year="lately")


def test_a_single_text_is_one_code(cities):
    assert (
        cities.weight_sensitivity(draws=4, hold="trade").facts
        == cities.weight_sensitivity(draws=4, hold=["trade"]).facts
    )
    one, several = (
        cities.guarantee(hold=wrap("trade"), only=wrap("trade"))
        for wrap in (str, lambda code: [code])
    )
    assert one.facts == several.facts
    assert cities.compare("cass").names == ("cass",)


def test_a_single_pair_is_one_pair(cities):
    one, several = (
        cities.guarantee(how="free", at_least=pairs)
        for pairs in (("trade", "policy"), [("trade", "policy")])
    )
    assert one.facts == several.facts


@pytest.mark.parametrize("pairs", ["ab", "trade", [1], ["trade"], [("trade",)]])
def test_what_is_not_a_pair_is_refused(cities, pairs):
    with pytest.raises(InvalidInput, match=r"at_least: .*is not a pair"):
        cities.guarantee(at_least=pairs)


def test_pairs_are_counted_as_asked(cities):
    assert len(cities.uncertainty(draws=16).pairs) == 15
    with pytest.raises(ValueError, match="pairs=True"):
        _ = cities.uncertainty(draws=16, pairs=False).pairs


def test_whole_numbers_of_numpy_are_whole_numbers(cities):
    assert cities.uncertainty(draws=np.int64(16), seed=np.int32(1), year=np.int64(2019)).draws == 16
