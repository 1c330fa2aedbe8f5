"""Plain values as JSON."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any

from coopindex.phrases import UNSEEN


def as_json(value: Any) -> str:
    r"""Return JSON with full precision, for people too: indented, Chinese as it is.

    What a terminal would obey, or nobody sees, is escaped; what is no finite number is null.

    >>> print(as_json({"名": 0.1 + 0.2, "\u202e": float("nan")}), end="")
    {
      "名": 0.30000000000000004,
      "\u202e": null
    }
    """
    try:
        text = _dumped(value)
    except ValueError:
        text = _dumped(_finite(value))
    return UNSEEN.sub(_escaped, text) + "\n"


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)


def _finite(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _finite(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _escaped(sign: re.Match[str]) -> str:
    return json.dumps(sign[0])[1:-1]
