"""The kinds of factor: what each answers stands in its own file, and a plan can write each."""

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest

import coopindex
from coopindex.content.forms.plan import FactorForm
from coopindex.robustness.basis import Basis
from coopindex.robustness.factors.factor import Factor, Shaken, kinds
from coopindex.robustness.plan import make_plan
from coopindex.robustness.uncertainty import replay, uncertainty

SOURCE = Path(coopindex.__file__).parent
FACTORS = SOURCE / "robustness" / "factors"
CLASSES = {
    node.name
    for file in FACTORS.glob("*.py")
    for node in ast.walk(ast.parse(file.read_text("utf-8")))
    if isinstance(node, ast.ClassDef)
}


def asked(tree: ast.AST) -> set[str]:
    """Name whatever isinstance asks for."""
    return {
        name.id
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "isinstance"
        for name in ast.walk(call.args[1])
        if isinstance(name, ast.Name)
    }


def test_nobody_asks_for_the_kind_of_a_factor():
    assert "Weights" in CLASSES
    elsewhere = [file for file in SOURCE.rglob("*.py") if FACTORS not in file.parents]
    found = {file.name: asked(ast.parse(file.read_text("utf-8"))) & CLASSES for file in elsewhere}
    assert {file for file, names in found.items() if names} == set()


def test_every_key_of_every_kind_can_be_written():
    further = {key for name, kind in kinds().items() for key in kind.keys[name]}
    assert {*kinds(), *further, "title", "reason"} == {*FactorForm.model_fields}


@pytest.mark.parametrize("key", sorted(kinds()))
def test_a_kind_says_in_its_own_words_what_it_is(key):
    assert kinds()[key].__doc__
    assert kinds()[key].written.__doc__ != Factor.written.__doc__


@dataclass(frozen=True)
class Squared(Shaken):
    """A kind from outside: indicators are squared in half of the draws."""

    name: str = "squared"
    indicators: tuple[str, ...] = ()
    may_lower: ClassVar[bool] = False

    def amounts(self, cells):
        return cells.measured & cells.among(self.indicators)

    def shake(self, values, amounts, points, _position, _cells):
        squared = amounts & (points >= 0.5)[:, None, None]
        return np.where(squared, values**2, values)


def test_a_kind_of_ones_own_varies_beside_the_others(scored, values):
    result, factors = scored(values), [Squared(indicators=("ports",))]
    found = uncertainty(result, factors, draws=64)
    scores, _ = replay(result, factors, found.settings())
    assert len({tuple(row) for row in scores.round(9)}) == 2
    assert found.idle == ()
    assert make_plan(Basis.of(result), factors).width == 1
