"""A slider's step on the page of a report: python benchmarks/page.py REPORT.html [BROWSER].

Prints the median and the slowest of 60 steps, from the event to the end of the frame that shows it:
scores, ranks, sentence, style and layout, and up to 17 ms until the frame begins.
"""

import shutil
import statistics
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

STEP = """async () => {
  const slider = document.querySelector("input[type=range][data-node]"), times = [];
  for (let step = 1; step <= 60; step++) {
    slider.value = String(step);
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
        times = page.evaluate(STEP)
        print(f"{statistics.median(times):.1f} ms in the median, {max(times):.1f} ms at most")
        opened.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
