"""How the ranking answers to its weights: weight sensitivity.

All of them varied jointly, and each dimension's weight moved until neighbours swap.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from numbers import Real
from typing import TYPE_CHECKING, Any

from coopindex.engine.frozen import copies_of
from coopindex.engine.index import Index
from coopindex.engine.refusals import uncounted
from coopindex.engine.result import Result
from coopindex.keywords import explained
from coopindex.periods import Period
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem, nearest
from coopindex.robustness.answers import notebook_html, notebook_text, plain_rows
from coopindex.robustness.basis import Basis
from coopindex.robustness.evaluation import Evaluation
from coopindex.robustness.factors.weights import weight_factors
from coopindex.robustness.plan import Plan
from coopindex.robustness.swaps import swaps
from coopindex.robustness.uncertainty import Uncertainty, uncertainty

if TYPE_CHECKING:
    import pandas as pd


@copies_of("table", "swaps")
@explained
@dataclass(frozen=True, eq=False)
class WeightSensitivity:
    """What becomes of the ranking when the weights vary.

    table : one row a unit, best first: unit, name, score and rank as scored; of its ranks over the
        draws mean, median, and low and high, between which lie the middle 90 %; p_first, the share
        of draws in which it is first; low_at, high_at : 0.05 and 0.95.
    drawn : what the draws came to.
    swaps : one row a dimension and pair of neighbours in the ranking: node, share, above, below,
        and swap_at, the share of the node (its siblings keep their proportions) at which the two
        swap places, the nearest to the present one; NaN: never.
    free : nodes whose weights, assumed by the scheme, range over all that the known ones leave.
    banded : how many weights vary within the band. held : node -> the share that it keeps.
    scheme, weighting : what the weights were before, and which nodes' a method works out, as in
        `Result.asked`.
    """

    index: str
    scheme: str
    year: Period
    draws: int
    seed: int
    vary: float
    free: tuple[str, ...]
    banded: int
    held: Mapping[str, float]
    table: pd.DataFrame
    drawn: Uncertainty
    swaps: pd.DataFrame
    weighting: Mapping[str, str] = field(default_factory=dict)
    scale: str = ""

    def __repr__(self) -> str:
        return notebook_text(self.facts, self.table)

    def _repr_html_(self) -> str:
        return notebook_html(self.facts, self.table)

    @property
    def rank_probabilities(self) -> pd.DataFrame:
        """Units x ranks: the share of draws in which a unit takes a rank."""
        return self.drawn.rank_probabilities

    @property
    def facts(self) -> dict[str, Any]:
        """What varied, and what was held."""
        return {
            "draws": self.draws,
            "seed": self.seed,
            "vary": self.vary,
            "free": self.free,
            "banded": self.banded,
            "held": self.held,
        }

    def as_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        table = self.table.drop(columns=["low_at", "high_at"])
        units = plain_rows(table, {"low": "p5", "high": "p95"})
        for unit, chances in zip(units, self.rank_probabilities.to_dict("records"), strict=True):
            unit["rank_probabilities"] = {
                str(rank): float(chance) for rank, chance in chances.items()
            }
        keys = ("index", "scheme", "weighting", "year", "scale", "draws", "seed", "vary")
        said = {key: getattr(self, key) for key in keys}
        settings = {
            key: value for key, value in said.items() if value or key not in ("weighting", "scale")
        }
        return {
            **settings,
            "year": self.year or None,
            "units": units,
            "swaps": plain_rows(self.swaps),
        }


def weight_sensitivity(
    result: Result,
    *,
    draws: int = 10_000,
    seed: int = 0,
    vary: float = 0.25,
    free_unknown: bool = False,
    hold: Sequence[str] = (),
) -> WeightSensitivity:
    """Vary all weights jointly, and find the weights at which neighbours swap (rank reversal).

    In the last year of a scoring.

    draws : N, at least 1. seed : of the design; the same seed gives the same draws.
    vary : half-width of the band, 0 to 1: a weight w is drawn evenly from w (1 - vary) to
        w (1 + vary), then the family is scaled so that its weights make what they made before.
    free_unknown : where the scheme knows some weights of a family and assumes the others, the known
        ones are held and the assumed ones range over all that is left, evenly on the simplex.
    hold : nodes that keep their share inside their parent.

    A weight of 0 stays 0. Weights that a method draws from the data vary around what it found,
    unless it finds others every year. Units without a score, or not ranked, stay out. An unknown
    node to hold, draws below 1, vary outside 0 to 1 are `InvalidInput`.
    """
    _check(result.index, draws, vary, hold)
    found = uncertainty(
        result,
        weight_factors(Basis.of(result), vary, free_unknown, hold),
        draws=draws,
        seed=seed,
        pairs=False,
    )
    return WeightSensitivity(
        index=result.index.code,
        scheme=result.weights_code,
        scale=result.scale_words,
        year=result.years[-1],
        draws=draws,
        seed=seed,
        vary=vary,
        **_varied(found.plan),
        table=found.table()[
            [
                *("unit", "name", "score", "rank"),
                *("mean", "median", "low", "high", "p_first", "low_at", "high_at"),
            ]
        ],
        drawn=found,
        swaps=swaps(Evaluation(result, found.plan)),
        weighting=dict(result.weighting),
    )


def _check(index: Index, draws: int, vary: float, hold: Sequence[str]) -> None:
    problems = []
    if draws < 1:
        problems.append(
            Problem("too-few-draws", Wording("plan.one-draw"), field="draws", value=str(draws))
        )
    if not isinstance(vary, Real) or not 0 <= vary <= 1:
        problems.append(
            Problem(
                "vary-outside",
                Wording("plan.vary-range"),
                field="vary",
                value=str(vary),
                hint=Wording("plan.vary.hint"),
            )
        )
    for code in hold:
        if code in index.uncounted:
            problems.append(uncounted(code, "hold"))
        elif code not in index.position:
            hint = nearest(code, index.position)
            problems.append(
                Problem(
                    "unknown-node",
                    Wording("plan.not-a-node-of", code=code, index=index.code),
                    field="hold",
                    value=code,
                    hint=hint,
                )
            )
    if problems:
        raise InvalidInput(problems)


def _varied(plan: Plan) -> dict[str, Any]:
    """Say what varied, freely or in the band, and what was held though it has siblings."""
    free, banded = (
        [at for family in plan.families[name] for at in family.members] for name in plan.names
    )
    code = [node.code for node in plan.index.nodes]
    families = [family for family in plan.index.families.values() if len(family) > 1]
    siblings = [at for family in families for at in family if plan.base[at] > 0]
    moved = {*free, *banded}
    return {
        "free": tuple(code[at] for at in free),
        "banded": len(banded),
        "held": {code[at]: float(plan.base[at]) for at in siblings if at not in moved},
    }
