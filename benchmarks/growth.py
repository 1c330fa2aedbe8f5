"""How the time of an uncertainty analysis grows with draws, units and indicators.

Shown as a plot of its own making.
"""

from __future__ import annotations

from math import log10
from pathlib import Path

import numpy as np
from draws import measured
from timing import shown, table, verdict

SIZES = {  # (units, indicators, draws)
    "draws": [(50, 25, draws) for draws in (1_000, 3_000, 10_000, 30_000, 100_000)],
    "units": [(units, 25, 10_000) for units in (30, 100, 300, 1_000, 2_000)],
    "indicators": [(50, indicators, 10_000) for indicators in (10, 30, 100, 200, 400)],
}
MOST = {"draws": 1.05, "units": 1.2, "indicators": 1.05}  # exponents
PLACE = {"units": 0, "indicators": 1, "draws": 2}
FIXED = {
    "draws": "50 units, 25 indicators",
    "units": "25 indicators, 10,000 draws",
    "indicators": "50 units, 10,000 draws",
}
PROCESSES = 3  # of its own for every size, in turn: where memory lies makes a difference
IMAGE = Path(__file__).resolve().parents[1] / "docs" / "images" / "growth.svg"
WIDTH, HEIGHT, LEFT, TOP, GAP = 250, 190, 62, 40, 34


def growth() -> str:
    found = {}
    for what, sizes in SIZES.items():
        rounds = [
            [measured("ours", *size, runs=3)["warm"] for size in sizes] for _ in range(PROCESSES)
        ]
        found[what] = [
            (size[PLACE[what]], second)
            for size, second in zip(sizes, np.median(rounds, axis=0).tolist(), strict=True)
        ]
    IMAGE.parent.mkdir(parents=True, exist_ok=True)
    IMAGE.write_text(picture(found), encoding="utf-8")
    rows, said = [], []
    for what, points in found.items():
        slope = np.polyfit(*np.log10(np.array(points[-3:])).T, 1)[0]
        rows.append(
            [
                what,
                FIXED[what],
                *(f"{size:,}: {shown(seconds)}" for size, seconds in points),
                f"{slope:.2f}",
            ]
        )
        said.append(f"{what} {verdict(slope, MOST[what])}")
    head = ["grows", "fixed", *[""] * 5, "exponent over the last three"]
    return (
        "Every size in processes of its own, after a first call.\n\n"
        "![Time against draws, units and indicators](images/growth.svg)\n\n"
        + table(head, rows)
        + "\n\nTarget: linear in draws (exponent 1) and indicators, "
        + "no worse than n log n in units (1.15 over this range);"
        + f" an exponent 0.05 larger lies within what repeated runs differ by: {'; '.join(said)}."
    )


def picture(found: dict[str, list[tuple[int, float]]]) -> str:
    """Draw one panel a growth, both axes logarithmic.

    A dotted line shows what grows in proportion.
    """
    seconds = [second for points in found.values() for _, second in points]
    low, high = int(np.floor(log10(min(seconds)))), int(np.ceil(log10(max(seconds))))
    bottom = TOP + HEIGHT
    width, height = LEFT + len(found) * (WIDTH + GAP), bottom + 58
    marks = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
        ' font-family="sans-serif" font-size="12" fill="#333">',
        "<title>Time of an uncertainty analysis against draws, units and indicators</title>",
        f'<rect width="{width}" height="{height}" fill="white"/>',
    ]
    for panel, (what, points) in enumerate(found.items()):
        left = LEFT + panel * (WIDTH + GAP)
        first, last = log10(points[0][0]), log10(points[-1][0])
        x = lambda size, left=left, first=first, last=last: (
            left + 12 + (log10(size) - first) / (last - first) * (WIDTH - 24)
        )
        y = lambda second: bottom - (log10(second) - low) / (high - low) * HEIGHT
        marks.append(f'<text x="{left}" y="{TOP - 20}" font-weight="bold">{what}</text>')
        marks.append(
            f'<text x="{left}" y="{TOP - 6}" fill="#666" font-size="11">{FIXED[what]}</text>'
        )
        for power in range(low, high + 1):
            at = y(10.0**power)
            marks.append(f'<path d="M{left} {at:.1f}h{WIDTH}" stroke="#ddd"/>')
            if not panel:
                marks.append(
                    f'<text x="{left - 8}" y="{at + 4:.1f}" text-anchor="end">'
                    f"{shown(10.0**power)}</text>"
                )
        for size, _ in points:
            marks.append(
                f'<text x="{x(size):.1f}" y="{bottom + 18}" text-anchor="middle">{size:,}</text>'
            )
        size, second = points[-1]
        start = max(points[0][0], size * 10.0**low / second)
        from_, to = (
            f"{x(start):.1f} {y(second * start / size):.1f}",
            f"{x(size):.1f} {y(second):.1f}",
        )
        marks.append(f'<path d="M{from_}L{to}" stroke="#999" stroke-dasharray="2 4"/>')
        line = "L".join(f"{x(size):.1f} {y(second):.1f}" for size, second in points)
        marks.append(f'<path d="M{line}" fill="none" stroke="#1f5a96" stroke-width="2"/>')
        marks += [
            f'<circle cx="{x(size):.1f}" cy="{y(second):.1f}" r="3.5" fill="#1f5a96"/>'
            for size, second in points
        ]
    marks.append(
        f'<path d="M{LEFT} {height - 16}h26" stroke="#1f5a96" stroke-width="2"/>'
        f'<text x="{LEFT + 32}" y="{height - 12}">measured</text>'
    )
    marks.append(f'<path d="M{LEFT + 110} {height - 16}h26" stroke="#999" stroke-dasharray="2 4"/>')
    marks.append(
        f'<text x="{LEFT + 142}" y="{height - 12}">in proportion to the largest size</text></svg>'
    )
    return "\n".join(marks) + "\n"
