"""Read of whom a scheme's weights were asked, as `elicit` wrote it down."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from coopindex.content.forms.index import ElicitedForm
from coopindex.content.forms.pieces import size_of_weight
from coopindex.content.yaml import Document
from coopindex.engine.index import Asked, Index, Node
from coopindex.methods.family import shares
from coopindex.methods.registry import Array
from coopindex.phrases import Wording
from coopindex.problems import Problem, nearest

WEIGHTS = "elicited", "expert_weights"
RATIOS = "elicited", "consistency_ratios"


def asked_of(
    form: ElicitedForm | None, index: Index, document: Document
) -> tuple[Asked | None, tuple[Problem, ...]]:
    """Return of whom weights were asked, and what is wrong with what each of them said."""
    if form is None:
        return None, ()
    problems = (*_unnamed(form, document), *_misplaced(form, index, document))
    problems = problems or (*_too_large(form, document),)
    problems = problems or (*_unfit(form, index, document),)
    ratios = tuple(
        (expert, family, ratio)
        for expert, of in form.consistency_ratios.items()
        for family, ratio in of.items()
    )
    asked = Asked(
        way=form.method,
        experts=tuple(form.experts),
        date=form.date,
        concordance=form.kendall_w,
        ratios=ratios,
        accepted=form.accepted_inconsistency,
        by=form.by,
        pool=form.pool,
        table=form.random_index,
        shares=None if problems or not form.expert_weights else _shares(form, index),
    )
    return asked, problems


def _unnamed(form: ElicitedForm, document: Document) -> Iterator[Problem]:
    """Refuse experts who cannot be told apart, and ratios of somebody who is not among them."""
    from coopindex.questions.elicitation import GROUP

    names, hint = form.experts, Wording("elicitation.expert-twice.hint")
    for at, name in enumerate(names if form.expert_weights else ()):
        place = (*WEIGHTS[:1], "experts", at)
        if name == GROUP:
            message = Wording("elicitation.expert-group", name=name)
            yield document.problem("bad-value", message, place, value=name, hint=hint)
        elif name in names[:at]:
            message = Wording("definition.twice", label=name)
            yield document.problem("duplicate-key", message, place, value=name, hint=hint)
    for name in form.consistency_ratios:
        if name not in names:
            message = Wording("elicitation.no-expert", name=name)
            yield document.problem("bad-value", message, (*RATIOS, name), value=name,
                                   hint=nearest(name, names))  # fmt: skip


def _too_large(form: ElicitedForm, document: Document) -> Iterator[Problem]:
    """Refuse weights of which no sum can be taken."""
    for code, given in form.expert_weights.items():
        for at, weight in enumerate(given):
            if wrong := size_of_weight(weight or 0.0):
                message, hint = wrong
                yield document.problem("bad-weight", message, (*WEIGHTS, code, at), hint=hint)


def _misplaced(form: ElicitedForm, index: Index, document: Document) -> Iterator[Problem]:
    """Refuse weights of what has none, and of more or fewer than the experts."""
    known = [node.code for node in index.nodes if node.parent is not None]
    for code, given in form.expert_weights.items():
        if code not in known:
            message = Wording("definition.not-a-node", code=code, index=index.code)
            hint = nearest(code, known)
            yield document.problem("unknown-node", message, (*WEIGHTS, code), value=code, hint=hint)
        elif len(given) != len(form.experts):
            what = {"code": code, "given": len(given), "experts": len(form.experts)}
            message = Wording("elicitation.not-each", **what)
            hint = Wording("elicitation.not-each.hint")
            yield document.problem("bad-value", message, (*WEIGHTS, code), hint=hint)


def _unfit(form: ElicitedForm, index: Index, document: Document) -> Iterator[Problem]:
    """Refuse families of which an expert weighs some children and not others, or all with 0."""
    for node in index.inner:
        named = [child for child in node.children if child in form.expert_weights]
        if not named:
            continue
        given = _given(form, node)
        part = np.isnan(given).any(axis=1) & ~np.isnan(given).all(axis=1)
        bad = np.flatnonzero(part | (given.sum(axis=1) == 0))
        if len(bad):
            what = {"expert": form.experts[bad[0]], "family": node.code}
            message = Wording("elicitation.partly", **what)
            hint = Wording("elicitation.partly.hint")
            yield document.problem("incomplete", message, (*WEIGHTS, named[0]), hint=hint)


def _given(form: ElicitedForm, node: Node) -> Array:
    """Return what each expert gives to the children of a node, (E, K); NaN where nothing."""
    nothing = [None] * len(form.experts)
    rows = [form.expert_weights.get(child, nothing) for child in node.children]
    return np.array(rows, float).T


def _shares(form: ElicitedForm, index: Index) -> Array:
    found = np.full((len(form.experts), len(index.nodes)), np.nan)
    found[:, index.position[index.root.code]] = 1.0
    for node in index.inner:
        at = [index.position[child] for child in node.children]
        found[:, at] = 1.0 if len(at) == 1 else shares(_given(form, node))
    return found
