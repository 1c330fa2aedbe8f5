"""Units with too few data, or too many zeros, are scored and stand in nobody's way."""

from dataclasses import replace

import numpy as np

from coopindex.engine.score import score
from coopindex.questions.screening import screening

TREE = {"index": {"children": {"a": None, "b": None, "c": None, "d": None}}}
VALUES = [
    [[1, 2, 3, 4], [5, 0, 0, 6], [9, np.nan, np.nan, 9], [0, 1, 1, np.nan]],
    [[1, 2, 3, 4], [5, 1, 2, 6], [9, 9, 9, 9], [0, 0, 1, 2]],
]


def test_shares_of_data_and_of_zeros_decide_year_by_year_who_is_ranked(make):
    index, data, scheme = make(VALUES, TREE, minimum_present=0.75, minimum_nonzero=2 / 3)
    found = score(index, data, scheme, data.years)
    assert found.ranked.tolist() == [[True, False, False, True], [True, True, True, False]]
    assert np.isnan(found.rank()).tolist() == (~found.ranked).tolist()
    assert not np.isnan(found.score).any()
    assert np.nanmax(found.rank(), axis=1).tolist() == [2, 3]
    first = screening(found).head(4)
    expected = [[0, 0, 1, 1], [0, 2, 1, 0.5], [2, 0, 0.5, 1], [1, 1, 0.75, 2 / 3]]
    np.testing.assert_allclose(first[["missing", "zero", "present", "nonzero"]], expected)


def test_an_indicator_that_does_not_apply_is_not_missing(make):
    index, data, scheme = make(VALUES, TREE, minimum_present=1)
    nodes = tuple(
        replace(node, applies=(("region", "east"),)) if node.code in ("b", "c", "d") else node
        for node in index.nodes
    )
    data = replace(data, groups={"region": np.array(["east", "east", "west", "east"])})
    assert score(replace(index, nodes=nodes), data, scheme, (2020,)).ranked.tolist() == [
        [True, True, True, False]
    ]
