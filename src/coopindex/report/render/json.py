"""Plain values as JSON."""

from __future__ import annotations

import json
from typing import Any


def as_json(value: Any) -> str:
    """Return JSON with full precision, for people too: indented, Chinese as it is.

    >>> print(as_json({"名": 0.1 + 0.2}), end="")
    {
      "名": 0.30000000000000004
    }
    """
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
