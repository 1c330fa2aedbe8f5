"""Write observations.csv: the facts of observed.csv, and illustrative values for all other cells.

CASS published two scores, a mean and a few ranks, but none of its inputs. This script fills the
gaps with values that look plausible and with which the engine returns exactly what CASS published.
They are no facts and carry the status `illustrative`.

    python data/china-ceec-cities/calibrate.py

1. Draft: each city has a level between 0 and 1 in each dimension; a value lies that far
   along its indicator's range, give or take a little.
2. Fit: move each city's level in trade until its score is about right.
3. Close: move one finely grained cell of Ningbo, Tianjin and Cangzhou until both scores and
   the mean are right to the printed digit.

Nothing is drawn without a seed and nothing is read but observed.csv and the index itself, so
running it again changes nothing.
"""

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from coopindex.content import read_content
from coopindex.engine.score import score

HERE = Path(__file__).parent
MEAN = 38.52146  # of the fifteen scores, as published
SLACK = 0.22  # how far a value may stray from its city's level

# city: the score to come out (published for two, None follows from the mean), goods trade, sea
# containers, levels in four dimensions
CITIES = {
    "ningbo": (
        69.3453,
        24.36,
        395_210,
        {"connectivity": 0.50, "policy": 0.60, "people": 0.75, "think_tanks": 0.50},
    ),
    "tianjin": (
        40.5675,
        17.9362,
        372_480,
        {"connectivity": 0.50, "policy": 0.55, "people": 0.52, "think_tanks": 0.50},
    ),
    "chengdu": (
        39.9,
        12.6417,
        21_350,
        {"connectivity": 0.70, "policy": 0.35, "people": 0.45, "think_tanks": 0.40},
    ),
    "shanghai": (
        39.5,
        28.5741,
        486_120,
        {"connectivity": 0.42, "policy": 0.45, "people": 0.55, "think_tanks": 0.58},
    ),
    "chongqing": (
        38.9,
        14.8093,
        46_730,
        {"connectivity": 0.75, "policy": 0.48, "people": 0.45, "think_tanks": 0.42},
    ),
    "suzhou": (
        38.6,
        21.7258,
        128_940,
        {"connectivity": 0.62, "policy": 0.50, "people": 0.50, "think_tanks": 0.42},
    ),
    "guangzhou": (
        38.1,
        20.8836,
        301_560,
        {"connectivity": 0.40, "policy": 0.45, "people": 0.52, "think_tanks": 0.45},
    ),
    "beijing": (
        37.4,
        16.4129,
        9_270,
        {"connectivity": 0.40, "policy": 0.50, "people": 0.55, "think_tanks": 0.70},
    ),
    "wuhan": (
        37.0,
        11.9475,
        61_880,
        {"connectivity": 0.65, "policy": 0.40, "people": 0.45, "think_tanks": 0.45},
    ),
    "yiwu": (
        36.5,
        15.3384,
        34_690,
        {"connectivity": 0.60, "policy": 0.45, "people": 0.35, "think_tanks": 0.25},
    ),
    "xian": (
        35.2,
        9.8126,
        8_140,
        {"connectivity": 0.72, "policy": 0.45, "people": 0.48, "think_tanks": 0.42},
    ),
    "changsha": (
        33.7,
        8.9157,
        41_410,
        {"connectivity": 0.55, "policy": 0.35, "people": 0.45, "think_tanks": 0.40},
    ),
    "tangshan": (
        33.0,
        7.6482,
        188_370,
        {"connectivity": 0.52, "policy": 0.52, "people": 0.48, "think_tanks": 0.42},
    ),
    "cangzhou": (
        30.7,
        6.2591,
        142_050,
        {"connectivity": 0.50, "policy": 0.58, "people": 0.50, "think_tanks": 0.45},
    ),
    "langfang": (
        None,
        5.1208,
        7_620,
        {"connectivity": 0.52, "policy": 0.50, "people": 0.46, "think_tanks": 0.45},
    ),
}

# dimension: indicator: value at level 0, value at level 1, decimals
RANGES = {
    "connectivity": {
        "freight_trains": (6, 180, 0),
        "weekly_services": (1, 13, 0),
        "transit_days": (19, 9, 0),
    },
    "trade": {
        "investment": (6.0, 460.0, 1),
        "signed_projects": (4, 62, 0),
        "clearance_hours": (47, 14, 0),
    },
    "policy": {"demo_projects": (0, 7, 0), "key_projects": (1, 20, 0)},
    "people": {
        "partner_countries": (1, 16, 0),
        "education_projects": (2, 104, 0),
        "partner_colleges": (2, 80, 0),
        "visitor_tours": (0, 5, 0),
    },
    "think_tanks": {
        "research_centres": (0, 9, 0),
        "joint_reports": (1, 26, 0),
        "seminars": (1, 19, 0),
    },
}

# Who holds the two ends of each fitted range, so that no scale moves while the levels are fitted.
HOLDERS = {
    "investment": ("cangzhou", "chongqing"),
    "signed_projects": ("beijing", "yiwu"),
    "clearance_hours": ("xian", "suzhou"),
}

GROWTH = (2.5, 26.5, 1)  # of trade, in %; its level is drawn and not fitted

# Registered friendly cities: no more than gu_local's table 3 leaves to the province, all its listed
# cities together.
FRIENDLY_CITIES = {
    "ningbo": 2,
    "yiwu": 1,
    "chengdu": 3,
    "suzhou": 4,
    "wuhan": 4,
    "changsha": 2,
    "guangzhou": 5,
    "xian": 3,
}
FRIENDLY_CITIES |= {"tangshan": 1, "langfang": 1, "cangzhou": 2}

