"""The search for best and worst ranks, held against other ways to the same answers."""

import time
from fractions import Fraction
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from coopindex.robustness.exact import branching, cells
from coopindex.robustness.exact.bound import bounds
from coopindex.robustness.exact.branching import advance
from coopindex.robustness.exact.cells import EDGE, cut, simplex
from coopindex.robustness.exact.corners import region
from coopindex.robustness.exact.leads import leads
from coopindex.robustness.exact.pairs import merged, paired
from coopindex.robustness.exact.polytope import TINY, Polytope
from coopindex.robustness.exact.running import run
from coopindex.robustness.exact.search import search, widest


def flat(values, band=None, at_least=(), held=()):
    """A polytope of one family: (K, d) values, all weights free, or in a band around equal ones."""
    count, width = np.shape(values)
    family = np.arange(1, width + 1)
    varied = np.setdiff1d(family, held)
    return Polytope(
        nodes=tuple(f"n{at}" for at in range(width + 1)),
        parent=np.zeros(width + 1, np.intp),
        children={0: family},
        share=np.array([1.0, *[1 / width] * width]),
        values=np.hstack([np.zeros((count, 1)), np.asarray(values, float)]),
        varied={0: varied},
        band={0: band},
        at_least=tuple(at_least),
        how="free" if band is None else "band",
        vary=band or 0.25,
        taken=(),
    )


def tree(values, band=None, at_least=(), held=()):
    """A polytope of two families below a third: (K, 4) values."""
    values = np.asarray(values, float)
    families = {0: np.array([1, 2]), 1: np.array([3, 4]), 2: np.array([5, 6])}
    varied = {node: np.setdiff1d(family, held) for node, family in families.items()}
    varied = {node: family for node, family in varied.items() if len(family) > 1}
    return Polytope(
        nodes=tuple("rabcdef"),
        parent=np.array([0, 0, 0, 1, 1, 2, 2]),
        children=families,
        share=np.array([1.0, 0.4, 0.6, 0.5, 0.5, 0.3, 0.7]),
        values=np.hstack([np.zeros((len(values), 3)), values]),
        varied=varied,
        band=dict.fromkeys(varied, band),
        at_least=tuple(at_least),
        how="free" if band is None else "band",
        vary=band or 0.25,
        taken=(),
    )


def asked(polytope, units=None):
    within = region(polytope)
    lead = leads(polytope, within)
    units = range(len(lead)) if units is None else units
    return lead, search(polytope, within, lead, units, time.monotonic() + 60)


def found(polytope, processes=1):
    _, asked_for = asked(polytope)
    run(asked_for.groups, float("inf"), processes, lambda *_: None)
    return asked_for.found()


def by_hand(values):
    """Best and worst ranks over all weights of three columns, in whole numbers: (K,), (K,).

    Who is ahead changes at lines through the triangle of weights alone: every face of their
    arrangement has a corner, and each open part of it holds the middle of three corners.
    """
    values = [[Fraction(int(value)) for value in row] for row in values]
    lines = [(1, 0, 0), (0, 1, 0), (0, 0, 1)]
    lines += [tuple(a - b for a, b in zip(*pair, strict=True)) for pair in combinations(values, 2)]
    corners = set()
    for (a, b, c), (d, e, f) in combinations(set(lines), 2):
        x = (b * f - c * e, c * d - a * f, a * e - b * d)
        total = sum(x)
        if total and all(Fraction(part) / total >= 0 for part in x):
            corners.add(tuple(Fraction(part) / total for part in x))
    points = set(corners)
    for many in (2, 3):
        for some in combinations(sorted(corners), many):
            points.add(tuple(sum(parts) / many for parts in zip(*some, strict=True)))
    scores = [[sum(w * v for w, v in zip(p, row, strict=True)) for row in values] for p in points]
    ranks = np.array([[1 + sum(b > a for b in row) for a in row] for row in scores])
    return ranks.min(axis=0), ranks.max(axis=0)


# -- a second opinion: the same questions as mixed integer programmes, solved by HiGHS -------------


def attain(polytope, lead, unit, upward):
    """The best (or worst) rank of a unit by mixed integer programming: slow, and independent.

    Where the answer rests on ties within the solver's tolerance it is asked again without them.
    """
    values, scale = polytope.values, widest(lead)
    others = np.delete(np.arange(len(values)), unit)
    # always before it, and never before it
    ahead = others[lead[unit, others] < -TINY * scale]
    behind = others[lead[others, unit] <= TINY * scale]
    open_ = np.setdiff1d(others, np.concatenate([ahead, behind]))
    cuts = []
    while len(open_):
        before = _most(polytope, lead, unit, open_, cuts, upward)
        chosen = open_[before] if not upward else open_[~before]
        margin = _widest(polytope, unit, chosen, scale, upward)
        if margin > TINY or (upward and margin >= -TINY):
            return 1 + len(ahead) + int(before.sum())
        cuts.append(before)
    return 1 + len(ahead)


