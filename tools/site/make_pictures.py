"""Make the pictures of docs/images anew, of reports as they are: `make pictures`.

Run as `python tools/site/make_pictures.py [NAME...]`. The date of documents is fixed and draws are
seeded, so that the same reports give the same pictures.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("SOURCE_DATE_EPOCH", "1764028800")

import coopindex

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
INDEX = "china-ceec-cities"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def _scored() -> Any:
    return coopindex.load(INDEX).score()


def _report(form: str) -> Path:
    """Write a report in one format and return its file."""
    folder, _ = _scored().report(tempfile.mkdtemp(), formats=form)
    return folder / f"report.{form}"


def _first_screen(target: Path) -> None:
    """Take the first screen of the page, at three quarters of its size."""
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(
            viewport={"width": 1280, "height": 860}, color_scheme="light", device_scale_factor=0.75
        )
        page.goto(_report("html").as_uri())
        page.wait_for_timeout(800)
        page.screenshot(path=target)
        browser.close()


def _chart(target: Path) -> None:
    """Draw how ranks move through the scenarios."""
    target.write_bytes(_scored().chart("scenarios").png(960, scale=1.0))


def _page_of_pdf(target: Path, title: str) -> None:
    """Take the page of the PDF that begins with a title, below its running head."""
    pdf = _report("pdf")
    text = subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True).stdout.decode()
    pages = [page.strip().split("\n") for page in text.split("\f")]
    begins = [any(line.startswith(title) for line in page[:8]) and len(page) > 40 for page in pages]
    one = ["-f", str(1 + begins.index(True)), "-singlefile"]
    subprocess.run(["pdftoppm", "-png", "-r", "75", *one, pdf, target.with_suffix("")], check=True)


PICTURES: dict[str, Callable[[Path], None]] = {
    "report.png": _first_screen,
    "scenarios.png": _chart,
    "profile.png": lambda target: _page_of_pdf(target, "Tianjin"),
}


def main() -> None:
    """Make the pictures that are named, or all."""
    for name in sys.argv[1:] or PICTURES:
        PICTURES[name](IMAGES / name)
        print(f"made: {IMAGES / name}")


if __name__ == "__main__":
    main()
