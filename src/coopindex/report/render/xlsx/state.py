"""Whose weights a workbook was made with: every sentence about weights in it comes from here."""

from __future__ import annotations

from typing import Literal

from coopindex.engine.result import Result
from coopindex.engine.weights import worked_out
from coopindex.phrases import say

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
    """Return what was asked of the weights, as the command line takes it."""
    scheme, asked = result.scheme, list[str]()
    if scheme.named:
        # a scheme of one's own is named by its file
        words = list(getattr(result, "words", None) or ())
        at = words.index("--weights") + 1 if "--weights" in words else len(words)
        asked.append(f"--weights {next(iter(words[at:]), scheme.code)}")
    sets = (each for setting in scheme.settings for each in setting)
    return " ".join([*asked, *(f"--set {node}={share:.12g}" for node, share in sets)])


def note(result: Result, code: str, lang: str = "en") -> str:
    """Say of a node's weight that it is as asked, or that nobody published it; "" else."""
    if any(code == node for setting in result.scheme.settings for node, _ in setting):
        return say("workbook.asked", lang)
    if code in result.assumed:
        return say(f"workbook.assumed{'' if result.scheme.source else '_own'}", lang)
    return ""
