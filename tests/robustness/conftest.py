"""A small index of two dimensions, to be varied."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from coopindex.engine.data import Data
from coopindex.engine.index import Choice, Index, Node, Scheme
from coopindex.engine.naming import Text
from coopindex.engine.result import Result
from coopindex.engine.score import score

LEAVES = ("ports", "rail", "forums", "schools")
MIN_MAX = Choice("normalisation", "min_max", (("scale", (1.0, 100.0)),))


@pytest.fixture(scope="session")
def scored() -> Callable[..., Result]:
    """Score (U, 4) values: trade = ports and rail, ties = forums and schools."""

    def score_it(
        values: np.ndarray,
        weights=(0.5, 0.5, 0.5, 0.5, 0.4, 0.6),
        aggregation="arithmetic",
        assumed=(),
        normalisation=MIN_MAX,
        **changed,
    ) -> Result:
        named = isinstance(aggregation, str)
        put = Choice("aggregation", aggregation) if named else aggregation
        nodes = (
            *(
                Node(
                    code,
                    Text(code),
                    parent="trade" if code in LEAVES[:2] else "ties",
                    normalisation=normalisation,
                )
                for code in LEAVES
            ),
            Node("trade", Text("Trade"), parent="index", children=LEAVES[:2], aggregation=put),
            Node("ties", Text("Ties"), parent="index", children=LEAVES[2:], aggregation=put),
            Node("index", Text("Index"), children=("trade", "ties"), aggregation=put),
        )
        nodes = tuple(replace(node, **changed.get(node.code, {})) for node in nodes)
        units = tuple(f"u{place}" for place in range(len(values)))
        status = np.where(np.isnan(values), -1, 0).astype(np.int8)[None]
        source = np.full(status.shape, -1, np.int32)
        names = {unit: Text(unit.upper()) for unit in units}
        data = Data(units, names, (2019,), values[None], status, source)
        index = Index("index", Text("Index"), Text("city"), nodes)
        return score(index, data, Scheme("given", np.array([*weights, 1.0]), frozenset(assumed)))

    return score_it


@pytest.fixture
def values() -> np.ndarray:
    """Eight units, four indicators."""
    return np.random.default_rng(3).normal(size=(8, 4))
