"""The worked cases of tests/cases/<stage>/<method>.yaml: what a method must give, worked out by
hand or taken from a publication.

A file is a list of cases. A case says: `input` (rows x columns, null is missing; for ranking one
row of scores), `options`, `expected`, `origin`, and where needed `weights`, `reference` (the rows
whose statistics are used, else the input's), `tolerance` (relative, 1e-9) and `context`:
`direction` (one a column, the input being in its own measure), `units` and `years` (one a row),
`groups` (name -> one a row), `parent` (one a column). Numbers may be written as fractions, "2/3".
`error` instead of `expected` is a part of the message of the error that must come.

A test that takes an argument `case` runs for every case; one that takes `sound_case` for those that
expect no error, `column_case` for those of them that work column by column, `<stage>_case` for
those of a stage.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from coopindex.methods.options import Named
from coopindex.methods.registry import STAGES, Array, Context, Method, find

CASES = Path(__file__).resolve().parents[1] / "cases"
COLUMN_STAGES = ("transform", "imputation", "treatment", "normalisation")


def numbers(values: Any) -> Array:
    """Read nested lists of numbers, null and fractions."""

    def number(value: Any) -> Any:
        if isinstance(value, list):
            return [number(part) for part in value]
        return (
            np.nan if value is None else float(Fraction(value)) if isinstance(value, str) else value
        )

    return np.array(number(values), dtype=float)


@dataclass(frozen=True)
class Case:
    """One worked case; `x` is the input as the method takes it: oriented, for a normalisation."""

    method: Method
    x: Array
    reference: Array
    whose: Context
    context: Context
    weights: Array
    options: Mapping[str, Any]
    expected: Array | None
    error: str
    tolerance: float

    def result(
        self, x: Array | None = None, context: Context | None = None, weights: Array | None = None
    ) -> Array:
        """Run the method on the case's input, or on other rows, then their own reference."""
        context = context or self.context
        if self.method.stage == "aggregation":
            second = self.weights if weights is None else weights
        elif self.method.stage == "weighting":
            second = None
        else:
            own = (self.reference, self.whose) if x is None else (x, context)
            second = self.method.summarise(own[0], self.options, own[1])
        return self.method.apply(self.x if x is None else x, second, self.options, context)

    def with_rows(self, rows: Any) -> Case:
        """Return the case with its rows in another order."""
        return replace(
            self,
            x=self.x[rows],
            reference=self.x[rows],
            whose=self.context.take(rows),
            context=self.context.take(rows),
        )


def read_case(stage: str, method: str, written: Mapping[str, Any]) -> Case:
    x = numbers(written["input"])
    rows, columns = x.shape if x.ndim == 2 else (x.size, 1)
    who = {
        "units": range(rows),
        "years": [2020] * rows,
        "direction": [1] * columns,
        "groups": {},
        "parent": [0] * columns,
        **written.get("context", {}),
    }
    codes = list(dict.fromkeys(who["units"]))
    context = Context(
        codes=tuple(str(code) for code in codes),
        unit=np.array([codes.index(code) for code in who.pop("units")]),
        year=np.array(who.pop("years")),
        direction=np.array(who.pop("direction"), float),
        groups={name: np.array(labels) for name, labels in who.pop("groups").items()},
        parent=np.array(who.pop("parent")),
    )
    assert not who, f"{stage}/{method}: unknown in `context`: {', '.join(who)}"
    orientation = context.direction if stage == "normalisation" else 1.0
    based = np.isin(context.year, written["base"]) if "base" in written else slice(None)
    reference = (
        x[based] if "base" in written else numbers(written.get("reference", written["input"]))
    )
    return Case(
        method=find(stage, method),
        x=x * orientation,
        reference=reference * orientation,
        whose=context.take(based),
        context=context,
        weights=numbers(written.get("weights", [1] * columns)),
        options=read_options(written.get("options") or {}),
        expected=numbers(written["expected"]) if "expected" in written else None,
        error=written.get("error", ""),
        tolerance=written.get("tolerance", 1e-9),
    )


def read_options(written: Mapping[str, Any]) -> Mapping[str, Any]:
    """Read options; methods inside one are lists of a name or of a name and its options."""
    if "of" not in written or isinstance(written["of"], str):
        return written
    of = [each if isinstance(each, Mapping) else {"method": each} for each in written["of"]]
    named = [
        Named(each["method"], tuple((key, each[key]) for key in each if key != "method"))
        for each in of
    ]
    return {**written, "of": tuple(named)}


@cache
def read_cases() -> tuple[tuple[str, str, Mapping[str, Any]], ...]:
    """Every case as it is written: stage, method, mapping."""

    def read() -> Iterator[tuple[str, str, Mapping[str, Any]]]:
        for path in sorted(CASES.glob("*/*.yaml")):
            content = yaml.safe_load(path.read_text(encoding="utf-8"))
            for written in content if isinstance(content, list) else [content]:
                yield path.parent.name, path.stem, written

    return tuple(read())


@pytest.fixture(scope="session")
def written_cases() -> tuple[tuple[str, str, Mapping[str, Any]], ...]:
    return read_cases()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    every = {"case": tuple(STAGES), "sound_case": tuple(STAGES), "column_case": COLUMN_STAGES}
    wanted = every | {f"{stage}_case": (stage,) for stage in STAGES}
    for argument in set(metafunc.fixturenames) & set(wanted):
        chosen = [
            entry
            for entry in read_cases()
            if entry[0] in wanted[argument] and (argument == "case" or "error" not in entry[2])
        ]
        names = [f"{stage}-{method}" for stage, method, _ in chosen]
        metafunc.parametrize(argument, [read_case(*entry) for entry in chosen], ids=names)
