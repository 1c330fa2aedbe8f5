"""Where messages and progress go."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def messages() -> Console:
    """Return the console for messages and progress."""
    from coopindex.report.render.terminal import screen

    return screen(sys.stderr)
