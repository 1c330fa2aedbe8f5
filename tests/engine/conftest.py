"""Small indices made of arrays, without files."""

import numpy as np
import pytest

from coopindex.engine.data import Data
from coopindex.engine.index import Choice, Index, Node, Scheme
from coopindex.engine.naming import Text

MIN_MAX = Choice("normalisation", "min_max", (("scale", (1.0, 100.0)),))


def build(values, tree, weights=None, **settings):
    """Return (index, data, scheme).

    values : (U, L) or (Y, U, L).
    tree : nested dict with the root as its only key; a leaf is None or a dict of Node fields.
    """
    leaves, inner = [], []

    def add(code, below, parent):
        if isinstance(below, dict) and below.get("children"):
            fields = {key: value for key, value in below.items() if key != "children"}
            for child, deeper in below["children"].items():
                add(child, deeper, code)
            inner.append(
                Node(code, Text(code), parent=parent, children=tuple(below["children"]), **fields)
            )
        else:
            leaves.append(
                Node(code, Text(code), parent=parent, **{"normalisation": MIN_MAX, **(below or {})})
            )

    ((root, below),) = tree.items()
    add(root, below, None)
    index = Index(root, Text(root), Text("unit"), (*leaves, *inner), **settings)
    values = np.asarray(values, dtype=float)
    values = values if values.ndim == 3 else values[None]
    units = tuple(f"u{k:03d}" for k in range(values.shape[1]))
    years = tuple(range(2020, 2020 + values.shape[0]))
    status = np.where(np.isnan(values), -1, 0).astype(np.int8)
    data = Data(
        units,
        {u: Text(u) for u in units},
        years,
        values,
        status,
        np.full(values.shape, -1, np.int32),
    )
    relative = {node.code: node.weight for node in index.nodes} | (weights or {})
    return (
        index,
        data,
        Scheme("given", np.array([relative[node.code] for node in index.nodes], dtype=float)),
    )


@pytest.fixture(scope="session")
def make():
    return build
