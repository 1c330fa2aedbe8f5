"""Divide a column by what makes units comparable: people, area, gross domestic product."""

from __future__ import annotations

from functools import partial

import numpy as np

from coopindex.methods.registry import Array, Undefined, register
from coopindex.phrases import Wording

denomination = partial(register, "denomination")


@denomination(name="divide")
def divided(
    x: Array, room: Array | None = None, *, by: Array | float, per: Array | float = 1.0
) -> Array:
    """Divide figures by size, such as the population, so that large and small units compare.

    x / by * per

    x : (..., R, K), in each indicator's own measure. Returns the same shape, written into `room` if
    that is given; NaN where x or the divisor is missing; by is (R, 1), or one column each (R, K).
    by : a variable of the units, named as in their table, or a constant. A divisor of 0 is an
        error, and so is one so near to 0 that the ratio is infinite.
    per : what the ratio is stated per: 1000 for a rate per thousand heads.

    An index of size without denominators ranks the large; one with them may rank the small.

    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 5: size and scale,
    https://doi.org/10.1787/9789264043466-en.

    >>> divided(np.array([[10.0], [30.0]]), by=np.array([[2.0], [4.0]]), per=1000).ravel()
    array([5000., 7500.])
    """
    with np.errstate(over="ignore", invalid="ignore"):
        ratio: Array = np.divide(x, by, out=room)
        if np.any(np.not_equal(per, 1)):
            ratio *= per
        if not np.isfinite(ratio.sum()) and (infinite := np.isinf(ratio)).any():
            message = Wording("refusal.denomination")
            hint = Wording("refusal.denomination.hint")
            raise Undefined(message, infinite, cells=True, hint=hint)
    return ratio
