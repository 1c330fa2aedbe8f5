"""Whose weights count: those a reader names, else those a method works out, else a scheme's."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np

from coopindex.engine.index import Index, Node, Scheme, Setting
from coopindex.methods.registry import Array, Undefined
from coopindex.phrases import Wording, both, joined, listed, method_name, say

CLOSE = 1e-9
MOST = 3  # families named in a heading; of more, how many


def as_asked(index: Index, scheme: Scheme) -> Index:
    """Return the index as a scheme asks for it, whatever was asked of it before.

    Where the reader names a scheme, it takes the place of a weighting in every family that it gives
    weights to. Where the reader names a share, the family's worked-out weights make room for it.
    """
    stated = as_stated(index)
    given = {node.code for node in stated.inner if scheme.named and scheme.gives(node.code)}
    settled = with_weights_given(stated, given)
    named = {node.code: found for node in settled.inner if (found := _shares(node, scheme))}
    if not named:
        return settled
    nodes = (replace(node, shares=named.get(node.code, ())) for node in settled.nodes)
    return replace(settled, nodes=tuple(nodes))


def as_stated(index: Index) -> Index:
    """Return the index as its analysts stated it, whatever a scheme asked of it."""
    if not index.overruled and not any(node.shares for node in index.inner):
        return index
    weighting = dict(index.overruled)
    nodes = (
        replace(node, weighting=weighting.get(node.code, node.weighting), shares=())
        for node in index.nodes
    )
    return replace(index, nodes=tuple(nodes), overruled=())


def _shares(node: Node, scheme: Scheme) -> tuple[Setting, ...]:
    """Return the settings that name children of a node whose weights are worked out."""
    if node.weighting is None:
        return ()
    own = (
        tuple((code, share) for code, share in setting if code in node.children)
        for setting in scheme.settings
    )
    return tuple(setting for setting in own if setting)


def with_weights_given(index: Index, given: Collection[str]) -> Index:
    """Return the index with the weights of some inner nodes given rather than found by a method."""
    overruled = tuple(
        (node.code, node.weighting)
        for node in index.inner
        if node.weighting is not None and node.code in given
    )
    if not overruled:
        return index
    nodes = tuple(
        replace(node, weighting=None, shares=()) if node.code in dict(overruled) else node
        for node in index.nodes
    )
    return replace(index, nodes=nodes, overruled=(*index.overruled, *overruled))


def with_shares(weights: Array, children: Sequence[str], setting: Setting) -> Array:
    """Give some children another share of their family's weight; the others keep their proportions.

    weights : (..., K). Returns (..., K), which make what they made before. Others that all weigh 0
    can take nothing, and are an error if something is left.

    >>> with_shares(np.array([0.5, 0.3, 0.2]), ["a", "b", "c"], (("a", 0.6),)).round(3)
    array([0.6 , 0.24, 0.16])
    """
    shares = dict(setting)
    named = np.array([code in shares for code in children])
    fixed = np.array([shares.get(code, 0.0) for code in children])
    total = weights.sum(axis=-1, keepdims=True)
    others = np.where(named, 0.0, weights)
    left, held = 1.0 - math.fsum(shares.values()), others.sum(axis=-1, keepdims=True)
    nothing = (held <= 0) & (left > CLOSE)
    if nothing.any():
        message = Wording("refusal.nothing-left", shares=tuple(shares))
        raise Undefined(message, nothing & ~named, hint=Wording("refusal.nothing-left.hint"))
    scale = np.divide(max(left, 0.0) * total, held, out=np.zeros(held.shape), where=held > 0)
    return np.asarray(np.where(named, fixed * total, others * scale))


# -- what to call them ----------------------------------------------------------------------------


def worked_out(index: Index) -> Mapping[str, str]:
    """Return who works weights out: inner node with several children -> the method's name."""
    return {
        node.code: node.weighting.method
        for node in index.inner
        if node.weighting is not None and len(node.children) > 1
    }


def _speaks(index: Index, scheme: Scheme) -> bool:
    """Whether a scheme is to be named: the reader names it, or it weighs a family."""
    several = [node for node in index.inner if len(node.children) > 1]
    return scheme.named or len(worked_out(index)) < max(len(several), 1)


def code(index: Index, scheme: Scheme) -> str:
    """Name the weights in use by one word: the scheme, or the methods that weigh all families."""
    return scheme.code if _speaks(index, scheme) else "+".join(_distinct(worked_out(index)))


def weights_words(index: Index, scheme: Scheme, lang: str = "en") -> str:
    """Say whose weights are in use, as `mine in place of entropy with a=60%`."""
    found = worked_out(index)
    parts = [scheme.code] if _speaks(index, scheme) else []
    gone = {n: by.method for n, by in index.overruled if len(index.node(n).children) > 1}
    if gone and parts:
        methods = _methods(gone, lang)
        parts[0] = say("weights.in_place_of", lang, scheme=scheme.code, methods=methods)
    if found:
        parts.append(_worked_out(found, not parts, lang))
    whose = joined(parts, lang)
    settings = [listed((f"{n}={100 * s:.10g}%" for n, s in each), lang) for each in scheme.settings]
    if not settings:
        return whose
    return say("weights.with", lang, whose=whose, settings=say("weights.then", lang).join(settings))


def in_use(whose: str, lang: str = "en") -> str:
    """Say that weights are in use, by their name; one that says itself what it is stands alone.

    >>> in_use("CASS"), in_use("weights of the definition"), in_use("equal weights", "en")
    ('weights CASS', 'weights of the definition', 'equal weights')
    """
    own = (say("weights.equal", lang), say("weights.stated", lang))
    if whose.startswith(own) or re.search(r"(?i)(^|\s)weights(\s|$)", whose):
        return whose
    return say("weights.in_use", lang, whose=whose)


def _worked_out(found: Mapping[str, str], alone: bool, lang: str) -> str:
    methods = _methods(found, lang)
    if len(_distinct(found)) == 1 and alone:
        return say("weights.by", lang, methods=methods)
    if len(found) > MOST:
        return say("weights.families", lang, number=len(found), methods=methods)
    by_method = {
        by: [node for node, other in found.items() if other == by] for by in _distinct(found)
    }
    each = (
        say(
            "weights.below",
            lang,
            nodes=both(nodes, lang),
            method=method_name("weighting", by, lang),
        )
        for by, nodes in by_method.items()
    )
    return listed(each, lang, quote=False)


def _methods(found: Mapping[str, str], lang: str) -> str:
    return both([method_name("weighting", by, lang) for by in _distinct(found)], lang)


def _distinct(found: Mapping[str, str]) -> list[str]:
    return list(dict.fromkeys(found.values()))
