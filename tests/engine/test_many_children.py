"""A family too large for all its coalitions is explained by products, to the same figures."""

import numpy as np
import pandas as pd
import pytest

import coopindex
from coopindex.questions.contributions import Move

MEANS = ["arithmetic", "geometric", "harmonic", {"method": "power", "exponent": 3}]


def field(children):
    names, units = ([f"{sign}{at}" for at in range(number)] for sign, number in
                    (("i", children), ("u", 6)))  # fmt: skip
    values = np.random.default_rng(7).uniform(1, 9, (6, children)).round(1)
    return pd.DataFrame(values, columns=names, index=units)


@pytest.mark.parametrize("mean", MEANS, ids=str)
@pytest.mark.parametrize("gaps", [False, True])
def test_many_children_are_explained_as_coalition_by_coalition(mean, gaps, monkeypatch):
    table = field(20)
    if gaps:
        table.iloc[2, 3] = np.nan
    scoring = coopindex.score(
        table,
        tree=dict.fromkeys(table),
        normalisation={"method": "min_max", "scale": [1, 100]},
        aggregation=mean,
        missing={"minimum_present": 0.5},
    )
    fast = scoring.explain("u2").nodes["contribution"]
    monkeypatch.setattr(Move, "_mean", lambda *_: None)
    plain = scoring.explain("u2").nodes["contribution"]
    np.testing.assert_allclose(fast, plain, rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize("mean", MEANS, ids=str)
def test_obstacles_below_curved_dimensions_are_those_of_a_table_of_coalitions(mean, monkeypatch):
    table = field(9)
    table.iloc[2, 3] = np.nan
    codes = list(table)
    scoring = coopindex.score(
        table,
        tree={f"d{at}": {"children": dict.fromkeys(codes[at::3])} for at in range(3)},
        normalisation={"method": "min_max", "scale": [1, 100]},
        aggregation=mean,
    )
    fast = scoring.obstacles().table["gap"]
    monkeypatch.setattr(Move, "_mean", lambda *_: None)
    np.testing.assert_allclose(fast, scoring.obstacles().table["gap"], rtol=0, atol=1e-11)
