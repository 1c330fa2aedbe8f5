"""Read schemes of weights, complete them over the whole tree, and apply overrides."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

import numpy as np

from coopindex.content.compile.tree import title
from coopindex.content.forms.index import SchemeForm
from coopindex.content.forms.pieces import size_of_weight
from coopindex.content.forms.read import read_form
from coopindex.content.yaml import Document
from coopindex.engine.index import Index, Scheme
from coopindex.engine.weights import CLOSE, as_asked, with_shares, worked_out
from coopindex.methods.registry import DEFAULT, Array
from coopindex.problems import Problem, nearest

EQUAL, STATED = DEFAULT["weighting"], "stated"
AS_SCORED = "as scored"  # the weights that count when the reader names none; no code has a space
PERCENT = re.compile(r"(\d+(?:\.\d*)?|\.\d+)\s*%")


def built_in(index: Index, name: str) -> Scheme:
    """Return the scheme `equal` (all siblings count the same) or `stated` (each node's own `weight`)."""
    return Scheme(
        name, _with_root(np.array([node.weight if name == STATED else 1.0 for node in index.nodes]))
    )


def _with_root(weights: Array) -> Array:
    """Give the root the weight 1. Weights stay as written: relative for a mean, and a sum takes them as they stand."""
    return np.append(weights[:-1], 1.0)


def stated_problems(index: Index, document: Document) -> Iterator[Problem]:
    """Refuse families whose own weights are all 0."""
    for node in index.inner:
        if not any(index.node(child).weight > 0 for child in node.children):
            place = (
                ("children",) if node.parent is None else (*place_of(index, node.code), "children")
            )
            hint = "give one of them a weight"
            yield document.problem(
                "zero-weights", f"the children of `{node.code}` all weigh 0", place, hint=hint
            )


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
    name = PurePath(document.file).stem
    if form.scheme != name and not document.given:
        message, hint = (
            f"the scheme is called `{form.scheme}`, its file `{name}`",
            f"write `scheme: {name}`, or rename the file",
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
    )
    return scheme, tuple(problems)


def _numbers(
    form: SchemeForm, document: Document, index: Index, problems: list[Problem]
) -> tuple[dict[str, float], bool]:
    """Return the weights as numbers, and whether they are percents (as shares then)."""
    named: dict[str, float] = {}
    percents = {
        code
        for code, value in form.weights.items()
        if isinstance(value, str) and PERCENT.fullmatch(value.strip())
    }
    codes = [node.code for node in index.nodes if node.parent is not None]
    for code, value in form.weights.items():
        place = ("weights", code)
        if code not in codes:
            root = code == index.root.code
            message = (
                f"`{code}` is the index itself, which has no weight"
                if root
                else f"`{code}` is not a node of {index.code}"
            )
            problems.append(
                document.problem(
                    "unknown-node", message, place, value=code, hint=nearest(code, codes)
                )
            )
        elif code in percents:
            named[code] = float(str(value).strip().rstrip("%")) / 100
            if named[code] > 1 + CLOSE:
                message, hint = (
                    f"{value} is more than the whole",
                    "a percent is a share of the parent",
                )
                problems.append(
                    document.problem(
                        "share-above-whole", message, place, value=str(value), hint=hint
                    )
                )
                del named[code]
        elif isinstance(value, bool) or not isinstance(value, int | float):
            message, hint = (
                f"`{value}` is not a weight",
                "write a percent (44.1%) or a plain number (2.5), with a decimal point",
            )
            problems.append(
                document.problem("bad-weight", message, place, value=str(value), hint=hint)
            )
        elif wrong := size_of_weight(value):
            message, hint = wrong
            problems.append(
                document.problem("bad-weight", message, place, value=str(value), hint=hint)
            )
        elif value < 0:
            message = f"{value} is not a weight: a weight is 0 or more"
            hint = "turn the `direction` of the node instead"
            problems.append(
                document.problem("bad-weight", message, place, value=str(value), hint=hint)
            )
        else:
            named[code] = float(value)
    if percents and len(percents) < len(form.weights):
        odd = next(code for code in form.weights if code not in percents)
        message, hint = (
            f"percents and plain numbers are mixed: `{odd}` has no %",
            "use one of the two throughout the file",
        )
        problems.append(
            document.problem(
                "mixed-weights", message, ("weights", odd), value=str(form.weights[odd]), hint=hint
            )
        )
        return {}, True
    return named, bool(percents)


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
    shown = f"{100 * total:.10g}%" if percent else f"{total:.10g}"
    if not others:
        if percent and abs(total - 1) > CLOSE:
            message = f"the percents below `{parent}` make {shown}, not 100%"
            hint = "correct them, or write plain numbers, which are relative"
            problems.append(document.problem("percents-not-100", message, place, hint=hint))
        elif total <= 0:
            message = f"the children of `{parent}` all weigh 0"
            problems.append(
                document.problem("zero-weights", message, place, hint="give one of them a weight")
            )
        return ours
    if form.remaining is None and document.data.get("remaining") is None:
        message = f"`{'`, `'.join(others)}` below `{parent}` {'has' if len(others) == 1 else 'have'} no weight"
        hint = "name all siblings, or say `remaining: equal` or `remaining: proportional`"
        problems.append(document.problem("no-remaining", message, place, hint=hint))
        return ours
    if total > 1 + CLOSE:
        message = f"the shares named below `{parent}` make {shown}, more than the whole"
        hint = "with `remaining`, write percents, or shares between 0 and 1"
        problems.append(document.problem("share-above-whole", message, place, hint=hint))
        return ours
    own = np.array(
        [index.node(child).weight if form.remaining == "proportional" else 1.0 for child in others]
    )
    if own.sum() <= 0:
        message = (
            f"`{'`, `'.join(others)}` all weigh 0, so that nothing can be shared out among them"
        )
        problems.append(
            document.problem("zero-weights", message, place, hint="say `remaining: equal`")
        )
        return ours
    left = max(0.0, 1 - total) * own / own.sum()
    return ours | dict(zip(others, left.tolist(), strict=True))


def override(
    scheme: Scheme, index: Index, settings: Mapping[str, float]
) -> tuple[Scheme, tuple[Problem, ...]]:
    """Give nodes another share of their parent; their siblings keep their proportions, and the family its total.

    Where a method works the family's weights out, those are the proportions, which the walk keeps.
    """
    weights, problems = scheme.weights.copy(), []
    methods = worked_out(as_asked(index, scheme))
    codes = [node.code for node in index.nodes if node.parent is not None]

    def refuse(code: str, node: str, message: str, hint: str) -> None:
        problems.append(
            Problem(code, message, field=f"set {node}", value=f"{settings[node]}", hint=hint)
        )

    for code, share in settings.items():
        if code not in codes:
            root = code == index.root.code
            message = (
                f"`{code}` is the index itself, which has no weight"
                if root
                else f"`{code}` is not a node of {index.code}"
            )
            refuse("unknown-node", code, message, nearest(code, codes))
        elif not (isinstance(share, int | float) and 0 <= share <= 1):
            refuse(
                "bad-weight",
                code,
                f"{share} is not a share between 0 and 1",
                "write a share of its parent, such as 0.4 or 40%",
            )
    if problems:
        return scheme, tuple(problems)
    for node in index.inner:
        ours = [child for child in node.children if child in settings]
        others = np.array(
            [index.position[child] for child in node.children if child not in settings], int
        )
        if not ours:
            continue
        family, left = index.families[node.code], 1 - math.fsum(settings[child] for child in ours)
        if left < -CLOSE or (others.size == 0 and left > CLOSE):
            message, hint = (
                f"the shares below `{node.code}` make {1 - left:.10g}, not 1",
                "lower or raise one of them",
            )
            if len(node.children) == 1:
                message, hint = (
                    f"`{ours[0]}` is the only child of `{node.code}`",
                    "an only child always has the share 1",
                )
            refuse("bad-weight", ours[0], message, hint)
        elif node.code in methods:
            continue
        elif left > CLOSE and others.size and weights[others].sum() <= 0:
            refuse(
                "zero-weights",
                ours[0],
                f"the other children of `{node.code}` all weigh 0",
                "override one of them too",
            )
        else:
            setting = tuple((child, float(settings[child])) for child in ours)
            weights[family] = with_shares(weights[family], node.children, setting)
    if problems:
        return scheme, tuple(problems)
    setting = tuple(sorted((code, float(share)) for code, share in settings.items()))
    changed = replace(
        scheme,
        weights=weights,
        assumed=scheme.assumed - settings.keys(),
        settings=(*scheme.settings, setting),
    )
    return changed, ()