def _most(polytope, lead, unit, open_, cuts, upward):
    """Choose which of the open units stand before this one: as few as can be, or as many."""
    equal, right, less = polytope.constraints()
    width, many = equal.shape[1], len(open_)
    scale = widest(lead)
    gaps = np.zeros((many, width))
    gaps[:, : len(polytope.nodes)] = (polytope.values[open_] - polytope.values[unit]) / scale
    # s_j - s_i <= most z_j
    if upward:
        limits = LinearConstraint(
            np.hstack([gaps, -np.diag(lead[open_, unit] / scale)]), -np.inf, 0
        )
    else:
        # s_i - s_j <= most (1 - z_j)
        most = np.maximum(lead[unit, open_], 0) / scale
        limits = LinearConstraint(np.hstack([-gaps, np.diag(most)]), -np.inf, most)
    constraints = [
        LinearConstraint(np.hstack([equal, np.zeros((len(equal), many))]), right, right),
        limits,
    ]
    if len(less):
        constraints.append(
            LinearConstraint(np.hstack([less, np.zeros((len(less), many))]), -np.inf, 0)
        )
    # not the same again, nor anything better still
    for before in cuts:
        row = np.concatenate([np.zeros(width), ~before if upward else before])
        constraints.append(
            LinearConstraint(row, *((1, np.inf) if upward else (-np.inf, before.sum() - 1)))
        )
    found = milp(
        np.concatenate([np.zeros(width), np.full(many, 1.0 if upward else -1.0)]),
        constraints=constraints,
        integrality=np.concatenate([np.zeros(width), np.ones(many)]),
        bounds=Bounds(0, np.concatenate([np.full(width, np.inf), np.ones(many)])),
    )
    return np.asarray(found.x[width:] > 0.5)


def _widest(polytope, unit, chosen, scale, upward):
    """Find weights under which a unit leads (or trails) the chosen ones by as much as can be."""
    equal, right, less = polytope.constraints()
    width = equal.shape[1]
    gaps = np.zeros((len(chosen), width + 1))
    gaps[:, : len(polytope.nodes)] = (
        (polytope.values[chosen] - polytope.values[unit]) / scale * (1 if upward else -1)
    )
    # the margin t: s_j - s_i + t <= 0
    gaps[:, -1] = 1.0
    objective = np.zeros(width + 1)
    objective[-1] = -1.0
    found = linprog(
        objective,
        A_ub=np.vstack([np.hstack([less, np.zeros((len(less), 1))]), gaps]),
        b_ub=np.zeros(len(less) + len(gaps)),
        A_eq=np.hstack([equal, np.zeros((len(equal), 1))]),
        b_eq=right,
        bounds=[(0, None)] * width + [(-1, 1)],
    )
    if found.x is None:
        return -1.0
    return float(found.x[-1])


# -- what must hold -------------------------------------------------------------------------------

tied = st.integers(3, 5).flatmap(
    lambda units: st.lists(
        st.lists(st.integers(0, 3), min_size=3, max_size=3), min_size=units, max_size=units
    )
)


@settings(max_examples=40, deadline=None, database=None)
@given(values=tied)
def test_ranks_of_tied_units_are_those_of_every_face_in_whole_numbers(values):
    best, worst = found(flat(values))
    lowest, highest = by_hand(values)
    assert [one.rank for one in best] == lowest.tolist()
    assert [one.rank for one in worst] == highest.tolist()
    assert all(one.proved for one in best + worst)


@pytest.mark.parametrize("shape", [flat, tree])
@pytest.mark.parametrize(
    "how",
    [
        {},
        {"band": 0.3},
        {"held": (1,)},
        {"at_least": ((1, 2),)},
        {"at_least": ((3, 4), (4, 3))},
        {"band": 0.6, "at_least": ((2, 1), (4, 3))},
    ],
    ids=str,
)
@settings(max_examples=6, deadline=None, database=None)
@given(seed=st.integers(0, 2**16), levels=st.sampled_from([0, 3, 6]))
def test_the_search_finds_what_integer_programmes_find(shape, how, seed, levels):
    random = np.random.default_rng(seed)
    values = random.normal(size=(9, 4)) + random.normal(size=(9, 1))
    polytope = shape(np.floor(values * levels) if levels else values, **how)
    lead = leads(polytope, region(polytope))
    best, worst = found(polytope)
    for unit in range(9):
        assert best[unit].rank == attain(polytope, lead, unit, upward=True)
        assert worst[unit].rank == attain(polytope, lead, unit, upward=False)


@settings(max_examples=10, deadline=None, database=None)
@given(seed=st.integers(0, 2**16))
def test_bounds_close_in_and_hold_the_answer_at_all_times(seed):
    values = np.random.default_rng(seed).normal(size=(25, 5))
    _, asked_for = asked(flat(values))
    questions = asked_for.best + asked_for.worst
    seen = []
    while any(question.gap for question in questions):
        seen.append([(question.proved, question.least) for question in questions])
        advance(questions, asked_for.region)
    for (low, high), question in (
        (pair, q) for row in seen for pair, q in zip(row, questions, strict=True)
    ):
        assert low <= question.least <= high
    for before, after in pairwise(seen):
        for (low, high), (low_then, high_then) in zip(before, after, strict=True):
            assert low <= low_then
            assert high_then <= high


