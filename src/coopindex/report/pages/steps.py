"""What is done at a node, stage by stage, as the one list of stages has them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from coopindex.engine.index import Choice, Index, Missing, Node
from coopindex.figures import share
from coopindex.methods.options import in_words
from coopindex.methods.stages import COLUMN_STAGES, STAGES
from coopindex.phrases import joined, listed, method_name, say

# how something is done, and the analysts' reason for it
Described = Iterator[tuple[str, str]]


def done(index: Index, node: Node, lang: str = "en") -> Iterator[tuple[str, str, str]]:
    """Yield what is done at a node, in the order of the stages: stage, how, reason.

    What a stage does where nothing is said is left out.
    """
    for stage in STAGES:
        for how, reason in SAID[stage.name](index, node, lang):
            yield stage.name, how, reason


def method_said(choice: Choice, lang: str = "en") -> str:
    """Write a method with its options.

    >>> options = ("at_most", 5), ("when", (("kurtosis", 3.5), ("skewness", 2.0)))
    >>> method_said(Choice("treatment", "winsorise", options))
    'winsorise (at_most: 5, when: {kurtosis: 3.5, skewness: 2})'
    >>> method_said(Choice("normalisation", "min_max"), "zh")
    '极差标准化（min_max）'
    """
    if lang == "en":
        return in_words(choice.method, choice.options)
    code, options = choice.method, in_words("", choice.options).strip(" ()")
    if options:
        code = say("steps.options", lang, code=code, options=options)
    name = method_name(choice.stage, choice.method, lang)
    return say("steps.named", lang, name=name, code=code)


def _denomination(_: Index, node: Node, lang: str) -> Described:
    if node.denomination:
        by, per = node.denomination.by, node.denomination.per
        what = by if isinstance(by, str) else f"{by:.10g}"
        key = "steps.by" if per == 1 else "steps.by_times"
        yield say(key, lang, what=what, per=f"{per:.10g}"), ""


def _column(stage: str, _: Index, node: Node, lang: str) -> Described:
    choice = getattr(node, stage)
    # why figures that are put together stay as they are is told; of other steps nothing is
    if not choice.leaves_alone or (stage == "normalisation" and choice.reason):
        yield method_said(choice, lang), choice.reason


def _rounding(_: Index, node: Node, lang: str) -> Described:
    for when, rounding in (("column", node.round_column), ("finished", node.round_finished)):
        if rounding is None:
            continue
        what = {"decimals": rounding.decimals, "count": rounding.decimals}
        said = say(f"steps.{when}", lang, **what)
        if rounding.half != "even":
            said = say(f"steps.half_{rounding.half}", lang, rounded=said)
        yield said, ""


def _weighting(_: Index, node: Node, lang: str) -> Described:
    if not (node.children and node.weighting):
        return
    said = method_said(node.weighting, lang)
    for shares in node.shares:
        each = listed((f"{code}={100 * of:.10g}%" for code, of in shares), lang, quote=False)
        said = say("steps.then", lang, method=said, shares=each)
    yield said, node.weighting.reason


def _missing(_: Index, node: Node, lang: str) -> Described:
    rule = node.missing
    if not node.children or rule == Missing():
        return
    said, least = [], rule.minimum_present
    if least and rule.count:
        said.append(say("steps.least_number", lang, count=round(least)))
    elif least:
        said.append(say("steps.least_share", lang, share=share(least)))
    if rule.zero:
        said.append(say("steps.as_zero", lang))
    elif not rule.renormalise:
        said.append(say("steps.keeps_weight", lang))
    if said:
        yield joined(said, lang), ""


def _aggregation(_: Index, node: Node, lang: str) -> Described:
    if node.children:
        yield method_said(node.aggregation, lang), node.aggregation.reason


def _ranking(index: Index, node: Node, lang: str) -> Described:
    how, own = index.ranking_at(node.code), {key for key, _ in node.ranking}
    if node is not index.root and not own:
        return
    said = [say(f"steps.ties_{how.ties}", lang)] if how.ties != "min" or "ties" in own else []
    if how.decimals is not None:
        said.append(say("steps.decimals", lang, decimals=how.decimals, count=how.decimals))
    elif "decimals" in own:
        said.append(say("steps.unrounded", lang))
    if how.best == "low" or "best" in own:
        said.append(say("steps.lowest" if how.best == "low" else "steps.highest", lang))
    if said:
        yield joined(said, lang), ""


# stage -> what it does at a node
SAID: Mapping[str, Callable[[Index, Node, str], Described]] = {
    "denomination": _denomination,
    **{stage: partial(_column, stage) for stage in COLUMN_STAGES},
    "rounding": _rounding,
    "weighting": _weighting,
    "missing": _missing,
    "aggregation": _aggregation,
    "ranking": _ranking,
}
