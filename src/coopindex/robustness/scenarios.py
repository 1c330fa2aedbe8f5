"""Named variants of an index side by side: a scheme, a method, a year, some of the units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from coopindex.engine.frames import rank_column
from coopindex.engine.frozen import frame
from coopindex.engine.index import Ranking, Scheme
from coopindex.engine.naming import AS_SCORED, UNSAID, Text
from coopindex.engine.result import Result
from coopindex.engine.scale import refuse_held
from coopindex.engine.score import score
from coopindex.keywords import explained
from coopindex.methods.rank_correlation import kendall, spearman, top_weighted
from coopindex.methods.ranking import rank
from coopindex.methods.registry import Array
from coopindex.periods import Period
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem, nearest, raise_errors
from coopindex.robustness.answers import notebook_html, notebook_text, plain_rows
from coopindex.robustness.basis import Basis
from coopindex.robustness.factors import Alternatives, Change
from coopindex.robustness.plan import make_plan
from coopindex.robustness.variants import varied

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "unit",
    "name",
    AS_SCORED,
    "best",
    "worst",
)  # of a unit in JSON, beside the scenarios


@dataclass(frozen=True)
class Scenario:
    """A variant: changes of method, another scheme, another year, units left out.

    What it does not name stands as scored. title : what people call it, if not by its name.
    """

    name: str
    changes: tuple[Change, ...] = ()
    scheme: Scheme | None = None
    year: Period | None = None
    without: tuple[str, ...] = ()
    title: Text = UNSAID


@explained
@dataclass(frozen=True, eq=False)
class Scenarios:
    """Variants beside the scoring they vary.

    Units stand as it ranks them, best first, then those that only a variant ranks.

    results : the scoring, then every variant. titles : what people call those that have a title.
    left_aside : usual ones that have no score, and why.
    """

    names: tuple[str, ...]
    results: tuple[Result, ...]
    titles: Mapping[str, Text] = field(default_factory=dict)
    left_aside: tuple[tuple[str, Problem], ...] = ()

    def __repr__(self) -> str:
        return notebook_text(self.facts, self.ranks.reset_index(), self.agreement)

    def _repr_html_(self) -> str:
        return notebook_html(self.facts, self.ranks.reset_index(), self.agreement)

    @property
    def facts(self) -> dict[str, Any]:
        """Who leads, as scored and in every variant: several units where they tie."""
        return {"leaders": self.leaders}

    @cached_property
    def _units(self) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for result in self.results:
            ranks = result.rank()[-1]
            found |= dict.fromkeys(
                result.rows.units[at]
                for at in np.argsort(ranks, kind="stable")
                if not np.isnan(ranks[at])
            )
        return tuple(found)

    @cached_property
    def _ranks(self) -> Array:
        """(S, K), NaN where a unit is not ranked."""
        rows = []
        for result in self.results:
            ranks = dict(zip(result.rows.units, result.rank()[-1], strict=True))
            rows.append([ranks.get(unit, np.nan) for unit in self._units])
        return np.array(rows)

    @property
    def _ranking(self) -> Ranking:
        return self.results[0].index.ranking

    @frame
    def table(self) -> pd.DataFrame:
        """One row a scenario and unit: scenario (`as scored` first), unit, name, rank.

        rank is missing where the scenario does not rank the unit.
        """
        import pandas as pd

        units = len(self._units)
        names = [str(self.results[0].data.names[unit]) for unit in self._units]
        return pd.DataFrame(
            {
                "scenario": np.repeat(np.array(self.names, object), units),
                "unit": list(self._units) * len(self.names),
                "name": names * len(self.names),
                "rank": rank_column(self._ranks.ravel(), self._ranking),
            }
        )

    @frame
    def ranks(self) -> pd.DataFrame:
        """Units x scenarios: the same ranks side by side."""
        import pandas as pd

        columns = {
            name: rank_column(ranks, self._ranking)
            for name, ranks in zip(self.names, self._ranks, strict=True)
        }
        table = pd.DataFrame(columns, index=pd.Index(self._units, name="unit"))
        return table.rename_axis(columns="scenario")

    @property
    def leaders(self) -> dict[str, tuple[str, ...]]:
        """Scenario, `as scored` first -> the units that are first in it: several where they tie.

        None where it ranks nobody.
        """
        return {
            name: tuple(self._units[at] for at in np.flatnonzero(ranks == np.fmin.reduce(ranks)))
            for name, ranks in zip(self.names, self._ranks, strict=True)
        }

    @frame
    def agreement(self) -> pd.DataFrame:
        """One row a variant: leader, leaders, rank correlations, mean and largest shift.

        leaders : all who are first, several where they tie, none where nobody is ranked.

        spearman, kendall (tau-b) and top_weighted, Vigna's tau, in which a pair counts 1 / rank of
        each: ranks at the top weigh most. Over the units that both rank: shifts are those of their
        ranks among themselves, so that nobody moves by closing up.

        Vigna (2015), A weighted correlation index for rankings with ties, WWW '15,
        doi:10.1145/2736277.2741088.
        """
        import pandas as pd

        before, leaders, rows = self._ranks[0], self.leaders, []
        for name, after in zip(self.names[1:], self._ranks[1:], strict=True):
            both = ~np.isnan(before + after)
            found = [alike(-before, -after) for alike in (spearman, kendall, top_weighted)]
            shift = np.abs(self._shift(after)[both])
            rows.append(
                (
                    name,
                    next(iter(leaders[name]), ""),
                    leaders[name],
                    *found,
                    *((shift.mean(), shift.max()) if len(shift) else (np.nan, np.nan)),
                    int(both.sum()),
                )
            )
        columns = [
            "scenario",
            "leader",
            "leaders",
            "spearman",
            "kendall",
            "top_weighted",
            "mean_shift",
            "largest_shift",
            "units",
        ]
        return pd.DataFrame(rows, columns=columns)

    def _shift(self, after: Array) -> Array:
        """(K,) by how many ranks each unit rises in a variant; NaN for those not ranked by both."""
        both = ~np.isnan(self._ranks[0] + after)
        before, now = (
            rank(np.where(both, ranks, np.nan), ties=self._ranking.ties, best="low")
            for ranks in (self._ranks[0], after)
        )
        return np.asarray(before - now)

    def movers(self, most: int = 5) -> pd.DataFrame:
        """The units that move furthest in each variant: one row a scenario and unit.

        scenario, unit, name, rank as scored, rank, shift (positive: a better rank). Shifts are
        counted among the units that both rank.
        """
        import pandas as pd

        rows = []
        for name, after in zip(self.names[1:], self._ranks[1:], strict=True):
            shift = self._shift(after)
            order = np.argsort(-np.abs(np.nan_to_num(shift)), kind="stable")[:most]
            rows += [
                (
                    name,
                    self._units[k],
                    str(self.results[0].data.names[self._units[k]]),
                    self._ranks[0, k],
                    after[k],
                    shift[k],
                )
                for k in order
                if shift[k] and not np.isnan(shift[k])
            ]
        table = pd.DataFrame(
            rows, columns=["scenario", "unit", "name", "rank_as_scored", "rank", "shift"]
        )
        return table.assign(
            **{
                name: rank_column(table[name].to_numpy(float), self._ranking)
                for name in table.columns[3:]
            }
        )

    def as_dict(self) -> dict[str, Any]:
        """Return all tables as plain values, for JSON; a unit's row names its rank in each."""
        return {
            **self.results[0].asked,
            "year": self.results[0].years[-1] or None,
            "scenarios": list(self.names[1:]),
            "leaders": {name: list(units) for name, units in self.leaders.items()},
            "units": plain_rows(self._side_by_side()),
            "agreement": plain_rows(self.agreement),
            "movers": plain_rows(self.movers()),
        }

    def _side_by_side(self) -> pd.DataFrame:
        """One row a unit: unit, name, its rank in every scenario, the best and worst of them."""
        best, worst = np.nanmin(self._ranks, axis=0), np.nanmax(self._ranks, axis=0)
        names = [str(self.results[0].data.names[unit]) for unit in self._units]
        table = self.ranks.rename_axis(columns=None).reset_index()
        table.insert(1, "name", names)
        ends = {"best": best, "worst": worst}
        return table.assign(**{end: rank_column(at, self._ranking) for end, at in ends.items()})


