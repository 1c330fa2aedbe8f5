"""Values as YAML: whole files in block style, and single values in a cell, so that both read back.

What our reader takes for a text stays plain, anything else stands between quotes: NO is Norway.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from typing import Any

import yaml

from coopindex.content.tables.column import WHOLE
from coopindex.content.yaml import parse, scalar

WIDTH = 100
TAGS = {bool: "bool", int: "int", float: "float", type(None): "null"}
# what begins a value that is written as YAML has it; any other text is itself
OPENING = ("{", "[", '"', "'")
KEY = "value"


class _Writer(yaml.SafeDumper):
    """Writes plain what our own reader takes for the same."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        """Return the tag of a plain text as our reader sees it."""
        if kind is yaml.ScalarNode and implicit[0]:
            return f"tag:yaml.org,2002:{TAGS.get(type(scalar(value)), 'str')}"
        found: str = super().resolve(kind, value, implicit)  # type: ignore[no-untyped-call]
        return found

    def ignore_aliases(self, _data: Any) -> bool:
        """Write everything out: our reader takes no aliases."""
        return True


def _text(writer: Any, text: str) -> Any:
    """Write a text; one with signs that end a line elsewhere, or that nobody sees, escaped."""
    hidden = not text.replace("\n", "").isprintable()
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style='"' if hidden else None)


_Writer.add_representer(str, _text)


def block(tree: Mapping[str, Any]) -> str:
    """Return a file of YAML; what holds no mapping of its own stands in one line.

    >>> print(block({"unit": "city", "year": 2024, "weights": {"a": "44.1%", "NO": "1e6"}}), end="")
    unit: city
    year: 2024
    weights: {a: 44.1%, NO: '1e6'}
    """
    return _dumped(dict(tree), None, WIDTH)


def flow(value: Any) -> str:
    """Return a list or a mapping in one line.

    >>> flow({"lower": 20, "scale": [0, 1], "as": "zero"})
    '{lower: 20, scale: [0, 1], as: zero}'
    """
    return _dumped(value, True, 1 << 30).rstrip("\n")


def _dumped(value: Any, in_line: bool | None, width: int, style: str | None = None) -> str:
    written: str = yaml.dump(value, Dumper=_Writer, allow_unicode=True, sort_keys=False,
                             default_flow_style=in_line, width=width,
                             default_style=style)  # fmt: skip
    return written


def in_cell(value: Any) -> Any:
    """Return what a cell holds for a value: a number, or a text that `of_cell` reads back.

    >>> [in_cell(value) for value in (2, 0.5, "min_max", "007", "2", None, True, [0, None])]
    [2, 0.5, 'min_max', '007', '"2"', 'null', 'true', '[0, null]']
    >>> in_cell(0.38959409939092776), of_cell("0.38959409939092776")
    ('0.38959409939092776', 0.38959409939092776)
    """
    if isinstance(value, dict | list):
        return flow(value)
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    if isinstance(value, int | float):
        # XlsxWriter writes 16 digits; a figure that takes 17 stands as text
        whole = abs(value) <= WHOLE and float(f"{value:.16g}") == value
        return value if whole else repr(value)
    fine = value == value.strip() and value and not value.startswith(OPENING)
    if fine and value.isprintable() and of_cell(value) == value:
        return value
    return _dumped(value, True, 1 << 30, '"').rstrip("\n")


def of_cell(text: str) -> Any:
    """Return the value that a cell's text stands for. A ValueError says what cannot be read.

    >>> [of_cell(text) for text in ("2", "２", "40%", "{lower: 0}", '"2"', "a: b", "true")]
    [2, 2, '40%', {'lower': 0}, '2', 'a: b', True]
    """
    if text.startswith(OPENING):
        found = parse(f"{KEY}: {text}\n", KEY)
        if found.problems or found.data is None:
            raise ValueError(found.problems[0].message if found.problems else text)
        return found.data[KEY]
    narrow = unicodedata.normalize("NFKC", text)
    value = scalar(narrow)
    share = narrow[-1:] == "%" and isinstance(scalar(narrow[:-1].strip()), int | float)
    return value if not isinstance(value, str) or share else text
