"""What a figure rests on, as a texture and a shape: the same wherever a figure stands."""

from __future__ import annotations

from coopindex.engine.index import STATUSES
from coopindex.report.charts.canvas import Canvas

ORDER = (*STATUSES[:4], "illustrative", "missing")  # of every legend
# where there is no room for a shape
TONES = {
    "observed": "ink",
    "derived": "iv",
    "estimated": "accent",
    "imputed": "accent",
    "illustrative": "hatch",
}


def draw_status(
    canvas: Canvas, x: float, y: float, w: float, h: float, status: str, *, treated: bool = False
) -> None:
    """Draw a figure's status in a box; treated : with a notch in its corner."""
    if status == "observed":
        canvas.rect(x, y, w, h, "ink")
    elif status == "derived":
        canvas.rect(x, y, w, h, "", frame="ink")
        canvas.rect(x, y + h / 2, w, h / 2, "ink")
    elif status in ("estimated", "imputed"):
        r = min(w, h) / 2 - 1
        canvas.ring(x + w / 2, y + h / 2, r, "accent", "1.5 2" if status == "imputed" else "")
    elif status == "illustrative":
        canvas.cross(x, y, w, h, "illustrative")
        canvas.rect(x, y, w, h, "", frame="hatch")
    else:
        arm = min(w, h, 12) / 2 - 2
        for up in (-1, 1):
            canvas.line(
                x + w / 2 - arm, y + h / 2 - up * arm, x + w / 2 + arm, y + h / 2 + up * arm,
                "muted", 1.4,
            )  # fmt: skip
    if treated and status != "missing":
        canvas.notch(x + w, y, min(5.0, w / 2))
