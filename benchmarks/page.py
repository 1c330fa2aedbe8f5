"""A slider's step on the page of a report: python benchmarks/page.py REPORT.html [BROWSER].

Prints the median, the 95th percentile and the slowest of 240 steps, each from its event to the end
of the frame that shows it: scores, ranks, sentence, style and layout, and up to 17 ms until the
frame begins. The steps are small ones as in a drag, jumps along the whole slider, and small ones
while rank intervals are being drawn. The load of the machine stands beside them.
"""

import os
import shutil
import statistics
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

STEPS = 80
KINDS = {"a drag": (1, 0), "jumps": (37, 0), "during draws": (1, 75)}
STEP = """async ([steps, by, rest]) => {
  const slider = document.querySelector("input[type=range][data-node]"), times = [];
  for (let step = 1; step <= steps; step++) {
    slider.value = String((step * by) % 97);
    await new Promise((done) => setTimeout(done, rest));
    const begun = performance.now();
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    times.push(performance.now() - begun);
  }
  return times;
}"""


def main(report: str, browser: str = "chromium") -> None:
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=shutil.which(browser), args=["--no-sandbox"])
        page = opened.new_page(viewport={"width": 1280, "height": 900})
        page.goto(Path(report).resolve().as_uri())
        told = {name: page.evaluate(STEP, [STEPS, *kind]) for name, kind in KINDS.items()}
        opened.close()
    for name, times in {**told, "all": [time for each in told.values() for time in each]}.items():
        nearly = statistics.quantiles(times, n=20)[-1]
        print(
            f"{name}: {statistics.median(times):.1f} ms in the median, {nearly:.1f} ms the 95th "
            f"percentile, {max(times):.1f} ms at most"
        )
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


if __name__ == "__main__":
    main(*sys.argv[1:])
