"""The parts of a change add up to it: none is left out, however narrow the screen."""

import io

import numpy as np
import pandas as pd
import pytest

import coopindex
from coopindex.project import render


@pytest.mark.parametrize("columns", ["60", "80", "200"])
def test_no_part_of_a_change_is_left_out_for_want_of_room(columns, monkeypatch):
    monkeypatch.setenv("COLUMNS", columns)
    figures = np.random.default_rng(0).uniform(1, 9, (6, 4))
    names = [f"a_long_indicator_{k}" for k in range(4)]
    frame = pd.DataFrame(figures, columns=names).assign(
        unit=["p", "q", "r"] * 2, year=[2020] * 3 + [2021] * 3
    )
    scoring = coopindex.score(frame, tree=names, normalisation="min_max", year="all")
    said = render(scoring.present(scoring.change(), page="change.page"), "table", io.StringIO())
    moved, _, _ = said.partition("Ranks over the years")
    assert "What moved the scores" in moved
    for part in (*names, "the scale"):
        assert part in moved.replace("\n", " ")
    assert "Not shown" not in moved
