"""The methods at the sizes of published indices, beside bare numpy and COINr's own figures."""

from __future__ import annotations

import numpy as np
from asem import ABSENT, PUBLISHED, asem, present
from timing import in_turn, shown, table

import coopindex
from coopindex.engine.index import Index
from coopindex.engine.result import Result
from coopindex.engine.score import score
from coopindex.engine.walk import walk
from coopindex.methods.benefit_of_the_doubt import benefit_of_the_doubt
from coopindex.methods.outranking import copeland

HEAD = ["work", "coopindex", "bare numpy", "ratio", "others (their own figures)"]


def row(label: str, times: dict[str, float], peer: str = "no figure") -> list[str]:
    bare = (
        [shown(times["bare"]), f"{times['ours'] / times['bare']:.2g}"]
        if "bare" in times
        else ["", ""]
    )
    return [label, shown(times["ours"]), *bare, peer]


def again(result: Result) -> Result:
    return score(result.index, result.data, result.scheme, result.years)


def treated(
    values: np.ndarray, divisors: np.ndarray, groups: np.ndarray, signs: np.ndarray
) -> np.ndarray:
    """Denominate, fill by group means, winsorise, orient and min-max, column by column.

    Winsorised by skewness and kurtosis, or put into logs where that does not help.
    """
    out = values / divisors
    for column in out.T:
        for group in np.unique(groups):
            inside = groups == group
            column[inside & np.isnan(column)] = np.nanmean(column[inside])
        kept = column.copy()
        for _ in range(6):
            skewness, kurtosis = shape(column)
            if abs(skewness) < 2 or kurtosis < 3.5:
                break
            extreme = column == (column.max() if skewness > 0 else column.min())
            column[extreme] = column[~extreme].max() if skewness > 0 else column[~extreme].min()
        else:
            column[:] = np.log(kept - kept.min() + 0.01 * np.ptp(kept))
    out *= signs
    low = out.min(axis=0)
    return (out - low) / (out.max(axis=0) - low) * 100


def shape(x: np.ndarray) -> tuple[float, float]:
    n, d = len(x), x - x.mean()
    second = (d**2).mean()
    g, h = (d**3).mean() / second**1.5, (d**4).mean() / second**2 - 3
    return g * np.sqrt(n * (n - 1)) / (n - 2), ((n + 1) * h + 6) * (n - 1) / ((n - 2) * (n - 3))


def aggregated(index: Index, finished: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Put every family together by its weights: (..., N) -> (..., R).

    One matrix product a family.
    """
    columns = {node.code: finished[:, place] for place, node in enumerate(index.leaves)}
    for node in index.inner:
        own = weights[..., index.families[node.code]]
        own = own / own.sum(axis=-1, keepdims=True)
        children = [columns[code] for code in node.children]
        if all(child.ndim == 1 for child in children):
            columns[node.code] = own @ np.array(children)
        else:
            columns[node.code] = sum(own[..., [k]] * child for k, child in enumerate(children))
    return columns[index.root.code]


def of_asem() -> list[list[str]]:
    result = asem()
    index, rows = result.index, result.rows
    values = result.data.values[-1]
    variables = {name: column[-1] for name, column in result.data.variables.items()}
    divisors = np.array(
        [
            variables[node.denomination.by] if node.denomination else np.ones(len(values))
            for node in index.leaves
        ]
    ).T
    groups, signs = (
        result.data.groups["EurAsia_group"],
        np.array([node.direction for node in index.leaves]),
    )
    settings = result.scheme.weights * np.random.default_rng(0).uniform(
        0.75, 1.25, size=(1000, len(index.nodes))
    )
    finish = lambda: treated(values, divisors, groups, signs)
    once = in_turn(
        {
            "ours": lambda: again(result).rank(),
            "bare": lambda: aggregated(index, finish(), result.scheme.weights),
        }
    )
    batch = in_turn(
        {
            "ours": lambda: walk(index, rows, values, settings).score,
            "bare": lambda: aggregated(index, finish(), settings),
        }
    )
    return [
        row("ASEM, 51 x 49, the whole chain once", once, "COINr 91 ms"),
        row("ASEM, the whole chain under 1,000 sets of weights", batch, "COINr 91 s"),
    ]


def deprivation() -> list[list[str]]:
    result = coopindex.load(PUBLISHED / "imd2025.yaml").score()
    index, ranks = result.index, result.data.values[-1]
    scheme = result.scheme.weights

    def spread(rank: np.ndarray) -> np.ndarray:
        return -23 * np.log(1 - (1 - (rank - 1) / len(rank)) * (1 - np.exp(-100 / 23)))

    def bare() -> np.ndarray:
        columns = {node.code: spread(ranks[:, place]) for place, node in enumerate(index.leaves)}
        for node in index.inner:
            own = scheme[index.families[node.code]]
            total = sum(
                weight * columns[code] for weight, code in zip(own, node.children, strict=True)
            )
            columns[node.code] = total if node is index.root else spread(placed(total))
        return placed(columns[index.root.code])

    times = in_turn({"ours": lambda: again(result).rank(), "bare": bare}, runs=5)
    return [row("English deprivation 2025, 33,755 areas, spread ranks at two levels", times)]


def placed(x: np.ndarray) -> np.ndarray:
    ranks = np.empty(len(x))
    ranks[np.argsort(-x)] = np.arange(1, len(x) + 1)
    return ranks


def development() -> list[list[str]]:
    result = coopindex.load(PUBLISHED / "hdi.yaml").score(year="all")
    values = dict(
        zip(
            [node.code for node in result.index.leaves],
            np.moveaxis(result.data.values, -1, 0),
            strict=True,
        )
    )

    def bare() -> np.ndarray:
        capped = lambda x, low, high: np.clip((x - low) / (high - low), 0, 1)
        health = capped(values["health"], 20, 85)
        school = (
            capped(values["expected_schooling"], 0, 18) + capped(values["mean_schooling"], 0, 15)
        ) / 2
        hdi = np.cbrt(
            health * school * capped(np.log(values["income"]), np.log(100), np.log(75000))
        )
        return np.array([placed(-np.nan_to_num(year)) for year in hdi])

    rows = len(result.rows.unit)
    times = in_turn({"ours": lambda: again(result).rank(), "bare": bare}, runs=9)
    return [row(f"Human development, {rows:,} country-years", times)]


def across_units() -> list[list[str]]:
    x = np.random.default_rng(0).uniform(1, 100, size=(500, 10))
    weights = np.ones(10)

    def pairs() -> np.ndarray:
        lead = sum(np.sign(column[:, None] - column[None, :]) for column in x.T)
        return np.sign(lead).sum(axis=1)

    def programmes() -> np.ndarray:
        from scipy.optimize import linprog

        return np.array(
            [-linprog(-unit, A_ub=x, b_ub=np.ones(len(x)), method="highs-ds").fun for unit in x]
        )

    assert np.array_equal(copeland(x, weights), pairs())
    assert np.allclose(benefit_of_the_doubt(x, weights), programmes())
    return [
        row(
            "Copeland, 500 units x 10",
            in_turn({"ours": lambda: copeland(x, weights), "bare": pairs}, runs=5),
        ),
        row(
            "benefit of the doubt, 500 units x 10 (bare: scipy's linprog in a loop)",
            in_turn({"ours": lambda: benefit_of_the_doubt(x, weights), "bare": programmes}, runs=1),
        ),
    ]


def run() -> str:
    parts = [of_asem, deprivation, development] if present() else []
    rows = [line for part in (*parts, across_units) for line in part()]
    return table(HEAD, rows) + ("" if present() else f"\n\n{ABSENT}")
