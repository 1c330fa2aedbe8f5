"""Whether items measure one thing: alpha, sampling adequacy, sphericity, components.

Tables (R, K) in. Covariances and correlations of alpha are those of the pairs present; what hangs
on the inverse or the eigenvalues of a matrix is of the rows that lack nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coopindex.audit.associations import shared_sums
from coopindex.audit.nodes import Family, families, field
from coopindex.engine.result import Result
from coopindex.methods.family import NOTHING, signed
from coopindex.methods.registry import Array

if TYPE_CHECKING:
    import pandas as pd

RELIABILITY = (
    *("node", "of", "units", "complete", "items", "left_out", "alpha", "alpha_standardised"),
    *("mean_r", "kmo", "bartlett", "bartlett_df", "bartlett_p", "eigenvalues_above_1"),
    *("first_share", "why"),
)
ITEMS = (
    *("node", "of", "item", "item_total_r", "msa", "mean_r", "alpha_without"),
    "alpha_standardised_without",
)
COMPONENTS = ("node", "of", "component", "eigenvalue", "share", "cumulative")
LOADINGS = ("node", "of", "item", "component", "loading")
BLANK = (float("nan"),) * 5
# why a figure is not there
ONE_ITEM, TWO_ITEMS, FEW_UNITS, SINGULAR = "one item", "two items", "few units", "singular"


class Together(NamedTuple):
    """What the items of a family are together.

    covariance, correlation : (K, K) over pairs present. x : (R, K) the complete rows. whole : (K,
    K) their correlations; None where fewer than two rows are complete or an item is constant there.
    varying : which of the family's items vary; the others are left out.
    """

    covariance: Array
    correlation: Array
    x: Array
    whole: Array | None
    varying: NDArray[np.bool_]
    units: int


def together(x: Array) -> Together:
    """Look at items (R, K) together; those that are constant are left out."""
    own = shared_sums(x, x)
    varying = ~np.isnan(np.diagonal(own.xx))
    x = x[:, varying]
    sums = shared_sums(x, x)
    with np.errstate(invalid="ignore", divide="ignore"):
        covariance = sums.xy / (sums.n - 1)
        correlation = sums.xy / np.sqrt(sums.xx * sums.yy)
    complete = x[~np.isnan(x).any(axis=1)]
    inside = shared_sums(complete, complete)
    with np.errstate(invalid="ignore", divide="ignore"):
        whole = inside.xy / np.sqrt(inside.xx * inside.yy)
    sound = whole.size > 0 and not np.isnan(whole).any()
    units = int((~np.isnan(x)).any(axis=1).sum())
    return Together(covariance, correlation, complete, whole if sound else None, varying, units)


def alpha(covariance: Array) -> float:
    """Cronbach's alpha of a covariance matrix: k / (k - 1) (1 - trace S / sum S).

    NaN for fewer than two items, or where their sum does not vary.

    Cronbach (1951), Coefficient alpha and the internal structure of tests, Psychometrika 16,
    https://doi.org/10.1007/BF02310555.

    >>> round(alpha(np.array([[1.0, 0.5], [0.5, 1.0]])), 6)
    0.666667
    """
    items, total = len(covariance), covariance.sum()
    if items < 2 or not total > NOTHING * np.trace(covariance):
        return float("nan")
    return float(items / (items - 1) * (1 - np.trace(covariance) / total))


def standardised_alpha(correlation: Array) -> float:
    """Alpha of standardised items: k r / (1 + (k - 1) r), r the mean correlation.

    >>> round(standardised_alpha(np.array([[1.0, 0.5], [0.5, 1.0]])), 6)
    0.666667
    """
    items, mean = len(correlation), mean_correlation(correlation)
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.float64(items * mean) / (1 + (items - 1) * mean))


def mean_correlation(correlation: Array) -> float:
    """Return the mean of the correlations off the diagonal; NaN for one item."""
    off = correlation[~np.eye(len(correlation), dtype=bool)]
    return float(off.mean()) if off.size else float("nan")


def why_not(found: Together) -> str:
    """Say why there is no sampling adequacy; "" where there is."""
    items = int(found.varying.sum())
    if items < 2:
        return ONE_ITEM
    if len(found.x) <= items or found.whole is None:
        return FEW_UNITS
    if np.linalg.eigvalsh(found.whole)[0] <= NOTHING:
        return SINGULAR
    return TWO_ITEMS if items == 2 else ""


class Adequacy(NamedTuple):
    """Kaiser, Meyer and Olkin's measure of sampling adequacy, of all items and of each, (K,)."""

    whole: float
    each: Array


