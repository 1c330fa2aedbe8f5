"""Months, quarters and half-years: what holds of years holds of them."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

import coopindex
from coopindex.periods import BY_NAME, FREQUENCIES, at, before, of, ordinal, read, year_before

KINDS = [kind for kind in FREQUENCIES if kind.a_year > 1]
TREE = {
    "index": "panel",
    "children": {
        "a": {"normalisation": "min_max", "imputation": "linear"},
        "b": {"direction": "negative", "normalisation": "z_score",
              "imputation": {"method": "last_observation", "else_next": True}},
    },
}  # fmt: skip
YEARS = range(2015, 2022)


@st.composite
def panels(draw):
    """Draw a panel of some years with gaps, one row a unit and year in any order."""
    years = draw(st.lists(st.sampled_from(YEARS), min_size=2, max_size=5, unique=True))
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    rows = [(unit, year) for unit in "wxyz" for year in years]
    frame = pd.DataFrame(rows, columns=["unit", "year"])
    frame[["a", "b"]] = random.uniform(1, 9, (len(frame), 2)).round(2)
    holes = random.random(len(frame)) < 0.2
    frame.loc[holes & ~frame["year"].isin([min(years), max(years)]), "a"] = np.nan
    return frame, draw(st.permutations(range(len(frame))))


def scores(frame, reference):
    tree = {**TREE, "reference": {"years": reference}}
    scoring = coopindex.score(frame, tree=tree, year="all")
    return scoring.years, scoring.score


@settings(max_examples=25)
@given(panels())
def test_years_called_their_januaries_have_the_same_scores(panel):
    frame, order = panel
    renamed = frame.assign(year=[f"{year}-01" for year in frame["year"]]).iloc[order]
    for reference, other in (("all", "all"), ("each", "each")):
        years, ours = scores(frame, reference)
        months, theirs = scores(renamed, other)
        assert months == tuple(f"{year}-01" for year in years)
        units = frame["unit"].unique()
        at_units = [list(renamed["unit"].unique()).index(unit) for unit in units]
        np.testing.assert_allclose(ours, theirs[:, at_units], rtol=1e-12)


@given(st.sampled_from(KINDS), st.integers(1500, 2500), st.data())
def test_a_period_is_read_as_it_is_written_and_has_its_place(kind, year, data):
    place = year * kind.a_year + data.draw(st.integers(0, kind.a_year - 1))
    period = at(place, kind)
    assert read(period) == of(period) == period
    assert ordinal(period) == place
    assert ordinal(before(period)) == place - 1
    assert ordinal(year_before(period)) == place - kind.a_year
    assert before(period) < period < at(place + 1, kind)


@given(panels())
def test_growth_is_of_the_very_period_before_or_of_none(panel):
    frame, order = panel
    quarters = {year: at(6065 + year, BY_NAME["quarter"]) for year in YEARS}
    frame = frame.assign(year=frame["year"].map(quarters)).iloc[order].dropna()
    tree = {"index": "panel", "children": {"a": {}}}
    found = coopindex.score(frame, tree=tree, year="all").growth()
    value = frame.set_index(["unit", "year"])["a"]
    for unit, year, grown in zip(
        found["unit"], found["year"], found["on_previous_pct"], strict=True
    ):
        then = value.get((unit, before(year)), np.nan)
        now = value.get((unit, year), np.nan)
        np.testing.assert_allclose(grown, 100 * (now / then - 1), rtol=1e-9, atol=1e-9)
