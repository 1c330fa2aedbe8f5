"""Round where the publisher rounded: a column as it is born, or its finished values."""

from __future__ import annotations

from functools import partial
from typing import Literal

import numpy as np

from coopindex.methods.registry import Array, register

rounding = partial(register, "rounding")
# what misses a half by less than this share of the last digit is one, as 2.675 is in binary
NEARLY = 1e-9


@rounding(name="round")
def rounded(x: Array, *, decimals: int, half: Literal["even", "up"] = "even") -> Array:
    """Keep so many decimals; a half goes to the even digit, or away from 0.

    x : (..., R, K). Returns the same shape; NaN where x is NaN. What is too large to have such
    decimals stays as it is, and nothing becomes -0.
    decimals : in YAML those of a `column` as it is born, and of `finished` values, after
        normalisation; below 0, tens, hundreds and so on are rounded to.
    half : `even` (IEEE 754, as statistical software rounds), or `up`, away from 0, as spreadsheets
        and printed tables do; then what misses a half by less than a billionth of the last digit
        counts as one, as 2.675 does in binary.

    Ranks taken of rounded scores have ties that the scores have not.

    IEEE 754-2019, 4.3.1, https://doi.org/10.1109/IEEESTD.2019.8766229.

    >>> rounded(np.array([2.25, 2.675, -0.5]), decimals=2, half="up")
    array([ 2.25,  2.68, -0.5 ])
    >>> rounded(np.array([2.25]), decimals=1)
    array([2.2])
    """
    with np.errstate(over="ignore", invalid="ignore"):
        if half == "even":
            found = np.round(x, decimals)
        else:
            digits = 10.0**decimals
            found = np.copysign(np.floor(np.abs(x) * digits + 0.5 + NEARLY) / digits, x)
    return unsigned(np.where(np.isfinite(found), found, x))


def unsigned(x: Array) -> Array:
    """Return a table without -0.0. Those of draws, of which only scores are seen, stay as they are.

    >>> unsigned(np.array([[-0.0], [-1.0]])).ravel()
    array([ 0., -1.])
    """
    return x + 0.0 if x.ndim == 2 and (x == 0).any() else x