def scenarios(result: Result, variants: Sequence[Scenario]) -> Scenarios:
    """Score every variant of a scoring and lay them side by side.

    What a variant cannot change is `InvalidInput`.
    """
    refuse_held(result.fitted, "plan.a-scenario")
    raise_errors([*_unknown_units(result.data.units, variants), *_names_taken(variants)])
    names = (AS_SCORED, *(variant.name for variant in variants))
    titles = {variant.name: variant.title for variant in variants if variant.title != UNSAID}
    results = (result, *(_scored(result, variant) for variant in variants))
    return Scenarios(names, results, titles)


def _unknown_units(known: Sequence[str], variants: Sequence[Scenario]) -> Iterator[Problem]:
    for variant in variants:
        for unit in (unit for unit in variant.without if unit not in known):
            name, hint = variant.name, nearest(unit, known)
            message = Wording("plan.not-a-unit", unit=unit)
            yield Problem("unknown-unit", message, field=name, value=unit, hint=hint)


def _names_taken(variants: Sequence[Scenario]) -> Iterator[Problem]:
    names = [variant.name for variant in variants]
    for name in dict.fromkeys(name for name in names if [*COLUMNS, *names].count(name) > 1):
        message = Wording("plan.name-taken", name=name)
        hint = Wording("plan.scenario-names.hint", columns=tuple(COLUMNS))
        yield Problem("duplicate-scenario", message, field=name, hint=hint)


def _scored(result: Result, variant: Scenario) -> Result:
    changed = Alternatives(variant.name, {variant.name: variant.changes})
    index = varied(make_plan(Basis.of(result), [changed]), (0,))
    years = result.years if variant.year is None else (variant.year,)
    data = result.data
    if variant.without:
        data = data.take([unit for unit in data.units if unit not in variant.without])
    scheme = variant.scheme or result.scheme
    # another scheme, not shares set in the one in use
    if scheme is not result.scheme and scheme.settings == result.scheme.settings:
        scheme = replace(scheme, named=True)
    try:
        return score(index, data, scheme, years)
    except InvalidInput as invalid:
        raise InvalidInput(
            replace(problem, field=variant.name) for problem in invalid.problems
        ) from invalid
