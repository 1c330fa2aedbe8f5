"""Read a scale that a scoring wrote, to score others on it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from coopindex.content.yaml import read_bytes
from coopindex.engine.index import Index
from coopindex.engine.result import Result
from coopindex.engine.scale import Scale
from coopindex.engine.scale_file import read_scale
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem, raise_errors


def read_held(source: str | Path | Mapping[str, Any] | Result, index: Index) -> Scale:
    """Return a scale from its file, from the plain values that one holds, or that of a scoring.

    A file that is no scale, or that of another index, is `InvalidInput`.
    """
    if isinstance(source, Result):
        source = source.scale_as_dict()
    if isinstance(source, Mapping):
        return read_scale(source, index)
    if not isinstance(source, str | Path):
        message = Wording("usage.no-scale-file", kind=type(source).__name__)
        raise InvalidInput([Problem("no-scale", message, field="on_scale")])
    path = Path(source)
    file = path.as_posix()
    content, problems = read_bytes(path, file)
    raise_errors(problems)
    try:
        plain = json.loads(content)
    except (ValueError, RecursionError) as unfit:
        line = getattr(unfit, "lineno", None)
        hint = Wording("definition.write-scale.hint")
        problem = Problem(
            "no-scale", Wording("definition.not-json"), file=file, line=line, hint=hint
        )
        raise InvalidInput([problem]) from unfit
    return read_scale(plain, index, file)