FIELDS = ("unit", "indicator", "year", "value", "status", "source", "note")
Cell = tuple[str, str]  # city, indicator
Cells = dict[Cell, float]
Scores = Callable[[Cells], dict[str, float]]


def along(lowest: float, highest: float, decimals: int, level: float) -> float:
    """Return the value that lies `level` (0 to 1) of the way between two ends."""
    return round(lowest + (highest - lowest) * min(max(level, 0.0), 1.0), decimals)


def draft(stray: Cells) -> Cells:
    """Return a first value for every cell."""
    cells = {}
    for city, (_, trade, containers, levels) in CITIES.items():
        cells |= {(city, "trade_volume"): trade, (city, "sea_containers"): containers}
        cells[city, "trade_growth"] = along(*GROWTH, 0.5 + 2 * stray[city, "trade_growth"])
        for dimension, level in {**levels, "trade": 0.5}.items():
            cells |= {
                (city, code): along(*ends, level + stray[city, code])
                for code, ends in RANGES[dimension].items()
            }
        per_train = (
            38 + 20 * stray[city, "freight_trains"]
        )  # Chengdu's 5,906 containers on 153 trains are 38.6 each
        cells[city, "rail_containers"] = round(cells[city, "freight_trains"] * per_train)
    for code, holders in HOLDERS.items():
        cells |= {
            (city, code): end for city, end in zip(holders, RANGES["trade"][code], strict=False)
        }
    return cells | {(city, "friendly_cities"): number for city, number in FRIENDLY_CITIES.items()}


def fit_trade(city: str, target: float, cells: Cells, stray: Cells, scores: Scores) -> Cells:
    """Return the city's cells in trade at the level that brings its score closest to the target.

    The level is found by bisection.
    """
    free = {code: ends for code, ends in RANGES["trade"].items() if city not in HOLDERS[code]}
    low, high = -SLACK, 1 + SLACK
    for _ in range(25):
        level = (low + high) / 2
        trade = {
            (city, code): along(*ends, level + stray[city, code]) for code, ends in free.items()
        }
        low, high = (level, high) if scores(cells | trade)[city] < target else (low, level)
    return trade


def close(cells: Cells, cell: Cell, decimals: int, missing: Callable[[Cells], float]) -> Cells:
    """Return the value of one cell at which `missing(cells)` is nearest to 0.

    Scores are linear in it, so two points tell.
    """
    here, there = missing(cells), missing(cells | {cell: cells[cell] + 1})
    return {cell: round(cells[cell] + here / (here - there), decimals)}


def scorer() -> Scores:
    """Return a function that scores cells with the engine, by the index and its scheme `cass`."""
    content = read_content("china-ceec-cities")
    index, data, scheme = content.index, content.data(), content.scheme("cass")
    rows = {unit: row for row, unit in enumerate(data.units)}
    columns = {leaf.code: column for column, leaf in enumerate(index.leaves)}

    def scores(cells: Cells) -> dict[str, float]:
        values = data.values.copy()
        for (city, code), value in cells.items():
            if code in columns:  # the shares of trade are variables
                values[0, rows[city], columns[code]] = value
        return dict(
            zip(
                data.units,
                score(index, replace(data, values=values), scheme).score[0].tolist(),
                strict=True,
            )
        )

    return scores


def main() -> None:
    """Draft, fit, close and write."""
    with (HERE / "observed.csv").open(encoding="utf-8") as file:
        facts = list(csv.DictReader(file))
    known = {(row["unit"], row["indicator"]): float(row["value"]) for row in facts}
    codes = sorted(
        ["trade_growth", *(code for indicators in RANGES.values() for code in indicators)]
    )
    drawn = np.random.default_rng(2019).uniform(-SLACK, SLACK, (len(CITIES), len(codes))).tolist()
    stray = {
        (city, code): value
        for city, row in zip(CITIES, drawn, strict=True)
        for code, value in zip(codes, row, strict=True)
    }

    cells = draft(stray) | known
    write(facts, cells)  # so that there is something to read
    scores = scorer()

    targets = {city: target for city, (target, *_) in CITIES.items()}
    total = MEAN * len(CITIES)
    targets["langfang"] = total - sum(target for target in targets.values() if target)
    for city, target in targets.items():
        cells |= fit_trade(city, target, cells, stray, scores)
    for _ in range(2):  # the ends of a scale may move a little
        cells |= close(
            cells,
            ("ningbo", "sea_containers"),
            0,
            lambda cells: targets["ningbo"] - scores(cells)["ningbo"],
        )
        cells |= close(
            cells,
            ("tianjin", "trade_volume"),
            4,
            lambda cells: targets["tianjin"] - scores(cells)["tianjin"],
        )
        cells |= close(
            cells,
            ("cangzhou", "trade_volume"),
            4,
            lambda cells: total - sum(scores(cells).values()),
        )
    write(facts, cells)


def write(facts: list[dict[str, str]], cells: Cells) -> None:
    """Write the facts as they are and every other cell as illustrative, by city and indicator."""
    known = {(row["unit"], row["indicator"]) for row in facts}
    made = [
        dict.fromkeys(FIELDS, "")
        | {
            "unit": city,
            "indicator": code,
            "year": "2019",
            "value": str(int(value) if value == int(value) else value),
        }
        | {"status": "illustrative", "source": "calibration"}
        for (city, code), value in cells.items()
        if (city, code) not in known
    ]
    order = list(CITIES)
    with (HERE / "observations.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, FIELDS, lineterminator="\n")
        table.writeheader()
        table.writerows(
            sorted(facts + made, key=lambda row: (order.index(row["unit"]), row["indicator"]))
        )


if __name__ == "__main__":
    main()
