"""How unequal values are, by Gini and Theil, within groups and between them; and convergence.

Units count alike, without weights. Values are (U,) without NaN; groups are (U,) whole numbers, all
from 0 to the highest of them there. What has no value is NaN: that is an answer, and no error.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special

from coopindex.methods.registry import Array

Labels = NDArray[np.intp]
NAN = float("nan")
EQUAL = 1e-12  # of the largest value: means that are nearer to each other differ by rounding alone


def mean(values: Array) -> float:
    """Return the mean, to the last bit the value where all are equal; NaN of none.

    >>> mean(np.array([0.1, 0.1, 0.1]))
    0.1
    """
    if not values.size:
        return NAN
    least = values.min()
    return float(least + (values - least).mean())


def deviation(values: Array, ddof: int) -> float:
    """Return the standard deviation, dividing by n - ddof; NaN where that is 0.

    >>> deviation(np.array([1.0, 3.0]), 0), deviation(np.array([1.0]), 1)
    (1.0, nan)
    """
    if values.size <= ddof:
        return NAN
    return float(np.sqrt(np.square(values - mean(values)).sum() / (values.size - ddof)))


def absolute_differences(values: Array) -> float:
    """Return the sum of |y - y'| over all ordered pairs, by sorting.

    >>> absolute_differences(np.array([1.0, 3.0]))
    4.0
    """
    rising = np.sort(values)
    n = rising.size
    return float(2 * ((2 * np.arange(1, n + 1) - n - 1) * (rising - rising[:1])).sum())


def gini(values: Array) -> float:
    """Return the Gini coefficient G = sum |y - y'| / (2 n^2 mean), without n / (n - 1).

    One value alone is 0. A mean that is not above 0 has none.
    Gini, C. (1912), Variabilità e mutabilità.

    >>> gini(np.array([1.0, 3.0])), gini(np.array([2.0])), gini(np.zeros(2))
    (0.25, 0.0, nan)
    """
    centre = mean(values)
    if values.size == 1:
        return 0.0
    if not centre > 0:
        return NAN
    return absolute_differences(values) / (2 * values.size**2 * centre)


def theil(values: Array) -> float:
    """Return Theil's T = mean of (y / mean) ln(y / mean), with 0 ln 0 = 0.

    One value alone is 0; a value below 0, and a mean of 0, have none.
    Theil, H. (1967), Economics and Information Theory.

    >>> round(theil(np.array([1.0, 3.0])), 6), theil(np.array([2.0, 2.0])), theil(np.zeros(2))
    (0.130812, 0.0, nan)
    """
    if values.size == 1 and values[0] >= 0:
        return 0.0
    centre = mean(values)
    if not centre > 0 or values.min() < 0:
        return NAN
    return float(_times_its_log(values / centre).mean())


def _times_its_log(ratio: Array) -> Array:
    """Return x ln x, 0 where x is 0."""
    return np.asarray(special.xlogy(ratio, ratio))


class Dispersion(NamedTuple):
    """Coefficient of variation, and standard deviation of ln y, dividing by n and by n - 1."""

    cv_n: float
    cv_n_minus_1: float
    sd_ln_n: float
    sd_ln_n_minus_1: float


def dispersion(values: Array) -> Dispersion:
    """Return the measures of sigma convergence; without a mean above 0, and without ln y, NaN.

    >>> dispersion(np.array([1.0, 3.0])).cv_n, dispersion(np.array([0.0, 4.0])).sd_ln_n
    (0.5, nan)
    """
    centre = mean(values)
    above = centre > 0
    logs = np.log(values) if values.size and values.min() > 0 else np.empty(0)
    return Dispersion(
        *(deviation(values, ddof) / centre if above else NAN for ddof in (0, 1)),
        *(deviation(logs, ddof) if logs.size else NAN for ddof in (0, 1)),
    )


# -- parts ----------------------------------------------------------------------------------------


class Groups(NamedTuple):
    """What is known of each of J groups, (J,).

    population, score : the group's share p of the units and s of the sum of all values.
    within : G_jj p_j s_j, its part of the Gini within. theil_within : s_j T_j.
    """

    n: NDArray[np.intp]
    mean: Array
    population: Array
    score: Array
    gini: Array
    within: Array
    theil: Array
    theil_within: Array


class Pairs(NamedTuple):
    """What is known of each pair of groups, (P,), that of the higher mean first.

    richer, poorer : groups; of two with equal means the first stands first. gini : G_jh.
    d : mean of max(y_j - y_h, 0) over the pairs of units. p : mean of max(y_h - y_j, 0).
    distance : D = (d - p) / (d + p), 0 where both are 0. between, transvariation : its parts.
    """

    richer: Labels
    poorer: Labels
    gini: Array
    d: Array
    p: Array
    distance: Array
    between: Array
    transvariation: Array


class Dagum(NamedTuple):
    """The Gini coefficient and its parts: within + between + transvariation = gini."""

    gini: float
    within: float
    between: float
    transvariation: float
    groups: Groups
    pairs: Pairs


def decompose(values: Array, labels: Labels) -> Dagum:
    """Split the Gini coefficient after Dagum, and Theil's T, over groups.

    With n_j units, mean mu_j, N units in all, mean mu, p_j = n_j / N and s_j = n_j mu_j / (N mu):

    G_jh = sum |y_ji - y_hr| / (n_j n_h (mu_j + mu_h)); within = sum_j G_jj p_j s_j; of each pair
    with mu_j >= mu_h between = G_jh (p_j s_h + p_h s_j) D and transvariation the same with 1 - D.
    As d - p = mu_j - mu_h, between is the Gini of the values with their group's mean in their
    place, and transvariation what the overlap of groups leaves.

    The parts are worked out from d and p alone, which the definition comes to, so that a mean of 0
    in a group leaves them a value. Values below 0 are taken as they are.

    Dagum, C. (1997), A new approach to the decomposition of the Gini income inequality ratio,
    Empirical Economics 22(4), 515-531, https://doi.org/10.1007/BF01205777.

    >>> found = decompose(np.array([5.0, 3.0, 7.0]), np.array([0, 1, 1]))
    >>> [round(part, 6) for part in found[:4]]
    [0.177778, 0.088889, 0.0, 0.088889]
    """
    parts = [values[labels == label] for label in range(int(labels.max(initial=-1)) + 1)]
    whole = mean(values)
    total = values.size * whole if whole > 0 else NAN
    groups = _groups(parts, values.size, total)
    pairs = _pairs(parts, values, groups, values.size * total)
    return Dagum(
        gini(values) if whole > 0 else NAN,
        float(groups.within.sum()),
        float(pairs.between.sum()) if whole > 0 else NAN,
        float(pairs.transvariation.sum()) if whole > 0 else NAN,
        groups,
        pairs,
    )


def _groups(parts: list[Array], units: int, total: float) -> Groups:
    n = np.array([part.size for part in parts], np.intp)
    means = np.array([mean(part) for part in parts])
    # n_j (the Gini of the group) p_j s_j, without the group's mean, which may be 0
    within = np.array([absolute_differences(part) for part in parts]) / (2 * units * total)
    own = np.array([theil(part) for part in parts])
    score = n * means / total
    return Groups(
        n=n,
        mean=means,
        population=n / units,
        score=score,
        gini=np.array([gini(part) for part in parts]),
        within=within,
        theil=own,
        theil_within=np.where(score == 0, 0.0, score * own),
    )


def _pairs(parts: list[Array], values: Array, groups: Groups, scale: float) -> Pairs:
    near = EQUAL * np.abs(values).max(initial=0.0)
    first, second = np.triu_indices(len(parts), 1)
    turned = groups.mean[second] - groups.mean[first] > near
    richer, poorer = np.where(turned, second, first), np.where(turned, first, second)
    both = list(zip(richer.tolist(), poorer.tolist(), strict=True))
    d = np.array([mean_excess(parts[j], parts[h]) for j, h in both])
    p = np.array([mean_excess(parts[h], parts[j]) for j, h in both])
    means = groups.mean[richer] + groups.mean[poorer]
    apart = np.where(groups.mean[richer] - groups.mean[poorer] > near, d - p, 0.0)
    gross = d + p
    times = groups.n[richer] * groups.n[poorer] / scale
    with np.errstate(invalid="ignore", divide="ignore"):
        return Pairs(
            richer=richer,
            poorer=poorer,
            gini=np.where(means > 0, gross / means, NAN),
            d=d,
            p=p,
            distance=np.where(gross > 0, apart / gross, 0.0),
            between=apart * times,
            transvariation=(gross - apart) * times,
        )


def mean_excess(above: Array, below: Array) -> float:
    """Return the mean of max(a - b, 0) over all pairs of one of each, by sorting.

    >>> mean_excess(np.array([5.0]), np.array([3.0, 7.0]))
    1.0
    """
    least = min(above.min(), below.min())
    above, rising = above - least, np.sort(below - least)
    lower = np.searchsorted(rising, above)
    sums = np.concatenate([[0.0], np.cumsum(rising)])
    return float((above * lower - sums[lower]).sum() / (above.size * below.size))


def theil_between(groups: Groups, whole: float) -> float:
    """Return the part of Theil's T between groups: sum_j s_j ln(mu_j / mu)."""
    if not whole > 0 or (groups.mean < 0).any():
        return NAN
    return float(special.xlogy(groups.score, groups.mean / whole).sum())