def adequacy(correlation: Array) -> Adequacy:
    """Return KMO = sum r^2 / (sum r^2 + sum q^2) off the diagonal, q the partial correlations.

    Kaiser & Rice (1974), Little Jiffy, Mark IV, Educational and Psychological Measurement 34(1),
    https://doi.org/10.1177/001316447403400115.

    >>> adequacy(np.full((3, 3), 0.5) + 0.5 * np.eye(3)).each.round(3)
    array([0.692, 0.692, 0.692])
    """
    inverse = np.linalg.inv(correlation)
    scale = np.sqrt(np.diagonal(inverse))
    partial = -inverse / np.outer(scale, scale)
    off = ~np.eye(len(correlation), dtype=bool)
    r, q = (np.where(off, np.square(part), 0.0) for part in (correlation, partial))
    each = r.sum(axis=0) / (r.sum(axis=0) + q.sum(axis=0))
    return Adequacy(float(r.sum() / (r.sum() + q.sum())), each)


class Sphericity(NamedTuple):
    """Bartlett's test that no items correlate: chi-square, degrees of freedom, p-value."""

    chi2: float
    freedom: int
    p: float


def sphericity(correlation: Array, rows: int) -> Sphericity:
    """Return -(n - 1 - (2 k + 5) / 6) ln det R, with k (k - 1) / 2 degrees of freedom.

    Bartlett (1951), The effect of standardization on a chi-square approximation in factor analysis,
    Biometrika 38(3/4), https://doi.org/10.1093/biomet/38.3-4.337.

    >>> sphericity(np.array([[1.0, 0.5], [0.5, 1.0]]), 20).freedom
    1
    """
    from scipy.special import chdtrc

    items = len(correlation)
    statistic = -(rows - 1 - (2 * items + 5) / 6) * float(np.linalg.slogdet(correlation)[1])
    freedom = items * (items - 1) // 2
    return Sphericity(statistic, freedom, float(chdtrc(freedom, statistic)))


def eigen(correlation: Array) -> tuple[Array, Array]:
    """Return eigenvalues, the largest first, and unit vectors with a sum above 0, (K, K)."""
    values, vectors = np.linalg.eigh(correlation)
    return np.maximum(values[::-1], 0.0), signed(vectors[:, ::-1])


# -- tables ---------------------------------------------------------------------------------------


def _seen(result: Result, level: int | None, step: str) -> Iterator[tuple[Family, Together]]:
    for family in families(result.index, level):
        yield family, together(field(result, family.items, step))


def reliability(
    result: Result, *, level: int | None = None, step: str = "finished"
) -> pd.DataFrame:
    """One row a family of items: the children of every node, and all indicators together.

    node, of (`children`, `indicators`), units, complete (units that lack nothing), items, left_out
    (items that do not vary), alpha, alpha_standardised, mean_r, kmo, bartlett, bartlett_df,
    bartlett_p, eigenvalues_above_1, first_share (of the variance, of the first component), why
    (`one item`, `two items`, `few units`, `singular`: why there is no kmo, which of two items is
    always 0.5).
    """
    import pandas as pd

    rows = [_reliability(family, found) for family, found in _seen(result, level, step)]
    return pd.DataFrame(rows, columns=list(RELIABILITY))


def _reliability(family: Family, found: Together) -> tuple[Any, ...]:
    items, why = int(found.varying.sum()), why_not(found)
    kmo, test = float("nan"), Sphericity(float("nan"), 0, float("nan"))
    above, share = 0, float("nan")
    if found.whole is not None and items > 1:
        values, _ = eigen(found.whole)
        above, share = int((values > 1 + NOTHING).sum()), float(values[0] / values.sum())
        if why in ("", TWO_ITEMS):
            test = sphericity(found.whole, len(found.x))
            kmo = adequacy(found.whole).whole if not why else kmo
    return (
        *(family.node.code, family.of, found.units, len(found.x), items),
        int((~found.varying).sum()),
        *(alpha(found.covariance), standardised_alpha(found.correlation)),
        *(mean_correlation(found.correlation), kmo, *test, above, share, why),
    )


