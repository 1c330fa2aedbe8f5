"""Build the site, both languages at once: `make site`.

    python tools/site/build.py [--to site] [--quick]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = {"mkdocs.yml": "", "mkdocs.zh.yml": "zh"}


def main() -> int:
    """Build English, then or meanwhile Chinese below it; a warning is an error."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=ROOT / "site", help="the folder to make")
    parser.add_argument("--quick", action="store_true", help="run no command, make one report")
    asked = parser.parse_args()
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "OMP_NUM_THREADS": "1"}
    if asked.quick:
        environment["SITE"] = "quick"
    # English is built beside, for building it would empty the folder in which Chinese is
    parts = [asked.to.with_name(f"{asked.to.name}.{lang or 'en'}") for lang in LANGUAGES.values()]
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", config, "-d", str(part)],
            cwd=ROOT,
            env=environment,
        )
        for config, part in zip(LANGUAGES, parts, strict=True)
    ]
    codes = [each.wait() for each in running]
    if not any(codes):
        _put_together(asked.to, parts)
    return max(codes)


def _put_together(folder: Path, parts: list[Path]) -> None:
    """Put Chinese into English, and both in the place of an older site."""
    import shutil

    shutil.rmtree(folder, ignore_errors=True)
    english, chinese = parts
    chinese.rename(english / "zh")
    english.rename(folder)


if __name__ == "__main__":
    sys.exit(main())