# -- absolute beta convergence --------------------------------------------------------------------


class Beta(NamedTuple):
    """A line through growth by starting level; what has no value is NaN.

    n : units. years : between the first and the last value. speed : a year. half_life : in years.
    """

    n: int
    years: float
    a: float
    se_a: float
    b: float
    se_b: float
    t: float
    p: float
    r2: float
    speed: float
    half_life: float


def absolute_beta(first: Array, last: Array, years: float) -> Beta:
    """Fit ln(y_T / y_0) / T = a + b ln y_0 by ordinary least squares.

    Standard errors are the classical ones (n - 2), the t test of b is two-sided, speed is
    -ln(1 + b T) / T and the half-life ln 2 / speed, which has no value where speed is not above 0
    or 1 + b T not. Values that are not above 0 leave no line.
    Barro & Sala-i-Martin (1992), Journal of Political Economy 100(2), 223-251,
    https://doi.org/10.1086/261816.

    >>> found = absolute_beta(np.array([1.0, 2.0, 4.0]), np.array([2.0, 3.0, 4.0]), 1.0)
    >>> round(found.b, 6), found.half_life > 0
    (-0.5, True)
    """
    n = first.size
    blank = Beta(n, years, *[NAN] * 9)
    if n < 2 or not years > 0 or min(first.min(), last.min()) <= 0:
        return blank
    start = np.log(first)
    growth = (np.log(last) - start) / years
    x, y = start - mean(start), growth - mean(growth)
    spread = float(x @ x)
    if not spread > n * (EQUAL * np.abs(start).max(initial=0.0)) ** 2:
        return blank
    b = float(x @ y) / spread
    a = mean(growth) - b * mean(start)
    left = y - b * x
    remains, varies = float(left @ left), float(y @ y)
    variance = remains / (n - 2) if n > 2 else NAN
    se_b = float(np.sqrt(variance / spread))
    se_a = float(np.sqrt(variance * (1 / n + mean(start) ** 2 / spread)))
    t = b / se_b if se_b > 0 else NAN
    p = float(2 * special.stdtr(n - 2, -abs(t))) if n > 2 else NAN
    r2 = 1 - remains / varies if varies > 0 else NAN
    kept = 1 + b * years
    speed = -float(np.log(kept)) / years if kept > 0 else NAN
    half_life = float(np.log(2)) / speed if speed > 0 else NAN
    return Beta(n, years, a, se_a, b, se_b, t, p, r2, speed, half_life)
