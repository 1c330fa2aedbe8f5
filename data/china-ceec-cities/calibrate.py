"""Write observations.csv: the facts of observed.csv, and an illustrative value for every other cell.

CASS published two scores, a mean and a few ranks, but none of its inputs. This script fills the gaps with values that look plausible and
with which the engine returns exactly what CASS published. They are no facts and carry the status `illustrative`.

    python data/china-ceec-cities/calibrate.py

1. Draft: each city has a level between 0 and 1 in each dimension; a value lies that far along its indicator's range, give or take a little.
2. Fit: move each city's level in trade until its score is about right.
3. Close: move one finely grained cell of Ningbo, Tianjin and Langfang until both scores and the mean are right to the printed digit.

Nothing is drawn without a seed and nothing is read but observed.csv and the index itself, so running it again changes nothing.
"""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np

from coopindex.content import read_content
from coopindex.engine.score import score

HERE = Path(__file__).parent
MEAN, CITIES_IN_MEAN = 38.52146, 15
SLACK = 0.22  # how far a value may stray from its city's level

# city: the score to come out (published for two, None follows from the mean), goods trade, sea containers, levels in four dimensions
CITIES = {
    "ningbo": (69.3453, 24.36, 395_210, {"connectivity": 0.50, "policy": 0.60, "people": 0.75, "think_tanks": 0.50}),
    "tianjin": (40.5675, 17.9362, 372_480, {"connectivity": 0.50, "policy": 0.55, "people": 0.52, "think_tanks": 0.50}),
    "chengdu": (39.9, 12.6417, 21_350, {"connectivity": 0.70, "policy": 0.35, "people": 0.45, "think_tanks": 0.40}),
    "shanghai": (39.5, 28.5741, 486_120, {"connectivity": 0.42, "policy": 0.45, "people": 0.55, "think_tanks": 0.58}),
    "chongqing": (38.9, 14.8093, 46_730, {"connectivity": 0.75, "policy": 0.48, "people": 0.45, "think_tanks": 0.42}),
    "suzhou": (38.6, 21.7258, 128_940, {"connectivity": 0.62, "policy": 0.50, "people": 0.50, "think_tanks": 0.42}),
    "guangzhou": (38.1, 20.8836, 301_560, {"connectivity": 0.40, "policy": 0.45, "people": 0.52, "think_tanks": 0.45}),
    "beijing": (37.4, 16.4129, 9_270, {"connectivity": 0.40, "policy": 0.50, "people": 0.55, "think_tanks": 0.70}),
    "wuhan": (37.0, 11.9475, 61_880, {"connectivity": 0.65, "policy": 0.40, "people": 0.45, "think_tanks": 0.45}),
    "yiwu": (36.5, 15.3384, 34_690, {"connectivity": 0.60, "policy": 0.45, "people": 0.35, "think_tanks": 0.25}),
    "xian": (35.2, 9.8126, 8_140, {"connectivity": 0.72, "policy": 0.45, "people": 0.48, "think_tanks": 0.42}),
    "changsha": (33.7, 8.9157, 41_410, {"connectivity": 0.55, "policy": 0.35, "people": 0.45, "think_tanks": 0.40}),
    "tangshan": (33.0, 7.6482, 188_370, {"connectivity": 0.52, "policy": 0.52, "people": 0.48, "think_tanks": 0.42}),
    "cangzhou": (30.7, 6.2591, 142_050, {"connectivity": 0.50, "policy": 0.58, "people": 0.50, "think_tanks": 0.45}),
    "langfang": (None, 5.1208, 7_620, {"connectivity": 0.52, "policy": 0.50, "people": 0.46, "think_tanks": 0.45}),
}

# dimension: indicator: value at level 0, value at level 1, decimals
RANGES = {
    "connectivity": {"freight_trains": (6, 180, 0), "weekly_services": (1, 13, 0), "transit_days": (19, 9, 0)},
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
    "think_tanks": {"research_centres": (0, 9, 0), "joint_reports": (1, 26, 0), "seminars": (1, 19, 0)},
}

# Who holds the two ends of each fitted range, so that no scale moves while the levels are fitted.
HOLDERS = {"investment": ("cangzhou", "shanghai"), "signed_projects": ("beijing", "yiwu"), "clearance_hours": ("xian", "suzhou")}

GROWTH = (2.5, 26.5, 1)  # of trade; its level is drawn and not fitted

# Registered friendly cities: no more than gu_local's table 3 leaves to the province, all its listed cities together.
FRIENDLY_CITIES = {"ningbo": 2, "yiwu": 1, "chengdu": 3, "suzhou": 4, "wuhan": 4, "changsha": 2, "guangzhou": 5, "xian": 3}
FRIENDLY_CITIES |= {"tangshan": 1, "langfang": 1, "cangzhou": 2}

FIELDS = ("unit", "indicator", "year", "value", "status", "source", "note")
Cells = dict[tuple[str, str], float]


def along(lowest: float, highest: float, decimals: int, level: float) -> float:
    """Return the value that lies `level` (0 to 1) of the way between two ends."""
    return round(lowest + (highest - lowest) * min(max(level, 0.0), 1.0), decimals)


