"""Build the site, both languages at once: `make site`.

Run as `python tools/site/make_site.py [--to site] [--quick]`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
MKDOCS = ("-m", "mkdocs", "build", "--strict", "--quiet")


def main() -> int:
    """Build both languages and the gallery at once; a warning is an error."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=ROOT / "site", help="the folder to make")
    parser.add_argument("--quick", action="store_true", help="run no command, make one report")
    asked = parser.parse_args()
    asked.to = asked.to.resolve()
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "OMP_NUM_THREADS": "1"}
    if asked.quick:
        environment["SITE"] = "quick"
    # each beside the others, for building one empties its folder
    parts = [asked.to.with_name(f"{asked.to.name}.{part}") for part in ("en", "zh", "gallery")]
    english, chinese, gallery = parts
    quick = ["--quick"] * asked.quick
    lines = [
        [sys.executable, "-m", "made.gallery", gallery, *quick],
        [sys.executable, *MKDOCS, "-f", ROOT / "mkdocs.yml", "-d", english],
        [sys.executable, *MKDOCS, "-f", ROOT / "mkdocs.zh.yml", "-d", chinese],
    ]
    running = [subprocess.Popen(line, cwd=HERE, env=environment) for line in lines]
    codes = [each.wait() for each in running]
    if not any(codes):
        shutil.rmtree(asked.to, ignore_errors=True)
        chinese.rename(english / "zh")
        shutil.copytree(gallery, english, dirs_exist_ok=True)
        english.rename(asked.to)
    for part in parts:
        shutil.rmtree(part, ignore_errors=True)
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