@settings(max_examples=10, deadline=None, database=None)
@given(seed=st.integers(0, 2**16), band=st.sampled_from([None, 0.4]))
def test_the_weights_found_are_allowed_and_attain_the_rank_when_counted_afresh(seed, band):
    values = np.random.default_rng(seed).normal(size=(20, 4)).round(1)
    polytope = tree(values, band)
    lead, _ = asked(polytope)
    equal, right, _ = polytope.constraints()
    for rows in found(polytope):
        for unit, one in enumerate(rows):
            scores = polytope.values @ one.weights
            # a tie, and what may be taken for one
            line = TINY * lead.max()
            most, least = (1 + (scores > scores[unit] + line * at).sum() for at in (0.8, 1.2))
            assert least <= one.rank <= most
            assert (one.weights >= 0).all()
            if band is None:
                np.testing.assert_allclose(equal @ one.weights, right, atol=1e-9)
            else:
                share = polytope.shares(one.weights)
                assert abs(share["a"] / 0.4) <= (1 + band) / (1 - band) * share["b"] / 0.6 + 1e-9


# -- its parts ------------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None, database=None)
@given(seed=st.integers(0, 2**16), size=st.integers(2, 6), tied=st.booleans())
def test_what_is_cut_keeps_every_point_that_meets_all_cuts_and_no_other(seed, size, tied):
    random = np.random.default_rng(seed)
    rows = random.normal(size=(5, size))
    rows = np.round(rows) if tied else rows
    points = random.dirichlet(np.full(size, 0.5), 2000)
    cell = simplex(size)
    for row in rows:
        left = cut(cell, row)
        if left is None:
            assert (points @ row <= EDGE).all()
            return
        cell, points = left, points[points @ row >= 0]
        assert (cell.vertices @ row >= -1e-9).all()
        towards = random.normal(size=(50, size))
        if len(points):
            assert ((cell.vertices @ towards.T).max(0) >= (points @ towards.T).max(0) - 1e-9).all()


@settings(max_examples=25, deadline=None, database=None)
@given(seed=st.integers(0, 2**16), size=st.integers(2, 6))
def test_of_a_pair_one_is_ahead_everywhere_and_the_bound_is_no_weaker(seed, size):
    random = np.random.default_rng(seed)
    rows = random.normal(size=(40, size))
    rows = rows[rows.max(axis=1) > 0]
    rows = rows / rows.max(axis=1, keepdims=True)
    corners, points = np.eye(size), random.dirichlet(np.ones(size), 500)
    pairs = paired(rows, corners, points[0])
    assert len(set(pairs.ravel().tolist())) == pairs.size
    ahead = points @ rows.T > 0
    assert (ahead[:, pairs[:, 0]] | ahead[:, pairs[:, 1]]).all()
    before = np.maximum(points @ rows.T, 0).sum(axis=1)
    after = len(pairs) + np.maximum(points @ merged(rows, corners, pairs).T, 0).sum(axis=1)
    assert (after >= before - 1e-9).all()
    assert (after <= ahead.sum(axis=1) + 1e-9).all()


@settings(max_examples=25, deadline=None, database=None)
@given(seed=st.integers(0, 2**16), size=st.integers(2, 6))
def test_no_point_of_a_cell_has_fewer_ahead_than_its_bound_and_its_dual_prove(seed, size):
    random = np.random.default_rng(seed)
    rows = random.normal(size=(30, size))
    rows = rows[rows.max(axis=1) > 0]
    further = np.array([np.ones(size), random.normal(size=size)])
    cell = simplex(size)._replace(further=further)
    scaled = rows / rows.max(axis=1, keepdims=True)
    (bound,), _, (dual,) = bounds([cell], [scaled], [1e9])
    points = random.dirichlet(np.ones(size), 2000)
    points = points[(points @ further.T >= 0).all(axis=1)]
    ahead = (points @ rows.T > 0).sum(axis=1)
    assert (ahead >= bound - 1e-9).all()
    assert (ahead >= points @ dual - 1e-9).all()


@pytest.mark.parametrize("how", [{"MOST_VERTICES": 12}, {"PROMISING": np.inf}, {"NEAR": 0.6}])
@settings(max_examples=5, deadline=None, database=None)
@given(seed=st.integers(0, 2**16))
def test_another_way_through_the_cells_finds_the_same(how, seed):
    values = np.floor(np.random.default_rng(seed).normal(size=(30, 5)) * 2)
    usual = found(flat(values))
    with pytest.MonkeyPatch.context() as changed:
        for name, value in how.items():
            changed.setattr(cells if name == "MOST_VERTICES" else branching, name, value)
        other = found(flat(values))
    for one, same in zip((*usual[0], *usual[1]), (*other[0], *other[1]), strict=True):
        assert (one.rank, one.bound) == (same.rank, same.bound)
