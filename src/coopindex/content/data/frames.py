"""Cells as the columns of a frame that schemas look at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray


def categories(coded: tuple[NDArray[np.intp], Sequence[str]]) -> pd.Categorical[Any]:
    """Return cells, as positions among different texts, as pandas has them.

    >>> categories((np.array([1, 0, 1]), ("a", "b"))).tolist()
    ['b', 'a', 'b']
    """
    codes, texts = coded
    return pd.Categorical.from_codes(codes, categories=pd.Index(list(texts), dtype=object))
