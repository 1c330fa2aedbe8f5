"""What was run and how far it may be trusted, in a sentence: facts of an answer in, words out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from coopindex.figures import beside, share
from coopindex.problems import Problem
from coopindex.robustness.uncertainty import ENOUGH_P, ENOUGH_RANK, MOST_DRAWS

if TYPE_CHECKING:
    from coopindex.robustness.exact.guarantee import Guarantee
    from coopindex.robustness.exact.polytope import Polytope
    from coopindex.robustness.sensitivity import Sensitivity
    from coopindex.robustness.uncertainty import Uncertainty
    from coopindex.robustness.weights import WeightSensitivity

GOALS = {"probability": "±1 point", "mean_rank": "±0.1 of a rank"}
MOST_HELD = 8  # nodes named in a sentence


def uncertainty(found: Uncertainty) -> str:
    """What varied, and whether the draws sufficed."""
    precise = found.precision
    how = "settings as written out" if found.seed is None else f"scrambled Sobol, seed {found.seed}"
    varied = ", ".join(found.varied) or "nothing"
    head = f"{found.draws:,} joint draw{'s' if found.draws > 1 else ''} ({how}) of {varied}"
    points = beside(100 * precise["probability"], 100 * ENOUGH_P, places=1)
    ranks = beside(precise["mean_rank"], ENOUGH_RANK)
    within = (
        f"every probability of a rank is within ±{points} points, every mean rank within ±{ranks}"
    )
    verdict = "the draws suffice" if found.enough else _advice(found.needed)
    return f"{head}; at 95 % {within}: {verdict}"


def _advice(needed: Mapping[str, int]) -> str:
    """How many draws would suffice, and for what no number does that anybody makes."""
    able = [name for name in needed if needed[name] <= MOST_DRAWS]
    unable = [GOALS[name] for name in needed if name not in able]
    said = []
    if able:
        goals = " and ".join(GOALS[name] for name in able)
        said.append(f"for {goals} take {max(needed[name] for name in able):,} draws")
    if unable:
        said.append(f"{' and '.join(unable)} would take more than {MOST_DRAWS:,} draws")
    return "; ".join(said)


def sensitivity(found: Sensitivity) -> str:
    """What was run, and whether it sufficed."""
    head = (
        f"Saltelli design of {found.draws:,} points, {found.scorings:,} scorings "
        f"(scrambled Sobol, seed {found.seed})"
    )
    if found.steady:
        return f"{head}; the mean shift is the same in every draw"
    if not found.loose:
        return f"{head}; every index of the mean shift is within ±0.1 at 95 %"
    loose = ", ".join(found.loose)
    return f"{head}; of the mean shift not yet within ±0.1 at 95 %: {loose}"


def weights(found: WeightSensitivity) -> str:
    """What varied and what was held."""
    parts = [f"{found.draws:,} joint draws (scrambled Sobol, seed {found.seed})"]
    if found.free:
        parts.append(
            "assumed, so free over all that the known weights leave: " + ", ".join(found.free)
        )
    if found.banded:
        parts.append(
            f"{found.banded} weights within ±{100 * found.vary:.10g}% of their share of their family"
        )
    if found.held:
        held = [f"{code} {share(of)}" for code, of in found.held.items()]
        more = f" and {len(held) - MOST_HELD} more" if len(held) > MOST_HELD else ""
        parts.append(f"held: {', '.join(held[:MOST_HELD])}{more}")
    if not (found.free or found.banded):
        parts.append("no weight varied")
    return "; ".join(parts)


def allowed(found: Polytope) -> str:
    """Which weights were allowed."""
    words = {
        "free": "any weights",
        "band": f"weights within ±{100 * found.vary:.10g}%, rescaled",
        "unknown": "any values of the assumed weights",
    }
    moving = found.moving
    few = len(moving) <= MOST_HELD
    named = ", ".join(moving) if few else f"{len(moving)} nodes in {len(found.varied)} families"
    parts = [f"{words[found.how]} of {named or 'nothing'}"]
    parts += [f"{first} at least as much as {second}" for first, second in found.pairs]
    if found.taken:
        taken = ", ".join(found.taken)
        parts.append(f"taken as scored, for nothing below is linear in the weights: {taken}")
    return "; ".join(parts)


def guarantee(found: Guarantee) -> str:
    """What was allowed to vary, who can be first, and what cannot change."""
    parts = [allowed(found.polytope)]
    if found.before_rounding:
        parts.append("best and worst ranks are those of scores before they are rounded")
    if found.ties_share_better:
        parts.append("units that tie share the better rank here")
    table = found.table
    first = ", ".join(table.loc[table["can_be_first"], "name"])
    certain = table.loc[table["best"] == table["worst"], ["name", "best"]]
    named = ", ".join(f"{name} {rank}" for name, rank in certain.itertuples(index=False))
    counted = "; ".join(parts)
    return f"{counted}. Can be first: {first}. Certain of its rank: {named or 'nobody'}"


def left_aside(left: Sequence[tuple[str, Problem]], idle: Sequence[str]) -> list[str]:
    """What could not vary, and what varies nothing under this scheme and with these data."""
    said = [f"{name} is not varied: {problem.message}" for name, problem in left]
    return [*said, *(f"`{name}` varies nothing here" for name in idle)]


def noted(answer: Mapping[str, Any], note: str, after: str) -> dict[str, Any]:
    """Put the note into an answer for JSON, behind one of its keys.

    >>> noted({"seed": 0, "units": []}, "One draw", after="seed")
    {'seed': 0, 'note': 'One draw', 'units': []}
    """
    place = list(answer).index(after) + 1
    items = list(answer.items())
    return dict([*items[:place], ("note", note), *items[place:]])
