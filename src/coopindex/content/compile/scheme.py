"""Read schemes of weights, complete them over the whole tree, and apply overrides."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from coopindex.content.compile.asked import asked_of
from coopindex.content.compile.tree import title
from coopindex.content.forms.index import SchemeForm
from coopindex.content.forms.pieces import PERCENT, share_of, size_of_weight
from coopindex.content.forms.read import read_form
from coopindex.content.signs import has_full_width_mark, retyped, retyped_as, typed
from coopindex.content.yaml import Document, Place
from coopindex.engine.index import Index, Node, Scheme
from coopindex.engine.naming import Text
from coopindex.engine.weights import CLOSE, as_asked, with_shares, worked_out
from coopindex.methods.registry import DEFAULT, Array
from coopindex.phrases import Wording, say
from coopindex.problems import Problem, nearest

EQUAL, STATED = DEFAULT["weighting"], "stated"


def built_in(index: Index, name: str) -> Scheme:
    """Return the scheme `equal` (siblings count alike) or `stated` (each node's own `weight`)."""
    weights = np.array([node.weight if name == STATED else 1.0 for node in index.nodes])
    title = Text(say(f"weights.{name}"), say(f"weights.{name}", "zh"))
    return Scheme(name, _with_root(weights), title=title)


def _with_root(weights: Array) -> Array:
    """Give the root the weight 1.

    Weights stay as written: relative for a mean, and a sum takes them as they stand.
    """
    return np.append(weights[:-1], 1.0)


def stated_problems(index: Index, document: Document, at: Place = ()) -> Iterator[Problem]:
    """Refuse families whose own weights are all 0, and those of percents that make no whole.

    at : where the index is written, of an uncounted node.
    """
    for node in index.inner:
        yield from _own_percents(index, node, document, at)
        if not any(index.node(child).weight > 0 for child in node.children):
            place = (*at, *place_of(index, node.code), "children")
            hint = Wording("definition.give-weight.hint")
            yield document.problem(
                "zero-weights",
                Wording("definition.all-weigh-0", parent=node.code),
                place,
                hint=hint,
            )


def _own_percents(index: Index, node: Node, document: Document, at: Place) -> Iterator[Problem]:
    """Refuse a family whose weights are percents, in part or in whole, that do not make 100 %.

    A plain number beside percents is a share where all together make the whole.
    """
    places = {child: (*at, *place_of(index, child), "weight") for child in node.children}
    written = {child: _at(document.data, place) for child, place in places.items()}
    unread = [each for each in written.values()
              if isinstance(each, str) and share_of(each) is None]  # fmt: skip
    if unread or not any(map(_is_percent, written.values())):
        return
    total = math.fsum(index.node(child).weight for child in node.children)
    if abs(total - 1) <= CLOSE and all(each is not None for each in written.values()):
        return
    odd = next((child for child, each in written.items() if not _is_percent(each)), None)
    if odd is None:
        wrong = _whole_problem(node.code, total, f"{100 * total:.10g}%", percent=True)
    else:
        shown = odd if written[odd] is None else str(written[odd])
        message = Wording("definition.mixed-weights", odd=odd)
        wrong = "mixed-weights", message, Wording("definition.mixed-weights.hint")
    if wrong:
        code, message, hint = wrong
        place = places[odd or node.children[0]]
        value = shown if odd else None
        yield document.problem(code, message, place, value=value, hint=hint)


def _at(data: Any, place: Place) -> Any:
    """Return what is written at a place, None where nothing is."""
    for key in place:
        data = data.get(key) if isinstance(data, Mapping) else None
    return data


def place_of(index: Index, code: str) -> tuple[str, ...]:
    """Return a node's place in the definition."""
    node, place = index.node(code), tuple[str, ...]()
    while node.parent is not None:
        place = ("children", node.code, *place)
        node = index.node(node.parent)
    return place


def read_scheme(document: Document, index: Index) -> tuple[Scheme | None, tuple[Problem, ...]]:
    """Return a scheme completed over the tree, and what is wrong with it."""
    form, found = read_form(document, SchemeForm)
    problems = list(found)
    if form is None:
        return None, tuple(problems)
    name = document.stem
    if form.scheme != name and not document.given:
        message, hint = (
            Wording("definition.scheme-file", scheme=form.scheme, name=name),
            Wording("definition.scheme-file.hint", name=name),
        )
        problems.append(
            document.problem("bad-code", message, ("scheme",), value=form.scheme, hint=hint)
        )
    named, percent = _numbers(form, document, index, problems)
    weights = np.array([node.weight for node in index.nodes])
    assumed: set[str] = set()
    families = set()
    for node in index.inner:
        members = [child for child in node.children if child in form.weights]
        families |= {node.code} if members else set()
        if members and all(child in named for child in members):
            complete = _family(
                node.code, node.children, named, percent, form, index, document, problems
            )
            for child, weight in complete.items():
                weights[index.position[child]] = weight
            assumed |= complete.keys() - named.keys()
    readable = not any(problem.level == "error" for problem in found)
    asked, wrong = asked_of(form.elicited if readable else None, index, document)
    problems += wrong
    if any(problem.level == "error" for problem in problems):
        return None, tuple(problems)
    scheme = Scheme(
        code=form.scheme,
        weights=_with_root(weights),
        assumed=frozenset(assumed),
        title=title(form.title, form.scheme),
        source=form.source,
        reason=form.reason,
        digest=document.digest,
        origin=document.origin(("scheme",)),
        families=frozenset(families),
        asked=asked,
    )
    return scheme, tuple(problems)


def _numbers(
    form: SchemeForm, document: Document, index: Index, problems: list[Problem]
) -> tuple[dict[str, float], bool]:
    """Return the weights as numbers, and whether they are percents (as shares then)."""
    named: dict[str, float] = {}
    below_root = _below_root(index)
    for code, value in form.weights.items():
        wrong = None if code in below_root else _unknown_node(index, code, below_root)
        wrong = wrong or _not_a_weight(value)
        if wrong:
            problem, message, hint = wrong
            quoted = code if problem in ("unknown-node", "uncounted-node") else str(value)
            place = ("weights", code)
            problems.append(document.problem(problem, message, place, value=quoted, hint=hint))
        else:
            named[code] = share_of(value) or 0.0
    odd = [code for code in named if not _is_percent(form.weights[code])]
    percents = len(odd) < len(named)
    if percents and odd:
        message = Wording("definition.mixed-weights", odd=odd[0])
        place, value = ("weights", odd[0]), str(form.weights[odd[0]])
        hint = Wording("definition.mixed-weights.hint")
        problems.append(document.problem("mixed-weights", message, place, value=value, hint=hint))
        return {}, True
    return named, percents


# the problem's code, its message, and its hint or what works it out
WrongWeight = tuple[str, Wording, Wording | Callable[[], Wording]]


def _is_percent(value: object) -> bool:
    return isinstance(value, str) and PERCENT.fullmatch(value) is not None


def _below_root(index: Index) -> Mapping[str, None]:
    """Return the codes of all nodes that have a weight."""
    return {node.code: None for node in index.nodes if node.parent is not None}


def _unknown_node(index: Index, code: str, known: Mapping[str, None]) -> WrongWeight:
    """Say what is wrong with the name of a node that is given a weight."""
    if code in index.uncounted:
        hint = Wording("definition.no-weight-uncounted.hint")
        return "uncounted-node", Wording("definition.no-weight-uncounted", code=code), hint
    message = Wording("definition.not-a-node", code=code, index=index.code)
    if code == index.root.code:
        message = Wording("definition.index-itself", code=code)
    return "unknown-node", message, partial(_node_meant, code, known, index)


def _node_meant(code: str, known: Mapping[str, None], index: Index) -> Wording:
    """Name the node that was most likely meant: by its title, perhaps."""
    titled = [node.code for node in index.nodes if code in (node.title.en, node.title.zh)]
    if len(titled) == 1 and titled[0] in known:
        return Wording("frame.did-you-mean", meant=titled[0])
    wide = retyped(code) if has_full_width_mark(code) else None
    return wide or retyped_as(code, known) or nearest(code, known)


def _not_a_weight(value: Any) -> WrongWeight | None:
    """Say what is wrong with a weight as written."""
    if _is_percent(value):
        if (share_of(value) or 0.0) > 1 + CLOSE:
            hint = Wording("definition.percent.hint")
            return "share-above-whole", Wording("definition.more-than-whole", value=value), hint
        return None
    if isinstance(value, str) and (share := share_of(value)) is not None:
        value = share
    # NaN is the one number that differs from itself
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        odd = isinstance(value, str) and typed(value) != value
        hint = retyped(value) if odd else Wording("definition.weight.hint")
        return "bad-weight", Wording("definition.no-weight", value=value), hint
    if wrong := size_of_weight(value):
        return "bad-weight", *wrong
    if value < 0:
        message = Wording("definition.negative-weight", value=value)
        return "bad-weight", message, Wording("definition.negative-weight.hint")
    return None


def _family(
    parent: str,
    children: Sequence[str],
    named: Mapping[str, float],
    percent: bool,
    form: SchemeForm,
    index: Index,
    document: Document,
    problems: list[Problem],
) -> dict[str, float]:
    """Complete one family of which some are named."""
    ours = {child: named[child] for child in children if child in named}
    others = [child for child in children if child not in ours]
    total, place = math.fsum(ours.values()), ("weights", next(iter(ours)))
    written = f"{100 * total:.10g}%" if percent else f"{total:.10g}"
    by = "proportional" if form.remaining == "proportional" else "equal"
    own = np.array([index.node(child).weight if by == "proportional" else 1.0 for child in others])
    unsaid = form.remaining is None and document.data.get("remaining") is None
    wrong: WrongWeight | None = None
    if not others:
        wrong = _whole_problem(parent, total, written, percent)
    elif unsaid:
        message = Wording(
            "definition.siblings-without",
            others="`, `".join(others),
            parent=parent,
            count=len(others),
        )
        hint = Wording("definition.siblings-without.hint")
        wrong = "no-remaining", message, hint
    elif total > 1 + CLOSE:
        message = Wording("definition.shares-beyond", parent=parent, shown=written)
        hint = Wording("definition.shares-beyond.hint")
        wrong = "share-above-whole", message, hint
    elif own.sum() <= 0:
        nothing = Wording("definition.nothing-shared")
        message = Wording("definition.others-weigh-0", others="`, `".join(others), nothing=nothing)
        wrong = "zero-weights", message, Wording("definition.remaining-equal.hint")
    if wrong:
        code, message, way_out = wrong
        problems.append(document.problem(code, message, place, hint=way_out))
    if wrong or not others:
        return ours
    left = max(0.0, 1 - total) * own / own.sum()
    return ours | dict(zip(others, left.tolist(), strict=True))


def _whole_problem(parent: str, total: float, written: str, percent: bool) -> WrongWeight | None:
    """Say what is wrong with a family all of whose weights are named."""
    if percent and abs(total - 1) > CLOSE:
        message = Wording("definition.percents-sum", parent=parent, shown=written)
        hint = Wording("definition.percents-sum.hint")
        return "percents-not-100", message, hint
    if total <= 0:
        message = Wording("definition.all-weigh-0", parent=parent)
        return "zero-weights", message, Wording("definition.give-weight.hint")
    return None


def override(
    scheme: Scheme, index: Index, settings: Mapping[str, Any]
) -> tuple[Scheme, tuple[Problem, ...]]:
    """Give nodes another share of their parent.

    Their siblings keep their proportions, and the family its total. Where a method works the
    family's weights out, those are the proportions, which the walk keeps.
    """
    found: list[tuple[str, WrongWeight]] = []
    below_root = _below_root(index)
    settings = {code: _share(share) for code, share in settings.items()}
    for code, share in settings.items():
        wrong = None if code in below_root else _unknown_node(index, code, below_root)
        wrong = wrong or _not_a_share(share)
        found += [(code, wrong)] if wrong else []
    weights, methods = scheme.weights.copy(), worked_out(as_asked(index, scheme))
    families = [] if found else index.inner
    for node in families:
        ours = [child for child in node.children if child in settings]
        if not ours:
            continue
        setting = tuple((child, float(settings[child])) for child in ours)
        wrong = _no_room(node, setting, weights, index, worked_out=node.code in methods)
        if wrong:
            found.append((ours[0], wrong))
        elif node.code not in methods:
            family = index.families[node.code]
            weights[family] = with_shares(weights[family], node.children, setting)
    if found:
        return scheme, tuple(
            Problem(code, message, field=f"set {node}", value=f"{settings[node]}", hint=hint)
            for node, (code, message, hint) in found
        )
    changed = replace(
        scheme,
        weights=weights,
        assumed=scheme.assumed - settings.keys(),
        settings=(
            *scheme.settings,
            tuple(sorted((code, float(share)) for code, share in settings.items())),
        ),
    )
    return changed, ()


def _share(written: Any) -> Any:
    """Read a percent or a fraction; anything else stays as it is."""
    found = share_of(written) if isinstance(written, str) else None
    return written if found is None else found


def _not_a_share(share: object) -> WrongWeight | None:
    if isinstance(share, int | float) and not isinstance(share, bool) and 0 <= share <= 1:
        return None
    message = Wording("definition.set-share", share=share)
    odd = isinstance(share, str) and typed(share) != share
    hint = retyped(str(share)) if odd else Wording("definition.set-share.hint")
    if isinstance(share, int | float) and 1 < share <= 100:
        hint = Wording("definition.set-percent.hint", share=f"{share:.15g}")
    return "bad-weight", message, hint


def _no_room(
    node: Node,
    setting: Sequence[tuple[str, float]],
    weights: Array,
    index: Index,
    *,
    worked_out: bool,
) -> WrongWeight | None:
    """Say why a family cannot take the shares that are set in it."""
    shares = dict(setting)
    others = np.array([index.position[code] for code in node.children if code not in shares], int)
    left = 1 - math.fsum(shares.values())
    if left < -CLOSE or (others.size == 0 and left > CLOSE):
        if len(node.children) == 1:
            message = Wording("definition.only-child", child=node.children[0], node=node.code)
            return "bad-weight", message, Wording("definition.only-child.hint")
        message = Wording("definition.set-sum", node=node.code, sum=1 - left)
        return "bad-weight", message, Wording("definition.set-sum.hint")
    if not worked_out and left > CLOSE and others.size and weights[others].sum() <= 0:
        message = Wording("definition.others-of-set", node=node.code)
        return "zero-weights", message, Wording("definition.others-of-set.hint")
    return None