def draft(stray: dict[tuple[str, str], float]) -> Cells:
    """Return a value for every cell but those of trade that hang on the fitted level."""
    cells = {}
    for city, (_, trade, containers, levels) in CITIES.items():
        cells |= {(city, "trade_volume"): trade, (city, "sea_containers"): containers}
        cells[city, "trade_growth"] = along(*GROWTH, 0.5 + 2 * stray[city, "trade_growth"])
        for dimension, level in levels.items():
            for indicator, ends in RANGES[dimension].items():
                cells[city, indicator] = along(*ends, level + stray[city, indicator])
        per_train = 38 + 20 * stray[city, "freight_trains"]  # Chengdu's 5,906 containers on 153 trains are 38.6 each
        cells[city, "rail_containers"] = round(cells[city, "freight_trains"] * per_train)
    for indicator, holders in HOLDERS.items():
        cells |= {(city, indicator): float(end) for city, end in zip(holders, RANGES["trade"][indicator], strict=False)}
    return cells | {(city, "friendly_cities"): number for city, number in FRIENDLY_CITIES.items()}


def fit_trade(city: str, target: float, cells: Cells, fixed: Cells, stray: dict[tuple[str, str], float], scores) -> Cells:
    """Return the city's trade cells at the level that brings its score closest to the target, by bisection."""
    low, high = -SLACK, 1 + SLACK
    for _ in range(30):
        level = (low + high) / 2
        trade = {(city, code): along(*ends, level + stray[city, code]) for code, ends in RANGES["trade"].items()}
        low, high = (level, high) if scores(cells | trade | fixed)[city] < target else (low, level)
    return trade


def close(cell: tuple[str, str], decimals: int, missing, cells: Cells, scores) -> float:
    """Return the value of one cell at which `missing(scores)` is nearest to 0; the score is linear in it, so two points tell."""
    here, there = missing(scores(cells)), missing(scores(cells | {cell: cells[cell] + 1}))
    return round(cells[cell] + here / (here - there), decimals)


def main() -> None:
    """Fit, close, check and write."""
    with (HERE / "observed.csv").open(encoding="utf-8") as file:
        facts = list(csv.DictReader(file))
    fixed = {(row["unit"], row["indicator"]): float(row["value"]) for row in facts}
    codes = sorted(["trade_growth", *(code for indicators in RANGES.values() for code in indicators)])
    strayed = np.random.default_rng(2019).uniform(-SLACK, SLACK, (len(CITIES), len(codes)))
    stray = {(city, code): strayed[row, column] for row, city in enumerate(CITIES) for column, code in enumerate(codes)}
    cells = draft(stray)
    for city in CITIES:
        cells |= {(city, code): along(*ends, (0.85 if city == "ningbo" else 0.4) + stray[city, code]) for code, ends in RANGES["trade"].items()}
    cells |= fixed
    write(facts, cells)

    content = read_content("china-ceec-cities")
    leaves = {leaf.code: column for column, leaf in enumerate(content.index.leaves)}
    rows = {unit: row for row, unit in enumerate(content.data.units)}

    def scores(cells: Cells) -> dict[str, float]:
        values = content.data.values.copy()
        for (city, indicator), value in cells.items():
            if indicator in leaves:
                values[0, rows[city], leaves[indicator]] = value
        result = score(content.index, replace(content.data, values=values), content.scheme("cass"))
        return dict(zip(content.data.units, result.score[0], strict=True))

    targets = {city: target for city, (target, *_) in CITIES.items()}
    last = next(city for city, target in targets.items() if target is None)
    targets[last] = MEAN * CITIES_IN_MEAN - sum(target for target in targets.values() if target)
    for _ in range(4):  # cities share the ends of each scale, so a few rounds
        for city, target in targets.items():
            cells |= fit_trade(city, target, cells, fixed, stray, scores) | fixed
    for _ in range(4):
        cells["ningbo", "sea_containers"] = close(
            ("ningbo", "sea_containers"), 0, lambda found: targets["ningbo"] - found["ningbo"], cells, scores
        )
        cells["tianjin", "trade_volume"] = close(
            ("tianjin", "trade_volume"), 4, lambda found: targets["tianjin"] - found["tianjin"], cells, scores
        )
        cells[last, "trade_volume"] = close(
            (last, "trade_volume"), 4, lambda found: MEAN * CITIES_IN_MEAN - sum(found.values()), cells, scores
        )
    write(facts, cells)


def write(facts: list[dict[str, str]], cells: Cells) -> None:
    """Write the facts as they are and every other cell as illustrative, by city and indicator."""
    known = {(row["unit"], row["indicator"]) for row in facts}
    made = [
        dict(zip(FIELDS, (city, code, "2019", str(int(value) if value == int(value) else value), "illustrative", "calibration", "")))
        for (city, code), value in cells.items()
        if (city, code) not in known
    ]
    order = list(CITIES)
    with (HERE / "observations.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, FIELDS, lineterminator="\n")
        table.writeheader()
        table.writerows(sorted(facts + made, key=lambda row: (order.index(row["unit"]), row["indicator"])))


if __name__ == "__main__":
    main()
