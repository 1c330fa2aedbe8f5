"""The tables of an audit by their names, each worked out when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from inspect import Parameter, signature
from typing import TYPE_CHECKING, Any

from coopindex.audit.added_value import added_value
from coopindex.audit.associations import METHODS
from coopindex.audit.compensability import compensability
from coopindex.audit.correlations import AGAINST, correlations, denominators, structure
from coopindex.audit.coverage import coverage, coverage_indicators, coverage_nodes
from coopindex.audit.distributions import distributions, treated
from coopindex.audit.dominance import dominance
from coopindex.audit.importance import balance, importance
from coopindex.audit.leave_one_out import leave_one_out, ranks_without
from coopindex.audit.reliability import components, items, loadings, reliability
from coopindex.audit.shift import shift, shift_units
from coopindex.audit.standings import standings
from coopindex.audit.years import years
from coopindex.engine.result import Result
from coopindex.phrases import Wording
from coopindex.problems import Problem, near, nearest, raise_errors

if TYPE_CHECKING:
    import pandas as pd

    from coopindex.robustness.uncertainty import Uncertainty

MAKERS: tuple[Callable[..., pd.DataFrame], ...] = (
    *(coverage, coverage_indicators, coverage_nodes, distributions, treated),
    *(correlations, structure, denominators, reliability, items, components, loadings),
    *(importance, balance, leave_one_out, ranks_without, compensability),
    *(shift, shift_units, added_value, dominance, standings, years),
)
TABLES = {maker.__name__: maker for maker in MAKERS}
# of units, or of pairs: too long to be shown unless they are asked for
LONG = frozenset(
    (
        *("coverage", "coverage_nodes", "treated", "correlations", "denominators", "items"),
        *("components", "loadings", "ranks_without", "shift_units", "dominance", "standings"),
    )
)
SIMULATED = frozenset(("shift", "shift_units"))
# what a threshold says besides where a rule begins -> the option of tables that it is
PLACES = {"added_value": "places", "compensability": "places"} | dict.fromkeys(
    SIMULATED, "shift_places"
)
Simulate = Callable[[], "Uncertainty"]


def options_of(name: str) -> tuple[str, ...]:
    """Name the options of a table that a reader may choose."""
    _, *parameters = signature(TABLES[name]).parameters.values()
    wanted = (p.name for p in parameters if p.kind is Parameter.KEYWORD_ONLY)
    return tuple(option for option in wanted if option != "places")


def uses(name: str) -> frozenset[str]:
    """Name what a table hangs on besides the scoring."""
    drawn = {"draws"} if name in SIMULATED else set()
    return frozenset(drawn | {"method"} & {*options_of(name)} | {PLACES.get(name, "")})


@dataclass(frozen=True, eq=False)
class Tables:
    """The facts about a scoring, in tidy tables.

    simulate : makes the recalculations that some are about. thresholds : see `rules`. method : of
    correlations, where none is named.
    """

    result: Result
    simulate: Simulate
    thresholds: Mapping[str, float]
    method: str = "pearson"
    _made: dict[Any, pd.DataFrame] = field(default_factory=dict, init=False)
    _drawn: list[Uncertainty] = field(default_factory=list, init=False)

    @property
    def simulated(self) -> Uncertainty:
        """The recalculations, made once."""
        if not self._drawn:
            self._drawn.append(self.simulate())
        return self._drawn[0]

    def of(self, name: str, **how: Any) -> pd.DataFrame:
        """Return a table, a copy. how : its options; those that it has not are `InvalidInput`."""
        known = options_of(name)
        raise_errors(_foreign(name, option, known) for option in how if option not in known)
        raise_errors(self._unknown(how))
        if "method" in known:
            how = {"method": self.method, **how}
        key = name, tuple(sorted(how.items()))
        if key not in self._made:
            about = self.simulated if name in SIMULATED else self.result
            places = {"places": self.thresholds[PLACES[name]]} if name in PLACES else {}
            self._made[key] = TABLES[name](about, **places, **how)
        return self._made[key].copy()

    def _unknown(self, how: Mapping[str, Any]) -> Iterator[Problem]:
        """Refuse what an option cannot be; the scoring refuses steps and groups itself."""
        index = self.result.index
        if "method" in how:
            yield from none_of("method", how["method"], METHODS)
        if "against" in how:
            yield from none_of("against", how["against"], AGAINST, tuple(index.position))
        level = how.get("level", 1)
        if level not in range(1, len(index.levels) + 1):
            message = Wording("audit.no-level", level=level, most=len(index.levels))
            yield Problem("bad-value", message, field="level", value=str(level))


def none_of(
    field: str, value: Any, choices: Sequence[str], further: Sequence[str] = ()
) -> Iterator[Problem]:
    """Refuse a word that is none of those known, with the nearest. further : known, not listed."""
    known = (*choices, *further)
    if value not in known:
        message = Wording("reading.none-of", shown=str(value), choices=choices)
        meant = near(str(value), known)
        hint = Wording("frame.did-you-mean", meant=meant) if meant else None
        yield Problem("bad-value", message, field=field, value=str(value), hint=hint)


def _foreign(name: str, option: str, known: Iterable[str]) -> Problem:
    known = list(known)
    message = Wording("audit.no-such-option", table=name, option=option)
    hint = nearest(option, known) if known else Wording("audit.no-options.hint", table=name)
    return Problem("unknown-option", message, field=option, value=option, hint=hint)
