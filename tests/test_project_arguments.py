"""Arguments as Python takes them."""

import numpy as np
import pytest

from coopindex.problems import InvalidInput
from coopindex.project import load


@pytest.fixture(scope="module")
def cities():
    """A bundled index."""
    return load("china-ceec-cities")


@pytest.fixture(scope="module")
def scored(cities):
    """A bundled index, scored."""
    return cities.score()


@pytest.mark.parametrize("ask", ["uncertainty", "sensitivity", "weight_sensitivity"])
@pytest.mark.parametrize("draws", [1.5, "100", 0, None, True])
def test_draws_that_are_no_whole_number_are_refused_beside_a_negative_seed(scored, ask, draws):
    with pytest.raises(InvalidInput, match="must be a whole number") as caught:
        getattr(scored, ask)(draws=draws, seed=-1)
    assert [problem.field for problem in caught.value.problems] == ["draws", "seed"]


@pytest.mark.parametrize("ask", ["uncertainty", "sensitivity", "scenarios"])
def test_a_plan_that_is_no_name_file_mapping_or_text_is_refused(scored, ask):
    with pytest.raises(InvalidInput, match=r"plan: .*a name or a file"):
        getattr(scored, ask)(plan=["factors"])


def test_a_width_that_is_no_number_is_refused(scored):
    with pytest.raises(InvalidInput, match="vary: weights vary by 0 % to 100 %"):
        scored.weight_sensitivity(draws=4, vary="25%")


def test_a_year_that_is_none_is_refused(cities):
    with pytest.raises(InvalidInput, match="year: `lately` is no year"):
        cities.score(year="lately")


def test_a_single_text_is_one_code(scored):
    assert (
        scored.weight_sensitivity(draws=4, hold="trade").facts
        == scored.weight_sensitivity(draws=4, hold=["trade"]).facts
    )
    one, several = (
        scored.guarantee(hold=wrap("trade"), only=wrap("trade"))
        for wrap in (str, lambda code: [code])
    )
    assert one.facts == several.facts
    assert scored.compare("equal").names == ("cass", "equal")


def test_a_single_pair_is_one_pair(scored):
    one, several = (
        scored.guarantee(how="free", at_least=pairs)
        for pairs in (("trade", "policy"), [("trade", "policy")])
    )
    assert one.facts == several.facts


@pytest.mark.parametrize("pairs", ["ab", "trade", [1], ["trade"], [("trade",)]])
def test_what_is_not_a_pair_is_refused(scored, pairs):
    with pytest.raises(InvalidInput, match=r"at_least: .*is not a pair"):
        scored.guarantee(at_least=pairs)


def test_pairs_are_counted_as_asked(scored):
    assert len(scored.uncertainty(draws=16).pairs) == 15
    with pytest.raises(ValueError, match="pairs=True"):
        _ = scored.uncertainty(draws=16, pairs=False).pairs


def test_whole_numbers_of_numpy_are_whole_numbers(cities):
    assert (
        cities.score(year=np.int64(2019)).uncertainty(draws=np.int64(16), seed=np.int32(1)).draws
        == 16
    )
