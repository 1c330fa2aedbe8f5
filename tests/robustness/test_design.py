"""The design: scrambled Sobol points, and errors that a point alone decides."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kstest, qmc

from coopindex.problems import InvalidInput
from coopindex.robustness.design import COLUMNS, directions, points, summed
from coopindex.robustness.normal_errors import errors


def test_direction_numbers_give_scipys_sobol_points_in_every_column():
    place = np.arange(256)
    ours = (
        summed(directions(COLUMNS), place ^ (place >> 1)).T * 2.0**-32
    )  # scipy takes the points in the order of Gray's code
    assert (ours == qmc.Sobol(COLUMNS, scramble=False, bits=32).random(256)).all()


@given(seed=st.integers(0, 2**32), block=st.integers(0, 2**16), power=st.integers(0, 8))
def test_a_block_of_points_has_one_in_each_part_of_every_column(seed, block, power):
    size = 1 << power
    parts = np.floor(points(12, seed, block * size, (block + 1) * size) * size).astype(int)
    assert (np.sort(parts, axis=0) == np.arange(size)[:, None]).all()


def test_two_columns_share_every_elementary_rectangle():
    found = points(2, 3, 0, 256)
    for wide in range(9):
        cells = np.floor(found * [1 << wide, 256 >> wide]).astype(int)
        assert len(np.unique(cells, axis=0)) == 256


@given(start=st.integers(0, 5000), count=st.integers(0, 3000))
def test_any_run_of_points_is_a_part_of_the_whole(start, count):
    assert (
        points(3, 1, start, start + count) == points(3, 1, 0, 8000)[start : start + count]
    ).all()


def test_another_seed_gives_other_points():
    assert (points(4, 0, 0, 64) != points(4, 1, 0, 64)).any(axis=1).all()


def test_a_design_without_columns_or_without_points_is_empty():
    assert points(0, 0, 0, 5).shape == (5, 0)
    assert points(5, 0, 7, 7).shape == (0, 5)


def test_more_columns_than_the_table_has_are_refused():
    with pytest.raises(InvalidInput, match="4,097 things vary at once"):
        points(COLUMNS + 1, 0, 0, 1)


def test_errors_are_standard_normal_and_a_point_alone_decides_them():
    drawn = errors(points(1, 0, 0, 400)[:, 0], 2, (20, 30))
    assert kstest(drawn.ravel(), "norm").pvalue > 0.001
    assert abs(drawn.std() - 1) < 0.005
    assert (errors(points(1, 0, 7, 8)[:, 0], 2, (20, 30))[0] == drawn[7]).all()


def test_errors_of_neighbouring_draws_cells_and_factors_are_unrelated():
    spots = points(1, 0, 0, 400)[:, 0]
    one, other = errors(spots, 0, (20, 30)), errors(spots, 1, (20, 30))
    pairs = [
        (one, other),
        (one[1:], one[:-1]),
        (one[:, 1:], one[:, :-1]),
        (one[..., 1:], one[..., :-1]),
    ]
    assert max(abs(np.corrcoef(a.ravel(), b.ravel())[0, 1]) for a, b in pairs) < 0.01


def test_a_draw_without_a_point_has_no_errors():
    assert (errors(np.array([np.nan, 0.5]), 0, (2, 2))[0] == 0).all()
