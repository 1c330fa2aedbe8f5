"""What the browser needs to score under other weights, as plain values, and what it cannot.

The payload carries the tree with its shares and the finished columns that do not hang on weights;
`render/html/rankcore.js` puts them together as the engine does. A node whose column the browser
could not work out exactly keeps the published one, with the reason; what lies below it cannot be
moved, what lies above it can.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from shlex import quote
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.index import NONE, Index, Node, Rounding
from coopindex.engine.result import Result
from coopindex.engine.weights import as_stated
from coopindex.methods.links import PLAIN
from coopindex.methods.registry import DEFAULT, Array
from coopindex.methods.stages import COLUMN_STAGES
from coopindex.phrases import method_name, say
from coopindex.questions.contributions import starting
from coopindex.report.edition import Edition
from coopindex.report.facts.numbers import score_places
from coopindex.report.pages.frame import called, in_language, titles_of
from coopindex.robustness.basis import Basis
from coopindex.robustness.design import COLUMNS, scrambled
from coopindex.robustness.factors.weights import weight_factors

SAME = 1e-12  # shares that differ by less are the same
ALIKE = 5e-7  # presets whose shares differ by less are one; their buttons compare so, too
EQUAL = DEFAULT["weighting"]

# of rank intervals: how many sets of weights, by how much of its share each varies, and the seed
DRAWS, VARY, SEED = 512, 0.25, 0

Positions = NDArray[np.intp]


def payload(edition: Edition) -> dict[str, Any]:
    """Return everything that the browser scores with, as plain values; missing ones are None.

    Units stand in the order of their codes, which is that of a tie; nodes depth-first, root first.
    """
    result, lang = edition.result, edition.lang
    units = np.argsort(np.array(result.rows.units), kind="stable")
    codes = [result.rows.units[at] for at in units]
    why = kept(result, lang)
    return {
        "index": result.index.code,
        "title": in_language(result.index.title, lang),
        "unit": unit_word(result, lang),
        "units_word": say("ranks.units", "en") if lang == "en" else unit_word(result, lang),
        "command": command(result, lang=lang, shares=False),
        "set": _set_below(result),
        "ranking": _ranking(result),
        "units": codes,
        "names": called(codes, result.data, lang),
        "digits": score_places(result.score[-1].tolist()),
        "scores": plain(result.score[-1][units]),
        "ranked": result.ranked[-1][units].astype(int).tolist(),
        "ranks": plain(result.rank()[-1][units]),
        "nodes": nodes(edition, why, units),
        "presets": presets(edition, why),
        "draws": draws(result, why),
    }


def plain(values: Array) -> list[float | None]:
    """Turn numbers into plain values; NaN is None."""
    return [None if math.isnan(value) else value for value in values.tolist()]


def unit_word(result: Result, lang: str = "en") -> str:
    """What a unit of the index is called."""
    return in_language(result.index.unit, lang) or say("live.node", lang)


def command(
    result: Result, name: str = "score", *rest: str, lang: str = "en", shares: bool = True
) -> list[str] | None:
    """Return a command of `coopindex` that asks about the index scored as it was, word by word.

    rest : what follows the index. shares : with those that were set. None where a scoring was given
    something in Python that no command names.
    """
    # a scoring knows the words it was asked by; of a result alone they are its codes
    own = (result.index.code, *(("--weights", result.scheme.code) if result.scheme.named else ()))
    words = getattr(result, "words", own)
    if words is None:
        return None
    asked = [name, words[0], *rest, *words[1:]]
    if len(result.data.years) > 1:
        asked += ["--year", str(result.years[-1])]
    for node, share in (each for one in result.scheme.settings for each in one) if shares else ():
        asked += ["--set", f"{node}={share:.12g}"]
    return ["coopindex", *map(quote, asked), *(() if lang == "en" else ("--lang", lang))]


def _set_below(result: Result) -> list[str]:
    """Return the nodes below which shares were set: a command names all of them anew."""
    set_so = {node for setting in result.scheme.settings for node, _ in setting}
    return sorted({str(result.index.node(node).parent) for node in set_so})


def _ranking(result: Result) -> dict[str, Any]:
    how = result.index.ranking
    return {"ties": how.ties, "decimals": how.decimals, "best": how.best}


# -- what cannot be recomputed --------------------------------------------------------------------


def kept(result: Result, lang: str = "en") -> dict[str, str]:
    """Return the inner nodes that keep their published column, and why; those below are left out.

    A step that takes statistics, or any other but direction and rounding, after children are put
    together; an aggregation that compares units, or is no mean with a link; weights that a method
    works out from what would move.
    """
    index, found = result.index, dict[str, str]()
    below: set[str] = set()
    for node in reversed(index.inner):
        if node.parent in found or node.parent in below:
            below.add(node.code)
        elif reason := _why_kept(result, node, lang):
            found[node.code] = reason
    return found


def _why_kept(result: Result, node: Node, lang: str) -> str:
    """Return why a node's column cannot be recomputed; "" where it can."""
    (title,), way = titles_of([node.code], result.index, lang), node.aggregation
    if stage := _step_after(node):
        return say("live.why_after", lang, node=title, stage=say(f"stage.{stage}", lang))
    if way.found.across_units or way.link is None:
        key = "live.why_compares" if way.found.across_units else "live.why_unknown"
        method, units = method_name("aggregation", way.method, lang), say("ranks.units", lang)
        return say(key, lang, node=title, method=method, units=units)
    parent = result.index.node(node.parent) if node.parent else None
    found = None if parent is None else parent.weighting
    if parent is None or found is None or not found.found.fits or result.fitted.held:
        return ""
    (above,) = titles_of([parent.code], result.index, lang)
    method = method_name("weighting", found.method, lang)
    return say("live.why_weighed", lang, node=title, parent=above, method=method)


