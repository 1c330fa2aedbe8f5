"""Whose weights a workbook was made with: every sentence about weights in it comes from here."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from coopindex.engine.result import Result
from coopindex.engine.weights import worked_out
from coopindex.phrases import say
from coopindex.report.live import command

State = Literal["published", "assumed", "own", "asked"]


def state_of(result: Result) -> State:
    """Say what weights are: as a reader asked, partly assumed, published, or the index's own."""
    scheme = result.scheme
    if scheme.named or scheme.settings:
        return "asked"
    if result.assumed:
        return "assumed"
    return "published" if scheme.source and not worked_out(result.index) else "own"


def weights_said(result: Result, lang: str = "en") -> str:
    """Name the weights, to be used in a sentence: `weights as asked: --set trade=0.6`."""
    assumed = len(result.assumed)
    what = {"options": options(result), "number": assumed, "count": assumed}
    return say(f"workbook.weights_{state_of(result)}", lang, **what)


def options(result: Result) -> str:
    """Return what was asked of the weights, as the command line does; else the scheme's code."""
    asked = pairwise(command(result) or ())
    said = [f"{option} {value}" for option, value in asked if option in ("--weights", "--set")]
    return " ".join(said) or result.scheme.code


def note(result: Result, code: str, lang: str = "en") -> str:
    """Say of a node's weight that it is as asked, or that nobody published it; "" else."""
    if any(code == node for setting in result.scheme.settings for node, _ in setting):
        return say("workbook.asked", lang)
    if code in result.assumed:
        return say(f"workbook.assumed{'' if result.scheme.source else '_own'}", lang)
    return ""
