"""What an answer hands out cannot change it."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from coopindex.engine.data import Data
from coopindex.project import load

PANEL = Path(__file__).parents[1] / "cli" / "panel" / "indicators" / "panel.yaml"


def spoil(thing):
    """Write into every table and array of numbers that can be reached."""
    if isinstance(thing, np.ndarray) and thing.flags.writeable and thing.dtype.kind == "f":
        thing[...] = -5.0
    elif isinstance(thing, pd.DataFrame):
        for column in range(thing.shape[1]):
            thing.isetitem(column, [None] * len(thing))
    elif isinstance(thing, Mapping | tuple):
        for part in thing.values() if isinstance(thing, Mapping) else thing:
            spoil(part)


QUESTIONS = {
    "score": lambda scoring: scoring,
    "explain": lambda scoring: scoring.explain("a"),
    "compare": lambda scoring: scoring.compare({"trade": 2, "people": 1}),
    "guarantee": lambda scoring: scoring.guarantee(),
    "weights": lambda scoring: scoring.weight_sensitivity(draws=16),
    "uncertainty": lambda scoring: scoring.uncertainty(draws=16),
    "sensitivity": lambda scoring: scoring.sensitivity(draws=16),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_writing_into_what_an_answer_hands_out_changes_nothing_that_is_asked_later(question):
    scoring = load(PANEL).score()
    found = QUESTIONS[question](scoring)
    before = repr(found), found._repr_html_(), str(found.as_dict())
    scores = scoring.scores
    spoil((scoring.walk.levels, scoring.walk.weights, scoring.scheme.weights))
    spoil((scoring.fitted.settled, scoring.score, scoring.shares, scoring.coverage))
    for name in dir(found):
        if not name.startswith("_"):
            spoil(getattr(found, name))
    assert (repr(found), found._repr_html_(), str(found.as_dict())) == before
    pd.testing.assert_frame_equal(scoring.scores, scores)


def test_arrays_of_a_scoring_are_read_only():
    scoring = load(PANEL).score()
    with pytest.raises(ValueError, match="read-only"):
        scoring.walk.score[0] = -5
    with pytest.raises(ValueError, match="read-only"):
        scoring.score[0, 0] = -5
    with pytest.raises(ValueError, match="read-only"):
        scoring.scheme.weights[0] = -5


def arrays(thing, path=""):
    """Every array of a frozen value, with where it is."""
    if isinstance(thing, np.ndarray):
        yield path, thing
    elif isinstance(thing, Mapping):
        for key, part in thing.items():
            if isinstance(part, np.ndarray):
                yield f"{path}[{key}]", part
    else:
        for name in dir(thing):
            part = None if name.startswith("_") else getattr(thing, name)
            if isinstance(part, np.ndarray | Mapping):
                yield from arrays(part, f"{path}.{name}")


def test_arrays_of_the_data_and_of_the_tree_are_read_only():
    scoring = load("china-ceec-cities").score()
    parts = (scoring.data, scoring.rows, scoring.index, *scoring.index.levels)
    found = [each for part in parts for each in arrays(part, type(part).__name__)]
    assert len(found) > 10
    assert [path for path, array in found if array.flags.writeable] == []


def test_whoever_gave_figures_keeps_an_array_to_write_into():
    values = np.ones((1, 2, 1))
    data = Data(
        ("a", "b"), {}, (2020,), values, np.zeros((1, 2, 1), np.int8), np.zeros((1, 2, 1), np.int32)
    )
    values[...] = 2.0
    with pytest.raises(ValueError, match="read-only"):
        data.values[...] = 3.0
