"""scikit-learn's transformer and Python's `score` reckon the same."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coopindex
from coopindex.problems import InvalidInput
from coopindex.sklearn import CompositeIndex

TREES = (
    None,
    ["a", "b", "c"],
    {"one": ["a", "b"], "two": {"c": {"direction": "negative"}}},
    {"a": None, "rest": {"children": {"b": {}, "c": {}}, "aggregation": "median"}},
)
CELLS = st.one_of(st.integers(1, 40).map(float), st.floats(0.5, 90), st.just(np.nan))


@st.composite
def frames(draw, least):
    rows = draw(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=least, max_size=7))
    labels = draw(st.permutations([f"u{at}" for at in range(len(rows))]))
    return pd.DataFrame(rows, columns=list("abc"), index=labels)


@given(
    st.sampled_from(TREES),
    frames(least=3),
    frames(least=1),
    st.sampled_from([None, "min_max", "z_score", "percentile_rank"]),
    st.sampled_from([None, "mean", "median"]),
    st.sampled_from([None, {"a": "50%"}]),
)
@settings(max_examples=30, deadline=None)
def test_a_transformer_scores_rows_as_python_does_on_the_scale_that_it_fitted(
    tree, fitted, rows, normalisation, imputation, weights
):
    steps = {"normalisation": normalisation, "imputation": imputation}
    said = {step: method for step, method in steps.items() if method}
    model = CompositeIndex(tree, weights=weights, **steps)
    asked = {"tree": tree or list("abc"), "weights": weights, **said}
    try:
        first = coopindex.score(fitted, **asked)
        ours = coopindex.score(rows, **asked, on_scale=first)
    except InvalidInput as failed:
        refused = failed
    else:
        refused = None
    if refused is not None:
        with pytest.raises(InvalidInput) as caught:
            model.fit(fitted).transform(rows)
        assert str(caught.value) == str(refused)
        return
    assert np.array_equal(model.fit(fitted).transform(rows), ours.nodes().loc[rows.index], True)
    assert np.array_equal(model.fit_transform(fitted), first.nodes().loc[fitted.index], True)