def _step_after(node: Node) -> str:
    """Name the first step after a node's children are put together that the browser leaves out."""
    if node.denomination is not None:
        return "denomination"
    return next((stage for stage in COLUMN_STAGES if getattr(node, stage) != NONE[stage]), "")


# -- the tree -------------------------------------------------------------------------------------


def nodes(edition: Edition, why: Mapping[str, str], units: Positions) -> list[dict[str, Any]]:
    """Return every node: place, share, and how it is put together, or its column, or neither.

    why : the nodes that keep their column. units : their positions in the order of the payload.
    """
    result, lang = edition.result, edition.lang
    order = [node for node, _ in result.index.depth_first()]
    titles, shares = titles_of([node.code for node in order], result.index, lang), _shares(result)
    moving = {node.code for node in order if _moves(node, why, result)}
    fills = {each.code: each.fill for each in edition.dimensions}
    given = [node for node in order if node.parent in moving and node.code not in moving]
    starts = _starts(result, given, units) if _adds(result, why) else {}
    found = []
    for node, title in zip(order, titles, strict=True):
        assumed = {"assumed": True} if node.code in result.assumed else {}
        each: dict[str, Any] = {"node": node.code, "parent": node.parent, "title": title}
        each |= {"share": float(shares[result.index.position[node.code]])} | assumed
        if fill := fills.get(node.code):
            each |= {"hue": fill.hue} | ({"lined": True} if fill.lined else {})
        if node.children:
            each |= {"total": _total(result, node), "base": _base(result, node)}
        if node.code in moving:
            each |= way_of(node) | ({"adds": True} if starts and not node.parent else {})
        elif node.parent is None or node.parent in moving:
            each["column"] = plain(result.array(node.code)[-1][units])
            each |= {"start": starts[node.code]} if node.code in starts else {}
        each |= {"why": why[node.code]} if node.code in why else {}
        found.append(each | _applies(result, node, units))
    return found


