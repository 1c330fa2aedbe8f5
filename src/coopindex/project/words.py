"""The words by which a command line asks for a scoring."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from coopindex.content.content import Content
from coopindex.content.given import is_given, labelled
from coopindex.engine.naming import AS_SCORED


def words_of(
    content: Content, weights: Any = None, data: Any = None, on_scale: Any = None
) -> tuple[str, ...] | None:
    """Return the index and the options by which a command scores the same.

    weights, data, on_scale : as for `Project.score`. The year and the shares that were set are the
    result's. None where something was given in Python that no word names.
    """
    weights = labelled(weights)
    named = all(each is None or isinstance(each, str | Path) for each in (weights, on_scale))
    if content.named is None or not named or (weights is not None and is_given(weights)):
        return None
    observations = _observations(data)
    if observations is None:
        return None
    scheme = () if weights in (None, AS_SCORED) else ("--weights", str(weights))
    scale = () if on_scale is None else ("--on-scale", str(on_scale))
    return content.named, *scheme, *observations, *scale


def _observations(data: Any) -> tuple[str, ...] | None:
    """Return the options that name observations in place of the index's own."""
    if data is None:
        return ()
    if isinstance(data, str | Path):
        return "--data", str(data)
    if not isinstance(data, Mapping):
        return None
    if data.keys() == {"file", "sheet"}:
        return "--data", str(data["file"]), "--sheet", str(data["sheet"])
    return "--data", json.dumps(dict(data), ensure_ascii=False, default=str)
