"""Run every benchmark and write docs/performance.md:
`make bench`, or `python benchmarks/run.py --only cold`.
"""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
PAGES = {
    "cold": "Cold start of the command line",
    "reading": "Reading",
    "scoring": "Scoring",
    "methods": "The method library",
    "robustness": "Robustness",
    "guarantee": "Guarantees",
    "sizes": "Large indices",
}


def main() -> None:
    sys.path.insert(0, str(HERE))
    for library in (
        "OPENBLAS",
        "OMP",
        "MKL",
    ):  # one thread each, for us, bare numpy and the peers alike, so that figures are steady
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--only",
        choices=PAGES,
        action="append",
        help="run these and print them, without writing the page",
    )
    only = parser.parse_args().only
    sections = []
    for name, title in PAGES.items():
        if (HERE / f"{name}.py").exists() and (not only or name in only):
            print(f"{title} ...", file=sys.stderr)
            sections.append(f"## {title}\n\n{importlib.import_module(name).run()}\n")
    if only:
        print("\n".join(sections))
        return
    machine = (
        f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, "
        f"numpy {version('numpy')}, pandas {version('pandas')}, pandera {version('pandera')}"
    )
    head = "# Performance\n\nMade by `make bench`; do not edit by hand. "
    head += f"Measured in one run on {machine}, linear algebra on one thread for everybody. "
    head += "Times are medians of several runs, except first calls and the slowest peers (once); "
    head += "compare ratios.\n"
    (HERE.parent / "docs" / "performance.md").write_text(
        "\n".join([head, *sections]), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