def _moves(node: Node, why: Mapping[str, str], result: Result) -> bool:
    """Whether a node is put together in the browser."""
    above = node.parent
    return (
        bool(node.children)
        and node.code not in why
        and (above is None or _moves(result.index.node(above), why, result))
    )


def _adds(result: Result, why: Mapping[str, str]) -> bool:
    """Whether the score is a starting level and what each dimension adds."""
    root = result.index.root
    rounded = root.round_column is not None or root.round_finished is not None
    return root.code not in why and root.aggregation.found.adds and not rounded


def _shares(result: Result) -> Array:
    """Return each node's share of its family's weight, (N,); under a sum too they make 1."""
    return _relative(result.last_shares, result)


def _relative(weights: Array, result: Result) -> Array:
    shares = np.array(weights, float)
    for family in result.index.families.values():
        if total := shares[family].sum():
            shares[family] /= total
    return shares


def way_of(node: Node) -> dict[str, Any]:
    """Return how a node is put together of its children."""
    way, rule = node.aggregation.found, node.missing
    zero = way.options.get("zero")
    options = {} if zero is None else {"zero": zero.default}
    return {
        "mean": {
            "exponent": (node.aggregation.link or PLAIN).exponent,
            "stated": not way.rescales_weights,
            "positive": way.positive,
            "zero": {**options, **node.aggregation.settings}.get("zero") == "zero",
            "neutral": way.neutral,
        },
        "missing": {
            "least": rule.minimum_present,
            "count": rule.count,
            "renormalise": rule.renormalise,
            "zero": rule.zero,
        },
        "direction": node.direction,
        "rounding": {
            "column": _rounding(node.round_column),
            "finished": _rounding(node.round_finished),
        },
    }


def _total(result: Result, node: Node) -> float:
    """Return what the weights of a node's children make: 1, unless they are taken as they stand."""
    if node.aggregation.found.rescales_weights:
        return 1.0
    return float(result.last_shares[result.index.families[node.code]].sum())


def _rounding(rounding: Rounding | None) -> tuple[int, str] | None:
    return None if rounding is None else (rounding.decimals, rounding.half)


def _applies(result: Result, node: Node, units: Positions) -> dict[str, Any]:
    """Say which units a node applies to, where that are not all."""
    found = result.rows.applies([node])
    return {} if found is None else {"applies": found[units, 0].astype(int).tolist()}


def _base(result: Result, node: Node) -> list[float] | None:
    """Return the shares of a node's children under a scheme that does not name them.

    They are those of the definition, or those that a method works out. None: not known here, so
    that a scheme must name them.
    """
    family = result.index.families[node.code]
    if as_stated(result.index).node(node.code).weighting is not None:
        worked_out = node.weighting is not None and not node.shares
        return _shares(result)[family].tolist() if worked_out else None
    own = np.array([result.index.node(child).weight for child in node.children])
    total = own.sum()
    stated = not node.aggregation.found.rescales_weights
    if total <= 0 or (stated and abs(total - _total(result, node)) > SAME * total):
        return None
    return [float(share) for share in own / total]


def _starts(
    result: Result, given: Sequence[Node], units: Positions
) -> dict[str, float | list[float | None] | None]:
    """Return the level from which points are counted: of an indicator one, of others by unit."""
    first = result.rows.years.index(result.years[-1]) * len(result.rows.units)
    apart = [node.code for node in given if node.children]
    left = {node.code for node in given if not node.children}
    by_unit = {code: np.full(len(units), np.nan) for code in apart}
    found: dict[str, float | list[float | None] | None] = dict.fromkeys(left)
    reached = starting(result, first + np.arange(len(result.rows.units)))
    for at in units:
        here = left & {code for code in left if not np.isnan(result.array(code)[-1, at])}
        if not (apart or here):
            continue
        found |= {code: float(reached[code][at]) for code in here}
        left -= here
        for code in apart:
            by_unit[code][at] = reached[code][at]
    return found | {code: plain(by_unit[code][units]) for code in apart}