def items(result: Result, *, level: int | None = None, step: str = "finished") -> pd.DataFrame:
    """One row an item of a family: what it has in common with the others.

    node, of, item, item_total_r (with the plain sum of the others), msa (sampling adequacy), mean_r
    (with the others), alpha_without, alpha_standardised_without. NaN for an item that is left out.
    """
    import pandas as pd

    rows = [row for family, found in _seen(result, level, step) for row in _items(family, found)]
    return pd.DataFrame(rows, columns=list(ITEMS))


def _items(family: Family, found: Together) -> Iterator[tuple[Any, ...]]:
    each = np.full(len(found.correlation), np.nan)
    if not why_not(found) and found.whole is not None:
        each = adequacy(found.whole).each
    columns = np.column_stack(
        [
            item_totals(found.x),
            each,
            without_diagonal(found.correlation).sum(axis=1) / max(len(each) - 1, 1),
            *_alphas_without(found),
        ]
    )
    if len(each) < 2:
        columns[:] = np.nan
    rows = iter(columns.tolist())
    for item, varies in zip(family.items, found.varying, strict=True):
        yield (family.node.code, family.of, item.code, *(next(rows) if varies else BLANK))


def without_diagonal(matrix: Array) -> Array:
    """Return a matrix with 0 on its diagonal."""
    return matrix - np.diag(np.diagonal(matrix))


def _alphas_without(found: Together) -> tuple[Array, Array]:
    """Return alpha, plain and standardised, without each item, (K,); NaN where one is left."""
    own, off = np.diagonal(found.covariance), without_diagonal(found.correlation)
    left = len(own) - 1
    total = found.covariance.sum() - 2 * found.covariance.sum(axis=1) + own
    trace = own.sum() - own
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.float64(left) / (left - 1) if left > 1 else np.nan
        plain = np.where(total > NOTHING * trace, factor * (1 - trace / total), np.nan)
        mean = (off.sum() - 2 * off.sum(axis=1)) / (left * (left - 1)) if left > 1 else np.nan
        return plain, left * mean / (1 + (left - 1) * mean) + 0 * own


def item_totals(x: Array) -> Array:
    """Return the correlation of each item with the plain sum of the others, (R, K) -> (K,).

    >>> item_totals(np.array([[1.0, 2.0, 1.0], [2.0, 4.0, 1.0], [4.0, 8.0, 3.0]])).round(3)
    array([0.996, 0.99 , 0.945])
    """
    sums = shared_sums(x, x.sum(axis=1, keepdims=True) - x)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.diagonal(sums.xy / np.sqrt(sums.xx * sums.yy)))


def components(result: Result, *, level: int | None = None, step: str = "finished") -> pd.DataFrame:
    """One row a principal component of a family of standardised items, over complete rows.

    node, of, component, eigenvalue, share (of the variance), cumulative. A family without two
    complete rows, or of one item, has none.
    """
    import pandas as pd

    rows = []
    for family, found in _seen(result, level, step):
        if found.whole is None or len(found.whole) < 2:
            continue
        values, _ = eigen(found.whole)
        shares = values / values.sum()
        upto = shares.cumsum()
        numbers = range(1, len(values) + 1)
        each = zip(numbers, values.tolist(), shares.tolist(), upto.tolist(), strict=True)
        rows += [(family.node.code, family.of, *row) for row in each]
    return pd.DataFrame(rows, columns=list(COMPONENTS))


def loadings(result: Result, *, level: int | None = None, step: str = "finished") -> pd.DataFrame:
    """One row an item and component: its coefficient in the component's unit vector.

    node, of, item, component, loading. Each vector is turned so that its sum is above 0.
    """
    import pandas as pd

    rows = []
    for family, found in _seen(result, level, step):
        if found.whole is None or len(found.whole) < 2:
            continue
        _, vectors = eigen(found.whole)
        varying = [i for i, varies in zip(family.items, found.varying, strict=True) if varies]
        for item, vector in zip(varying, vectors.tolist(), strict=True):
            own = family.node.code, family.of, item.code
            rows += [(*own, number, value) for number, value in enumerate(vector, 1)]
    return pd.DataFrame(rows, columns=list(LOADINGS))