# -- weights to start from ------------------------------------------------------------------------


def presets(edition: Edition, why: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the weights to choose from: as published, each scheme of the index, and equal.

    Of each the shares of the families that it changes. A scheme that changes weights which cannot
    be moved here is left out, and one that is the same weights as another before it.
    """
    result, lang = edition.result, edition.lang
    index, published = result.index, _shares(result)
    moving = [node for node in index.inner if _moves(node, why, result)]
    free = np.concatenate([index.families[node.code] for node in moving] or [np.zeros(0, int)])
    found = [("published", say("live.published", lang), published)]
    for name, title, weights in _schemes(edition):
        shares = _relative(weights, result)
        fixed = np.abs(np.delete(shares - published, free)).max(initial=0)
        if fixed <= SAME and _same_sums(weights, result):
            found.append((name, title, shares))
    if moving and EQUAL not in (result.weights_code, *(name for name, _, _ in found)):
        found.append((EQUAL, say("live.equal", lang), _relative(np.ones(len(published)), result)))
    families = [index.families[node.code] for node in moving]
    return [
        {"name": name, "title": title, "shares": _changed(shares, published, families, index)}
        for at, (name, title, shares) in enumerate(found)
        if not any(np.allclose(shares[free], same[free], 0, ALIKE) for *_, same in found[:at])
    ]


def _changed(
    shares: Array, published: Array, families: Iterable[NDArray[np.int_]], index: Index
) -> dict[str, float]:
    """Name the shares of the families in which one is another than published."""
    return {
        index.nodes[at].code: float(shares[at])
        for family in families
        if (shares[family] != published[family]).any()
        for at in family
    }


def _schemes(edition: Edition) -> Iterator[tuple[str, str, Array]]:
    """Yield the index's other schemes: name, title, and the shares or weights of all nodes."""
    if (compared := edition.compared) is not None:
        for name in compared.names[1:]:
            title = in_language(compared.titles[name], edition.lang)
            title = say("live.equal", edition.lang) if name == EQUAL else title
            yield name, title, compared.shares[name]


def _same_sums(weights: Array, result: Result) -> bool:
    """Whether weights that are taken as they stand make what they make as scored."""
    index = result.index
    return all(
        abs(weights[family].sum() - result.last_shares[family].sum()) <= SAME
        for code, family in index.families.items()
        if not index.node(code).aggregation.found.rescales_weights
    )


# -- weights that vary ----------------------------------------------------------------------------


def draws(result: Result, why: Mapping[str, str]) -> dict[str, Any]:
    """Return the design of rank intervals: of each node's share, what the points are made of.

    Where all weights move, they are the draws of `weight_sensitivity` of as many draws.
    """
    index, (_, band) = result.index, weight_factors(Basis.of(result), VARY, False, ())
    held = np.asarray(result.last_shares) > 0
    usual = [at for family in band.moving(index, held) for at in family.members.tolist()]
    moving = [node for node in index.inner if _moves(node, why, result)]
    every = [at for node in moving for at in index.families[node.code].tolist()]
    others = [at for at in every if at not in set(usual)]
    bits, found = DRAWS.bit_length() - 1, dict[int, tuple[Any, Any]]()
    # those without a weight, or whose family's is found every year, have points of their own
    for nodes, first, seed in ((usual, 0, SEED), (others, len(usual), SEED + 1)):
        if nodes and first + len(nodes) <= COLUMNS:
            numbers, shift = scrambled(first + len(nodes), seed)
            rows = zip(numbers[first:, :bits].tolist(), shift[first:].tolist(), strict=True)
            found |= dict(zip(nodes, rows, strict=True))
    return {
        "number": DRAWS,
        "vary": VARY,
        "nodes": {index.nodes[at].code: found[at] for at in every if at in found},
    }
